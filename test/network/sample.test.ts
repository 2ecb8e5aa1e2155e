import { join } from 'node:path';
import { Pipeline } from '../../app/pipeline';
import { connection, differences } from './matrix';
import type { KubeObject, PodPort } from './objects';
import { kubeDns, standIn } from './objects';

/** What the sample's services talk to, written down once more by hand: each line of its `connects` and `expose`. */
const calls: readonly (readonly [string, string])[] = [
  ['web', 'api'],
  ['worker', 'api'],
  ['api', 'model-server'],
];
const data: Readonly<Record<string, readonly string[]>> = {
  api: ['postgres', 'redis', 'objects'],
  worker: ['postgres', 'redis', 'objects'],
  retention: ['postgres', 'objects'],
  'model-server': ['objects'],
};
const ports: Readonly<Record<string, number>> = { postgres: 5432, redis: 6379, objects: 443 };

interface Environment {
  /** One address inside of the range of each data service. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Services with two workloads. */
  readonly split: readonly string[];
  readonly resolvers: readonly string[];
  /** Who reaches `web` from the internet. */
  readonly callers: readonly string[];
}

const gatewayPods = standIn('shop-gateway', 'envoy', { 'portolan.dev/gateway': 'shop' }, [
  { name: 'http', port: 10080, protocol: 'TCP' },
  { name: 'https', port: 10443, protocol: 'TCP' },
  { name: 'metrics', port: 19001, protocol: 'TCP' },
]);
const both = ['api', 'web'];
const environments: Readonly<Record<string, Environment>> = {
  development: {
    addresses: { postgres: '172.18.0.5', redis: '172.18.0.5', objects: '172.18.0.5' },
    split: [],
    resolvers: ['kube-system/kube-dns'],
    callers: [],
  },
  'production-eks': {
    addresses: { postgres: '10.10.64.5', redis: '10.10.65.5', objects: '10.10.66.5' },
    split: both,
    resolvers: ['kube-system/kube-dns'],
    callers: ['10.10.0.9'],
  },
  'production-gke': {
    addresses: { postgres: '10.20.64.5', redis: '10.20.65.5', objects: '10.20.66.5' },
    split: both,
    resolvers: ['kube-system/kube-dns', 'kube-system/node-local-dns', '169.254.20.10', '34.118.224.10'],
    callers: ['35.191.0.9'],
  },
  'production-aks': {
    addresses: { postgres: '10.30.64.5', redis: '10.30.65.5', objects: '10.30.66.5' },
    split: both,
    resolvers: ['kube-system/kube-dns'],
    callers: ['shop-gateway/envoy'],
  },
};

const tcp = (port: number): PodPort => ({ port, protocol: 'TCP' });
const dns: readonly PodPort[] = [tcp(53), { port: 53, protocol: 'UDP' }];

function asked({ addresses, split, resolvers, callers }: Environment): Set<string> {
  const pods = (service: string) =>
    [service, ...(split.includes(service) ? [`${service}-spot`] : [])].map((name) => `shop/${name}`);
  const lines = new Set<string>();
  const services = ['api', 'model-server', 'retention', 'web', 'worker'];
  for (const from of services.flatMap(pods)) {
    for (const to of resolvers) for (const port of dns) lines.add(connection(from, to, port));
  }
  for (const [caller, target] of calls) {
    for (const from of pods(caller))
      for (const to of pods(target)) lines.add(connection(from, to, tcp(9898)));
  }
  for (const [service, stores] of Object.entries(data)) {
    for (const store of stores) {
      for (const from of pods(service))
        lines.add(connection(from, addresses[store] ?? '', tcp(ports[store] ?? 0)));
    }
  }
  for (const from of callers) for (const to of pods('web')) lines.add(connection(from, to, tcp(9898)));
  if (callers.includes('shop-gateway/envoy')) for (const line of ofGateway()) lines.add(line);
  return lines;
}

/** The gateway's pods: clients, scraper, DNS, their control plane. */
function ofGateway(): string[] {
  const envoy = 'shop-gateway/envoy';
  const clients = [...outside, '10.10.0.9', '35.191.0.9', '169.254.20.10', '34.118.224.10', ...stores];
  return [
    ...clients.flatMap((from) => [10080, 10443].map((port) => connection(from, envoy, tcp(port)))),
    connection('monitoring/prometheus', envoy, tcp(19001)),
    ...dns.map((port) => connection(envoy, 'kube-system/kube-dns', port)),
    ...[18000, 18002].map((port) => connection(envoy, 'envoy-gateway-system/envoy-gateway', tcp(port))),
  ];
}

const outside = ['203.0.113.9', '169.254.169.254'];
const stores = Object.values(environments).flatMap(({ addresses }) => Object.values(addresses));

it.each(Object.entries(environments))(
  'in %s the sample has the connections that it asks for, and no other',
  (name, environment) => {
    const { apps } = new Pipeline(join(__dirname, '../../platform')).run([name]);
    const rendered = apps.flatMap((app) => app.objects.map(({ object }) => object as KubeObject));
    const withGateway = environment.callers.includes('shop-gateway/envoy');
    const strangers = [
      ...kubeDns,
      standIn('kube-system', 'node-local-dns', { 'k8s-app': 'node-local-dns' }),
      standIn('kube-system', 'neighbour', {}),
      standIn('monitoring', 'prometheus', {}),
      standIn('elsewhere', 'web', { 'app.kubernetes.io/name': 'web' }),
      standIn('shop', 'stranger', { app: 'stranger' }),
      ...(withGateway
        ? [
            gatewayPods,
            standIn('shop-gateway', 'stranger', {}),
            standIn('envoy-gateway-system', 'envoy-gateway', {}, [tcp(18000), tcp(18002)]),
          ]
        : []),
    ];
    const found = differences([...rendered, ...strangers], asked(environment), {
      namespaces: ['shop', 'shop-gateway'],
      addresses: [
        ...new Set([...outside, ...stores, '10.10.0.9', '35.191.0.9', '169.254.20.10', '34.118.224.10']),
      ],
      ports: [tcp(80), tcp(443), tcp(5432), tcp(6379), ...dns],
    });
    console.info(
      `${name}: ${found.evaluated} pairs × ports evaluated, ${found.allowed} allowed, ${found.denied} denied`,
    );
    expect(found).toMatchObject({ open: [], closed: [], halves: [] });
  },
);
