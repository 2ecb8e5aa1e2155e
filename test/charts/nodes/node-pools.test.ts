import type { NodePoolObject } from '../../../model/types/node';
import { resolveWeb } from '../../support/resolved';

const pools = (environment: string): Map<string, NodePoolObject> =>
  new Map(
    resolveWeb('ports: {http: 8080}\n', environment).facts.nodes.map((entry) => [
      `${entry.kind} ${entry.name}`,
      entry,
    ]),
  );

interface NodePoolSpec {
  readonly template: {
    readonly spec: {
      readonly nodeClassRef: object;
      readonly expireAfter: string;
      readonly terminationGracePeriod: string;
      readonly requirements: readonly { readonly key: string; readonly values: readonly string[] }[];
    };
  };
}

const requirement = (pool: NodePoolObject | undefined, key: string) =>
  (pool?.spec as unknown as NodePoolSpec | undefined)?.template.spec.requirements.find(
    (entry) => entry.key === key,
  )?.values;

const karpenter = (more: string, image = 'al2023@v20261108') =>
  `provider: eks\ncluster: shop\nzones: [sa-east-1a, sa-east-1b, sa-east-1c]\nnodes: {mode: karpenter, role: node, image: ${image}, pools: {general: ${more}}}\n`;

describe('Karpenter on EKS', () => {
  it('gets a NodePool and a class of nodes with encrypted disks and IMDSv2', () => {
    const objects = pools(karpenter('{capacity: [onDemand, spot]}'));
    expect([...objects.keys()]).toEqual(['EC2NodeClass shop', 'NodePool shop-general']);
    expect(objects.get('EC2NodeClass shop')?.spec).toMatchObject({
      metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs: { encrypted: true, volumeSize: '50Gi' } }],
    });
    const pool = objects.get('NodePool shop-general');
    expect(requirement(pool, 'karpenter.sh/capacity-type')).toEqual(['on-demand', 'reserved', 'spot']);
    expect(requirement(pool, 'topology.kubernetes.io/zone')).toEqual([
      'sa-east-1a',
      'sa-east-1b',
      'sa-east-1c',
    ]);
  });

  it('finds machines of each processor that is asked for', () => {
    const pool = pools(karpenter('{architectures: [arm64]}')).get('NodePool shop-general');
    const families = requirement(pool, 'karpenter.k8s.aws/instance-family') ?? [];
    expect(families.length).toBeGreaterThan(3);
    expect(families.every((family) => family.includes('g'))).toBe(true);
  });

  it('gets a disk for images beside that of the system on Bottlerocket, both encrypted', () => {
    const objects = pools(karpenter('{}', 'bottlerocket@v1.50.0'));
    expect(objects.get('EC2NodeClass shop')?.spec).toMatchObject({
      blockDeviceMappings: [
        { deviceName: '/dev/xvda', ebs: { encrypted: true, volumeSize: '4Gi' } },
        { deviceName: '/dev/xvdb', rootVolume: true, ebs: { encrypted: true, volumeSize: '50Gi' } },
      ],
    });
  });
});

it('Auto Mode has a class of its own, and its nodes go before it takes them', () => {
  const pool = pools('provider: eks\nnodes: {mode: auto-mode, pools: {general: {}}}\n').get(
    'NodePool shop-general',
  );
  expect(pool?.spec).toMatchObject({
    template: {
      spec: {
        nodeClassRef: { group: 'eks.amazonaws.com', kind: 'NodeClass', name: 'default' },
        expireAfter: '336h',
      },
    },
  });
});

it('node auto provisioning encrypts at the host, and knows no reserved capacity', () => {
  const objects = pools('provider: aks\nnodes: {mode: node-auto-provisioning, pools: {general: {}}}\n');
  expect(objects.get('AKSNodeClass shop')?.spec).toEqual({
    osDiskSizeGB: 50,
    security: { encryptionAtHost: true },
  });
  expect(requirement(objects.get('NodePool shop-general'), 'karpenter.sh/capacity-type')).toEqual([
    'on-demand',
  ]);
});

it('a compute class is of one capacity, and rather Pending than on other machines', () => {
  const objects = pools(
    'provider: gke\nnodes: {mode: compute-class, pools: {general: {capacity: [onDemand, spot], families: [n4]}}}\n',
  );
  expect([...objects.keys()]).toEqual(['ComputeClass shop-general', 'ComputeClass shop-general-spot']);
  const [onDemand, spot] = [...objects.values()].map(({ spec }) => spec);
  expect(onDemand).toMatchObject({
    priorities: [{ machineFamily: 'n4', spot: false }],
    whenUnsatisfiable: 'DoNotScaleUp',
  });
  expect(spot).toMatchObject({ priorities: [{ machineFamily: 'n4', spot: true }] });
});

it('a pool that is made elsewhere is only checked', () => {
  expect(pools('provider: eks\nnodes: {pools: {general: {existing: true}}}\n').size).toBe(0);
});

describe('how long a node waits for its pods', () => {
  const waits = (more: string, service = '', files: Record<string, string> = {}) => {
    const { facts } = resolveWeb(`ports: {http: 8080}\n${service}`, karpenter(more), files);
    const pool = facts.nodes.find(({ kind }) => kind === 'NodePool');
    const spec = (pool?.spec as unknown as NodePoolSpec | undefined)?.template.spec;
    return [spec?.terminationGracePeriod, spec?.expireAfter];
  };

  it.each([
    ['a day, where nothing is said', '{}', '', ['24h', '720h']],
    ['what is written', '{terminationGracePeriod: 90m, expireAfter: Never}', '', ['90m', 'Never']],
    ['as long as the slowest pod', '{}', 'terminationGracePeriodSeconds: 90000\n', ['25h', '720h']],
    [
      'whatever pods elsewhere take',
      '{capacity: [spot]}, other: {existing: true}',
      'terminationGracePeriodSeconds: 90000\n',
      ['24h', '720h'],
    ],
  ])('%s', (_title, pool, service, expected) => {
    expect(waits(pool, service)).toEqual(expected);
  });

  it.each([
    ['DaemonSet', 'apiVersion: apps/v1', 'template: {spec: {terminationGracePeriodSeconds: 172800}}'],
    [
      'CronJob',
      'apiVersion: batch/v1',
      'jobTemplate: {spec: {template: {spec: {terminationGracePeriodSeconds: 172800}}}}',
    ],
    ['Pod', 'apiVersion: v1', 'terminationGracePeriodSeconds: 172800, containers: [{name: a}]'],
    ['ReplicationController', 'apiVersion: v1', 'template: {spec: {terminationGracePeriodSeconds: 172800}}'],
    ['Prometheus', 'apiVersion: monitoring.coreos.com/v1', 'terminationGracePeriodSeconds: 172800'],
    [
      'Group',
      'apiVersion: example.org/v1',
      'members: [{template: {spec: {terminationGracePeriodSeconds: 172800}}}]',
    ],
  ])('counts pods of a plain %s', (kind, apiVersion, spec) => {
    const manifest = `${apiVersion}\nkind: ${kind}\nmetadata: {name: agent}\nspec: {${spec}}\n`;
    expect(waits('{}', '', { 'manifests/all/agent/agent.yaml': manifest })[0]).toBe('48h');
  });

  it('counts a plain pod only on pools whose taints it tolerates', () => {
    const taint = 'taints: [{key: a, value: b, effect: NoSchedule}]';
    const slow = 'terminationGracePeriodSeconds: 200000';
    const onTainted = (spec: string, kind = 'apiVersion: v1\nkind: Pod', effect = taint) =>
      waits(`{${effect}}, other: {}`, '', {
        'manifests/all/agent/agent.yaml': `${kind}\nmetadata: {name: agent}\nspec: {${spec}}\n`,
      })[0];
    const job = 'apiVersion: batch/v1\nkind: CronJob';
    const inJob = (spec: string) => `jobTemplate: {spec: {template: {spec: {${spec}}}}}`;
    expect(onTainted(slow)).toBe('24h');
    expect(onTainted(inJob(slow), job)).toBe('24h');
    expect(onTainted(`${slow}, tolerations: [{key: other, operator: Exists}]`)).toBe('24h');
    expect(onTainted(`${slow}, tolerations: [{key: a, value: b, effect: NoSchedule}]`)).toBe('56h');
    expect(onTainted(inJob(`${slow}, tolerations: [{operator: Exists}]`), job)).toBe('56h');
    // The scheduler is passed over, only prefers other nodes, or is not what an operator's object says.
    expect(onTainted(`${slow}, nodeName: node-1`)).toBe('56h');
    expect(onTainted(slow, undefined, taint.replace('NoSchedule', 'PreferNoSchedule'))).toBe('56h');
    expect(onTainted(slow, 'apiVersion: example.org/v1\nkind: Agent')).toBe('56h');
  });

  it('counts the pods of the gateway', () => {
    const edge = 'edge: {domain: example.org, issuer: a, implementation: envoy-gateway}\n';
    const service =
      'terminationGracePeriodSeconds: 5\navailability: {drainDelay: 0}\nexpose: www.example.org\n';
    const judged = () =>
      resolveWeb(`ports: {http: 8080}\n${service}`, `${karpenter('{terminationGracePeriod: 10s}')}${edge}`);
    expect(judged).toThrow('those of gateway may take');
  });

  it('counts no probe, and thirty seconds where a plain pod says nothing', () => {
    const containers = 'containers: [{name: a, livenessProbe: {terminationGracePeriodSeconds: 172800}}]';
    const manifest = `apiVersion: v1\nkind: Pod\nmetadata: {name: agent}\nspec: {${containers}}\n`;
    const files = { 'manifests/all/agent/agent.yaml': manifest };
    expect(waits('{}', '', files)[0]).toBe('24h');
    const short = 'terminationGracePeriodSeconds: 5\navailability: {drainDelay: 0}\n';
    expect(waits('{terminationGracePeriod: 10s}', short)[0]).toBe('10s');
    expect(() => waits('{terminationGracePeriod: 10s}', short, files)).toThrow(
      'those of agent may take 30 seconds',
    );
  });

  it.each([
    ['Auto Mode', 'provider: eks\nnodes: {mode: auto-mode, pools: {general: {}}}\n'],
    [
      'node auto provisioning',
      'provider: aks\nnodes: {mode: node-auto-provisioning, image: Ubuntu2204, pools: {general: {}}}\n',
    ],
  ])('is a day with %s, too', (_title, environment) => {
    const pool = pools(environment).get('NodePool shop-general');
    const spec = (pool?.spec as unknown as NodePoolSpec | undefined)?.template.spec;
    expect(spec?.terminationGracePeriod).toBe('24h');
  });
});

describe('names of zones', () => {
  it.each([
    ['eks', 'us-west-2a, us-west-2-lax-1a, us-west-2-wl1-las-wlz-1'],
    ['eks', 'us-gov-west-1a'],
    ['eks', 'eusc-de-east-1a'],
    ['gke', 'us-central1-a, us-central1-ai1a'],
    ['gke', 'northamerica-northeast1-b'],
    ['aks', 'eastus2-1, eastus2-3'],
    ['kubernetes', 'rack-1, "7"'],
  ])('of %s: %s', (provider, zones) => {
    const engine = provider === 'kubernetes' ? 'networkPolicy: off\n' : '';
    const environment = `provider: ${provider}\n${engine}zones: [${zones}]\n`;
    expect(() => resolveWeb('ports: {http: 8080}\n', environment)).not.toThrow();
  });
});
