import type { Range } from './addresses';
import { rangeOf } from './addresses';
import type { Fields, KubeObject, Pod, Protocol } from './objects';
import { fieldsOf, listOf, namespaceOf, protocolOf } from './objects';
import type { Selector } from './selectors';
import { onlyKeys, says, selectorOf } from './selectors';

/** One of the ends that a rule is about. */
export type Peer =
  | { readonly kind: 'range'; has(address: string): boolean }
  | { readonly kind: 'pods'; readonly namespaces: Selector | undefined; readonly pods: Selector };

/** Whether a port of a destination fits; an address outside has no pod, and so no names of ports. */
export type PortRule = (port: number, protocol: Protocol, destination: Pod | undefined) => boolean;

/** One rule. Undefined peers are everyone, undefined ports all of them. */
export interface Rule {
  readonly peers: readonly Peer[] | undefined;
  readonly ports: readonly PortRule[] | undefined;
}

/** A NetworkPolicy as its API is defined. The rules of a direction are undefined where it says nothing about that. */
export interface Policy {
  readonly name: string;
  readonly namespace: string;
  readonly selects: Selector;
  readonly ingress: readonly Rule[] | undefined;
  readonly egress: readonly Rule[] | undefined;
}

/** @throws Error for what the API server would refuse */
export function policyOf(object: KubeObject): Policy {
  const namespace = namespaceOf(object);
  const place = `NetworkPolicy ${namespace}/${object.metadata.name}`;
  const spec = fieldsOf(object['spec'], place);
  onlyKeys(spec, ['podSelector', 'policyTypes', 'ingress', 'egress'], place);
  const ingress = listOf(spec['ingress'], place).map((rule) => ruleOf(rule, 'from', place));
  const egress = listOf(spec['egress'], place).map((rule) => ruleOf(rule, 'to', place));
  const types = policyTypesOf(spec, egress.length > 0, place);
  return {
    name: object.metadata.name,
    namespace,
    selects: selectorOf(spec['podSelector'], place),
    ingress: types.includes('Ingress') ? ingress : undefined,
    egress: types.includes('Egress') ? egress : undefined,
  };
}

/** Unsaid, they are Ingress, and Egress where there is a rule of it: an empty list is none to the API server. */
function policyTypesOf(spec: Fields, hasEgress: boolean, place: string): readonly unknown[] {
  const types = spec['policyTypes'] ?? [];
  if (!Array.isArray(types) || types.some((type) => type !== 'Ingress' && type !== 'Egress'))
    throw new Error(`${place}: no policyTypes ${JSON.stringify(types)}`);
  if (types.length > 0) return types;
  return hasEgress ? ['Ingress', 'Egress'] : ['Ingress'];
}

function ruleOf(rule: Fields, side: 'from' | 'to', place: string): Rule {
  onlyKeys(rule, [side, 'ports'], place);
  const peers = listOf(rule[side], place).map((peer) => peerOf(peer, place));
  const ports = listOf(rule['ports'], place).map((port) => portOf(port, place));
  return {
    peers: peers.length === 0 ? undefined : peers,
    ports: ports.length === 0 ? undefined : ports,
  };
}

function peerOf(peer: Fields, place: string): Peer {
  onlyKeys(peer, ['ipBlock', 'namespaceSelector', 'podSelector'], place);
  const selects = says(peer, 'namespaceSelector') || says(peer, 'podSelector');
  if (says(peer, 'ipBlock') === selects)
    throw new Error(`${place}: a peer has either an ipBlock or selectors`);
  if (selects) {
    const namespaces = says(peer, 'namespaceSelector')
      ? selectorOf(peer['namespaceSelector'], place)
      : undefined;
    return { kind: 'pods', namespaces, pods: selectorOf(peer['podSelector'], place) };
  }
  const block = fieldsOf(peer['ipBlock'], place);
  onlyKeys(block, ['cidr', 'except'], place);
  const range = rangeOf(block['cidr'], place);
  const except = ((block['except'] ?? []) as readonly unknown[]).map((cidr): Range => rangeOf(cidr, place));
  return { kind: 'range', has: (address) => range(address) && !except.some((inside) => inside(address)) };
}

function portOf(entry: Fields, place: string): PortRule {
  onlyKeys(entry, ['port', 'endPort', 'protocol'], place);
  const wanted = protocolOf(entry['protocol'], place);
  const first = entry['port'] ?? undefined;
  const last = entry['endPort'] ?? first;
  if (first === undefined) {
    if (last !== undefined) throw new Error(`${place}: endPort without a port`);
    return (_port, protocol) => protocol === wanted;
  }
  if (typeof first === 'string') {
    if (last !== first) throw new Error(`${place}: endPort with the name of a port`);
    return (port, protocol, destination) =>
      protocol === wanted &&
      (destination?.ports ?? []).some(
        (own) => own.name === first && own.port === port && own.protocol === wanted,
      );
  }
  if (!isPort(first) || !isPort(last) || last < first)
    throw new Error(`${place}: no ports ${JSON.stringify(first)} to ${JSON.stringify(last)}`);
  return (port, protocol) => protocol === wanted && port >= first && port <= last;
}

function isPort(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65535;
}
