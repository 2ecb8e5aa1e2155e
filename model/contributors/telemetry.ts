import type { Contributor, Neighbourhood } from '../network/contribution';
import { isPeer } from '../network/foreign';
import { carried, podsOfService } from '../network/peers';
import type { Flow } from '../network/types';

/** Every service reaches the collector, also where that is a service of the platform itself. */
export function telemetryContributor({ settings, services }: Neighbourhood): Contributor {
  const { collector, mesh } = settings;
  if (collector === undefined) return () => ({});
  const because = { kind: 'telemetry' } as const;
  const egress: Flow[] = [{ peer: collector.peer, ports: carried(collector.ports, mesh), because }];
  return ({ service }) => {
    // Hardly any service is the collector: looking at all the others for each would be their square.
    if (!isPeer(collector.peer, service, '')) return { egress };
    const others = [...services.values()].filter((other) => other !== service);
    const ingress = others.map((other) => ({
      peer: podsOfService(other, service.namespace),
      ports: collector.ports,
      because,
    }));
    return { ingress, egress };
  };
}
