import type { Container } from '../types/pod';
import type { Service } from '../types/service';
import type { PolicyPort } from '../types/flow';

/** A port that a container declares. */
export interface ListeningPort extends PolicyPort {
  readonly name?: string;
}

/** A port of a service's pods, with the names and numbers under which others know it. */
export interface ReachablePort extends ListeningPort {
  /** Names and numbers by which the service's own Service knows it. */
  readonly own: readonly (string | number)[];
  /** Names of Services' ports that lead to it. */
  readonly serviceNames: readonly string[];
  /** Numbers of Services' ports that lead to it. */
  readonly serviceNumbers: readonly number[];
}

type ContainerPort = Container['ports'][number];

type PortOfService = NonNullable<Service['kubernetesServices'][number]['spec']['ports']>[number];

/** Ports of all containers of a service's pods. All its workloads have the same. */
export function containerPorts({ workloads }: Service): readonly ContainerPort[] {
  const { containers = [], initContainers = [] } = workloads[0]?.pod ?? {};
  const sidecars = initContainers.filter(({ rest }) => rest.restartPolicy === 'Always');
  return [...containers, ...sidecars].flatMap(({ ports }) => ports);
}

/** A container's port as others see it. */
export function listeningPort({ name, containerPort, protocol = 'TCP' }: ContainerPort): ListeningPort {
  return { ...(name === undefined ? {} : { name }), port: containerPort, protocol };
}

/** Where the ports of a service's Services lead. */
export function portsOfServices(
  service: Service,
): { readonly service: string; readonly port: PortOfService; readonly target: PolicyPort }[] {
  const all = containerPorts(service);
  return service.kubernetesServices.flatMap(({ name, spec }) =>
    (spec.ports ?? []).flatMap((port) => {
      const { targetPort = port.port, protocol = 'TCP' } = port;
      const number =
        typeof targetPort === 'number'
          ? targetPort
          : all.find((entry) => entry.name === targetPort)?.containerPort;
      return number === undefined ? [] : [{ service: name, port, target: { port: number, protocol } }];
    }),
  );
}

/** Everything that the pods of a service can be called on. */
export function reachablePorts(service: Service): ReachablePort[] {
  const leading = portsOfServices(service);
  const own = containerPorts(service).map(listeningPort);
  const further = leading
    .map(({ target }) => target)
    .filter((target, index, all) => all.findIndex((other) => isSamePort(other, target)) === index)
    .filter((target) => !own.some((port) => isSamePort(port, target)));
  return [...own, ...further].map((port) => {
    const ways = leading.filter(({ target }) => isSamePort(target, port));
    return {
      ...port,
      own: ways
        .filter((way) => way.service === service.name)
        .flatMap((way) => [way.port.port, ...(way.port.name === undefined ? [] : [way.port.name])]),
      serviceNames: ways.flatMap((way) => way.port.name ?? []),
      serviceNumbers: ways.map((way) => way.port.port),
    };
  });
}

/**
 * The ports that a caller means by a name or a number. What the service's own Service calls so goes first: that is what
 * callers use, and it may lead elsewhere than to the container's port of the same name. Further Services come last: one that
 * leads to an admin port under a common name must not open it to all.
 */
export function portsCalled(ports: readonly ReachablePort[], wanted: string | number): ReachablePort[] {
  const number = Number(wanted);
  const ways: readonly ((port: ReachablePort) => boolean)[] = [
    ({ own }) => own.includes(wanted) || own.includes(number),
    ({ name, port }) => name === wanted || port === number,
    ({ serviceNames, serviceNumbers }) =>
      serviceNames.some((name) => name === wanted) || serviceNumbers.includes(number),
  ];
  return ways.map((way) => ports.filter(way)).find((found) => found.length > 0) ?? [];
}

export function isSamePort(a: PolicyPort, b: PolicyPort): boolean {
  return a.port === b.port && a.endPort === b.endPort && a.protocol === b.protocol;
}

/** `443` or `30000-32767`. */
export function numbersOf({ port, endPort }: Pick<PolicyPort, 'port' | 'endPort'>): string {
  return endPort === undefined ? String(port) : `${port}-${endPort}`;
}

/** Whether a number is the port, or one of its range. */
export function holdsNumber({ port, endPort = port }: PolicyPort, number: number): boolean {
  return port <= number && number <= endPort;
}
