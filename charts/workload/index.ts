import { concern } from '../concern';
import { part } from '../unit';
import { renderWorkloads } from './chart';
import { workloadFacts } from './facts';

/** Controllers of a service, and what their pods need. */
export const workload = concern<undefined>()({
  id: 'workload',
  charts: {
    service: (_facts, environment, service) => [part(renderWorkloads, workloadFacts(environment, service))],
  },
});
