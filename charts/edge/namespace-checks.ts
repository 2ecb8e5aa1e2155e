import type { Diagnostic } from '../../lib/diagnostics';
import type { PlatformSource } from '../../spec/load';
import type { EnvironmentChain } from '../../model/environment/environments';
import type { ResolvedService } from '../../model/context';
import type { EdgeSettings } from './settings';
import type { Route } from './types';

/** Whether others make a namespace, as the environment says it, or the platform. */
export function isShared(
  platform: PlatformSource['platform'],
  { spec }: EnvironmentChain,
): (namespace: string) => boolean {
  const all = { ...platform.data.namespaces, ...spec.namespaces };
  return (namespace) => Object.hasOwn(all, namespace) && all[namespace]?.shared === true;
}

/** The Namespace is not rendered there, and with it not the label by which pods wait for the load balancer. */
export function warnOfSharedNamespaces(
  shared: (namespace: string) => boolean,
  routes: readonly Route[],
  { gateway }: EdgeSettings,
  resolved: ReadonlyMap<string, ResolvedService>,
  problems: Diagnostic[],
): void {
  const label = Object.entries(gateway.readinessGateLabel ?? {})[0]?.join(': ');
  if (label === undefined) return;
  for (const { service, namespace } of routes) {
    const context = resolved.get(service)?.context;
    if (!shared(namespace)) continue;
    context?.withOthers(problems, () =>
      context.report('readiness-gate', ['expose'], {
        problem: 'pods in a shared namespace wait for the load balancer only if the Namespace has a label',
        got: namespace,
        fix: `label the Namespace ${label}`,
      }),
    );
  }
}

/** The private keys lie there. */
export function refuseNamespace(
  namespace: string,
  resolved: ReadonlyMap<string, ResolvedService>,
  problems: Diagnostic[],
): void {
  for (const { context, service } of resolved.values()) {
    if (service?.namespace !== namespace) continue;
    context.withOthers(problems, () =>
      context.report('name-collision', ['namespace'], {
        problem: 'this namespace is for the gateway and its private keys, not for services',
        got: namespace,
        fix: 'choose another one',
      }),
    );
  }
}
