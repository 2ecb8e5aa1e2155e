import type { Cidr } from '../../lib/cidr';
import { containsRange, parseCidr } from '../../lib/cidr';
import type { ForeignPods, Mesh } from '../../providers';
import type { Service } from '../types/service';
import type { PodPeer, PolicyPort, RangePeer, Selector } from '../types/flow';

/** The label that every API server sets on a namespace. */
const namespaceName = 'kubernetes.io/metadata.name';

/** The namespace of a name, as a policy selects it. */
export function namespaceCalled(name: string): Selector {
  return { matchLabels: { [namespaceName]: name } };
}

/** The pods of a service, as a policy in some namespace sees them. */
export function podsOfService({ name, namespace, podSelector }: Service, seenFrom: string): PodPeer {
  return {
    kind: 'pods',
    name,
    service: name,
    ...(namespace === seenFrom ? {} : { namespaceSelector: namespaceCalled(namespace) }),
    podSelector: { matchLabels: podSelector },
  };
}

/** Pods in a namespace of others. */
export function podsOf(namespace: string, podSelector?: Selector): PodPeer {
  const labels = podSelector === undefined ? [] : selectorTexts(podSelector);
  return {
    kind: 'pods',
    name: labels.length === 0 ? `namespace ${namespace}` : `${labels.join(', ')} in ${namespace}`,
    namespaceSelector: namespaceCalled(namespace),
    ...(podSelector === undefined ? {} : { podSelector }),
  };
}

export function podsOfCluster({ namespace, labels }: ForeignPods): PodPeer {
  return podsOf(namespace, labels === undefined ? undefined : { matchLabels: labels });
}

/** With the port on which proxies of a mesh carry all the others. */
export function portsThroughMesh(ports: readonly PolicyPort[], mesh: Mesh | undefined): PolicyPort[] {
  return [...ports, ...(mesh?.peerPort === undefined ? [] : tcp(mesh.peerPort))];
}

/** A selector in words. */
export function selectorTexts({ matchLabels = {}, matchExpressions = [] }: Selector): string[] {
  return [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(({ key, operator, values = [] }) =>
      values.length === 0 ? `${key} ${operator}` : `${key} ${operator} ${values.join('|')}`,
    ),
  ];
}

/** Ranges that no host of the internet has: a URL is not allowed to be one of them by chance. */
const privateRanges = {
  4: ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
  6: ['fc00::/7', 'fe80::/10'],
} as const;

/** Every address of the internet, without private, link-local and protected ones. */
export function publicRanges(
  name: string,
  protectedRanges: readonly string[],
  families: 'ipv4' | 'both',
): RangePeer[] {
  const of = (cidr: string, family: 4 | 6): RangePeer => {
    const left = privateRanges[family].map(cidrOf);
    const more = protectedRanges
      .map(cidrOf)
      .filter((range) => range.family === family && !left.some((known) => containsRange(known, range)));
    return { kind: 'range', name, cidr, except: [...left, ...more].sort(byAddress).map(({ text }) => text) };
  };
  return families === 'ipv4' ? [of('0.0.0.0/0', 4)] : [of('0.0.0.0/0', 4), of('::/0', 6)];
}

/** Every address there is. */
export function allAddresses(name: string, families: 'ipv4' | 'both'): RangePeer[] {
  const all = families === 'ipv4' ? ['0.0.0.0/0'] : ['0.0.0.0/0', '::/0'];
  return all.map((cidr) => ({ kind: 'range', name, cidr, except: [] }));
}

/** A range without what it must not hold; undefined where nothing would be left. */
export function rangeWithout(
  name: string,
  cidr: string,
  protectedRanges: readonly string[],
): RangePeer | undefined {
  const range = cidrOf(cidr);
  // IPv4-mapped IPv6 addresses.
  if (containsRange(cidrOf('::ffff:0:0/96'), range)) return undefined;
  const inside = protectedRanges.map(cidrOf).filter((other) => containsRange(range, other));
  if (protectedRanges.some((other) => containsRange(cidrOf(other), range))) return undefined;
  return { kind: 'range', name, cidr, except: inside.sort(byAddress).map(({ text }) => text) };
}

type NamedRange = Cidr & { readonly text: string };

/** Ranges that the schema or a profile let pass. */
function cidrOf(text: string): NamedRange {
  const parsed = parseCidr(text);
  if (parsed === undefined) throw new Error(`no address range: ${text}`);
  return { ...parsed, text };
}

function byAddress(a: Cidr, b: Cidr): number {
  return a.address < b.address ? -1 : a.address > b.address ? 1 : 0;
}

export function tcp(...ports: readonly number[]): PolicyPort[] {
  return ports.map((port) => ({ port, protocol: 'TCP' }));
}
