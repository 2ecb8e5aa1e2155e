import type { Construct } from 'constructs';
import * as k8s from '../../imports/kubernetes';
import { guarded } from '../../lib/guards';
import { compact } from '../../lib/json';
import type { Environment, Namespace } from '../../model/types';
import { platformMetadata } from '../metadata';

/** A namespace with the Pod Security level that the API server enforces, at a pinned version. */
export function renderNamespace(scope: Construct, environment: Environment, namespace: Namespace): void {
  const metadata = platformMetadata(environment, namespace.name);
  const version = `v${environment.kubernetesVersion}`;
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
  const annotations = guarded(namespace.annotations);
  new k8s.Namespace(scope, { metadata: { ...metadata, labels, annotations } }, namespace.causes);
}

function strictest(namespace: Namespace): string {
  return namespace.podSecurity === 'privileged' ? 'privileged' : 'restricted';
}

/** Limits of a namespace, and a default ServiceAccount without a token. */
export function renderNamespaceLimits(
  scope: Construct,
  environment: Environment,
  namespace: Namespace,
): void {
  const { name, quota, causes } = namespace;
  const account = platformMetadata(environment, 'default', name);
  new k8s.ServiceAccount(scope, { metadata: account, automountServiceAccountToken: false }, causes);
  if (quota === undefined) return;
  new k8s.ResourceQuota(
    scope,
    { metadata: platformMetadata(environment, name, name), spec: { hard: { ...quota } } },
    causes,
  );
  const defaultRequest = compact({
    cpu: quota['requests.cpu'] === undefined ? undefined : '100m',
    memory: quota['requests.memory'] === undefined ? undefined : '128Mi',
  });
  if (Object.keys(defaultRequest).length === 0) return;
  // Only requests, and only those that every container here states: a foreign pod gets past the quota, ours stay as written.
  const limits = [{ type: 'Container', defaultRequest }];
  new k8s.LimitRange(
    scope,
    { metadata: platformMetadata(environment, name, name), spec: { limits } },
    causes,
  );
}
