import { placeText } from '../../lib/diagnostics';
import type { JsonObject } from '../../lib/json';
import { nodeWarnings } from '../../output/node-changes';
import type { EnvironmentObject } from '../../output/environment-objects';

const pool = (spec: JsonObject, metadata: JsonObject = {}, more: JsonObject = {}) => ({
  environment: 'production',
  object: {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name: 'shop-general' },
    spec: { template: { metadata, spec }, disruption: { budgets: [{ nodes: '10%' }] }, ...more },
  },
});
const old = {
  expireAfter: '720h',
  requirements: [{ key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] }],
};
const texts = (before: EnvironmentObject[], after: EnvironmentObject[]) =>
  nodeWarnings(before, after).map((found) => [found.code, placeText(found), found.problem, found.got]);

describe('a NodePool that was there', () => {
  it('replaces all its nodes when it gets a terminationGracePeriod', () => {
    expect(texts([pool(old)], [pool({ ...old, terminationGracePeriod: '24h' })])).toEqual([
      [
        'node-roll',
        'production: NodePool shop-general',
        'Karpenter replaces all nodes of the pool, 10% at a time, because its template changes',
        'terminationGracePeriod: 24h where nothing was',
      ],
    ]);
  });

  it.each([
    [
      'labels',
      pool(old),
      pool(old, { labels: { tier: 'batch' } }),
      'labels: {"tier":"batch"} where nothing was',
    ],
    ['its life', pool(old), pool({ ...old, expireAfter: '336h' }), 'expireAfter: 336h where 720h was'],
  ])('so it does for %s', (_title, before, after, got) => {
    expect(texts([before], [after]).map((text) => text[3])).toEqual([got]);
  });

  it.each([
    ['requirements', pool(old), pool({ ...old, requirements: [] })],
    ['limits', pool(old), pool(old, {}, { limits: { cpu: '64' } })],
    ['nothing', pool(old), pool(old)],
  ])('keeps them when %s changes', (_title, before, after) => {
    expect(texts([before], [after])).toEqual([]);
  });
});

it('a new NodePool, and one of another environment, replace nothing', () => {
  const next = pool({ ...old, terminationGracePeriod: '24h' });
  expect(texts([], [next])).toEqual([]);
  expect(texts([{ ...pool(old), environment: 'staging' }], [next])).toEqual([]);
});

const nodeClass = (kind: 'EC2NodeClass' | 'AKSNodeClass', spec: JsonObject, environment = 'production') => ({
  environment,
  object: {
    apiVersion: kind === 'EC2NodeClass' ? 'karpenter.k8s.aws/v1' : 'karpenter.azure.com/v1beta1',
    kind,
    metadata: { name: 'shop' },
    spec,
  },
});
const poolOf = (kind: string, name = 'shop') => pool({ ...old, nodeClassRef: { kind, name } });
const ec2 = {
  role: 'node',
  amiSelectorTerms: [{ alias: 'al2023@v20261101' }],
  subnetSelectorTerms: [{ id: 'subnet-1' }],
};
const aks = { imageFamily: 'Ubuntu2204', osDiskSizeGB: 50, security: { encryptionAtHost: true } };

describe('a class of nodes that was there', () => {
  const changes = (kind: 'EC2NodeClass' | 'AKSNodeClass', was: JsonObject, is: JsonObject) =>
    texts([nodeClass(kind, was), poolOf(kind)], [nodeClass(kind, is), poolOf(kind)]);

  it('replaces all nodes of its pools when it gets another image', () => {
    expect(
      changes('EC2NodeClass', ec2, { ...ec2, amiSelectorTerms: [{ alias: 'al2023@v20261108' }] }),
    ).toEqual([
      [
        'node-roll',
        'production: EC2NodeClass shop',
        'Karpenter replaces all nodes of shop-general (10% at a time), because their node class changes',
        'amiSelectorTerms: [{"alias":"al2023@v20261108"}] where [{"alias":"al2023@v20261101"}] was',
      ],
    ]);
  });

  it.each<['EC2NodeClass' | 'AKSNodeClass', JsonObject, string]>([
    ['EC2NodeClass', { ...ec2, role: 'other' }, 'role: other where node was'],
    ['EC2NodeClass', { ...ec2, tags: { team: 'a' } }, 'tags: {"team":"a"} where nothing was'],
    [
      'EC2NodeClass',
      { ...ec2, subnetSelectorTerms: [{ id: 'subnet-2' }] },
      'subnetSelectorTerms: [{"id":"subnet-2"}] where [{"id":"subnet-1"}] was',
    ],
    ['AKSNodeClass', { ...aks, imageFamily: 'AzureLinux' }, 'imageFamily: AzureLinux where Ubuntu2204 was'],
    ['AKSNodeClass', { ...aks, osDiskSizeGB: 100 }, 'osDiskSizeGB: 100 where 50 was'],
  ])('so does %s with %j', (kind, is, got) => {
    expect(changes(kind, kind === 'EC2NodeClass' ? ec2 : aks, is).map((text) => text[3])).toEqual([got]);
  });

  it.each<['EC2NodeClass' | 'AKSNodeClass', JsonObject]>([
    ['EC2NodeClass', ec2],
    ['EC2NodeClass', { ...ec2, subnetSelectorTerms: [{ id: 'subnet-1' }, { id: 'subnet-2' }] }],
    ['EC2NodeClass', { ...ec2, amiFamily: 'AL2023' }],
    ['EC2NodeClass', { ...ec2, capacityReservationSelectorTerms: [{ id: 'cr-1' }] }],
    ['AKSNodeClass', { ...aks, tags: { team: 'a' } }],
  ])('keeps the nodes: %s with %j', (kind, is) => {
    expect(changes(kind, kind === 'EC2NodeClass' ? ec2 : aks, is)).toEqual([]);
  });

  it('replaces none where no pool has such nodes, or only a new one', () => {
    const [was, is] = [
      nodeClass('AKSNodeClass', aks),
      nodeClass('AKSNodeClass', { ...aks, osDiskSizeGB: 9 }),
    ];
    expect(texts([was], [is])).toEqual([]);
    expect(texts([was], [is, poolOf('AKSNodeClass')])).toEqual([]);
    expect(texts([was, poolOf('AKSNodeClass', 'b')], [is, poolOf('AKSNodeClass', 'b')])).toEqual([]);
  });
});
