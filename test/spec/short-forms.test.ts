import { schemas } from '../../app/schema';
import { z } from 'zod';
import type { Layer } from '../../spec/layers';
import { mergeLayers } from '../../spec/layers';
import { unwrap } from '../../spec/schema-walk';
import { objectOf, removePlatforms, renderWeb, web } from '../support/platform';

afterEach(removePlatforms);

type Forms = Readonly<Record<string, readonly [short: readonly unknown[], long: readonly unknown[]]>>;

const ofFile: Forms[string] = [['a = b'], [{ mode: '0600' }, { content: 'c', immutable: true }]];
const ofEnv: Forms[string] = [
  ['a', ''],
  [{ secret: 's', key: 'k' }, { field: 'status.podIP' }],
];
const ofPort: Forms[string] = [
  [8080, 53],
  [{ port: 80, protocol: 'UDP' }, { protocol: 'TCP' }],
];
const ofProbe: Forms[string] = [[false], [{ periodSeconds: 5 }, { path: '/x', failureThreshold: 2 }]];
const ofGrpc: Forms[string] = [[true], [{ service: 'health' }]];
const probes = (place: string): Forms => ({
  [place]: [[false], [{ path: '/x' }, { startup: { periodSeconds: 1 } }]],
  [`${place}.grpc`]: ofGrpc,
  ...Object.fromEntries(
    ['startup', 'readiness', 'liveness'].flatMap((kind) => [
      [`${place}.${kind}`, ofProbe],
      [`${place}.${kind}.grpc`, ofGrpc],
    ]),
  ),
});
const helpers = Object.assign(
  {},
  ...['initContainers', 'sidecars', 'containers'].map((group) => ({
    [`${group}.NAME.env.NAME`]: ofEnv,
    [`${group}.NAME.ports.NAME`]: ofPort,
    ...probes(`${group}.NAME`.concat('.probes')),
  })),
) as Forms;

/** Every field that may be written short or as a map. */
const service: Forms = {
  'env.NAME': ofEnv,
  'ports.NAME': [
    [8080, 15672],
    [
      { port: 80, servicePort: 8080 },
      { appProtocol: 'kubernetes.io/h2c' },
      { hostPort: 81, protocol: 'UDP' },
    ],
  ],
  ...probes('probes'),
  replicas: [
    [0, 3],
    [{ min: 2, max: 9 }, { cpu: 50 }],
  ],
  capacity: [['spot', 'uniform'], [{ onDemand: 2 }]],
  'connects.NAME': [[true], [{ ports: ['admin'] }]],
  expose: [
    ['a.example.org', ['b.example.org', 'c.example.org']],
    [{ hosts: ['d.example.org'], paths: ['/x'] }, { timeout: '5s' }],
  ],
  'expose.sessionAffinity': [
    ['Cookie', 'ClientIP'],
    [{ type: 'Cookie', ttl: '1h' }, { ttl: '2h' }],
  ],
  'files.NAME': ofFile,
  'service.ports.NAME': [
    [80, 81],
    [{ port: 82, targetPort: 'http' }, { nodePort: 30080 }],
  ],
  'extraServices.NAME.ports.NAME': [[80, 81], [{ port: 82, targetPort: 'http' }]],
  service: [[false], [{ type: 'NodePort' }]],
  serviceAccount: [['robot'], [{ annotations: { a: 'b' } }, { name: 'other' }]],
  'availability.disruptionBudget': [[false], [{ maxUnavailable: 1 }]],
  ...helpers,
};
const environment: Forms = {
  nodes: [['karpenter'], [{ mode: 'auto-mode', pools: { general: {} } }]],
  dns: [['cloud-dns', 'kube-dns'], [{ resolver: 'node-local-dns', cidrs: ['172.20.0.10/32'] }]],
  networkPolicy: [['off'], [{ mode: 'observe', engine: 'cilium' }]],
  quota: [[false], [{ reserve: { pods: '3' } }]],
  'edge.issuer': [['letsencrypt'], [{ name: 'own', kind: 'Issuer' }]],
  'edge.gateway.replicas': [[3], [{ min: 2, max: 4 }]],
  'edge.gateway.availability.disruptionBudget': [[false], [{ minAvailable: 1 }]],
};

/** Places below which a value may be a map or something else, by walking the schema. */
function placesOf(schema: z.ZodType, path: string): string[] {
  const plain = unwrap(schema);
  const at = (name: string) => (path === '' ? name : `${path}.${name}`);
  if (plain instanceof z.ZodUnion) {
    const options = plain.options.map((option) => unwrap(option as z.ZodType));
    const maps = options.filter((option) => option instanceof z.ZodObject || option instanceof z.ZodRecord);
    const own = maps.length > 0 && maps.length < options.length && path !== 'connects' ? [path] : [];
    return [...own, ...maps.flatMap((option) => placesOf(option, path))];
  }
  if (plain instanceof z.ZodRecord) return placesOf(plain.valueType as z.ZodType, at('NAME'));
  if (!(plain instanceof z.ZodObject)) return [];
  return Object.entries(plain.shape).flatMap(([name, entry]) => placesOf(entry as z.ZodType, at(name)));
}

const nameIn: Readonly<Record<string, string>> = { env: 'A', files: '/etc/a.ini' };

/** A layer that says one value at a place. */
function layer(schema: z.ZodObject, place: string, value: unknown): Layer<unknown> {
  const parts = place.split('.');
  const keys = parts.map((part, index) => (part === 'NAME' ? (nameIn[parts[index - 1] ?? ''] ?? 'a') : part));
  const written = keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
  return { data: schema.parse(written), base: [] } as unknown as Layer<unknown>;
}

const tables = [
  ['a service', schemas.service, service],
  ['an environment', schemas.environment, environment],
] as const;

it.each(tables)('the table has every such field of %s', (_, schema, forms) => {
  const found = placesOf(schema, '').filter((place) => !/^(services|defaults)\b/.test(place));
  expect([...new Set(found)].sort()).toEqual(Object.keys(forms).sort());
});

it.each(tables)('what is written short replaces all of a weaker layer: %s', (_, schema, forms) => {
  for (const [place, [shorts, longs]] of Object.entries(forms)) {
    const [short, long] = [shorts, longs].map((list) => list.map((value) => layer(schema, place, value)));
    for (const one of short ?? []) {
      for (const weak of long ?? []) {
        expect([place, mergeLayers([weak, one]).value]).toEqual([place, mergeLayers([one]).value]);
        for (const strong of long ?? []) {
          const merged = mergeLayers([weak, one, strong]).value;
          expect([place, merged]).toEqual([place, mergeLayers([one, strong]).value]);
        }
      }
    }
  }
});

it('a short port in a service has nothing of the defaults', () => {
  const apps = renderWeb(web.replace('8080', '15672'), {
    'platform.yaml':
      'name: shop\nowner: web\nedition: 2026-11\ndefaults: {ports: {http: {port: 80, servicePort: 8080, appProtocol: kubernetes.io/h2c}}}\n',
  });
  expect(objectOf(apps, 'Service')['spec']).toMatchObject({
    ports: [{ name: 'http', port: 15672, targetPort: 'http' }],
  });
  expect(JSON.stringify(objectOf(apps, 'Service'))).not.toContain('h2c');
});
