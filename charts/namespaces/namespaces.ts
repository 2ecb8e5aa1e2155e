import type { Location } from '../../lib/diagnostics';
import { locate } from '../../spec/layers';
import type { PlatformSource } from '../../spec/load';
import type { EnvironmentChain } from '../../model/environment/environments';
import { manifestDemand } from './manifest-demand';
import type { Demand } from './quota';
import { quotaFor } from './quota';
import type { SharedSettings } from '../../model/environment/shared-settings';
import { mergedFields } from '../../model/environment/shared-settings';
import { readFields } from '../../spec/field';
import { sharedFields } from './schema';
import type { Service } from '../../model/types/service';
import type { WholeScope } from '../concern';
import type { Namespace } from './types';

/** The namespaces of an environment: those that its services live in, those it names, and those that concerns need. */
export function resolveNamespaces(
  { source, chain, manifests, running, requirements }: WholeScope,
  settings: SharedSettings,
  demands: ReadonlyMap<string, readonly Demand[]>,
): Namespace[] {
  const written = mergedFields(source, chain, Object.keys(sharedFields));
  const { quota: quotaOfAll } = readFields(written, sharedFields);
  const members = new Map<string, Service[]>();
  const needed = requirements.flatMap((entry) => (entry.kind === 'Namespace' ? [entry] : []));
  for (const name of Object.keys(settings.namespaces ?? {})) members.set(name, []);
  for (const entry of needed) if (entry.needed === true) members.set(entry.name, []);
  for (const { service } of running.values()) {
    if (service === undefined) continue;
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
        quotaOfAll === false || shared
          ? undefined
          : quotaFor(
              own.flatMap((service) => demands.get(service.name) ?? []),
              own.flatMap((service) => service.kubernetesServices),
              manifestDemand(manifests.filter(({ namespace }) => namespace === name)),
              quotaOfAll?.reserve ?? {},
            );
      const asked = needed
        .filter((entry) => entry.name === name)
        .flatMap((entry) => Object.entries(entry.labels ?? {}));
      return {
        name,
        shared,
        podSecurity,
        labels: { ...Object.fromEntries(asked), ...labels },
        annotations,
        ...(quota === undefined || Object.keys(quota).length === 0 ? {} : { quota }),
        causes: causesOf(source, chain, name, own),
      };
    });
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
