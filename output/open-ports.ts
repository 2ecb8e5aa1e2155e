import { groupBy } from '../lib/group';
import { isObject } from '../lib/json';
import { address } from '../lib/rendered';
import type { ControllerPods } from './service-ports';
import { hasLabels, listOf, mapOf, namespaceOf } from './service-ports';
import type { EnvironmentObject } from './environment-objects';
import { specOf } from './environment-objects';

/** A rule of a policy, and who it is for: those with one key are the same end, before and after. */
interface Opening {
  readonly key: string;
  readonly ports: unknown;
}

type Labels = Readonly<Record<string, unknown>>;

/** A peer of a rule that selects pods. */
interface PodPeer {
  readonly labels: Labels;
  /** Undefined: the namespace of the policy; null: any. */
  readonly namespace?: string | null;
}

/** A NetworkPolicy, taken apart once: each port of each Service is asked about. */
interface Policy {
  readonly environment: string;
  readonly address: string;
  readonly namespace: string;
  readonly selector: Labels;
  readonly entering: readonly Opening[];
  readonly leaving: readonly { readonly peers: readonly PodPeer[]; readonly ports: unknown }[];
}

/**
 * True where a peer that could reach the port of the pods no longer can, though it still reaches others of them: policies
 * follow a number at once, which running pods do not.
 */
export function closesPort(
  before: readonly EnvironmentObject[],
  after: readonly EnvironmentObject[],
  pods: ControllerPods,
  port: { readonly number: number; readonly protocol: string },
): boolean {
  const [olds, news] = [openingsFor(before, pods), openingsFor(after, pods)];
  const isOpen = ({ ports }: Opening) => opens(ports, pods, port);
  return olds.filter(isOpen).some(({ key }) => {
    const present = news.filter((opening) => opening.key === key);
    return present.length > 0 && !present.some(isOpen);
  });
}

/** True where somebody may call the port of the pods: without a policy for them everybody may. */
export function isCallable(
  objects: readonly EnvironmentObject[],
  pods: ControllerPods,
  port: { readonly number: number; readonly protocol: string },
): boolean {
  const isGuarded = policiesOf(objects, pods.environment).some((policy) => isFor(policy, pods));
  return !isGuarded || openingsFor(objects, pods).some(({ ports }) => opens(ports, pods, port));
}

/** Those whose policies name the pods among the ones that they call, in the environment of the pods. */
export function callersOf<T>(
  objects: readonly EnvironmentObject[],
  pods: ControllerPods,
  among: readonly T[],
  podsIn: (entry: T) => ControllerPods,
): T[] {
  const isNamed = ({ labels }: PodPeer) => Object.keys(labels).length > 0;
  const naming = policiesOf(objects, pods.environment).filter((policy) =>
    policy.leaving.some(({ peers }) => peers.some((peer) => isNamed(peer) && isPeer(policy, peer, pods))),
  );
  if (naming.length === 0) return [];
  return among.filter((entry) => {
    const caller = podsIn(entry);
    return caller.environment === pods.environment && naming.some((policy) => isFor(policy, caller));
  });
}

const policies = new WeakMap<readonly EnvironmentObject[], ReadonlyMap<string, readonly Policy[]>>();

/** The policies of an environment, kept as long as the list of objects. */
function policiesOf(objects: readonly EnvironmentObject[], environment: string): readonly Policy[] {
  let byEnvironment = policies.get(objects);
  if (byEnvironment === undefined) {
    const own = objects.filter(({ object }) => object.kind === 'NetworkPolicy').map(policyOf);
    byEnvironment = groupBy(own, (policy) => policy.environment);
    policies.set(objects, byEnvironment);
  }
  return byEnvironment.get(environment) ?? [];
}

function policyOf({ environment, object }: EnvironmentObject): Policy {
  const { podSelector, ingress, egress } = specOf(object);
  return {
    environment,
    address: address(object),
    namespace: namespaceOf(object),
    selector: labelsOf(podSelector),
    entering: listOf(ingress).flatMap(({ from, ports }) =>
      peersOf(from).map((peer) => ({ key: `from ${JSON.stringify(peer)}`, ports })),
    ),
    leaving: listOf(egress).map(({ to, ports }) => ({ peers: listOf(to).flatMap(podPeer), ports })),
  };
}

/** Without peers a rule is for everyone. */
function peersOf(from: unknown): unknown[] {
  const peers = listOf(from);
  return peers.length === 0 ? ['everyone'] : peers;
}

function podPeer({ podSelector, namespaceSelector }: Record<string, unknown>): PodPeer[] {
  if (!isObject(podSelector)) return [];
  const labels = labelsOf(podSelector);
  if (namespaceSelector === undefined) return [{ labels }];
  const name = labelsOf(namespaceSelector)['kubernetes.io/metadata.name'];
  return [{ labels, namespace: typeof name === 'string' ? name : null }];
}

function labelsOf(selector: unknown): Labels {
  return mapOf(mapOf(selector)['matchLabels']);
}

function isFor({ namespace, selector }: Policy, pods: ControllerPods): boolean {
  return namespace === pods.namespace && hasLabels(pods, selector);
}

function isPeer(
  policy: Policy,
  { labels, namespace = policy.namespace }: PodPeer,
  pods: ControllerPods,
): boolean {
  return (namespace === null || namespace === pods.namespace) && hasLabels(pods, labels);
}

/** Every rule that lets somebody reach the pods, at their own end or at the caller's. */
function openingsFor(objects: readonly EnvironmentObject[], pods: ControllerPods): Opening[] {
  return policiesOf(objects, pods.environment).flatMap((policy) => [
    ...(isFor(policy, pods) ? policy.entering : []),
    ...policy.leaving
      .filter(({ peers }) => peers.some((peer) => isPeer(policy, peer, pods)))
      .map(({ ports }) => ({ key: `to ${policy.address}`, ports })),
  ]);
}

/** Without ports a rule opens all of them. A name means the port that the pods themselves call so. */
function opens(
  ports: unknown,
  pods: ControllerPods,
  { number, protocol }: { readonly number: number; readonly protocol: string },
): boolean {
  const written = listOf(ports);
  return (
    written.length === 0 ||
    written.some(({ port, endPort, protocol: own = 'TCP' }) => {
      if (own !== protocol) return false;
      if (port === undefined) return true;
      const first =
        typeof port === 'string' ? pods.ports.find(({ name }) => name === port)?.number : (port as number);
      return (
        first !== undefined && number >= first && number <= (typeof endPort === 'number' ? endPort : first)
      );
    })
  );
}
