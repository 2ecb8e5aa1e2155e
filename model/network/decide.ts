import { addressRange, containsRange, parseCidr } from '../../lib/cidr';
import type { Location } from '../../lib/diagnostics';
import type { Environment } from '../types';
import { nameOf } from './egress';
import { isSamePort, portsCalled, reachablePorts } from './ports';
import type { Flow, Peer, PolicyPort, ServicePolicy } from './types';

/** Whether one may talk to the other on a port, and what makes it so at each end. */
export interface Decision {
  readonly allowed: boolean;
  readonly port?: PolicyPort;
  readonly reasons: readonly Reason[];
}

export interface Reason {
  readonly text: string;
  readonly location?: Location;
}

/** Who talks: a service, an address, or a caller by the name that `accepts` gives it. */
export interface Question {
  readonly from: string;
  /** A service, a data service, a URL, a range or an address. */
  readonly to: string;
  /** Name or number. */
  readonly port?: string;
}

/** Answers from the same flows that the policies are rendered from. Undefined where neither end is a service. */
export function decide(
  { services, network, connections }: Environment,
  question: Question,
): Decision[] | undefined {
  const caller = network.policies.get(question.from);
  const target = network.policies.get(question.to);
  if (target !== undefined) {
    const service = services.get(target.name);
    const reachable = service === undefined ? [] : reachablePorts(service);
    const called = question.port ?? service?.mainPort?.name;
    const ports = called === undefined ? [] : portsCalled(reachable, called);
    return ports.map((port) => between(caller, target, question.from, port));
  }
  if (caller === undefined) return undefined;
  const targets = connections.filter(({ from, to }) => from === caller.name && nameOf(to) === question.to);
  const reasonsWanted = new Set(targets.map(({ to }) => `${caller.name} connects to ${nameOf(to)}`));
  const port = question.port === undefined ? undefined : Number(question.port);
  const found = caller.egress.find(
    ({ peer, ports, reason }) =>
      (reasonsWanted.has(reason) || peer.name === question.to || holdsAddress(peer, question.to)) &&
      (port === undefined || ports.length === 0 || ports.some((entry) => entry.port === port)),
  );
  return [oneEnd(caller, found, `${caller.name} does not connect to ${question.to}`)];
}

function between(
  caller: ServicePolicy | undefined,
  target: ServicePolicy,
  from: string,
  { port: number, protocol }: PolicyPort,
): Decision {
  const port = { port: number, protocol };
  const enters = target.ingress.find((flow) => hasPort(flow, port) && isFrom(flow.peer, from));
  const entry = oneEnd(target, enters, `no line lets ${from} reach ${target.name} on ${number}/${protocol}`);
  if (caller === undefined) return { ...entry, port };
  const leaves = caller.egress.find((flow) => hasPort(flow, port) && isService(flow.peer, target.name));
  const exit = oneEnd(caller, leaves, `${from} does not connect to ${target.name} on ${number}/${protocol}`);
  const reasons = [...exit.reasons, ...entry.reasons];
  const same = exit.reasons[0]?.text === entry.reasons[0]?.text;
  return { allowed: exit.allowed && entry.allowed, port, reasons: same ? exit.reasons : reasons };
}

function oneEnd(
  { name, mode, hostNetwork }: ServicePolicy,
  flow: Flow | undefined,
  missing: string,
): Decision {
  if (flow !== undefined) {
    const { reason: text, location } = flow;
    return { allowed: true, reasons: [location === undefined ? { text } : { text, location }] };
  }
  if (mode === 'enforce') return { allowed: false, reasons: [{ text: missing }] };
  const why = hostNetwork
    ? 'are in the network of their nodes, which no policy covers'
    : `have networkPolicy: ${mode}`;
  return { allowed: true, reasons: [{ text: `nothing asks for it, but the pods of ${name} ${why}` }] };
}

function hasPort({ ports }: Flow, port: PolicyPort): boolean {
  return ports.length === 0 || ports.some((entry) => isSamePort(entry, port));
}

function isService(peer: Peer, name: string): boolean {
  return peer.kind === 'pods' && peer.service === name;
}

function isFrom(peer: Peer, from: string): boolean {
  return (
    peer.kind === 'everyone' ||
    isService(peer, from) ||
    peer.name === from ||
    peer.name.startsWith(`${from} (`) ||
    holdsAddress(peer, from)
  );
}

/** True where the peer is a range that holds an address or another range, outside of its exceptions. */
function holdsAddress(peer: Peer, text: string): boolean {
  if (peer.kind !== 'range') return false;
  const wanted = parseCidr(addressRange(text) ?? text);
  const whole = parseCidr(peer.cidr);
  if (wanted === undefined || whole === undefined || !containsRange(whole, wanted)) return false;
  return !peer.except.some((cidr) => {
    const hole = parseCidr(cidr);
    return hole !== undefined && (containsRange(hole, wanted) || containsRange(wanted, hole));
  });
}
