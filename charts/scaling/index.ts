import { concern } from '../concern';
import { part } from '../unit';
import { renderAutoscalers } from './chart';
import { autoscalerFacts } from './facts';
import { serviceFields } from './schema';
import { scaledWorkloads } from './scaled';
import type { ScalingFacts } from './types';

export type { HorizontalAutoscaler, ScaledWorkload, ScalingFacts } from './types';

/** What sets the number and the size of a service's pods, where that is not the manifest. */
export const scaling = concern<ScalingFacts>()({
  id: 'scaling',
  fields: { service: serviceFields },
  operators: ['keda', 'vertical-pod-autoscaler'],
  conclude: ({ perService }) => perService(scaledWorkloads),
  charts: {
    service: (facts, environment, service) => [
      part(renderAutoscalers, autoscalerFacts(environment, facts, service)),
    ],
  },
});
