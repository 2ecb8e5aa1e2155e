import { base, objectOf, problemsOf, removePlatforms, renderWeb, web } from '../support/platform';

/** Values next to those that `refused-cases.ts` holds: the API server takes them, so they are no error. */
const allowed: readonly (readonly [name: string, lines: string])[] = [
  ['keys with one dot, or with two behind', 'configMaps: {c: {data: {.a: b, a..: c}}}'],
  [
    'units in other words',
    'env: {A: {resource: requests.memory, divisor: 1024Ki}, B: {resource: requests.cpu, divisor: 1000m}, C: {resource: requests.cpu, divisor: "0"}}',
  ],
  [
    'whole huge pages',
    'resources: {requests: {cpu: 1, memory: 1Gi}, limits: {hugepages-2Mi: 4Mi, hugepages-1Gi: 1Gi}}',
  ],
  ['a driver with dashes and capitals', 'volumes: {v: {csi: {driver: A-b.c}, mountPath: /v}}'],
  [
    'the name of a node with a dot',
    'affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [a.b]}]}]}}}',
  ],
  [
    'a term about all pods',
    'affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, podAffinityTerm: {labelSelector: {}, topologyKey: kubernetes.io/hostname}}]}}',
  ],
  [
    'a metric of an object of the first group',
    'replicas: {min: 2, max: 4, metrics: [{type: Object, object: {describedObject: {apiVersion: v1, kind: Service, name: a}, metric: {name: a}, target: {type: Value, value: 1}}}]}',
  ],
  [
    'addresses of IPv6',
    'hostAliases: [{ip: "::102:304", hostnames: [a]}, {ip: "64:ff9b::1", hostnames: [b]}]',
  ],
  [
    'volumes of the huge pages that containers ask for',
    'sidecars: {a: {image: "acme/a:1", resources: {requests: {cpu: 1}, limits: {hugepages-2Mi: 4Mi}}}}\nvolumes: {a: {emptyDir: {medium: HugePages}, mountPath: /a}, b: {emptyDir: {medium: HugePages-2048Ki}, mountPath: /b}}',
  ],
  ['domains of 2048 characters', `dnsConfig: {searches: [${domains(8)}]}`],
];

function domains(count: number): string {
  return Array.from({ length: count }, (_, index) => `${`${'a'.repeat(60)}.`.repeat(4)}b${index}`).join(', ');
}

afterEach(removePlatforms);

it.each(allowed)('%s', (_name, lines) => {
  expect(problemsOf({ ...base, 'services/web.yaml': `${web}${lines}\n` })).toBe('');
});

it.each(['@every 2562047h', '@every 1.5h30m', '*/999999999999999999 3 * * *', '? 3 * * ?'])(
  'schedule %s',
  (schedule) => {
    expect(
      problemsOf({
        ...base,
        'services/web.yaml': `workload: CronJob\nimage: ghcr.io/acme/web:1.2.3\nschedule: "${schedule}"\n`,
      }),
    ).toBe('');
  },
);

it.each([
  'workload: CronJob\nschedule: "0 3 * * *"\ncompletionMode: Indexed\ncompletions: 1',
  'workload: Job\ncompletionMode: Indexed',
  'workload: Job\ncompletionMode: Indexed\ncompletions: 100000\nparallelism: 10001\nbackoffLimitPerIndex: 1',
  'workload: Job\ncompletionMode: Indexed\ncompletions: 100001\nparallelism: 10000\nbackoffLimitPerIndex: 1\nmaxFailedIndexes: 10000',
])('%j', (lines) => {
  expect(problemsOf({ ...base, 'services/web.yaml': `image: ghcr.io/acme/web:1.2.3\n${lines}\n` })).toBe('');
});

it('paths and origins that a route can have', () => {
  const expose =
    'expose: {hosts: [a.example.org], paths: [/a%20b, /a/, /.well-known, "/a..", /..b], cors: {origins: ["https://*.a.b:8443", "http://localhost:3000", "https://10.0.0.1"]}}\n';
  expect(
    problemsOf({
      ...base,
      'environments/production.yaml': 'provider: aks\nedge: {domain: example.org, issuer: le}\n',
      'services/web.yaml': `${web}${expose}`,
    }),
  ).toBe('');
});

it.each([
  'provider: eks\ncluster: shop\nzones: [sa-east-1a, sa-east-1b]\nnodes: {mode: karpenter, role: r, image: bottlerocket@1.20.0, diskSize: 59000, pools: {a: {labels: {karpenter.k8s.aws/instance-family: m7i, node-restriction.kubernetes.io/a: b}}}}',
  'provider: aks\nzones: [brazilsouth-1, brazilsouth-2]\nnodes: {mode: node-auto-provisioning, image: AzureLinux, diskSize: 30, pools: {a: {labels: {karpenter.k8s.aws/foo: b}}}}',
])('%j', (environment) => {
  const files = { ...base, 'environments/production.yaml': `${environment}\n`, 'services/web.yaml': web };
  expect(problemsOf(files)).not.toContain(' error ');
});

it('a taint of a pool without a value has none', () => {
  const apps = renderWeb(web, {
    'environments/production.yaml':
      'provider: eks\ncluster: shop\nnodes: {mode: karpenter, role: r, image: al2023@v20261108, pools: {a: {}, b: {taints: [{key: c, value: "", effect: NoSchedule}]}}}\n',
  });
  expect(JSON.stringify(objectOf(apps, 'NodePool', 'shop-b'))).toContain(
    '"taints":[{"key":"c","effect":"NoSchedule"}]',
  );
});

it('a unit is rendered as the API server prints it', () => {
  const apps = renderWeb(`${web}env: {A: {resource: requests.cpu, divisor: "01."}}\n`);
  expect(JSON.stringify(objectOf(apps, 'Deployment'))).toContain('"divisor":"1"');
});

it('a file whose name begins with two dots has another key', () => {
  const apps = renderWeb(`${web}files: {/etc/..conf: a, /etc/b: c}\n`);
  expect(objectOf(apps, 'ConfigMap')['data']).toEqual({ '_.conf': 'a', b: 'c' });
  expect(JSON.stringify(objectOf(apps, 'Deployment'))).toContain(
    '{"name":"files","mountPath":"/etc/..conf","subPath":"_.conf","readOnly":true}',
  );
});
