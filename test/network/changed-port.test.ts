import { Pipeline } from '../../app/pipeline';
import { removePlatforms, writePlatform } from '../support/platform';
import { Cluster } from './evaluator';
import type { KubeObject } from './objects';

afterEach(removePlatforms);

const callers: Readonly<Record<string, string>> = {
  front: 'connects: [web]\n',
  named: 'connects: ["web:http"]\n',
  elsewhere: 'namespace: pay\nconnects: [web]\n',
};
const strangers: Readonly<Record<string, string>> = {
  stranger: '',
  admin: 'connects: ["web:admin"]\n',
};

function objects(web: string): KubeObject[] {
  const files = {
    'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\n',
    'environments/production.yaml': 'provider: kubernetes\nnetworkPolicy: {engine: cilium}\n',
    'services/web.yaml': `image: acme/web:1\nreplicas: 4\naccepts: {office: {cidrs: [203.0.113.0/24]}}\n${web}`,
    ...Object.fromEntries(
      Object.entries({ ...callers, ...strangers }).map(([name, text]) => [
        `services/${name}.yaml`,
        `image: acme/caller:1\nreplicas: 2\n${text}`,
      ]),
    ),
  };
  const { apps } = new Pipeline(writePlatform(files)).run();
  return apps.flatMap((app) => app.objects.map(({ object }) => object as unknown as KubeObject));
}

/** During a rollout: what the new state says, and pods of the old one that are still to be replaced. */
function duringRollout(before: readonly KubeObject[], after: readonly KubeObject[]): Cluster {
  const running = before
    .filter(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'web')
    .map((object) => ({ ...object, metadata: { ...object.metadata, name: 'web-running' } }));
  return new Cluster([...after, ...running], { ignore: ['CiliumNetworkPolicy'] });
}

/** Callers that do not reach the pods on the port that those pods call `name`. */
function cutOff(cluster: Cluster, name = 'http'): string[] {
  const asking = [
    ...Object.keys(callers).map((caller) => cluster.pod(namespaceOf(caller), caller)),
    '203.0.113.7',
  ];
  return ['web', 'web-running'].flatMap((pods) => {
    const to = cluster.pod('shop', pods);
    const port = to.ports.find((entry) => entry.name === name)?.port ?? 0;
    return asking.flatMap((from) => {
      const text = typeof from === 'string' ? from : from.name;
      return cluster.allows(from, to, port) ? [] : [`${text} → ${pods}:${port}`];
    });
  });
}

const namespaceOf = (caller: string) => (caller === 'elsewhere' ? 'pay' : 'shop');
const web = (http: string) => `ports: {http: {${http}}, admin: 9000}\n`;
const old = web('port: 8080, servicePort: 80');
const between = web('port: 9090, servicePort: 80, previousPort: 8080');
const next = web('port: 9090, servicePort: 80');
const everyone = [...Object.keys(callers), '203.0.113.7'];

describe('a port that gets another number', () => {
  it('cuts off every pod that runs, changed at once', () => {
    expect(cutOff(duringRollout(objects(old), objects(next)))).toEqual(
      everyone.map((caller) => `${caller} → web-running:8080`),
    );
  });

  it.each([
    ['first', old, between],
    ['second', between, next],
  ])('is reached on all pods during the %s of two commits', (_which, before, after) => {
    expect(cutOff(duringRollout(objects(before), objects(after)))).toEqual([]);
  });

  it('opens the previous number to its own callers alone', () => {
    const cluster = duringRollout(objects(old), objects(between));
    for (const name of Object.keys(strangers)) {
      const from = cluster.pod('shop', name);
      for (const pods of ['web', 'web-running'])
        for (const port of [8080, 9090])
          expect([name, port, cluster.allows(from, cluster.pod('shop', pods), port)]).toEqual([
            name,
            port,
            false,
          ]);
    }
    const admin = cluster.pod('shop', 'admin');
    expect(cluster.allows(admin, cluster.pod('shop', 'web-running'), 9000)).toBe(true);
    expect(cluster.allows(cluster.pod('shop', 'front'), cluster.pod('shop', 'web'), 9000)).toBe(false);
  });

  it('is none of the ports that are open after the second', () => {
    const cluster = new Cluster(objects(next), { ignore: ['CiliumNetworkPolicy'] });
    expect(cluster.allows(cluster.pod('shop', 'front'), cluster.pod('shop', 'web'), 8080)).toBe(false);
  });

  it('may be that of a sidecar', () => {
    const sidecar = (port: string) =>
      `ports: {http: {port: 8080, servicePort: 80, targetPort: proxy}}\nsidecars: {proxy: {image: acme/proxy:1, ports: {proxy: {${port}}}}}\n`;
    const [first, second, third] = [
      sidecar('port: 7000'),
      sidecar('port: 7001, previousPort: 7000'),
      sidecar('port: 7001'),
    ].map(objectsWithoutAdmin);
    expect(cutOff(duringRollout(first ?? [], second ?? []), 'proxy')).toEqual([]);
    expect(cutOff(duringRollout(second ?? [], third ?? []), 'proxy')).toEqual([]);
    expect(cutOff(duringRollout(first ?? [], third ?? []), 'proxy')).toHaveLength(everyone.length);
  });
});

/** The caller of another port has nothing to call there. */
function objectsWithoutAdmin(service: string): KubeObject[] {
  return objects(service.replace('ports: {', 'ports: {admin: 9000, ').concat('mainPort: http\n'));
}
