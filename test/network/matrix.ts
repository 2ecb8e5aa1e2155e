import type { ClusterOptions, End } from './evaluator';
import { Cluster, nameOf } from './evaluator';
import type { KubeObject, Pod, PodPort } from './objects';

export interface MatrixOptions extends ClusterOptions {
  /** Addresses outside of the cluster, which take part as pods do. */
  readonly addresses?: readonly string[];
  /** Ports to try beside those that any pod listens on. */
  readonly ports?: readonly PodPort[];
  /** Namespaces of what is judged: between two pods of others nothing is asked. */
  readonly namespaces?: readonly string[];
}

/** Whether a connection is asked for. */
export type Question = (from: End, to: End, port: PodPort) => boolean;

/**
 * The connections that are asked for, as `connection` writes them, where both ends should say the same; else what the
 * policies of the origin and those of the destination should let through.
 */
export type Asked = ReadonlySet<string> | { readonly egress: Question; readonly ingress: Question };

/** What a set of objects allows and what was asked for, where that is not the same. */
export interface Differences {
  /** Allowed, and not asked for. */
  readonly open: readonly string[];
  /** Asked for, and not allowed, or between ends that are not there. */
  readonly closed: readonly string[];
  /** Where the connection is right, but only thanks to the other end: `… (egress)` says too much or too little. */
  readonly halves: readonly string[];
  /** Number of pairs × ports. */
  readonly evaluated: number;
  readonly allowed: number;
  readonly denied: number;
}

/** Nobody listens here: what is allowed on it is allowed without need. */
export const unusedPorts: readonly PodPort[] = [
  { port: 19, protocol: 'TCP' },
  { port: 19, protocol: 'UDP' },
  { port: 19, protocol: 'SCTP' },
];

/** One connection as text: `shop/web → shop/cart:8080/TCP`. */
export function connection(from: string, to: string, { port, protocol }: PodPort): string {
  return `${from} → ${to}:${port}/${protocol}`;
}

function lineOf(from: End, to: End, port: PodPort): string {
  return connection(nameOf(from), nameOf(to), port);
}

/** Compares over every pair of ends × every port that any pod listens on, and some more. */
export function differences(
  objects: readonly KubeObject[],
  outside: Asked,
  options: MatrixOptions = {},
): Differences {
  const unseen = new Set('egress' in outside ? [] : outside);
  const among: Question = (from, to, port) => 'has' in outside && outside.has(lineOf(from, to, port));
  const { egress, ingress } = 'egress' in outside ? outside : { egress: among, ingress: among };
  const cluster = new Cluster(objects, options);
  const isJudged = (end: End) =>
    typeof end !== 'string' && (options.namespaces?.includes(end.namespace) ?? true);
  const found = { open: [] as string[], closed: [] as string[], halves: [] as string[] };
  let [evaluated, allowed] = [0, 0];
  for (const { from, to, port } of connections(cluster, isJudged, options)) {
    if (unseen.size > 0) unseen.delete(lineOf(from, to, port));
    const out = cluster.egressAllowed(from, to, port.port, port.protocol).allowed;
    const into = cluster.ingressAllowed(from, to, port.port, port.protocol).allowed;
    const outAsked = !isJudged(from) || egress(from, to, port);
    const intoAsked = !isJudged(to) || ingress(from, to, port);
    evaluated++;
    if (out && into) allowed++;
    if (out === outAsked && into === intoAsked) continue;
    const line = lineOf(from, to, port);
    if ((out && into) !== (outAsked && intoAsked)) found[out && into ? 'open' : 'closed'].push(line);
    else {
      if (out !== outAsked) found.halves.push(`${line} (egress)`);
      if (into !== intoAsked) found.halves.push(`${line} (ingress)`);
    }
  }
  return {
    open: found.open.sort(),
    closed: [...found.closed, ...unseen].sort(),
    halves: found.halves.sort(),
    evaluated,
    allowed,
    denied: evaluated - allowed,
  };
}

function* connections(cluster: Cluster, isJudged: (end: End) => boolean, options: MatrixOptions) {
  const ends: readonly End[] = [...cluster.pods, ...(options.addresses ?? [])];
  const ports = portsToTry(cluster.pods, options.ports ?? []);
  refuseDoubles(ends);
  for (const from of ends)
    for (const to of ends) {
      if (!isJudged(from) && !isJudged(to)) continue;
      for (const port of ports) yield { from, to, port };
    }
}

/** All ports that any of the pods listens on, the further ones, and those that nobody listens on. */
function portsToTry(pods: readonly Pod[], more: readonly PodPort[]): readonly PodPort[] {
  const key = ({ port, protocol }: PodPort) => `${port}/${protocol}`;
  const all = [...pods.flatMap((pod) => pod.ports), ...more];
  const taken = unusedPorts.filter((port) => all.some((other) => key(other) === key(port)));
  if (taken.length > 0) throw new Error(`somebody listens on ${taken.map(key).join(', ')}`);
  return [...new Map([...all, ...unusedPorts].map((port) => [key(port), port])).values()];
}

/** Lines name workloads, so that two of one name would hide each other. */
function refuseDoubles(ends: readonly End[]): void {
  const names = ends.map(nameOf);
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double !== undefined) throw new Error(`two workloads ${double}`);
}
