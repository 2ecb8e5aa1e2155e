import { mergeValues } from '../../spec/layers';
import type { PlatformSource } from '../../spec/load';
import type { EnvironmentChain, EnvironmentSpec } from './environments';
import type { Existing } from '../types/environment';

/** Settings that the platform and the environment both can say, merged. */
export type SharedSettings = Pick<EnvironmentSpec, 'namespaces' | 'existing'>;

export function sharedSettings(source: PlatformSource, chain: EnvironmentChain): SharedSettings {
  return mergedFields(source, chain, ['namespaces', 'existing']);
}

/** What the platform says under some names, and the environment over it. */
export function mergedFields(
  source: PlatformSource,
  chain: EnvironmentChain,
  names: readonly string[],
): object {
  const only = (data: object) =>
    Object.fromEntries(Object.entries(data).filter(([key]) => names.includes(key)));
  return mergeValues(mergeValues({}, only(source.platform.data)), only(chain.spec)) as object;
}

/** Namespaces whose level lets pods run as root. Of a shared one nobody here knows the level. */
export function namespacesOfRoot({ namespaces = {} }: SharedSettings): string[] {
  return Object.entries(namespaces).flatMap(([name, { shared, podSecurity = 'restricted' }]) =>
    shared === true || podSecurity !== 'restricted' ? [name] : [],
  );
}

/** What the cluster has without us. */
export function existingObjects({ existing }: SharedSettings): Existing {
  return {
    secrets: existing?.secrets ?? [],
    configMaps: existing?.configMaps ?? [],
    serviceAccounts: existing?.serviceAccounts ?? [],
    persistentVolumeClaims: existing?.persistentVolumeClaims ?? [],
    services: existing?.services ?? [],
    deployments: existing?.deployments ?? [],
    statefulSets: existing?.statefulSets ?? [],
  };
}
