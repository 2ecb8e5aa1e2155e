import type { Diagnostic } from '../../lib/diagnostics';
import type { SharedSettings } from '../../model/environment/shared-settings';
import type { ResolvedService } from '../../model/context';
import type { EdgeSettings } from './settings';
import type { Route } from './types';

/** The Namespace is not rendered there, and with it not the label by which pods wait for the load balancer. */
export function warnOfSharedNamespaces(
  { namespaces = {} }: SharedSettings,
  routes: readonly Route[],
  { gateway }: EdgeSettings,
  resolved: ReadonlyMap<string, ResolvedService>,
  problems: Diagnostic[],
): void {
  const label = Object.entries(gateway.readinessGateLabel ?? {})[0]?.join(': ');
  if (label === undefined) return;
  for (const { service, namespace } of routes) {
    const context = resolved.get(service)?.context;
    if (!Object.hasOwn(namespaces, namespace) || namespaces[namespace]?.shared !== true) continue;
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
