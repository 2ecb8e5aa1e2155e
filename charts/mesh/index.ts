import type { Mesh } from '../../providers';
import { meshProfiles } from '../../providers';
import { concern } from '../concern';
import { meshFlows } from './flows';

/** The mesh of the cluster. Undefined: there is none. */
export interface MeshFacts {
  readonly mesh?: Mesh;
}

/** A mesh that the cluster has: its proxies carry what pods say to each other. */
export const mesh = concern<MeshFacts>()({
  id: 'mesh',
  resolve: ({ chain: { spec } }) => (spec.mesh === 'none' ? {} : { mesh: meshProfiles[spec.mesh] }),
  flows: (facts) => meshFlows(facts),
});
