import { addressRange, parseCidr } from '../../lib/cidr';
import type { Location } from '../../lib/diagnostics';
import type { Environment } from '../../model/types/environment';
import type { Service } from '../../model/types/service';
import type { OutsideEnd } from './outside-ends';
import { holdsAddress, isSameEnd, outsideEndOf } from './outside-ends';
import type { Because } from '../../model/types/because';
import { peerSelectsService } from '../../model/selectors/peer-services';
import { holdsNumber, isSamePort, portsCalled, reachablePorts } from '../../model/flows/ports';
import type { Flow, Peer, PolicyPort } from '../../model/types/flow';
import type { Network, PolicyMode, ServicePolicy } from './types';

/** Whether one may talk to the other on a port, and what makes it so at each end. */
export interface ConnectionDecision {
  readonly allowed: boolean;
  readonly port?: PolicyPort;
  readonly reasons: readonly DecisionReason[];
}

interface Denied {
  readonly from: string;
  readonly to: string;
  readonly port?: PolicyPort;
}

export type DecisionReason =
  | { readonly kind: 'allowed'; readonly because: Because; readonly location?: Location }
  | ({ readonly kind: 'not-connected' | 'not-accepted' } & Denied)
  | {
      readonly kind: 'not-enforced';
      readonly service: string;
      readonly mode: PolicyMode;
      readonly hostNetwork: boolean;
    };

/** Who talks: a service, an address, or a caller by the name that `accepts` gives it. */
export interface ConnectionQuestion {
  readonly from: string;
  /** A service, a data service, a URL, a host, a range or an address. */
  readonly to: string;
  /** Name or number. */
  readonly port?: string;
}

/** Who there is in an environment, and who may talk to whom. */
export interface Networked extends Pick<Environment, 'name' | 'services' | 'dataServices'> {
  readonly network: Network;
}

/**
 * Answers from the same flows that the policies are rendered from. Undefined where an end is not known; none where the port has
 * to be named, or where the service listens on nothing.
 */
export function decideConnection(
  environment: Networked,
  question: ConnectionQuestion,
): ConnectionDecision[] | undefined {
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
  const end = outsideEndOf(question.to);
  if (caller === undefined || !isTarget(environment, end)) return undefined;
  return outwards(environment, caller, question, end);
}

/** Ends of a question of which the environment has nothing. */
export function unknownEnds(environment: Networked, { from, to }: ConnectionQuestion): string[] {
  const { policies } = environment.network;
  const isFromKnown = policies.has(from) || (policies.has(to) && isKnown(environment, from));
  const isToKnown = policies.has(to) || isTarget(environment, outsideEndOf(to));
  return [...(isFromKnown ? [] : [from]), ...(isToKnown ? [] : [to])];
}

/** An address, or somebody whom a service accepts or who is a peer of a policy. */
function isKnown({ network }: Networked, name: string): boolean {
  if (parseCidr(addressRange(name) ?? name) !== undefined) return true;
  return [...network.policies.values()].some(({ ingress }) => ingress.some((flow) => isCaller(flow, name)));
}

/** A host or an address, or a name that the environment knows. */
function isTarget({ dataServices, network }: Networked, end: OutsideEnd): boolean {
  if (end.kind !== 'name' || end.name === 'kube-apiserver' || dataServices.has(end.name)) return true;
  return [...network.policies.values()].some(({ egress }) =>
    egress.some(({ peer }) => peer.name === end.name),
  );
}

/** From a service to what is outside: by what its lines name, by an address, or as a host of the internet. */
function outwards(
  { dataServices }: Networked,
  caller: ServicePolicy,
  { to, port }: ConnectionQuestion,
  end: OutsideEnd,
): ConnectionDecision[] {
  const number = port === undefined ? (end.kind === 'host' ? end.port : undefined) : Number(port);
  const fits = ({ ports }: Flow) =>
    number === undefined || ports.length === 0 || ports.some((entry) => holdsNumber(entry, number));
  const found = caller.egress.find(
    (flow) =>
      fits(flow) &&
      ((flow.because.kind === 'connects' && isSameEnd(flow.because.to, end, dataServices)) ||
        flow.peer.name === to ||
        holdsAddress(flow.peer, end)),
  );
  // Policies know no hosts: a port that is open to all of the internet is open to this one.
  const open =
    end.kind === 'host' ? caller.egress.find((flow) => fits(flow) && isInternet(flow.peer)) : undefined;
  // Without a port the answer would be about the port of another host.
  const isVague = found === undefined && number === undefined && (open?.ports.length ?? 0) > 0;
  if (isVague && caller.mode === 'enforce') return [];
  const flow = found ?? (isVague ? undefined : open);
  const on = number === undefined ? (flow?.ports.length === 1 ? flow.ports[0] : undefined) : undefined;
  const answer = oneEnd(caller, flow, { kind: 'not-connected', from: caller.name, to });
  const protocol =
    flow?.ports.find((entry) => number !== undefined && holdsNumber(entry, number))?.protocol ?? 'TCP';
  const called = number === undefined ? on : { port: number, protocol };
  return [called === undefined ? answer : { ...answer, port: called }];
}

function isInternet(peer: Peer): boolean {
  return peer.kind === 'range' && peer.cidr === '0.0.0.0/0';
}

interface From {
  readonly name: string;
  readonly policy: ServicePolicy | undefined;
  readonly service: Service | undefined;
}

function between(
  from: From,
  target: ServicePolicy,
  { port: number, protocol }: PolicyPort,
): ConnectionDecision {
  const port = { port: number, protocol };
  const denied = { from: from.name, to: target.name, port };
  const enters = target.ingress.find(
    (flow) => hasPort(flow, port) && isFrom(flow, from.name, from.service, target.namespace),
  );
  const entry = oneEnd(target, enters, { kind: 'not-accepted', ...denied });
  if (from.policy === undefined) return { ...entry, port };
  const leaves = from.policy.egress.find((flow) => hasPort(flow, port) && isService(flow.peer, target.name));
  const exit = oneEnd(from.policy, leaves, { kind: 'not-connected', ...denied });
  const reasons = [...exit.reasons, ...entry.reasons];
  const same = JSON.stringify(exit.reasons) === JSON.stringify(entry.reasons);
  return { allowed: exit.allowed && entry.allowed, port, reasons: same ? exit.reasons : reasons };
}

function oneEnd(
  { name, mode, hostNetwork }: ServicePolicy,
  flow: Flow | undefined,
  missing: DecisionReason,
): ConnectionDecision {
  if (flow !== undefined) {
    const { because, location } = flow;
    const reason = { kind: 'allowed', because, ...(location === undefined ? {} : { location }) } as const;
    return { allowed: true, reasons: [reason] };
  }
  if (mode === 'enforce') return { allowed: false, reasons: [missing] };
  return { allowed: true, reasons: [{ kind: 'not-enforced', service: name, mode, hostNetwork }] };
}

function hasPort({ ports }: Flow, port: PolicyPort): boolean {
  return ports.length === 0 || ports.some((entry) => isSamePort(entry, port));
}

function isService(peer: Peer, name: string): boolean {
  return peer.kind === 'pods' && peer.service === name;
}

/** A service is known by its pods, anybody else by the name that `accepts` gives, or by an address. */
function isFrom(flow: Flow, from: string, service: Service | undefined, namespace: string): boolean {
  const { peer } = flow;
  if (peer.kind === 'everyone') return true;
  if (service !== undefined) return peer.kind === 'pods' && peerSelectsService(peer, service, namespace);
  return isCaller(flow, from) || holdsAddress(peer, outsideEndOf(from));
}

function isCaller({ peer, because }: Flow, name: string): boolean {
  return peer.name === name || (because.kind === 'accepts' && because.caller === name);
}
