import { meshProfiles } from '../../providers';
import { concern } from '../concern';
import { readFields } from '../../spec/field';
import { meshFlows } from './flows';
import { environmentFields } from './schema';
import type { MeshFacts } from './types';

export type { MeshFacts } from './types';

/** A mesh that the cluster has: its proxies carry what pods say to each other. */
export const mesh = concern<MeshFacts>()({
  id: 'mesh',
  fields: { environment: environmentFields },
  resolve({ chain }) {
    const { mesh: id } = readFields(chain.spec, environmentFields);
    return id === 'none' ? {} : { mesh: meshProfiles[id] };
  },
  flows: (facts) => meshFlows(facts),
});
