import type { PodPeer } from '../../model/types/flow';

export interface MetricsFacts {
  /** Who asks every service for its metrics. */
  readonly scraper: PodPeer;
}
