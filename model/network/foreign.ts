import type { Service } from '../types';
import { matches, podLabelsOf } from './behind';
import { scrapeFlows } from './ingress';
import { podsOfService } from './peers';
import type { NetworkSettings } from './settings';
import type { Flow, PodPeer } from './types';

/** True where pods that a peer selects are those of a service of the platform. */
export function isPeer({ namespaceSelector, podSelector }: PodPeer, service: Service, from: string): boolean {
  const name = namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'];
  const namespace = namespaceSelector === undefined ? from : name;
  return namespace === service.namespace && matches(podSelector ?? {}, podLabelsOf(service));
}

/** What the other end needs where the scraper, or the collector, is a service of the platform itself. */
export function ownEnds(
  service: Service,
  services: ReadonlyMap<string, Service>,
  settings: NetworkSettings,
): { readonly ingress: Flow[]; readonly egress: Flow[] } {
  const { scraper, collector } = settings;
  const collects = collector !== undefined && isPeer(collector.peer, service, '');
  const scrapes = isPeer(scraper, service, '');
  // Hardly any service is: looking at all the others for each would be their square.
  if (!collects && !scrapes) return { ingress: [], egress: [] };
  const others = [...services.values()].filter((other) => other !== service);
  return {
    ingress: collects
      ? others.map((other) => ({
          peer: podsOfService(other, service.namespace),
          ports: collector.ports,
          because: { kind: 'telemetry' },
        }))
      : [],
    egress: scrapes
      ? others.flatMap((other) =>
          scrapeFlows(other, settings).map(({ ports, because }) => ({
            peer: podsOfService(other, service.namespace),
            ports,
            because,
          })),
        )
      : [],
  };
}
