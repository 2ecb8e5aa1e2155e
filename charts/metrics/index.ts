import { podsOf } from '../../model/flows/peers';
import { concern } from '../concern';
import type { MeshFacts } from '../mesh';
import { readFields } from '../../spec/field';
import { metricsFlows } from './flows';
import { environmentFields } from './schema';
import type { MetricsFacts } from './types';

export type { MetricsFacts } from './types';

/** Metrics of services, and who scrapes them. */
export const metrics = concern<MetricsFacts, { mesh: MeshFacts }>()({
  id: 'metrics',
  fields: { environment: environmentFields },
  after: ['mesh'],
  resolve({ chain }) {
    const { namespace = 'monitoring', podSelector } = readFields(chain.spec, environmentFields).monitoring;
    return { scraper: podsOf(namespace, podSelector) };
  },
  flows: (facts, { running }, { mesh }) => metricsFlows(facts, mesh, running),
});
