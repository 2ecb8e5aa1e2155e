import type { Mesh } from '../../providers';

/** The mesh of the cluster. Undefined: there is none. */
export interface MeshFacts {
  readonly mesh?: Mesh;
}
