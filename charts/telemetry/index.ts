import { concern } from '../concern';
import type { MeshFacts } from '../mesh';
import { collectorOf } from './collector';
import { telemetryFlows } from './flows';
import { environmentFields } from './schema';
import type { TelemetryFacts } from './types';

export type { TelemetryFacts } from './types';

/** Telemetry that services send. */
export const telemetry = concern<TelemetryFacts, { mesh: MeshFacts }>()({
  id: 'telemetry',
  fields: { environment: environmentFields },
  after: ['mesh'],
  resolve: ({ chain, problems }) => collectorOf(chain, problems),
  flows: (facts, { running }, { mesh }) => telemetryFlows(facts, mesh, running),
});
