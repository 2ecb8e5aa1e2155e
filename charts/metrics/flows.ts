import type { Contributor } from '../../model/flows/contribution';
import { peerSelectsService } from '../../model/selectors/peer-services';
import { podsOfService, portsThroughMesh, tcp } from '../../model/flows/peers';
import { containerPorts } from '../../model/flows/ports';
import type { Flow } from '../../model/types/flow';
import type { ResolvedService } from '../../model/context';
import type { Service } from '../../model/types/service';
import type { MeshFacts } from '../mesh';
import type { MetricsFacts } from './types';

/** The name by which a port is known to be for those who scrape. */
const metricsPort = 'metrics';

/** The scraper reaches every service with metrics, also where it is a service of the platform itself. */
export function metricsFlows(
  { scraper }: MetricsFacts,
  mesh: MeshFacts,
  running: ReadonlyMap<string, ResolvedService>,
): Contributor {
  return ({ service }) => {
    const ingress = scrapeFlows(service, scraper, mesh);
    // Hardly any service is the scraper: looking at all the others for each would be their square.
    if (!peerSelectsService(scraper, service, '')) return { ingress };
    const others = [...running.values()].flatMap(({ service: other }) =>
      other === undefined || other === service ? [] : [other],
    );
    const egress = others.flatMap((other) =>
      scrapeFlows(other, scraper, mesh).map((flow) => ({
        ...flow,
        peer: podsOfService(other, service.namespace),
      })),
    );
    return { ingress, egress };
  };
}

function scrapeFlows(service: Service, scraper: Flow['peer'], { mesh }: MeshFacts): Flow[] {
  const own = containerPorts(service).filter(({ name }) => name === metricsPort);
  const ports = own.map(({ containerPort: port, protocol = 'TCP' }) => ({ port, protocol }));
  const ofProxy = tcp(...(mesh?.scraped ?? []));
  const all = [...(ports.length === 0 ? [] : portsThroughMesh(ports, mesh)), ...ofProxy];
  return all.length === 0
    ? []
    : [{ peer: scraper, ports: all, because: { kind: 'platform', what: 'metrics are scraped' } }];
}
