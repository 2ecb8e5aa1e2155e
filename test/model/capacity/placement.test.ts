import type { Json } from '../../../lib/json';
import type { Pod } from '../../../model/types/pod';
import { eks, resolveWeb, webOf } from '../../support/resolved';

const http = 'ports: {http: 8080}\n';

function podOf(service: string, environment = eks, workload = 0): Partial<Pod['spec']> {
  return webOf(service, environment).workloads[workload]?.pod.spec ?? {};
}

/** The alternatives of the node affinity, each requirement as text. */
function terms(service: string, environment = eks, workload = 0): string[] {
  const required = podOf(service, environment, workload).affinity?.nodeAffinity;
  const { nodeSelectorTerms = [] } = required?.requiredDuringSchedulingIgnoredDuringExecution ?? {};
  return nodeSelectorTerms.map(({ matchExpressions = [] }) =>
    matchExpressions
      .map(({ key, operator, values = [] }) => `${key} ${operator} ${values.join('|')}`)
      .join(' & '),
  );
}

const tolerated = (service: string, environment = eks, workload = 0) =>
  (podOf(service, environment, workload).tolerations ?? [])
    .map(({ key = '' }) => key)
    .filter((key) => !key.startsWith('node.kubernetes.io/'));

const on = (provider: string, nodes: string) => `provider: ${provider}\nnodes: ${nodes}\n`;
const group = (type: string) => `eks.amazonaws.com/capacityType In ${type}`;

describe('nodes of a capacity, by how a provider makes them', () => {
  const karpenter = 'karpenter.sh/capacity-type';
  const priority = 'kubernetes.azure.com/priority';
  it.each([
    [
      on('eks', 'managed-node-groups'),
      [group('ON_DEMAND'), `${karpenter} In on-demand|reserved`],
      [group('SPOT'), `${karpenter} In spot`],
      [],
    ],
    [
      on('eks', 'karpenter'),
      [`${karpenter} In on-demand|reserved`, group('ON_DEMAND')],
      [`${karpenter} In spot`, group('SPOT')],
      [],
    ],
    [on('eks', 'auto-mode'), [`${karpenter} In on-demand|reserved`], [`${karpenter} In spot`], []],
    [
      on('gke', 'standard'),
      ['cloud.google.com/gke-spot NotIn true'],
      ['cloud.google.com/gke-spot In true'],
      ['cloud.google.com/gke-spot'],
    ],
    [
      on('gke', 'autopilot'),
      ['cloud.google.com/gke-spot NotIn true'],
      ['cloud.google.com/gke-spot In true'],
      ['cloud.google.com/gke-spot'],
    ],
    [
      on('aks', 'node-pools'),
      [`${priority} In regular`, `${karpenter} In on-demand`],
      [`${priority} In spot`, `${karpenter} In spot`],
      ['kubernetes.azure.com/scalesetpriority'],
    ],
    [
      on('aks', 'node-auto-provisioning'),
      [`${karpenter} In on-demand`, `${priority} In regular`],
      [`${karpenter} In spot`, `${priority} In spot`],
      ['kubernetes.azure.com/scalesetpriority'],
    ],
  ])('%j', (environment, onDemand, spot, spotTaints) => {
    expect(terms(`${http}capacity: onDemand\n`, environment)).toEqual(onDemand);
    expect(tolerated(`${http}capacity: onDemand\n`, environment)).toEqual([]);
    expect(terms(`${http}capacity: spot\n`, environment)).toEqual(spot);
    expect(tolerated(`${http}capacity: spot\n`, environment)).toEqual(spotTaints);
    expect(terms(`${http}capacity: uniform\n`, environment)).toEqual([]);
  });

  it('compute classes are asked for by the names of the pools', () => {
    const environment = `provider: gke\nnodes: {mode: compute-class, pools: {general: {capacity: [onDemand, spot]}}}\n`;
    const key = 'cloud.google.com/compute-class';
    expect(terms(`${http}capacity: onDemand\n`, environment)).toEqual([`${key} In shop-general`]);
    expect(terms(`${http}capacity: spot\n`, environment)).toEqual([`${key} In shop-general-spot`]);
    expect(tolerated(`${http}capacity: onDemand\n`, environment)).toEqual([key]);
    expect(tolerated(`${http}capacity: spot\n`, environment)).toEqual([key, 'cloud.google.com/gke-spot']);
    expect(tolerated('workload: DaemonSet\n', environment)).toEqual([key, 'cloud.google.com/gke-spot']);
  });

  it('labels that an environment names hold all together, and a taint on either side is tolerated', () => {
    const named = (kinds: string) => `provider: kubernetes\nnetworkPolicy: off\nnodes: {${kinds}}\n`;
    const both = named(
      'onDemand: {labels: {role: regular}, taint: {key: od, effect: NoSchedule}}, spot: {labels: {life: spot, tier: cheap}, taint: {key: sp, value: x, effect: NoSchedule}}',
    );
    expect(terms(`${http}capacity: onDemand\n`, both)).toEqual(['role In regular']);
    expect(tolerated(`${http}capacity: onDemand\n`, both)).toEqual(['od']);
    expect(terms(`${http}capacity: spot\n`, both)).toEqual(['life In spot & tier In cheap']);
    expect(tolerated(`${http}capacity: spot\n`, both)).toEqual(['sp']);
    const spotOnly = named('spot: {labels: {life: spot, tier: cheap}}');
    expect(terms(`${http}capacity: onDemand\n`, spotOnly)).toEqual(['life NotIn spot & tier NotIn cheap']);
  });
});

describe('what a user writes', () => {
  const affinity = (...values: string[]) =>
    `affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [${values
      .map((value) => `{matchExpressions: [{key: disk, operator: In, values: [${value}]}]}`)
      .join(', ')}]}}}\n`;

  it('and the capacity have to hold both: each of its terms with each of the capacity’s', () => {
    expect(terms(`${http}${affinity('ssd', 'nvme')}`, on('eks', 'managed-node-groups'))).toEqual([
      `disk In ssd & ${group('ON_DEMAND')}`,
      'disk In ssd & karpenter.sh/capacity-type In on-demand|reserved',
      `disk In nvme & ${group('ON_DEMAND')}`,
      'disk In nvme & karpenter.sh/capacity-type In on-demand|reserved',
    ]);
  });

  it('is in both workloads, tolerations included, and those that are there already are not added', () => {
    const service = `${http}replicas: 3\ncapacity: {onDemand: 1}\ntolerations: [{key: gpu, operator: Exists}, {key: cloud.google.com/gke-spot, operator: Equal, value: "true", effect: NoSchedule}]\n`;
    for (const workload of [0, 1])
      expect(tolerated(service, on('gke', 'standard'), workload)).toEqual([
        'gpu',
        'cloud.google.com/gke-spot',
      ]);
  });

  it.each([
    ['replicas: 2\n', ['not-ready', 'unreachable']],
    ['replicas: 1\n', ['not-ready', 'unreachable']],
    ['workload: StatefulSet\nreplicas: 3\n', []],
    ['replicas: 1\navailability: {evictAfter: 60}\n', ['not-ready', 'unreachable']],
  ])('pods of %j leave silent nodes sooner than after five minutes: %j', (service, states) => {
    const keys = (podOf(`${http}${service}`).tolerations ?? []).map(({ key = '' }) => key.split('/')[1]);
    expect(keys).toEqual(states);
  });

  it('about silent nodes is not undone by a shorter eviction', () => {
    const written = (key: string) =>
      `${http}replicas: 2\ntolerations: [{key: ${key}, operator: Exists, effect: NoExecute, tolerationSeconds: 600}]\n`;
    const seconds = (service: string) =>
      (podOf(service).tolerations ?? []).map((entry) => Object.values(entry) as Json[]);
    expect(seconds(written('node.kubernetes.io/unreachable'))).toEqual([
      ['node.kubernetes.io/unreachable', 'Exists', 'NoExecute', 600],
      ['node.kubernetes.io/not-ready', 'Exists', 'NoExecute', 30],
    ]);
  });
});

describe('the spread over zones', () => {
  interface Constraint {
    readonly topologyKey: string;
    readonly whenUnsatisfiable: string;
    readonly maxSkew: number;
    readonly minDomains?: number;
  }
  const spread = (service: string, environment = eks, workload = 0) =>
    (
      (webOf(`${http}${service}`, environment).workloads[workload]?.pod.spec['topologySpreadConstraints'] ??
        []) as unknown as Constraint[]
    ).map(({ topologyKey, whenUnsatisfiable, maxSkew, minDomains }) =>
      [
        topologyKey.split('/')[1],
        whenUnsatisfiable === 'DoNotSchedule' ? 'hard' : 'soft',
        maxSkew,
        minDomains ?? '',
      ]
        .join(' ')
        .trim(),
    );
  const hosts = 'hostname soft 1';
  const anywhere = 'provider: kubernetes\nnetworkPolicy: off\n';

  it.each([
    ['three zones: even, and never a reason to wait', 'replicas: 9\n', eks, ['zone soft 1', hosts]],
    [
      'two zones',
      'replicas: 9\n',
      'provider: eks\nzones: [sa-east-1a, sa-east-1b]\n',
      ['zone soft 1', hosts],
    ],
    ['no zones named on EKS', 'replicas: 9\n', 'provider: eks\n', ['zone soft 1', hosts]],
    ['no zones named on GKE', 'replicas: 9\n', 'provider: gke\n', ['zone soft 1', hosts]],
    ['no zones named on AKS', 'replicas: 9\n', 'provider: aks\n', ['zone soft 1', hosts]],
    ['no zones named on any cluster: those of the scheduler hold', 'replicas: 9\n', anywhere, []],
    ['zones named on any cluster', 'replicas: 9\n', `${anywhere}zones: [a, b]\n`, ['zone soft 1', hosts]],
    ['one replica', 'replicas: 1\n', eks, ['zone soft 1', hosts]],
    ['members of a StatefulSet', 'workload: StatefulSet\nreplicas: 3\n', eks, ['zone soft 1', hosts]],
    ['written as none', 'replicas: 9\navailability: {zoneSpread: none}\n', eks, [hosts]],
    [
      'written as required',
      'replicas: 9\navailability: {zoneSpread: required}\n',
      eks,
      ['zone hard 1 2', hosts],
    ],
    [
      'required over two zones, of which one may go',
      'replicas: 9\navailability: {zoneSpread: required}\n',
      'provider: eks\nzones: [sa-east-1a, sa-east-1b]\n',
      ['zone hard 1', hosts],
    ],
    [
      'a node selector leaves one zone',
      'replicas: 9\nnodeSelector: {topology.kubernetes.io/zone: sa-east-1a}\n',
      eks,
      ['zone soft 1', hosts],
    ],
    [
      'required where no zone is named, but every node has one',
      'replicas: 9\navailability: {zoneSpread: required}\n',
      'provider: eks\n',
      ['zone hard 1', hosts],
    ],
    [
      'pools are in two zones',
      'replicas: 9\n',
      `${eks}nodes: {pools: {general: {existing: true, zones: [sa-east-1a, sa-east-1b]}}}\n`,
      ['zone soft 1', hosts],
    ],
    [
      'written constraints replace all',
      'replicas: 9\ntopologySpreadConstraints: [{maxSkew: 2, topologyKey: kubernetes.io/rack, whenUnsatisfiable: DoNotSchedule}]\n',
      eks,
      ['rack hard 2'],
    ],
  ])('%s', (_title, service, environment, expected) => {
    expect(spread(service, environment)).toEqual(expected);
  });

  it('counts pods of one revision, on nodes that are alive', () => {
    const { topologySpreadConstraints } = podOf(`${http}replicas: 9\n`);
    const own = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': 'web' };
    expect(topologySpreadConstraints?.[0]).toEqual({
      labelSelector: { matchLabels: own },
      matchLabelKeys: ['pod-template-hash'],
      maxSkew: 1,
      nodeTaintsPolicy: 'Honor',
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable: 'ScheduleAnyway',
    });
  });

  it('of the workload on spot is the same', () => {
    expect(spread('replicas: 9\ncapacity: {onDemand: 4}\n', eks, 1)).toEqual(['zone soft 1', hosts]);
  });
});

it('a label that an environment names for spot nodes alone may be asked of on-demand ones', () => {
  const environment =
    'provider: kubernetes\nnetworkPolicy: off\nnodes: {onDemand: {labels: {paid: full}}, spot: {labels: {pool: cheap, paid: less}}}\n';
  const asking = (pool: string) => () =>
    resolveWeb(`${http}capacity: onDemand\nnodeSelector: {${pool}}\n`, environment);
  expect(asking('pool: general')).not.toThrow();
  expect(asking('paid: less')).toThrow('capacity-contradiction');
});

it('a taint of the provider’s own is not tolerated by asking for its nodes', () => {
  const asking = 'capacity: uniform\nnodeSelector: {kubernetes.azure.com/scalesetpriority: spot}\n';
  const spotOnly = 'provider: aks\nnodes: {pools: {cheap: {existing: true, capacity: [spot]}}}\n';
  expect(() => resolveWeb(`${http}${asking}`, spotOnly)).toThrow('no-pool');
});

describe('taints of the provider’s own', () => {
  const pools = (environment: string, written: string) =>
    `${environment}nodes: {${environment.includes('gke') ? 'mode: compute-class, ' : ''}pools: ${written}}\n`;
  const aks = 'provider: aks\n';
  const spot = '{cheap: {existing: true, capacity: [spot]}}';

  it.each([
    [
      'any capacity beside a pool without',
      'capacity: uniform\n',
      pools(aks, '{all: {existing: true, capacity: [spot, onDemand]}}'),
    ],
    ['spot', 'capacity: spot\n', pools(aks, spot)],
    [
      'a toleration of one’s own',
      'capacity: uniform\ntolerations: [{key: kubernetes.azure.com/scalesetpriority, operator: Equal, value: spot, effect: NoSchedule}]\n',
      pools(aks, spot),
    ],
    ['an agent, which tolerates all of them', 'workload: DaemonSet\n', pools(aks, spot)],
    [
      'nodes that node auto provisioning makes',
      'capacity: uniform\n',
      'provider: aks\nnodes: {mode: node-auto-provisioning, pools: {cheap: {existing: true, capacity: [spot]}}}\n',
    ],
    [
      'a class that the pods ask for',
      'capacity: uniform\nnodeSelector: {cloud.google.com/compute-class: shop-general}\n',
      pools('provider: gke\n', '{general: {}}'),
    ],
    ['on-demand nodes of a class', '', pools('provider: gke\n', '{general: {}}')],
    ['any capacity on EKS', 'capacity: uniform\n', pools('provider: eks\n', spot)],
  ])('%s', (_title, service, environment) => {
    expect(resolveWeb(`ports: {http: 8080}\n${service}`, environment).warnings).toEqual([]);
  });
});
