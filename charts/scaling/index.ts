import { concern } from '../concern';
import { part } from '../unit';
import { renderAutoscalers } from './chart';
import { scalingFacts } from './facts';

/** Autoscalers of a service's workloads. */
export const scaling = concern<undefined>()({
  id: 'scaling',
  operators: ['keda', 'vertical-pod-autoscaler'],
  charts: {
    service: (_facts, environment, service) => [part(renderAutoscalers, scalingFacts(environment, service))],
  },
});
