import { podsOf } from '../../model/flows/peers';
import type { PodPeer } from '../../model/flows/types';
import { concern } from '../concern';
import type { MeshFacts } from '../mesh';
import { metricsFlows } from './flows';

export interface MetricsFacts {
  /** Who asks every service for its metrics. */
  readonly scraper: PodPeer;
}

/** Metrics of services, and who scrapes them. */
export const metrics = concern<MetricsFacts, { mesh: MeshFacts }>()({
  id: 'metrics',
  after: ['mesh'],
  resolve: ({ chain: { spec } }) => ({
    scraper: podsOf(spec.monitoring.namespace ?? 'monitoring', spec.monitoring.podSelector),
  }),
  flows: (facts, { running }, { mesh }) => metricsFlows(facts, mesh, running),
});
