import type { AvailabilityFacts } from '../availability';
import type { Scope, WholeScope } from '../concern';
import type { ScalingFacts } from '../scaling';
import { locate } from '../../spec/layers';
import type { EnvironmentChain } from '../../model/environment/environments';
import { judgeBuffers } from './body-limits';
import { resolveCertificates } from './certificates';
import { gatewayLabel, gatewayWorkload } from './data-plane';
import { checkRoutes } from './route-conflicts';
import { refuseNamespace, warnOfSharedNamespaces } from './namespace-checks';
import { resolveRoute } from './routes';
import { sharedIdleTimeout } from './sessions';
import type { EdgeSettings } from './settings';
import { resolveEdgeSettings } from './settings';
import type { DataPlane, Edge, Route } from './types';

/** The public entry point. Undefined where nothing is exposed. */
export function resolveEdge(scope: Scope): Edge | undefined {
  const { source, chain, nodes, services, problems } = scope;
  const settings = resolveEdgeSettings(chain, nodes.profile, problems);
  const routes = [...services.values()].flatMap(
    (entry) => entry.context.withOthers(problems, () => resolveRoute(entry, settings)) ?? [],
  );
  if (settings === undefined) return undefined;
  if (routes.length === 0) {
    warnOfUnused(settings);
    return undefined;
  }
  checkRoutes(routes, settings, services, problems);
  warnOfSharedNamespaces(scope.settings, routes, settings, services, problems);
  const name = source.platform.data.name ?? '';
  const namespace = `${name}-gateway`;
  refuseNamespace(namespace, services, problems);
  const idleTimeout = sharedIdleTimeout(routes, settings, services, problems);
  return {
    ...edgeOf(chain, settings, name, namespace, routes),
    ...(idleTimeout === undefined ? {} : { idleTimeout }),
  };
}

/** What others decide of the gateway's pods. */
export interface EdgeReads {
  readonly availability: AvailabilityFacts;
  readonly scaling: ScalingFacts;
}

/** With the pods of the gateway, where it has some. */
export function withDataPlane(
  edge: Edge,
  { running, services, problems }: WholeScope,
  { availability, scaling }: EdgeReads,
): Edge {
  const resolved = running.get(gatewayWorkload);
  judgeBuffers([...edge.routes.values()], resolved, services, problems);
  if (resolved?.service === undefined) return edge;
  const { autoscaler } = scaling.get(gatewayWorkload)?.[0] ?? {};
  const { spec: disruptionBudget } = availability.budgets.get(gatewayWorkload)?.[0] ?? {};
  const dataPlane: DataPlane = {
    workload: resolved.service.workloads[0],
    podSelector: { [gatewayLabel]: edge.name },
    ...(autoscaler === undefined ? {} : { autoscaler }),
    ...(disruptionBudget === undefined ? {} : { disruptionBudget }),
  };
  return { ...edge, dataPlane };
}

function edgeOf(
  chain: EnvironmentChain,
  settings: EdgeSettings,
  name: string,
  namespace: string,
  routes: readonly Route[],
): Edge {
  const { gateway, written, minTlsVersion } = settings;
  const place = locate(chain.layered, ['edge']);
  const { waf, shield = false, sslPolicy, loadBalancer } = written;
  return {
    gateway,
    name,
    namespace,
    minTlsVersion,
    ...resolveCertificates(routes, settings, namespace),
    routes: new Map(routes.map((route) => [route.service, route])),
    namespaces: [...new Set(routes.map((route) => route.namespace))].sort(),
    sources: sourcesOf(settings),
    shield,
    ...(waf === undefined ? {} : { waf }),
    ...(sslPolicy === undefined ? {} : { sslPolicy }),
    ...(loadBalancer === undefined ? {} : { loadBalancer }),
    causes: place === undefined ? [] : [place],
  };
}

function sourcesOf({ gateway: { source }, written }: EdgeSettings): string[] {
  if (source.kind === 'pods') return [];
  return [...(source.kind === 'ranges' ? source.ranges : []), ...(written.sourceRanges ?? [])];
}

/** A field without an effect is reported: one may have forgotten to expose something. */
function warnOfUnused({ report }: EdgeSettings): void {
  report([], {
    code: 'edge-unused',
    problem: 'no service is exposed, so edge has no effect',
    fix: 'write expose for a service, or remove edge',
  });
}
