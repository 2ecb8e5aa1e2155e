import type { Diagnostic } from '../../lib/diagnostics';
import { locate } from '../../spec/layers';
import type { PlatformSource } from '../../spec/load';
import { serviceSettings } from '../context';
import type { EnvironmentChain } from '../environments';
import type { Nodes } from '../nodes';
import type { ResolvedService } from '../services';
import { judgeBuffers } from './bodies';
import { resolveCertificates } from './certificates';
import { gatewayLabel, resolveDataPlane } from './data-plane';
import { checkRoutes } from './clashes';
import { isShared, refuseNamespace, warnOfSharedNamespaces } from './namespaces';
import { resolveRoute } from './routes';
import { sharedIdleTimeout } from './sessions';
import type { EdgeSettings } from './settings';
import { resolveEdgeSettings } from './settings';
import type { DataPlane, Edge, Route } from './types';

/** What an edge comes to; undefined where nothing is exposed. */
export interface ResolvedEdge {
  readonly edge?: Edge;
  /** The gateway's own pods, for those who look at all that runs. */
  readonly dataPlane?: ResolvedService;
}

/** The public entry point. */
export function resolveEdge(
  { platform }: Pick<PlatformSource, 'platform'>,
  chain: EnvironmentChain,
  nodes: Nodes,
  resolved: ReadonlyMap<string, ResolvedService>,
  problems: Diagnostic[],
): ResolvedEdge {
  const settings = resolveEdgeSettings(chain, nodes.profile, problems);
  const routes = [...resolved.values()].flatMap(
    (entry) => entry.context.withOthers(problems, () => resolveRoute(entry, settings)) ?? [],
  );
  if (settings === undefined) return {};
  if (routes.length === 0) {
    warnOfUnused(settings);
    return {};
  }
  checkRoutes(routes, settings, resolved, problems);
  warnOfSharedNamespaces(isShared(platform, chain), routes, settings, resolved, problems);
  const name = platform.data.name ?? '';
  const namespace = `${name}-gateway`;
  refuseNamespace(namespace, resolved, problems);
  const own = serviceSettings(chain.name, name, platform.data.owner ?? '', nodes);
  const hasPods = settings.gateway.source.kind === 'pods';
  const dataPlane = hasPods ? resolveDataPlane(chain, own, name, namespace) : undefined;
  if (dataPlane !== undefined) problems.push(...dataPlane.context.diagnostics);
  judgeBuffers(routes, dataPlane, resolved, problems);
  const idleTimeout = sharedIdleTimeout(routes, settings, resolved, problems);
  const plane: DataPlane | undefined =
    dataPlane?.service === undefined
      ? undefined
      : { service: dataPlane.service, podSelector: { [gatewayLabel]: name } };
  const edge = {
    ...edgeOf(chain, settings, name, namespace, routes, plane),
    ...(idleTimeout === undefined ? {} : { idleTimeout }),
  };
  return { edge, ...(dataPlane === undefined ? {} : { dataPlane }) };
}

function edgeOf(
  chain: EnvironmentChain,
  settings: EdgeSettings,
  name: string,
  namespace: string,
  routes: readonly Route[],
  dataPlane: DataPlane | undefined,
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
    ...(dataPlane === undefined ? {} : { dataPlane }),
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
