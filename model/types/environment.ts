import type { NodeProvisioning, ProviderProfile } from '../../providers';
import type { Connection, DataService } from './connection';
import type { ManifestObject } from './manifest';
import type { SecretRef, Service, SystemService } from './service';

/** Everything that is rendered for one environment. Read-only: charts translate it and decide nothing. */
export interface Environment {
  readonly name: string;
  readonly platform: string;
  readonly owner: string;
  readonly provider: ProviderProfile;
  readonly nodes: NodeProvisioning;
  /** Oldest minor release of the cluster: `1.34`. */
  readonly kubernetesVersion: string;
  readonly registries: readonly string[];
  readonly services: ReadonlyMap<string, Service>;
  /** What the platform runs for itself, by the folder of its objects. */
  readonly systemServices: ReadonlyMap<string, SystemService>;
  readonly dataServices: ReadonlyMap<string, DataService>;
  readonly connections: readonly Connection[];
  readonly secretRefs: readonly SecretRef[];
  readonly existing: Existing;
  readonly manifests: readonly ManifestObject[];
}

/** Names of objects that are not rendered but may be referred to. */
export interface Existing {
  readonly secrets: readonly string[];
  readonly configMaps: readonly string[];
  readonly serviceAccounts: readonly string[];
  readonly persistentVolumeClaims: readonly string[];
  readonly services: readonly string[];
  readonly deployments: readonly string[];
  readonly statefulSets: readonly string[];
}
