import type { ManifestObject } from '../../model/types/manifest';

export interface ManifestFacts {
  readonly objects: readonly Pick<ManifestObject, 'object' | 'namespace' | 'location'>[];
}

export function manifestFacts(objects: readonly ManifestObject[]): ManifestFacts {
  return { objects: objects.map(({ object, namespace, location }) => ({ object, namespace, location })) };
}
