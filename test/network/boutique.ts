import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Cluster, nameOf } from './evaluator';
import type { MatrixOptions } from './matrix';
import { connection } from './matrix';
import type { Fields, KubeObject, Pod, PodPort, Protocol } from './objects';
import { fieldsOf, kubeDns, listOf, namespaceOf, podOf, standIn } from './objects';

/** Where Online Boutique's own manifests and policies are: they are not part of this repository. */
export const inputs = process.env['INPUTS'];

function objectsIn(path: string): KubeObject[] {
  return parseAllDocuments(readFileSync(path, 'utf8'))
    .map((document): unknown => document.toJS())
    .filter((object): object is KubeObject => object !== null);
}

export function manifests(): KubeObject[] {
  return objectsIn(join(inputs ?? '', 'online-boutique/kubernetes-manifests.yaml'));
}

export function publishedPolicies(): KubeObject[] {
  const folder = join(inputs ?? '', 'online-boutique/network-policies');
  return readdirSync(folder)
    .sort()
    .flatMap((name) => objectsIn(join(folder, name)));
}

/** What is around the application: DNS in its two forms, and pods that it has nothing to do with. */
export const surroundings: readonly KubeObject[] = [
  ...kubeDns,
  standIn('kube-system', 'node-local-dns', { 'k8s-app': 'node-local-dns' }),
  standIn('kube-system', 'neighbour', {}),
  standIn('elsewhere', 'stranger', { app: 'frontend', 'app.kubernetes.io/name': 'frontend' }),
];

/** Public, private and link-local addresses: those of metadata, of identities, and of DNS on the node. */
export const addresses = [
  '203.0.113.9',
  '2001:db8::9',
  '10.1.2.3',
  '169.254.169.254',
  '169.254.170.23',
  '169.254.20.10',
  '169.254.10.10',
] as const;

export function optionsFor(namespace: string): MatrixOptions {
  return {
    addresses,
    namespaces: [namespace],
    ports: [80, 443, 988].map((port): PodPort => ({ port, protocol: 'TCP' })),
  };
}

/** What the manifests need, by names of workloads: who dials which pods, and whom everyone may. */
export interface Needs {
  readonly dialled: readonly (readonly [from: string, to: string, port: PodPort])[];
  readonly exposed: readonly (readonly [to: string, port: PodPort])[];
  /** Variables that name a Service that is not there. */
  readonly unresolved: readonly string[];
}

/** Follows each variable `*_ADDR` through its Service to the port of the pods, and each Service that faces the world. */
export function needsOf(objects: readonly KubeObject[]): Needs {
  const unresolved: string[] = [];
  const dialled = new Map<string, Needs['dialled'][number]>();
  for (const object of objects)
    for (const [variable, value] of addressesIn(object)) {
      const [service = '', port = ''] = value.split(':');
      const ends = behind(objects, namespaceOf(object), service, Number(port));
      if (ends.length === 0) unresolved.push(`${object.metadata.name} ${variable}=${value}`);
      for (const [pod, target] of ends)
        dialled.set(`${object.metadata.name} ${pod.name} ${target.port}`, [
          object.metadata.name,
          pod.name,
          target,
        ]);
    }
  const exposed = objects
    .filter((object) => object.kind === 'Service' && specOf(object)['type'] === 'LoadBalancer')
    .flatMap((service) =>
      listOf(specOf(service)['ports'], service.metadata.name).flatMap(({ port }) =>
        behind(objects, namespaceOf(service), service.metadata.name, Number(port)),
      ),
    )
    .map(([pod, port]): Needs['exposed'][number] => [pod.name, port]);
  return { dialled: [...dialled.values()], exposed, unresolved };
}

function specOf(object: KubeObject): Fields {
  return fieldsOf(object['spec'], object.metadata.name);
}

/** Variables that name a Service and its port, of containers and of those that run before them. */
function addressesIn(object: KubeObject): [string, string][] {
  const place = object.metadata.name;
  const template = fieldsOf(specOf(object)['template'], place);
  const spec = fieldsOf(template['spec'], place);
  return ['initContainers', 'containers']
    .flatMap((key) => listOf(spec[key], place))
    .flatMap((container) => listOf(container['env'], place))
    .flatMap(({ name, value }): [string, string][] =>
      typeof name === 'string' && name.endsWith('_ADDR') && typeof value === 'string' ? [[name, value]] : [],
    );
}

/** The pods behind a port of a Service, each with its own port. */
function behind(
  objects: readonly KubeObject[],
  namespace: string,
  name: string,
  port: number,
): [Pod, PodPort][] {
  const service = objects.find(
    (object) =>
      object.kind === 'Service' && namespaceOf(object) === namespace && object.metadata.name === name,
  );
  if (service === undefined) return [];
  const entry = listOf(specOf(service)['ports'], name).find((candidate) => candidate['port'] === port);
  if (entry === undefined) throw new Error(`the Service ${name} has no port ${port}`);
  const target = entry['targetPort'] ?? port;
  const protocol = (entry['protocol'] ?? 'TCP') as Protocol;
  const selector = Object.entries(fieldsOf(specOf(service)['selector'], name));
  const pods = objects
    .flatMap((object) => podOf(object) ?? [])
    .filter(
      (pod) => pod.namespace === namespace && selector.every(([key, value]) => pod.labels[key] === value),
    );
  if (pods.length === 0) throw new Error(`no pods are behind the Service ${name}`);
  return pods.map((pod) => {
    const named = pod.ports.find((own) => own.name === target)?.port;
    const number = typeof target === 'number' ? target : named;
    if (number === undefined) throw new Error(`${nameOf(pod)} has no port ${JSON.stringify(target)}`);
    return [pod, { port: number, protocol }];
  });
}

/** What is asked for in a namespace, with DNS at the given ends: nothing else may be open. */
export function askedIn(namespace: string, needs: Needs, resolvers: readonly string[]): Set<string> {
  const own = (name: string) => `${namespace}/${name}`;
  const names = new Cluster(manifests()).pods.map(({ name }) => name);
  return new Set([
    ...needs.dialled.map(([from, to, port]) => connection(own(from), own(to), port)),
    ...needs.exposed.flatMap(([to, port]) => addresses.map((from) => connection(from, own(to), port))),
    ...names.flatMap((from) =>
      resolvers.flatMap((to) =>
        (['UDP', 'TCP'] as const).map((protocol) => connection(own(from), to, { port: 53, protocol })),
      ),
    ),
  ]);
}
