import type { Construct } from 'constructs';
import * as k8s from '../../imports/kubernetes';
import { withPruneGuard } from '../../lib/prune-guards';
import { compact } from '../../lib/json';
import type { PlatformNames } from '../metadata';
import { platformMetadata } from '../metadata';
import type { LimitFacts, NamespaceFacts } from './facts';
import type { Namespace } from './types';

/** Namespaces with the Pod Security level that the API server enforces, at a pinned version. */
export function renderNamespaces(
  scope: Construct,
  { names, kubernetesVersion, namespaces }: NamespaceFacts,
): void {
  for (const namespace of namespaces) renderNamespace(scope, names, `v${kubernetesVersion}`, namespace);
}

function renderNamespace(
  scope: Construct,
  names: PlatformNames,
  version: string,
  namespace: NamespaceFacts['namespaces'][number],
): void {
  const metadata = platformMetadata(names, namespace.name);
  const levels = ['enforce', 'audit', 'warn'].flatMap((mode) => {
    // Warnings always follow the strictest level, so that nobody lowers one without seeing what it costs.
    const level = mode === 'enforce' ? namespace.podSecurity : strictest(namespace);
    return [
      [`pod-security.kubernetes.io/${mode}`, level],
      [`pod-security.kubernetes.io/${mode}-version`, version],
    ];
  });
  const labels = { ...metadata.labels, ...Object.fromEntries(levels), ...namespace.labels };
  // A controller that prunes must never delete a namespace, and all that is in it.
  const annotations = withPruneGuard(namespace.annotations);
  new k8s.Namespace(scope, { metadata: { ...metadata, labels, annotations } }, namespace.causes);
}

function strictest({ podSecurity }: Pick<Namespace, 'podSecurity'>): string {
  return podSecurity === 'privileged' ? 'privileged' : 'restricted';
}

/** Limits of namespaces, and default ServiceAccounts without a token. */
export function renderNamespaceLimits(scope: Construct, { names, namespaces }: LimitFacts): void {
  for (const namespace of namespaces) renderLimits(scope, names, namespace);
}

function renderLimits(
  scope: Construct,
  names: PlatformNames,
  { name, quota, causes }: LimitFacts['namespaces'][number],
): void {
  const account = platformMetadata(names, 'default', name);
  new k8s.ServiceAccount(scope, { metadata: account, automountServiceAccountToken: false }, causes);
  if (quota === undefined) return;
  new k8s.ResourceQuota(
    scope,
    { metadata: platformMetadata(names, name, name), spec: { hard: { ...quota } } },
    causes,
  );
  const defaultRequest = compact({
    cpu: quota['requests.cpu'] === undefined ? undefined : '100m',
    memory: quota['requests.memory'] === undefined ? undefined : '128Mi',
  });
  if (Object.keys(defaultRequest).length === 0) return;
  // Only requests, and only those that every container here states: a foreign pod gets past the quota, ours stay as written.
  new k8s.LimitRange(
    scope,
    {
      metadata: platformMetadata(names, name, name),
      spec: { limits: [{ type: 'Container', defaultRequest }] },
    },
    causes,
  );
}
