import type { NodePoolObject } from '../../model/types/node';
import { concern } from '../concern';
import { part } from '../unit';
import { renderNodePools } from './chart';
import { drainTimeouts } from './drain-timeouts';
import { nodePoolFacts } from './facts';
import { resolveNodePools } from './node-pools';

/** Objects that make the nodes of an environment. */
export const nodes = concern<readonly NodePoolObject[]>()({
  id: 'nodes',
  operators: ['karpenter'],
  conclude(whole) {
    const { source, chain, nodes: known, problems } = whole;
    const timeouts = drainTimeouts(chain, known, whole, problems);
    return resolveNodePools(source.platform.data.name ?? '', chain, known, timeouts);
  },
  charts: {
    platform: (facts, environment) =>
      facts.length === 0
        ? []
        : [{ app: 'cluster', parts: [part(renderNodePools, nodePoolFacts(environment, facts))] }],
  },
});
