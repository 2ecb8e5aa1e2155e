import type { Construct } from 'constructs';
import { ManifestKubeObject } from '../../imports/kubernetes';
import type { ManifestFacts } from './facts';

/** Plain objects as they were written; only a missing namespace is filled in, as `kubectl -n` would. */
export function renderManifests(scope: Construct, { objects }: ManifestFacts): void {
  for (const { object, namespace, location } of objects) {
    const { apiVersion, kind, metadata, ...fields } = object;
    const place = namespace === undefined ? {} : { namespace };
    const props = { metadata: { ...metadata, ...place }, ...fields };
    new ManifestKubeObject(scope, apiVersion, kind, props, [location]);
  }
}
