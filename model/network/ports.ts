import type { Service } from '../types';
import type { PolicyPort, Protocol } from './types';

/** A port that a container declares. */
export interface ListeningPort extends PolicyPort {
  readonly name?: string;
}

/** A port of a service's pods, with the names and numbers under which others know it. */
export interface ReachablePort extends ListeningPort {
  /** Names of Services' ports that lead to it. */
  readonly serviceNames: readonly string[];
  /** Numbers of Services' ports that lead to it. */
  readonly serviceNumbers: readonly number[];
}

interface ContainerPort {
  readonly name?: string;
  readonly containerPort: number;
  readonly protocol?: Protocol;
  readonly hostPort?: number;
}

interface PortOfService {
  readonly name?: string;
  readonly port: number;
  readonly targetPort?: string | number;
  readonly protocol?: Protocol;
}

/** Ports of all containers of a service's pods. All its workloads have the same. */
export function containerPorts({ workloads }: Service): readonly ContainerPort[] {
  const { containers = [], initContainers = [] } = workloads[0]?.pod ?? {};
  const sidecars = initContainers.filter(({ rest }) => rest['restartPolicy'] === 'Always');
  return [...containers, ...sidecars].flatMap(({ ports }) => ports as unknown as readonly ContainerPort[]);
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
  return service.services.flatMap(({ name, spec }) =>
    ((spec['ports'] ?? []) as unknown as readonly PortOfService[]).flatMap((port) => {
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
      serviceNames: ways.flatMap((way) => way.port.name ?? []),
      serviceNumbers: ways.map((way) => way.port.port),
    };
  });
}

/**
 * The ports that a caller means by a name or a number. What a Service calls so goes first: that is what callers use, and it
 * may lead elsewhere than to the container's port of the same name.
 */
export function portsCalled(ports: readonly ReachablePort[], wanted: string | number): ReachablePort[] {
  const number = Number(wanted);
  const served = ports.filter(
    ({ serviceNames, serviceNumbers }) =>
      serviceNames.some((name) => name === wanted) || serviceNumbers.includes(number),
  );
  return served.length > 0 ? served : ports.filter(({ name, port }) => name === wanted || port === number);
}

export function isSamePort(a: PolicyPort, b: PolicyPort): boolean {
  return a.port === b.port && a.protocol === b.protocol;
}
