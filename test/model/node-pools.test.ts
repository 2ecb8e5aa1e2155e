import type { NodePoolObject } from '../../model/types';
import { resolveWeb } from '../support/resolved';

const pools = (environment: string): Map<string, NodePoolObject> =>
  new Map(
    resolveWeb('ports: {http: 8080}\n', environment).environment.nodePools.map((entry) => [
      `${entry.kind} ${entry.name}`,
      entry,
    ]),
  );

interface NodePoolSpec {
  readonly template: {
    readonly spec: {
      readonly nodeClassRef: object;
      readonly expireAfter: string;
      readonly requirements: readonly { readonly key: string; readonly values: readonly string[] }[];
    };
  };
}

const requirement = (pool: NodePoolObject | undefined, key: string) =>
  (pool?.spec as unknown as NodePoolSpec | undefined)?.template.spec.requirements.find(
    (entry) => entry.key === key,
  )?.values;

const karpenter = (more: string, image = 'al2023@v20261108') =>
  `provider: eks\ncluster: shop\nzones: [a, b, c]\nnodes: {mode: karpenter, role: node, image: ${image}, pools: {general: ${more}}}\n`;

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
    expect(requirement(pool, 'topology.kubernetes.io/zone')).toEqual(['a', 'b', 'c']);
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
