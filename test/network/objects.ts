/** A parsed Kubernetes object. Nothing here comes from Portolan: the proof must not share a mistake with what it judges. */
export interface KubeObject {
  readonly apiVersion?: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

export type Labels = Readonly<Record<string, string>>;
export type Protocol = 'TCP' | 'UDP' | 'SCTP';
export type Fields = Readonly<Record<string, unknown>>;

const protocols: readonly unknown[] = ['TCP', 'UDP', 'SCTP'];

export interface PodPort {
  readonly name?: string;
  readonly port: number;
  readonly protocol: Protocol;
}

/** The pods of one workload. They are alike, so that one stands for all of them. */
export interface Pod {
  readonly kind: string;
  readonly namespace: string;
  /** Name of the workload. */
  readonly name: string;
  readonly labels: Labels;
  readonly ports: readonly PodPort[];
  readonly hostNetwork: boolean;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The map at a place; what is absent is empty. */
export function fieldsOf(value: unknown, place: string): Fields {
  if (value === undefined || value === null) return {};
  if (!isFields(value)) throw new Error(`${place}: no map`);
  return value;
}

/** The maps in a list at a place; what is absent is empty, as the API server reads it. */
export function listOf(value: unknown, place: string): readonly Fields[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Error(`${place}: no list`);
  return value.map((entry, index) => {
    if (!isFields(entry)) throw new Error(`${place}[${index}]: no map`);
    return entry;
  });
}

export function protocolOf(value: unknown, place: string): Protocol {
  const protocol = value ?? 'TCP';
  if (!protocols.includes(protocol)) throw new Error(`${place}: no protocol ${String(value)}`);
  return protocol as Protocol;
}

/** Objects without a namespace go where `kubectl apply` would put them. */
export function namespaceOf({ metadata }: KubeObject): string {
  return metadata.namespace ?? 'default';
}

/** The objects, those in lists one by one. */
export function unlisted(objects: readonly KubeObject[]): KubeObject[] {
  return objects.flatMap((object) => {
    const { items } = object;
    return object.kind.endsWith('List') && Array.isArray(items) ? unlisted(items as KubeObject[]) : [object];
  });
}

/** Where each kind of workload keeps the template of its pods. */
const templates: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  ReplicationController: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/**
 * The pods of an object, none for one that makes none.
 * @throws Error for a kind that is not known and has a template of pods
 */
export function podOf(object: KubeObject): Pod | undefined {
  const place = `${object.kind} ${namespaceOf(object)}/${object.metadata.name}`;
  const path = Object.hasOwn(templates, object.kind) ? templates[object.kind] : undefined;
  if (path === undefined) {
    const spec = fieldsOf(object['spec'], place);
    const template = isFields(spec['template']) ? spec['template'] : {};
    if (isFields(template['spec']) && 'containers' in template['spec'])
      throw new Error(`${place}: a workload of a kind that this evaluator doesn't know`);
    return undefined;
  }
  const template = path.reduce((fields: Fields, key) => fieldsOf(fields[key], place), object);
  const metadata = fieldsOf(template['metadata'], place);
  const spec = fieldsOf(template['spec'], place);
  return {
    kind: object.kind,
    namespace: namespaceOf(object),
    name: object.metadata.name,
    labels: fieldsOf(metadata['labels'], place) as Labels,
    ports: portsOf(spec, place),
    hostNetwork: spec['hostNetwork'] === true,
  };
}

/** Ports of everything that runs as long as the pod does: native sidecars, but no other init container. */
function portsOf(spec: Fields, place: string): PodPort[] {
  const sidecars = listOf(spec['initContainers'], place).filter(
    (container) => container['restartPolicy'] === 'Always',
  );
  return [...listOf(spec['containers'], place), ...sidecars]
    .flatMap((container) => listOf(container['ports'], place))
    .map(({ name, containerPort, protocol }) => ({
      ...(typeof name === 'string' ? { name } : {}),
      port: Number(containerPort),
      protocol: protocolOf(protocol, place),
    }));
}

/** A pod that stands for what others run: a scraper, a DNS server, a gateway. */
export function standIn(
  namespace: string,
  name: string,
  labels: Labels,
  ports: readonly PodPort[] = [],
): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      template: {
        metadata: { labels },
        spec: {
          containers: [{ name, ports: ports.map(({ port, ...more }) => ({ ...more, containerPort: port })) }],
        },
      },
    },
  };
}

/** The cluster's DNS as every distribution labels it, with the port of its metrics, which is nobody's business. */
export const kubeDns: readonly KubeObject[] = [
  standIn('kube-system', 'kube-dns', { 'k8s-app': 'kube-dns' }, [
    { name: 'dns', port: 53, protocol: 'UDP' },
    { name: 'dns-tcp', port: 53, protocol: 'TCP' },
    { name: 'metrics', port: 9153, protocol: 'TCP' },
  ]),
];
