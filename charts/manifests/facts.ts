import type { PlainObject } from '../../model/plain-types';

export interface PlainFacts {
  readonly objects: readonly Pick<PlainObject, 'object' | 'namespace' | 'location'>[];
}

export function plainFacts(objects: readonly PlainObject[]): PlainFacts {
  return { objects: objects.map(({ object, namespace, location }) => ({ object, namespace, location })) };
}
