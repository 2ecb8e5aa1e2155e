import type { PodPeer, PolicyPort } from '../../model/types/flow';

export interface TelemetryFacts {
  /**
   * What collects traces, metrics and logs.
   * @default - services send to nobody
   */
  readonly collector?: { readonly peer: PodPeer; readonly ports: readonly PolicyPort[] };
}
