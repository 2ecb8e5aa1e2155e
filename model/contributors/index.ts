import { edgeContributor } from '../edge/traffic';
import type { Edge } from '../edge/types';
import type { Contributor, Neighbourhood } from '../network/contribution';
import { meshContributor } from './mesh';
import { metricsContributor } from './metrics';
import { telemetryContributor } from './telemetry';

/** Everybody who needs traffic that no line of a service asks for. The network knows none of them by name. */
export function contributors(edge: Edge | undefined): (around: Neighbourhood) => Contributor[] {
  return (around) => [
    metricsContributor(around),
    meshContributor(around),
    telemetryContributor(around),
    ...(edge === undefined ? [] : [edgeContributor(edge)]),
  ];
}
