import { parseQuantity } from '../../../lib/quantity';
import { withHeadroom } from '../../../charts/namespaces/quota-steps';
import type { Files } from '../../support/platform';
import { objectOf, removePlatforms, renderWeb, web } from '../../support/platform';
import { pick, randomOf } from '../../support/random';

afterEach(removePlatforms);

const requests = 'resources: {requests: {cpu: 100m, memory: 100Mi}}\n';
const hardOf = (service: string, more: Files = {}): Record<string, string> =>
  (objectOf(renderWeb(service, more), 'ResourceQuota')['spec'] as { hard: Record<string, string> }).hard;
const manifest = (name: string, text: string): Files => ({ [`manifests/all/extra/${name}.yaml`]: text });
const counted = (hard: Record<string, string>) =>
  Object.keys(hard).filter((name) => /^(pods|requests|limits)/.test(name));

describe('the steps of a quota', () => {
  const unit = 1_000_000_000n;
  it.each([
    ['pods', 0n, 0n],
    ['pods', 1n, 2n],
    ['pods', 6n, 8n],
    ['pods', 9n, 15n],
    ['pods', 25n, 30n],
    ['pods', 26n, 50n],
    ['services', 600n, 750n],
  ])('%s of %s are %s', (name, sum, step) => {
    expect(withHeadroom(name, sum * unit)).toBe(step * unit);
  });

  it.each([
    ['requests.cpu', '700m', '1'],
    ['requests.cpu', '900m', '1500m'],
    ['requests.cpu', '61', '75'],
    ['requests.memory', '1', '1Mi'],
    ['requests.memory', '100Mi', '150Mi'],
    ['limits.memory', '700Mi', '1Gi'],
    ['limits.memory', '1Gi', '1536Mi'],
    ['limits.memory', '6Gi', '7680Mi'],
    ['limits.memory', '900Gi', '1536Gi'],
  ])('%s of %s is %s', (name, sum, step) => {
    expect(withHeadroom(name, parseQuantity(sum) ?? 0n)).toBe(parseQuantity(step));
  });

  it('nine of ten changes of scale in a namespace of forty services edit nothing', () => {
    const next = randomOf(Number(process.env['SEED'] ?? 7));
    const one = <T>(values: readonly T[]): T => pick(values, next);
    const service = () => ({
      max: one([2, 2, 3, 4, 6, 10, 10, 12, 20]),
      cpu: one([50n, 100n, 200n, 250n, 500n, 1000n]),
      memory: one([128n, 256n, 512n, 1024n, 2048n]),
    });
    const quota = (services: readonly ReturnType<typeof service>[]) => {
      const sum = (of: (entry: ReturnType<typeof service>) => bigint) =>
        services.reduce(
          (all, entry) => all + BigInt(2 * entry.max + Math.ceil(entry.max / 4)) * of(entry),
          0n,
        );
      return [
        withHeadroom(
          'pods',
          sum(() => unit),
        ),
        withHeadroom(
          'requests.cpu',
          sum(({ cpu }) => (cpu * unit) / 1000n),
        ),
        withHeadroom(
          'requests.memory',
          sum(({ memory }) => memory * 1024n * 1024n * unit),
        ),
      ].join(' ');
    };
    const rounds = 1000;
    const same = Array.from({ length: rounds }, () => {
      const services = Array.from({ length: 40 }, service);
      const [first = service(), ...rest] = services;
      const change = one([-4, -3, -2, -1, 1, 2, 3, 4]);
      return quota(services) === quota([{ ...first, max: Math.max(1, first.max + change) }, ...rest]);
    }).filter(Boolean);
    expect(same.length / rounds).toBeGreaterThanOrEqual(0.9);
  });
});

describe('what only the cluster knows has no limit', () => {
  it('Jobs that overlap, whatever is reserved', () => {
    const cron = `workload: CronJob\nschedule: "*/5 * * * *"\nimage: acme/job:1\n${requests}`;
    const reserve = {
      'environments/production.yaml':
        'provider: kubernetes\nnetworkPolicy: off\nquota: {reserve: {pods: "10", cpu: "1", services: "3"}}\n',
    };
    expect(counted(hardOf(`${cron}concurrencyPolicy: Allow\n`, reserve))).toEqual([]);
    expect(hardOf(`${cron}concurrencyPolicy: Forbid\n`, reserve)).toMatchObject({
      pods: '13',
      'requests.cpu': '1300m',
      services: '3',
    });
  });

  it('plain pods: but Services and claims are counted', () => {
    const set =
      'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec: {replicas: 3, volumeClaimTemplates: [{metadata: {name: data}}, {metadata: {name: wal}}]}\n';
    const hard = hardOf(`${web}${requests}`, manifest('set', set));
    expect(counted(hard)).toEqual([]);
    expect(hard).toEqual({ services: '2', 'services.loadbalancers': '0', persistentvolumeclaims: '8' });
  });

  it.each([
    [
      'a set that somebody scales',
      'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec: {volumeClaimTemplates: [{metadata: {name: data}}]}\n---\n' +
        'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: db}\nspec: {scaleTargetRef: {kind: StatefulSet, name: db}, maxReplicas: 5}\n',
    ],
    [
      'ephemeral volumes',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: cache}\nspec: {template: {spec: {volumes: [{name: v, ephemeral: {}}]}}}\n',
    ],
  ])('claims of %s', (_name, text) => {
    expect(hardOf(`${web}${requests}`, manifest('x', text))).toEqual({
      services: '2',
      'services.loadbalancers': '0',
    });
  });

  it('what an operator makes of a custom object', () => {
    const cluster =
      'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: db}\nspec: {instances: 3}\n';
    expect(() => hardOf(`${web}${requests}`, manifest('db', cluster))).toThrow('no ResourceQuota');
    const route =
      'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: db}\nspec: {rules: []}\n';
    expect(counted(hardOf(`${web}${requests}`, manifest('route', route)))).toHaveLength(4);
  });

  it('a definition of such objects is not one of them, and is in no namespace', () => {
    const definition =
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: clusters.example.org}\nspec: {group: example.org, scope: Namespaced, names: {plural: clusters, kind: Cluster}, versions: []}\n';
    expect(hardOf(`${web}${requests}`, manifest('definition', definition))).toEqual(
      hardOf(`${web}${requests}`),
    );
  });
});

it('pods count as large as a VerticalPodAutoscaler may make them', () => {
  const service = `${web}replicas: 2\n${requests}`;
  const vpa =
    'vpa: {updateMode: Recreate, minAllowed: {cpu: 100m, memory: 100Mi}, maxAllowed: {cpu: 2, memory: 1Gi}}\n';
  const environment = {
    'environments/production.yaml':
      'provider: kubernetes\nnetworkPolicy: off\noperators: [vertical-pod-autoscaler]\n',
  };
  // Two, as many that end, and one of a surge, a fifth more.
  const [plain, grown] = [service, `${service}${vpa}`].map((text) => hardOf(text, environment));
  expect([plain?.['requests.cpu'], grown?.['requests.cpu']]).toEqual(['750m', '15']);
  expect([plain?.['requests.memory'], grown?.['requests.memory']]).toEqual(['750Mi', '7680Mi']);
});

it('plain claims and Services are counted, those without a namespace as well', () => {
  const claim = (name: string, more = '') =>
    `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: ${name}${more}}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n`;
  const balancer = (name: string) =>
    `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {type: LoadBalancer, selector: {app.kubernetes.io/name: web}, ports: [{port: 80}]}\n`;
  const hard = hardOf(`${web}${requests}`, {
    ...manifest('a', claim('a')),
    ...manifest('b', claim('b', ', namespace: shop')),
    ...manifest('s', balancer('s')),
    ...manifest('t', balancer('t')),
  });
  expect(hard).toMatchObject({ persistentvolumeclaims: '3', services: '5', 'services.loadbalancers': '3' });
});

describe('on Autopilot', () => {
  const autopilot = { 'environments/production.yaml': 'provider: gke\nnodes: autopilot\n' };
  const quotaOf = (resources: string, more = '') =>
    hardOf(`${web}replicas: 3\n${more}resources: {requests: ${resources}}\n`, autopilot);

  // 3 replicas, 1 of a rollout, 3 that are terminating: 7 pods.
  it.each([
    ['small requests', '{cpu: 10m, memory: 32Mi}', '', '500m', '500Mi'],
    ['much memory', '{cpu: 250m, memory: 8Gi}', '', '15', '75Gi'],
    ['much CPU', '{cpu: "4", memory: 1Gi}', '', '50', '50Gi'],
    [
      'a class',
      '{cpu: 10m, memory: 32Mi}',
      'nodeSelector: {cloud.google.com/compute-class: Scale-Out}\n',
      '3',
      '10Gi',
    ],
    [
      'a class of one’s own',
      '{cpu: 10m, memory: 32Mi}',
      'nodeSelector: {cloud.google.com/compute-class: own}\n',
      '100m',
      '300Mi',
    ],
    ['what fits', '{cpu: 100m, memory: 256Mi}', '', '1', '3Gi'],
  ])('the quota counts what is admitted of %s', (_name, resources, more, cpu, memory) => {
    const hard = quotaOf(resources, more);
    expect([hard['requests.cpu'], hard['requests.memory'], hard['limits.memory']]).toEqual([
      cpu,
      memory,
      memory,
    ]);
  });

  it('the quota counts the minimum of what is written alone, and leaves out what is not', () => {
    expect(quotaOf('{memory: 32Mi}')).toMatchObject({ 'requests.memory': '500Mi', 'limits.memory': '500Mi' });
    expect(quotaOf('{memory: 32Mi}')).not.toHaveProperty(['requests.cpu']);
    expect(quotaOf('{cpu: 10m}')['requests.cpu']).toBe('500m');
    // A default of the namespace would be applied before that of Autopilot.
    const apps = renderWeb(web, autopilot);
    expect(
      counted((objectOf(apps, 'ResourceQuota')['spec'] as { hard: Record<string, string> }).hard),
    ).toEqual(['pods']);
    expect(() => objectOf(apps, 'LimitRange')).toThrow('no LimitRange');
  });

  it('what is written stays', () => {
    const apps = renderWeb(`${web}replicas: 3\nresources: {requests: {cpu: 10m, memory: 32Mi}}\n`, autopilot);
    const { spec } = objectOf(apps, 'Deployment') as unknown as {
      spec: { template: { spec: { containers: { resources: object }[] } } };
    };
    expect(spec.template.spec.containers[0]?.resources).toEqual({
      requests: { cpu: '10m', memory: '32Mi' },
      limits: { memory: '32Mi' },
    });
  });
});
