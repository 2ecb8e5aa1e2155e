import type { Resolution } from './resolve';
import type { FieldPlaces } from '../output/environment-objects';

/** Where the spec sets fields of the services that it has. */
export function fieldPlaces(resolutions: readonly Resolution[]): FieldPlaces {
  const byName = new Map(resolutions.map((resolution) => [resolution.environment.name, resolution]));
  return (environment, service, field) =>
    byName.get(environment)?.services.get(service)?.context.locate(field);
}
