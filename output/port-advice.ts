import { address } from '../lib/rendered';
import type { KeptPort, Rollout } from './kept-ports';
import type { ContainerPort, PortOfService, SelectingService } from './service-ports';
import { portAt, portCalled, reachedPort } from './service-ports';

/**
 * Where the spec sets ports: of a Service by `ENVIRONMENT Service/NAMESPACE/NAME`, of a container by
 * `ENVIRONMENT KIND/NAMESPACE/NAME CONTAINER`. What is not there is a plain object, or made in code.
 */
export type PortPlaces = ReadonlyMap<string, readonly string[]>;

/** A port that changes under running pods. */
export interface PortChange extends KeptPort, Rollout {
  readonly service: SelectingService;
  /** Looked up once there is something to advise. */
  readonly places: () => PortPlaces;
}

type Fields = Readonly<Record<string, string | number | undefined>>;

const once = 'once all pods are replaced';

/** The port leads to a name that only new pods have. */
export function renameAdvice(change: PortChange, was: number): string {
  const { old, present, running, next } = change;
  const before = portAt(running, was, old.protocol);
  const named = portCalled(next, present.target);
  if (portCalled(next, before?.name) !== undefined) {
    return `do it in two commits: first the container with port ${present.target}, and the Service as it is, then its targetPort ${once}`;
  }
  const steps = `do it in three commits, each ${once}`;
  if (isOwn(change)) {
    const fields = { port: was, servicePort: differing(old.number, was), targetPort: was };
    const number = named?.number === was ? '' : `; change the number after that`;
    return `${steps}: first ${written(['ports'], old.name, fields)}, then the same under the new name: ${written(['ports'], present.name, fields)}, then without targetPort${number}`;
  }
  const place = containerPlace(change, named);
  const renamed = place === undefined ? 'in the container' : `in ${place.join('.')}`;
  return `${steps}: first ${serviceEntry(change, old, was)}, then the new name ${renamed}, then ${serviceEntry(change, present, present.target)}`;
}

/** The port leads to a number on which only new pods listen. */
export function targetAdvice(change: PortChange, was: number): string {
  const { present, running, next } = change;
  const name = portAt(running, was, present.protocol)?.name;
  const later = portCalled(next, name);
  if (name === undefined || later === undefined)
    return `do it in three commits, each ${once}: first let the containers listen on both numbers, then change targetPort, then remove the old number`;
  if (isExchanged(change, was)) return exchangeAdvice(change);
  if (isOwn(change) && isMain(change, later) && name === present.name)
    return `do it in two commits: first ${ownEntry(change, later.number, was)} without targetPort, which lets each pod resolve the name for itself, then without previousPort ${once}`;
  return `do it in two commits: first ${serviceEntry(change, present, name)} and ${containerEntry(change, later, was)}, then without previousPort ${once}`;
}

/** Policies follow the number of the pods at once. */
export function closedAdvice(change: PortChange, was: number, will: number): string {
  const { present, next } = change;
  if (isExchanged(change, was)) return exchangeAdvice(change);
  const later = portAt(next, will, present.protocol);
  const merged = isOwn(change) && isMain(change, later) && later?.name === present.name;
  const entry = merged ? ownEntry(change, will, was) : containerEntry(change, later, was);
  return `do it in two commits: first ${entry}, which keeps both numbers open, then without previousPort ${once}`;
}

/** The Service has another number. */
export function numberAdvice(change: PortChange, was: number, will: number): string {
  const { old, present, next } = change;
  const later = portAt(next, will, present.protocol);
  const previous = will === was ? undefined : was;
  const merged = isOwn(change) && isMain(change, later) && later?.name === present.name;
  const moved = previous === undefined || merged ? '' : ` and ${containerEntry(change, later, was)}`;
  const kept = merged
    ? ownEntry(change, will, previous)
    : serviceEntry(change, { ...present, number: old.number }, present.target);
  const place = servicePlace(change);
  const list = place === undefined ? 'the Service' : isOwn(change) ? 'service.ports' : place.join('.');
  return `keep the number of the Service: ${kept}${moved}; or first add a second port to ${list} that leads to the same targetPort, and remove the old one once no caller uses it`;
}

/** No Service translates a protocol: callers and pods move one after the other. */
export function protocolAdvice(change: PortChange): string {
  const { old, present, next } = change;
  const steps = (second: string, first: string) =>
    `do it in two commits: first ${second}, then remove ${first} once all pods are replaced and all callers use the second one`;
  if (!isOwn(change))
    return steps(
      `a second port of ${present.protocol} in the container, and a second port of the Service beside ${old.name} that leads to it`,
      'the old two',
    );
  const protocol = present.protocol.toLowerCase();
  const long = `${old.name}-${protocol}`;
  const name = present.name !== old.name ? present.name : long.length <= 15 ? long : protocol;
  const port = reachedPort(present, next) ?? present.number;
  const fields = { port, servicePort: differing(present.number, port), protocol: present.protocol };
  return steps(`a second port beside ${old.name}: ${written(['ports'], name, fields)}`, old.name);
}

/** Callers of a headless Service have the number of the pods. */
export function headlessAdvice(was: number, will: number): string {
  return `no Service translates the number, so let the pods listen on both for a while, in three commits, each once all pods are replaced: first add a second port ${will} beside ${was}, then move the callers to ${will}, then remove ${was}; pods that listen on one alone leave callers without an answer for the time of the rollout`;
}

/** The number of a Service's port is now that of another one, which stays as well. */
export function exchangeAdvice(change: PortChange): string {
  const { old } = change;
  const place = servicePlace(change);
  const kept =
    place === undefined
      ? `keep port ${old.number} for ${old.name}`
      : isOwn(change)
        ? `keep the numbers of the Service with servicePort, such as servicePort: ${old.number} in ports.${old.name}`
        : `keep the number of the Service: ${serviceEntry(change, old, old.target)}`;
  return `${kept}; where policies are enforced, let the pods' ports take each other's number one after the other, by way of a free one, as docs/availability.md says`;
}

/** Where another port of the new pods has the number, `previousPort` would open it to callers of this one. */
function isExchanged({ present, next }: PortChange, was: number): boolean {
  return portAt(next, was, present.protocol) !== undefined;
}

/** True where the Service's ports are those of the main container, which the spec's `ports` sets. */
function isOwn(change: PortChange): boolean {
  return servicePlace(change)?.join('.') === 'ports';
}

function isMain(change: PortChange, port: ContainerPort | undefined): boolean {
  return containerPlace(change, port)?.join('.') === 'ports';
}

/** Where the spec sets the ports of the Service; undefined for a plain one. */
export function servicePlace({ service: { entry }, places }: PortChange): readonly string[] | undefined {
  return places().get(`${entry.environment} ${address(entry.object)}`);
}

function containerPlace(
  { next, places }: PortChange,
  port: ContainerPort | undefined,
): readonly string[] | undefined {
  return port === undefined
    ? undefined
    : places().get(`${next.environment} ${next.address} ${port.container}`);
}

/** One entry of `ports`, for the Service and the main container. */
function ownEntry({ old, present }: PortChange, port: number, previousPort: number | undefined): string {
  const fields = { port, servicePort: differing(old.number, port), previousPort };
  return written(['ports'], present.name, fields);
}

function serviceEntry(change: PortChange, port: PortOfService, targetPort: string | number): string {
  const place = servicePlace(change);
  if (place === undefined)
    return `targetPort: ${targetPort} for port ${port.number} of the Service, as its manifest sets it`;
  if (!isOwn(change)) return written(place, port.name, { port: port.number, targetPort });
  const own = portCalled(change.next, port.name)?.number ?? port.number;
  return written(place, port.name, { port: own, servicePort: differing(port.number, own), targetPort });
}

function containerEntry(change: PortChange, port: ContainerPort | undefined, previousPort: number): string {
  const place = containerPlace(change, port);
  return place === undefined || port?.name === undefined
    ? `NetworkPolicies that allow port ${previousPort} beside the new one`
    : written(place, port.name, { port: port.number, previousPort });
}

function differing(number: number, other: number): number | undefined {
  return number === other ? undefined : number;
}

/** A value at a path, as a line of YAML: `sidecars: {proxy: {ports: {front: {port: 7000}}}}`. */
function written(path: readonly string[], name: string, fields: Fields): string {
  const shown = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${String(value)}`)
    .join(', ');
  return [...path, name].reduceRight((inner, key) => `{${key}: ${inner}}`, `{${shown}}`).slice(1, -1);
}
