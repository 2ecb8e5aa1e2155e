import type { CalledPort, Connection } from '../connection-types';
import type { NetworkService, Service } from '../service-types';
import type { Selector } from './types';
import { portsOfServices } from './ports';

/** A service whose pods stand behind a Service that another one brings, by a selector that was written for it. */
export interface Behind {
  readonly service: Service;
  readonly via: NetworkService;
}

/** Labels of the pods of a service. */
export function podLabelsOf({ workloads, podSelector }: Service): Readonly<Record<string, string>> {
  return { ...workloads[0]?.podLabels, ...podSelector };
}

export function matches(selector: Selector, labels: Readonly<Record<string, string>>): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector;
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      if (operator === 'Exists') return value !== undefined;
      if (operator === 'DoesNotExist') return value === undefined;
      const among = value !== undefined && values.includes(value);
      return operator === 'In' ? among : !among;
    })
  );
}

/** True where a Service selects pods of a service in its own namespace. */
export function selects({ spec }: NetworkService, service: Service): boolean {
  const selector = spec.selector;
  return selector !== undefined && matches({ matchLabels: selector }, podLabelsOf(service));
}

/** By the service that brings the Service: those of others behind it. */
export function servicesBehind(
  services: ReadonlyMap<string, Service>,
): ReadonlyMap<string, readonly Behind[]> {
  const found = new Map<string, Behind[]>();
  for (const owner of services.values()) {
    for (const via of owner.services) {
      const selector = via.spec.selector ?? {};
      const own = Object.entries(owner.podSelector).every(([key, value]) => selector[key] === value);
      if (own || Object.keys(selector).length === 0) continue;
      for (const service of services.values()) {
        if (service === owner || service.namespace !== owner.namespace || !selects(via, service)) continue;
        found.set(owner.name, [...(found.get(owner.name) ?? []), { service, via }]);
      }
    }
  }
  return found;
}

/** A connection to a service reaches all pods behind its Services, whoever runs them. */
export function connectionsBehind(
  connection: Connection,
  behind: readonly Behind[],
  owner: Service,
): Connection[] {
  const { to } = connection;
  if (to.kind !== 'service') return [];
  return behind.flatMap(({ service, via }) => {
    const onOwner = portsOfServices({ ...owner, services: [via] });
    const onOther = portsOfServices({ ...service, services: [via] });
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
