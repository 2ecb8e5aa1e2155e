import type { Location } from '../lib/diagnostics';
import { locate } from '../spec/layers';
import type { PlatformSource } from '../spec/load';
import type { Edge } from './edge/types';
import type { EnvironmentChain, EnvironmentSpec } from './environments';
import type { Nodes } from './nodes';
import { plainDemand } from './plain-demands';
import { quotaFor, serviceDemands } from './quota';
import type { Namespace, PlainObject, Service } from './types';

/** Settings that the platform and the environment both can say, merged. */
export type SharedSettings = Pick<EnvironmentSpec, 'namespaces' | 'quota' | 'existing'>;

/** What an environment says about its namespaces. */
export interface NamespaceScope {
  readonly source: PlatformSource;
  readonly chain: EnvironmentChain;
  readonly settings: SharedSettings;
  readonly nodes: Nodes;
}

/** What is in the namespaces. */
export interface NamespaceUsers {
  readonly services: readonly Service[];
  readonly plain: readonly PlainObject[];
  readonly edge: Edge | undefined;
}

/** The namespaces of an environment: those that its services live in, and those it names. */
export function resolveNamespaces(
  { source, chain, settings, nodes }: NamespaceScope,
  { services, plain, edge }: NamespaceUsers,
): Namespace[] {
  const members = new Map<string, Service[]>();
  for (const name of Object.keys(settings.namespaces ?? {})) members.set(name, []);
  if (edge !== undefined) members.set(edge.namespace, []);
  for (const service of [...services, ...(edge?.dataPlane === undefined ? [] : [edge.dataPlane.service])]) {
    const own = members.get(service.namespace);
    if (own === undefined) members.set(service.namespace, [service]);
    else own.push(service);
  }
  return [...members]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, own]) => {
      const all = settings.namespaces ?? {};
      const written = Object.hasOwn(all, name) ? all[name] : undefined;
      const { shared = false, podSecurity = 'restricted', labels = {}, annotations = {} } = written ?? {};
      const quota =
        settings.quota === false || shared
          ? undefined
          : quotaFor(
              serviceDemands(own, nodes.nodes.admission),
              own.flatMap((service) => service.services),
              plainDemand(plain.filter(({ namespace }) => namespace === name)),
              settings.quota?.reserve ?? {},
            );
      return {
        name,
        shared,
        podSecurity,
        labels: {
          ...(edge?.namespaces.includes(name) === true ? edge.gateway.readinessGateLabel : {}),
          ...labels,
        },
        annotations,
        ...(quota === undefined || Object.keys(quota).length === 0 ? {} : { quota }),
        causes: causesOf(source, chain, name, own),
      };
    });
}

/** Those whose level lets pods run as root. Of a shared one nobody here knows the level. */
export function namespacesOfRoot({ namespaces = {} }: SharedSettings): string[] {
  return Object.entries(namespaces).flatMap(([name, { shared, podSecurity = 'restricted' }]) =>
    shared === true || podSecurity !== 'restricted' ? [name] : [],
  );
}

/** Where the namespace is named, and the first service in it. */
function causesOf(
  source: PlatformSource,
  chain: EnvironmentChain,
  name: string,
  own: readonly Service[],
): Location[] {
  const written = locate(chain.layered, ['namespaces', name]);
  const first = own[0]?.causes[0] ?? source.platform.document.locate(['name']);
  return written === undefined ? [first] : [written, first];
}
