import type { Location } from '../../lib/diagnostics';
import type { KubernetesObject } from '../../lib/rendered';

/** One object of `manifests/`, as it was written but for the form of its quantities. */
export interface ManifestObject {
  readonly app: string;
  readonly object: KubernetesObject;
  /** Where it goes: one that names no namespace to that of its app's service, else to the platform's. Undefined where it has none. */
  readonly namespace: string | undefined;
  readonly location: Location;
  /** The place of a part of it. */
  locate(path: readonly (string | number)[]): Location;
}
