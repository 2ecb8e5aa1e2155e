import { isObject } from '../lib/json';
import { address } from '../lib/rendered';
import type { Pods } from './service-ports';
import { hasLabels, listOf, mapOf, namespaceOf } from './service-ports';
import type { EnvironmentObject } from './state';
import { specOf } from './state';

/** A rule of a policy, and who it is for: those with one key are the same end, before and after. */
interface Opening {
  readonly key: string;
  readonly ports: unknown;
}

/**
 * True where a peer that could reach the port of the pods no longer can, though it still reaches others of them: policies
 * follow a number at once, which running pods do not.
 */
export function closesPort(
  before: readonly EnvironmentObject[],
  after: readonly EnvironmentObject[],
  pods: Pods,
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
  pods: Pods,
  port: { readonly number: number; readonly protocol: string },
): boolean {
  const isGuarded = objects.some(
    ({ environment, object }) =>
      environment === pods.environment &&
      object.kind === 'NetworkPolicy' &&
      namespaceOf(object) === pods.namespace &&
      selects(specOf(object)['podSelector'], pods),
  );
  return !isGuarded || openingsFor(objects, pods).some(({ ports }) => opens(ports, pods, port));
}

/** True where a policy of the callers names the pods among those that they call. */
export function isCaller(objects: readonly EnvironmentObject[], caller: Pods, pods: Pods): boolean {
  return objects.some(({ environment, object }) => {
    if (environment !== pods.environment || object.kind !== 'NetworkPolicy') return false;
    const { podSelector, egress } = specOf(object);
    if (namespaceOf(object) !== caller.namespace || !selects(podSelector, caller)) return false;
    const isLocal = caller.namespace === pods.namespace;
    return listOf(egress).some(({ to }) =>
      listOf(to).some((peer) => isNamed(peer['podSelector']) && isPeer(peer, isLocal, pods)),
    );
  });
}

/** False for a selector of all pods. */
function isNamed(selector: unknown): boolean {
  return Object.keys(mapOf(mapOf(selector)['matchLabels'])).length > 0;
}

/** Every rule that lets somebody reach the pods, at their own end or at the caller's. */
function openingsFor(objects: readonly EnvironmentObject[], pods: Pods): Opening[] {
  return objects
    .filter(({ environment, object }) => environment === pods.environment && object.kind === 'NetworkPolicy')
    .flatMap(({ object }) => {
      const { podSelector, ingress, egress } = specOf(object);
      const isLocal = namespaceOf(object) === pods.namespace;
      const entering =
        isLocal && selects(podSelector, pods)
          ? listOf(ingress).flatMap(({ from, ports }) =>
              peersOf(from).map((peer) => ({ key: `from ${JSON.stringify(peer)}`, ports })),
            )
          : [];
      const leaving = listOf(egress)
        .filter(({ to }) => listOf(to).some((peer) => isPeer(peer, isLocal, pods)))
        .map(({ ports }) => ({ key: `to ${address(object)}`, ports }));
      return [...entering, ...leaving];
    });
}

/** Without peers a rule is for everyone. */
function peersOf(from: unknown): unknown[] {
  const peers = listOf(from);
  return peers.length === 0 ? ['everyone'] : peers;
}

function isPeer(
  { podSelector, namespaceSelector }: Record<string, unknown>,
  isLocal: boolean,
  pods: Pods,
): boolean {
  if (!isObject(podSelector) || !selects(podSelector, pods)) return false;
  if (namespaceSelector === undefined) return isLocal;
  const name = mapOf(mapOf(namespaceSelector)['matchLabels'])['kubernetes.io/metadata.name'];
  return name === undefined || name === pods.namespace;
}

function selects(selector: unknown, pods: Pods): boolean {
  return hasLabels(pods, mapOf(mapOf(selector)['matchLabels']));
}

/** Without ports a rule opens all of them. A name means the port that the pods themselves call so. */
function opens(
  ports: unknown,
  pods: Pods,
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
