import type { Diagnostic, Location } from '../lib/diagnostics';
import { isObject } from '../lib/json';
import { label } from '../lib/labels';
import type { KubernetesObject, RenderedObject } from '../lib/rendered';
import { identity } from '../lib/rendered';

/** An object of one environment, as it was or as it will be. */
export type EnvironmentObject = Pick<RenderedObject, 'environment' | 'object'> & {
  readonly causes?: readonly Location[];
  readonly plain?: boolean;
};

/** Where the spec sets a field of a service, or what is around it. */
export type FieldPlaces = (
  environment: string,
  service: string,
  field: readonly string[],
) => Location | undefined;

export const noPlaces: FieldPlaces = () => undefined;

/** An error that is accepted once `--replace` names the object. */
export interface Replaceable {
  /** `KIND/NAMESPACE/NAME`. */
  readonly address: string;
  readonly diagnostic: Diagnostic;
}

export function specOf(object: KubernetesObject): Record<string, unknown> {
  return isObject(object['spec']) ? object['spec'] : {};
}

/** The service that an object belongs to; undefined for what carries none of our labels. */
export function serviceOf({ metadata }: KubernetesObject): string | undefined {
  return metadata.labels?.[label.name];
}

/** What makes an object the same one before and after. */
export function identityIn({ environment, object }: EnvironmentObject): string {
  return `${environment} ${identity(object)}`;
}

export function byIdentity<T extends EnvironmentObject>(objects: readonly T[]): Map<string, T> {
  return new Map(objects.map((entry) => [identityIn(entry), entry]));
}

/** Where a problem of an object is: the line of the spec that caused it. */
export function locationOf(entry: EnvironmentObject | undefined): { location?: Location } {
  const location = entry?.causes?.[0];
  return location === undefined ? {} : { location };
}

/** Where a field of the object's service is set; that of the object where it belongs to none. */
export function fieldLocation(
  entry: EnvironmentObject | undefined,
  field: readonly string[],
  places: FieldPlaces,
): { location?: Location } {
  const service = entry === undefined || entry.plain === true ? undefined : serviceOf(entry.object);
  const location = service === undefined ? undefined : places(entry?.environment ?? '', service, field);
  return location === undefined ? locationOf(entry) : { location };
}
