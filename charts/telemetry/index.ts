import type { PodPeer, PolicyPort } from '../../model/flows/types';
import { concern } from '../concern';
import type { MeshFacts } from '../mesh';
import { collectorOf } from './collector';
import { telemetryFlows } from './flows';
import { environmentFields } from './schema';

export interface TelemetryFacts {
  /**
   * What collects traces, metrics and logs.
   * @default - services send to nobody
   */
  readonly collector?: { readonly peer: PodPeer; readonly ports: readonly PolicyPort[] };
}

/** Telemetry that services send. */
export const telemetry = concern<TelemetryFacts, { mesh: MeshFacts }>()({
  id: 'telemetry',
  fields: { environment: environmentFields },
  after: ['mesh'],
  resolve: ({ chain, problems }) => collectorOf(chain, problems),
  flows: (facts, { running }, { mesh }) => telemetryFlows(facts, mesh, running),
});
