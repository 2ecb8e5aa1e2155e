import { isObject } from '../lib/json';
import { kindOf } from '../lib/kinds';
import { label } from '../lib/labels';
import type { KubernetesObject } from '../lib/rendered';
import { address } from '../lib/rendered';
import type { EnvironmentObject } from './environment-objects';
import { specOf } from './environment-objects';

/** The pods of one controller, as its template makes them. */
export interface ControllerPods {
  readonly environment: string;
  /** The controller, as `--replace` names it. */
  readonly address: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, unknown>>;
  readonly ports: readonly ContainerPort[];
}

/** A port that a container of the pods declares. */
export interface ContainerPort {
  readonly container: string;
  readonly name?: string;
  readonly number: number;
  readonly protocol: string;
}

/** A port of a Service. */
export interface PortOfService {
  readonly name: string;
  readonly number: number;
  readonly protocol: string;
  readonly target: string | number;
}

/** A Service that selects pods. */
export interface SelectingService {
  readonly entry: EnvironmentObject;
  readonly selector: Readonly<Record<string, unknown>>;
  readonly headless: boolean;
  readonly ports: readonly PortOfService[];
}

/** The pods of every controller that has any. */
export function podsOf(objects: readonly EnvironmentObject[]): ControllerPods[] {
  return objects.flatMap(({ environment, object }): ControllerPods[] => {
    const spec = specOf(object);
    if (!kindOf(object).rolls || spec['replicas'] === 0) return [];
    const template = mapOf(spec['template']);
    const containers = [
      ...listOf(mapOf(template['spec'])['containers']),
      ...listOf(mapOf(template['spec'])['initContainers']).filter(
        ({ restartPolicy }) => restartPolicy === 'Always',
      ),
    ];
    return [
      {
        environment,
        address: address(object),
        namespace: namespaceOf(object),
        labels: mapOf(mapOf(template['metadata'])['labels']),
        ports: containers.flatMap(({ name, ports }) =>
          listOf(ports).flatMap((port) => containerPort(textOf(name, ''), port)),
        ),
      },
    ];
  });
}

function containerPort(
  container: string,
  { name, containerPort: number, protocol }: Record<string, unknown>,
): ContainerPort[] {
  if (typeof number !== 'number') return [];
  const named = typeof name === 'string' ? { name } : {};
  return [{ container, number, protocol: textOf(protocol, 'TCP'), ...named }];
}

/** Services with a selector, by environment, namespace and name. */
export function servicesOf(objects: readonly EnvironmentObject[]): Map<string, SelectingService> {
  const services = new Map<string, SelectingService>();
  for (const entry of objects) {
    const { environment, object } = entry;
    const { selector, type, clusterIP, ports } = specOf(object);
    if (object.kind !== 'Service' || type === 'ExternalName' || !isObject(selector)) continue;
    services.set(`${environment} ${namespaceOf(object)}/${object.metadata.name}`, {
      entry,
      selector,
      headless: clusterIP === 'None',
      ports: listOf(ports).flatMap(portOfService),
    });
  }
  return services;
}

function portOfService(port: Record<string, unknown>): PortOfService[] {
  const { name, port: number, protocol, targetPort } = port;
  if (typeof number !== 'number') return [];
  const written = typeof targetPort === 'string' || (typeof targetPort === 'number' && targetPort !== 0);
  return [
    {
      name: textOf(name, ''),
      number,
      protocol: textOf(protocol, 'TCP'),
      target: written ? targetPort : number,
    },
  ];
}

/** True where the Service selects the pods. */
export function isBehind({ entry, selector }: SelectingService, pods: ControllerPods): boolean {
  return (
    entry.environment === pods.environment &&
    namespaceOf(entry.object) === pods.namespace &&
    hasLabels(pods, selector)
  );
}

export function hasLabels({ labels }: ControllerPods, wanted: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

/**
 * Finds the pods behind a Service among many: by the label that tells services apart, where the selector has it, so that a
 * change of everything stays linear.
 */
export function behindAmong<T>(
  entries: readonly T[],
  podsIn: (entry: T) => ControllerPods,
): (service: SelectingService) => readonly T[] {
  const all = new Map<string, T[]>();
  const add = (key: string, entry: T): void => {
    const group = all.get(key);
    if (group === undefined) all.set(key, [entry]);
    else group.push(entry);
  };
  for (const entry of entries) {
    const { environment, namespace, labels } = podsIn(entry);
    add(JSON.stringify([environment, namespace]), entry);
    add(JSON.stringify([environment, namespace, labels[label.name]]), entry);
  }
  return (service) => {
    const { environment, object } = service.entry;
    const name = service.selector[label.name];
    const key = [environment, namespaceOf(object), ...(name === undefined ? [] : [name])];
    return (all.get(JSON.stringify(key)) ?? []).filter((entry) => isBehind(service, podsIn(entry)));
  };
}

/** The number on which a Service's port reaches the pods; undefined where they have no port of its name. */
export function reachedPort(
  { target, protocol }: PortOfService,
  { ports }: ControllerPods,
): number | undefined {
  if (typeof target === 'number') return target;
  return ports.find((port) => port.name === target && port.protocol === protocol)?.number;
}

/** The port of the pods with a number; undefined where no container declares it. */
export function portAt(
  { ports }: ControllerPods,
  number: number,
  protocol: string,
): ContainerPort | undefined {
  return ports.find((port) => port.number === number && port.protocol === protocol);
}

/** The port of the pods with a name, which a number has none of. */
export function portCalled(
  { ports }: ControllerPods,
  name: string | number | undefined,
): ContainerPort | undefined {
  return ports.find((port) => port.name !== undefined && port.name === name);
}

export function namespaceOf({ metadata }: KubernetesObject): string {
  return metadata.namespace ?? '';
}

export function mapOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

export function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function textOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
