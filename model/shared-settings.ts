import { mergeValues } from '../spec/layers';
import type { PlatformSource } from '../spec/load';
import type { EnvironmentChain, EnvironmentSpec } from './environments';
import type { Existing } from './types';

/** Settings that the platform and the environment both can say, merged. */
export type SharedSettings = Pick<EnvironmentSpec, 'namespaces' | 'quota' | 'existing'>;

export function sharedSettings(source: PlatformSource, chain: EnvironmentChain): SharedSettings {
  const { namespaces, quota, existing } = source.platform.data;
  const platform = mergeValues({}, { namespaces, quota, existing });
  const { namespaces: names, quota: own, existing: more } = chain.spec;
  return mergeValues(platform, { namespaces: names, quota: own, existing: more }) as SharedSettings;
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
  };
}
