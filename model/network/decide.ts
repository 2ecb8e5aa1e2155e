import { addressRange, containsRange, parseCidr } from '../../lib/cidr';
import type { Location } from '../../lib/diagnostics';
import type { Environment, Service } from '../types';
import { nameOf } from './targets';
import { isPeer } from './foreign';
import { holdsNumber, isSamePort, portsCalled, reachablePorts } from './ports';
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

/** Answers from the same flows that the policies are rendered from. Undefined where an end is not known. */
export function decide(environment: Environment, question: Question): Decision[] | undefined {
  const { services, network } = environment;
  const caller = network.policies.get(question.from);
  const target = network.policies.get(question.to);
  if (target !== undefined) {
    if (caller === undefined && !isKnown(environment, question.from)) return undefined;
    const service = services.get(target.name);
    const reachable = service === undefined ? [] : reachablePorts(service);
    const called = question.port ?? service?.mainPort?.name;
    const ports = called === undefined ? [] : portsCalled(reachable, called);
    const from = { name: question.from, policy: caller, service: services.get(question.from) };
    return ports.map((port) => between(from, target, port));
  }
  return caller === undefined ? undefined : [outwards(environment, caller, question)];
}

/** An address, or somebody whom a service accepts. */
function isKnown({ network }: Environment, name: string): boolean {
  if (parseCidr(addressRange(name) ?? name) !== undefined) return true;
  return [...network.policies.values()].some(({ ingress }) =>
    ingress.some(({ peer }) => peer.name === name || peer.name.startsWith(`${name} (`)),
  );
}

/** From a service to what is none: by what its lines name, by an address, or as a host of the internet. */
function outwards({ connections }: Environment, caller: ServicePolicy, { to, port }: Question): Decision {
  const targets = connections.filter(
    (connection) => connection.from === caller.name && nameOf(connection.to) === to,
  );
  const reasons = new Set(targets.map((connection) => `${caller.name} connects to ${nameOf(connection.to)}`));
  const number = port === undefined ? urlPort(to) : Number(port);
  const fits = ({ ports }: Flow) =>
    number === undefined || ports.length === 0 || ports.some((entry) => holdsNumber(entry, number));
  const found = caller.egress.find(
    (flow) =>
      fits(flow) && (reasons.has(flow.reason) || flow.peer.name === to || holdsAddress(flow.peer, to)),
  );
  // Policies know no hosts: a port that is open to all of the internet is open to this one.
  const open = to.includes('://')
    ? caller.egress.find((flow) => fits(flow) && isInternet(flow.peer))
    : undefined;
  const flow = found ?? open;
  const on = number === undefined ? (flow?.ports.length === 1 ? flow.ports[0] : undefined) : undefined;
  const answer = oneEnd(caller, flow, `${caller.name} does not connect to ${to}`);
  const protocol =
    flow?.ports.find((entry) => number !== undefined && holdsNumber(entry, number))?.protocol ?? 'TCP';
  const asked = number === undefined ? on : { port: number, protocol };
  return asked === undefined ? answer : { ...answer, port: asked };
}

function urlPort(text: string): number | undefined {
  if (!URL.canParse(text) || !text.includes('://')) return undefined;
  const { port, protocol } = new URL(text);
  return port === '' ? { 'https:': 443, 'http:': 80 }[protocol] : Number(port);
}

function isInternet(peer: Peer): boolean {
  return peer.kind === 'range' && peer.cidr === '0.0.0.0/0';
}

interface From {
  readonly name: string;
  readonly policy: ServicePolicy | undefined;
  readonly service: Service | undefined;
}

function between(from: From, target: ServicePolicy, { port: number, protocol }: PolicyPort): Decision {
  const port = { port: number, protocol };
  const on = `${target.name} on ${number}/${protocol}`;
  const enters = target.ingress.find(
    (flow) => hasPort(flow, port) && isFrom(flow.peer, from.name, from.service, target.namespace),
  );
  const entry = oneEnd(target, enters, `no line lets ${from.name} reach ${on}`);
  if (from.policy === undefined) return { ...entry, port };
  const leaves = from.policy.egress.find((flow) => hasPort(flow, port) && isService(flow.peer, target.name));
  const exit = oneEnd(from.policy, leaves, `${from.name} does not connect to ${on}`);
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

/** A service is known by its pods, anybody else by the name that `accepts` gives, or by an address. */
function isFrom(peer: Peer, from: string, service: Service | undefined, namespace: string): boolean {
  if (peer.kind === 'everyone') return true;
  if (service !== undefined) return peer.kind === 'pods' && isPeer(peer, service, namespace);
  return peer.name === from || peer.name.startsWith(`${from} (`) || holdsAddress(peer, from);
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
