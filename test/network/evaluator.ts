import { isAddress } from './addresses';
import type { KubeObject, Labels, Pod, Protocol } from './objects';
import { podOf, unlisted } from './objects';
import type { Peer, Policy, Rule } from './policy';
import { policyOf } from './policy';

/** A pod, or an address outside of the cluster. */
export type End = Pod | string;

export interface ClusterOptions {
  /**
   * Addresses of pods by `namespace/name` of the workload. Engines differ in whether an ipBlock reaches pods: those
   * without an address are reached by none.
   */
  readonly podAddresses?: Readonly<Record<string, readonly string[]>>;
  /** Kinds of policies to pass over, which are then in `ignored`. */
  readonly ignore?: readonly string[];
}

/** What one end's policies say. */
export interface Verdict {
  readonly allowed: boolean;
  /** Names of the policies that isolate the pod; of none, everything is allowed. */
  readonly isolatedBy: readonly string[];
  /** The first of them that allows it. */
  readonly allowedBy?: string;
}

type Direction = 'ingress' | 'egress';
const open: Verdict = { allowed: true, isolatedBy: [] };

/** Kinds that decide about connections, whatever their group. */
const decides = /NetworkPolicy$/;
const decidingGroups: ReadonlySet<string> = new Set([
  'security.istio.io',
  'policy.linkerd.io',
  'policy.networking.k8s.io',
]);

function isUnknownPolicy({ apiVersion = '', kind }: KubeObject): boolean {
  return decides.test(kind) || decidingGroups.has(apiVersion.split('/')[0] ?? '');
}

function isNetworkPolicy({ apiVersion, kind }: KubeObject): boolean {
  return kind === 'NetworkPolicy' && apiVersion === 'networking.k8s.io/v1';
}

/** Pods and the NetworkPolicies over them, by the definition of networking.k8s.io/v1. */
export class Cluster {
  readonly pods: readonly Pod[];
  readonly policies: readonly Policy[];
  /** Policies that were passed over, as was asked for. */
  readonly ignored: readonly KubeObject[];
  private readonly namespaces = new Map<string, Labels>();
  private readonly addresses: Readonly<Record<string, readonly string[]>>;
  private readonly selecting = new Map<Pod, Readonly<Record<Direction, readonly Policy[]>>>();
  private readonly matches = new Map<Peer, Map<End, boolean>>();

  /** @throws Error for a policy that it can't evaluate and was not told to ignore */
  constructor(objects: readonly KubeObject[], { podAddresses = {}, ignore = [] }: ClusterOptions = {}) {
    const all = unlisted(objects);
    const others = all.filter((object) => !isNetworkPolicy(object) && isUnknownPolicy(object));
    const [refused] = others.filter(({ kind }) => !ignore.includes(kind));
    if (refused !== undefined)
      throw new Error(`${refused.apiVersion ?? ''} ${refused.kind} ${refused.metadata.name}: not evaluated`);
    this.ignored = others;
    this.pods = all.flatMap((object) => podOf(object) ?? []);
    this.policies = all.filter(isNetworkPolicy).map(policyOf);
    this.addresses = podAddresses;
    for (const { kind, metadata } of all)
      if (kind === 'Namespace') this.namespaces.set(metadata.name, metadata.labels ?? {});
    for (const pod of this.pods)
      this.selecting.set(pod, {
        ingress: this.policiesOf(pod, 'ingress'),
        egress: this.policiesOf(pod, 'egress'),
      });
    const unknown = Object.keys(podAddresses).filter((key) => this.pods.every((pod) => nameOf(pod) !== key));
    if (unknown.length > 0) throw new Error(`addresses of pods that are not there: ${unknown.join(', ')}`);
  }

  /** The pods of a workload. */
  pod(namespace: string, name: string): Pod {
    const [found, ...more] = this.pods.filter((pod) => pod.namespace === namespace && pod.name === name);
    if (found === undefined || more.length > 0)
      throw new Error(`${more.length > 0 ? 'several' : 'no'} pods ${namespace}/${name}`);
    return found;
  }

  /**
   * Whether both ends let a connection through. The port is the one that the pod listens on: policies see packets after
   * the Service's address is translated. From a workload to itself it is a connection between two of its pods.
   */
  allows(from: End, to: End, port: number, protocol: Protocol = 'TCP'): boolean {
    return (
      this.egressAllowed(from, to, port, protocol).allowed &&
      this.ingressAllowed(from, to, port, protocol).allowed
    );
  }

  /** What the policies of the destination say. */
  ingressAllowed(from: End, to: End, port: number, protocol: Protocol = 'TCP'): Verdict {
    return this.half('ingress', to, from, to, port, protocol);
  }

  /** What the policies of the origin say. */
  egressAllowed(from: End, to: End, port: number, protocol: Protocol = 'TCP'): Verdict {
    return this.half('egress', from, to, to, port, protocol);
  }

  private half(
    direction: Direction,
    subject: End,
    peer: End,
    destination: End,
    port: number,
    protocol: Protocol,
  ): Verdict {
    if (typeof peer === 'string' && !isAddress(peer)) throw new Error(`no address: ${peer}`);
    if (typeof subject === 'string') {
      if (typeof peer === 'string') throw new Error('no end of the connection is a pod');
      if (!isAddress(subject)) throw new Error(`no address: ${subject}`);
      return open;
    }
    // A pod can't keep itself from itself.
    if (subject === peer && subject.kind === 'Pod') return open;
    const policies = this.selecting.get(subject)?.[direction];
    if (policies === undefined) throw new Error(`${nameOf(subject)} is not a pod of this cluster`);
    if (policies.length === 0) return open;
    const target = typeof destination === 'string' || destination.hostNetwork ? undefined : destination;
    const by = policies.find((policy) =>
      (policy[direction] ?? []).some(
        (rule) => fitsPort(rule, port, protocol, target) && this.fitsPeer(rule, policy, peer),
      ),
    );
    const isolatedBy = policies.map(({ name }) => name);
    return by === undefined
      ? { allowed: false, isolatedBy }
      : { allowed: true, isolatedBy, allowedBy: by.name };
  }

  private policiesOf(pod: Pod, direction: Direction): readonly Policy[] {
    if (pod.hostNetwork) return [];
    return this.policies.filter(
      (policy) =>
        policy.namespace === pod.namespace && policy[direction] !== undefined && policy.selects(pod.labels),
    );
  }

  private fitsPeer({ peers }: Rule, { namespace }: Policy, end: End): boolean {
    return peers === undefined || peers.some((peer) => this.isPeer(peer, namespace, end));
  }

  /** A peer belongs to one policy, so that what it fits depends on the other end alone. */
  private isPeer(peer: Peer, namespace: string, end: End): boolean {
    const known = this.matches.get(peer) ?? new Map<End, boolean>();
    const before = known.get(end);
    if (before !== undefined) return before;
    const fits = peer.kind === 'range' ? this.isInRange(peer, end) : this.isSelected(peer, namespace, end);
    this.matches.set(peer, known.set(end, fits));
    return fits;
  }

  private isInRange(peer: Extract<Peer, { kind: 'range' }>, end: End): boolean {
    if (typeof end !== 'string') return (this.addresses[nameOf(end)] ?? []).some((own) => peer.has(own));
    return peer.has(end);
  }

  /** Pods in the network of their node come from its address: no selector of pods reaches them. */
  private isSelected(peer: Extract<Peer, { kind: 'pods' }>, namespace: string, end: End): boolean {
    if (typeof end === 'string' || end.hostNetwork) return false;
    const inNamespace =
      peer.namespaces === undefined
        ? end.namespace === namespace
        : peer.namespaces(this.labelsOf(end.namespace));
    return inNamespace && peer.pods(end.labels);
  }

  private labelsOf(namespace: string): Labels {
    return { ...this.namespaces.get(namespace), 'kubernetes.io/metadata.name': namespace };
  }
}

function fitsPort({ ports }: Rule, port: number, protocol: Protocol, target: Pod | undefined): boolean {
  return ports === undefined || ports.some((fits) => fits(port, protocol, target));
}

/** `namespace/name` of a workload, or the address. */
export function nameOf(end: End): string {
  return typeof end === 'string' ? end : `${end.namespace}/${end.name}`;
}
