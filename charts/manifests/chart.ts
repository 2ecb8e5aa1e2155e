import type { Construct } from 'constructs';
import { PlainKubeObject } from '../../imports/kubernetes';
import type { PlainFacts } from './facts';

/** Plain objects as they were written; only a missing namespace is filled in, as `kubectl -n` would. */
export function renderPlain(scope: Construct, { objects }: PlainFacts): void {
  for (const { object, namespace, location } of objects) {
    const { apiVersion, kind, metadata, ...fields } = object;
    const place = namespace === undefined ? {} : { namespace };
    const props = { metadata: { ...metadata, ...place }, ...fields };
    new PlainKubeObject(scope, apiVersion, kind, props, [location]);
  }
}
