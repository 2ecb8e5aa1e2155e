import type { Contributor } from '../../model/flows/contribution';
import { peerSelectsService } from '../../model/selectors/peer-services';
import { podsOfService, portsThroughMesh } from '../../model/flows/peers';
import type { Flow } from '../../model/types/flow';
import type { ResolvedService } from '../../model/context';
import type { MeshFacts } from '../mesh';
import type { TelemetryFacts } from './types';

/** Every service reaches the collector, also where that is a service of the platform itself. */
export function telemetryFlows(
  { collector }: TelemetryFacts,
  { mesh }: MeshFacts,
  running: ReadonlyMap<string, ResolvedService>,
): Contributor {
  if (collector === undefined) return () => ({});
  const because = { kind: 'platform', what: 'telemetry' } as const;
  const ports = portsThroughMesh(collector.ports, mesh);
  const egress: Flow[] = [{ peer: collector.peer, ports, because }];
  return ({ service }) => {
    // Hardly any service is the collector: looking at all the others for each would be their square.
    if (!peerSelectsService(collector.peer, service, '')) return { egress };
    const others = [...running.values()].flatMap(({ service: other }) =>
      other === undefined || other === service ? [] : [other],
    );
    const ingress = others.map((other) => ({
      peer: podsOfService(other, service.namespace),
      ports,
      because,
    }));
    return { ingress, egress };
  };
}
