import type { ClusterOptions, End } from './evaluator';
import { Cluster } from './evaluator';
import type { Fields, KubeObject, PodPort, Protocol } from './objects';
import { standIn } from './objects';

export function namespace(name: string, labels: Readonly<Record<string, string>>): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

export function policy(spec: Fields, name = 'policy', namespace = 'red'): KubeObject {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec };
}

const ports: readonly PodPort[] = [
  { name: 'http', port: 8080, protocol: 'TCP' },
  { name: 'quic', port: 8080, protocol: 'UDP' },
  { name: 'sig', port: 9000, protocol: 'SCTP' },
];

/** Two namespaces with labels; `grey` is not among the objects. */
export const objects: readonly KubeObject[] = [
  namespace('red', { team: 'r' }),
  namespace('blue', { team: 'b', zone: 'x' }),
  standIn('red', 'web', { app: 'web', tier: 'front' }, ports),
  standIn('red', 'api', { app: 'api' }, [{ name: 'http', port: 8081, protocol: 'TCP' }]),
  standIn('red', 'bare', {}),
  standIn('blue', 'web', { app: 'web', tier: 'back' }, ports),
  standIn('blue', 'api', { app: 'api' }),
  standIn('grey', 'web', { app: 'web' }),
];

/** `red/api → red/web:8080/UDP`, where TCP need not be said. */
export function parsed(cluster: Cluster, line: string): [End, End, number, Protocol] {
  const [from = '', target = ''] = line.split(' → ');
  const [, to = '', port = '', protocol = 'TCP'] = /^(.*):(\d+)(?:\/(\w+))?$/.exec(target) ?? [];
  const end = (text: string): End => {
    const [namespace = '', name] = text.split('/');
    return name === undefined ? text : cluster.pod(namespace, name);
  };
  return [end(from), end(to), Number(port), protocol as Protocol];
}

/** Those of the lines that are allowed. */
export function allowed(
  more: readonly KubeObject[],
  lines: readonly string[],
  options?: ClusterOptions,
): string[] {
  const cluster = new Cluster([...objects, ...more], options);
  return lines.filter((line) => cluster.allows(...parsed(cluster, line)));
}

export interface Case {
  readonly policies: readonly Fields[];
  readonly yes: readonly string[];
  readonly no: readonly string[];
  readonly options?: ClusterOptions;
}

export function judge({ policies, yes, no, options }: Case): void {
  const all = policies.map((spec, index) => policy(spec, `policy-${index}`));
  expect(allowed(all, [...yes, ...no], options)).toEqual(yes);
}
