import type { Contributor, Neighbourhood } from '../network/contribution';
import { isPeer } from '../network/foreign';
import { carried, podsOfService, tcp } from '../network/peers';
import { containerPorts } from '../network/ports';
import type { NetworkSettings } from '../network/settings';
import type { Flow } from '../network/types';
import type { Service } from '../types';

/** The name by which a port is known to be for those who scrape. */
const metricsPort = 'metrics';

/** The scraper reaches every service with metrics, also where it is a service of the platform itself. */
export function metricsContributor({ settings, services }: Neighbourhood): Contributor {
  return ({ service }) => {
    const ingress = scrapeFlows(service, settings);
    // Hardly any service is the scraper: looking at all the others for each would be their square.
    if (!isPeer(settings.scraper, service, '')) return { ingress };
    const others = [...services.values()].filter((other) => other !== service);
    const egress = others.flatMap((other) =>
      scrapeFlows(other, settings).map((flow) => ({
        ...flow,
        peer: podsOfService(other, service.namespace),
      })),
    );
    return { ingress, egress };
  };
}

function scrapeFlows(service: Service, { scraper, mesh }: NetworkSettings): Flow[] {
  const own = containerPorts(service).filter(({ name }) => name === metricsPort);
  const ports = own.map(({ containerPort: port, protocol = 'TCP' }) => ({ port, protocol }));
  const ofProxy = tcp(...(mesh?.scraped ?? []));
  const all = [...(ports.length === 0 ? [] : carried(ports, mesh)), ...ofProxy];
  return all.length === 0 ? [] : [{ peer: scraper, ports: all, because: { kind: 'metrics' } }];
}
