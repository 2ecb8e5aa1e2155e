import type { Construct } from 'constructs';
import { PlainKubeObject } from '../imports/kubernetes';
import { kindOf } from '../lib/kinds';
import type { Environment, PlainObject } from '../model/types';

export interface PlainFacts {
  readonly objects: readonly Pick<PlainObject, 'object' | 'location'>[];
  /** Of objects without one: the service's own, or the platform's. */
  readonly namespace: string;
}

export function plainFacts(
  { services, platform }: Environment,
  app: string,
  objects: readonly PlainObject[],
): PlainFacts {
  return {
    objects: objects.map(({ object, location }) => ({ object, location })),
    namespace: services.get(app)?.namespace ?? platform,
  };
}

/** Plain objects as they were written; only a missing namespace is filled in, as `kubectl -n` would. */
export function renderPlain(scope: Construct, { objects, namespace: missing }: PlainFacts): void {
  for (const { object, location } of objects) {
    const { apiVersion, kind, metadata: written, ...fields } = object;
    const namespace = kindOf(object).scope === 'cluster' ? {} : { namespace: written.namespace ?? missing };
    const props = { metadata: { ...written, ...namespace }, ...fields };
    new PlainKubeObject(scope, apiVersion, kind, props, [location]);
  }
}
