import { selectorMatches } from '../../lib/label-selectors';
import type { CalledPort, Connection } from '../types/connection';
import type { KubernetesService, Service } from '../types/service';
import { portsOfServices } from '../flows/ports';

/** A service whose pods are selected by a Service of another one, by a selector that was written for it. */
export interface SelectedService {
  readonly service: Service;
  readonly via: KubernetesService;
}

/** Labels of the pods of a service. */
export function podLabelsOf({ workloads, podSelector }: Service): Readonly<Record<string, string>> {
  return { ...workloads[0]?.podLabels, ...podSelector };
}

/** True where a Service selects pods of a service in its own namespace. */
export function selectsPodsOf({ spec }: KubernetesService, service: Service): boolean {
  const selector = spec.selector;
  return selector !== undefined && selectorMatches({ matchLabels: selector }, podLabelsOf(service));
}

/** By the service that brings the Service: those of others behind it. */
export function servicesSelectedByOthers(
  services: ReadonlyMap<string, Service>,
): ReadonlyMap<string, readonly SelectedService[]> {
  const found = new Map<string, SelectedService[]>();
  for (const owner of services.values()) {
    for (const via of owner.kubernetesServices) {
      const selector = via.spec.selector ?? {};
      const own = Object.entries(owner.podSelector).every(([key, value]) => selector[key] === value);
      if (own || Object.keys(selector).length === 0) continue;
      for (const service of services.values()) {
        if (service === owner || service.namespace !== owner.namespace || !selectsPodsOf(via, service))
          continue;
        found.set(owner.name, [...(found.get(owner.name) ?? []), { service, via }]);
      }
    }
  }
  return found;
}

/** A connection to a service reaches all pods behind its Services, whoever runs them. */
export function connectionsToSelected(
  connection: Connection,
  selected: readonly SelectedService[],
  owner: Service,
): Connection[] {
  const { to } = connection;
  if (to.kind !== 'service') return [];
  return selected.flatMap(({ service, via }) => {
    const onOwner = portsOfServices({ ...owner, kubernetesServices: [via] });
    const onOther = portsOfServices({ ...service, kubernetesServices: [via] });
    const ports = to.ports.flatMap(({ name, port: called }): CalledPort[] =>
      onOwner
        .filter(({ port, target }) => port.name === name || target.port === called)
        .flatMap((way) => onOther.filter(({ port }) => port.name === way.port.name))
        .map(({ target }) => ({ name, ...target })),
    );
    const target = { kind: 'service', name: service.name, ports } as const;
    return ports.length === 0 ? [] : [{ ...connection, to: target }];
  });
}
