import type { Diagnostic } from '../../lib/diagnostics';
import { locate } from '../../spec/layers';
import type { PlatformSource } from '../../spec/load';
import { serviceSettings } from '../context';
import type { EnvironmentChain } from '../environments';
import type { Nodes } from '../nodes';
import type { ResolvedService } from '../services';
import { resolveCertificates } from './certificates';
import { gatewayLabel, resolveDataPlane } from './data-plane';
import { resolveRoute } from './routes';
import type { EdgeSettings } from './settings';
import { resolveEdgeSettings } from './settings';
import type { DataPlane, Edge, EdgeSource, Route } from './types';

/** What an edge comes to; undefined where nothing is exposed. */
export interface ResolvedEdge {
  readonly edge?: Edge;
  /** The gateway's own pods, for those who look at all that runs. */
  readonly dataPlane?: ResolvedService;
}

/** The way in from the internet. */
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
  refuseClashes(routes, resolved, problems);
  if (settings === undefined || routes.length === 0) return {};
  const name = platform.data.name ?? '';
  const namespace = `${name}-gateway`;
  const own = serviceSettings(chain.name, name, platform.data.owner ?? '', nodes);
  const hasPods = settings.gateway.source.kind === 'pods';
  const dataPlane = hasPods ? resolveDataPlane(chain, own, name, namespace) : undefined;
  if (dataPlane !== undefined) problems.push(...dataPlane.context.diagnostics);
  const plane: DataPlane | undefined =
    dataPlane?.service === undefined
      ? undefined
      : { service: dataPlane.service, podSelector: { [gatewayLabel]: name } };
  const edge = edgeOf(chain, settings, name, namespace, routes, plane);
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
  const hosts = [...new Set(routes.flatMap((route) => route.hosts))].sort();
  const place = locate(chain.layered, ['edge']);
  const { waf, shield = false, sslPolicy, loadBalancer } = written;
  return {
    gateway,
    name,
    namespace,
    minTlsVersion,
    ...resolveCertificates(hosts, settings, namespace),
    routes: new Map(routes.map((route) => [route.service, route])),
    namespaces: [...new Set(routes.map((route) => route.namespace))].sort(),
    sources: sourcesOf(settings, dataPlane, namespace),
    shield,
    ...(waf === undefined ? {} : { waf }),
    ...(sslPolicy === undefined ? {} : { sslPolicy }),
    ...(loadBalancer === undefined ? {} : { loadBalancer }),
    ...(dataPlane === undefined ? {} : { dataPlane }),
    causes: place === undefined ? [] : [place],
  };
}

function sourcesOf(
  { gateway, written }: EdgeSettings,
  dataPlane: DataPlane | undefined,
  namespace: string,
): EdgeSource[] {
  const { source } = gateway;
  if (source.kind === 'pods') {
    return dataPlane === undefined ? [] : [{ kind: 'pods', namespace, podSelector: dataPlane.podSelector }];
  }
  const ranges = [...(source.kind === 'ranges' ? source.ranges : []), ...(written.sourceRanges ?? [])];
  return ranges.map((cidr) => ({ kind: 'range', cidr }));
}

/** One request has one way. Methods may tell two services apart under one path, where both say them. */
function refuseClashes(
  routes: readonly Route[],
  resolved: ReadonlyMap<string, ResolvedService>,
  problems: Diagnostic[],
): void {
  const seen = new Map<string, Route[]>();
  for (const route of routes) {
    for (const host of route.hosts) {
      for (const path of route.paths) {
        const key = `${host}${path}`;
        const before = seen.get(key) ?? [];
        const other = before.find((entry) => overlap(entry.methods, route.methods));
        seen.set(key, [...before, route]);
        if (other === undefined) continue;
        const context = resolved.get(route.service)?.context;
        context?.withOthers(problems, () =>
          context.report('route-clash', ['expose'], {
            problem: `${other.service} claims the same host and path`,
            got: key,
            fix: 'give one of them other hosts, paths or methods',
          }),
        );
      }
    }
  }
}

function overlap(a: readonly string[], b: readonly string[]): boolean {
  return a.length === 0 || b.length === 0 || a.some((method) => b.includes(method));
}
