import type { JsonObject } from '../../lib/json';
import type { KubernetesObject } from '../../lib/rendered';
import { Cluster } from './cluster';
import { defineKinds } from './definitions';

/** As `refused.test.ts`, for kinds whose definitions are in CRDS; those that the cluster does not know are passed over. */
type Row = readonly [title: string, object: KubernetesObject, taken: boolean];

const cluster = new Cluster();

const route = (value: string): KubernetesObject => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'refused', namespace: 'default' },
  spec: {
    rules: [{ matches: [{ path: { type: 'PathPrefix', value } }], backendRefs: [{ name: 'a', port: 80 }] }],
  },
});
const policy = (origin: string): KubernetesObject => ({
  apiVersion: 'gateway.envoyproxy.io/v1alpha1',
  kind: 'SecurityPolicy',
  metadata: { name: 'refused', namespace: 'default' },
  spec: {
    targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'a' }],
    cors: { allowOrigins: [origin] },
  },
});
const nodeClass = (alias: string, volumeSize = '50Gi'): KubernetesObject => ({
  apiVersion: 'karpenter.k8s.aws/v1',
  kind: 'EC2NodeClass',
  metadata: { name: 'refused' },
  spec: {
    role: 'node',
    amiSelectorTerms: [{ alias }],
    subnetSelectorTerms: [{ tags: { a: 'b' } }],
    securityGroupSelectorTerms: [{ tags: { a: 'b' } }],
    blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs: { volumeSize, volumeType: 'gp3' } }],
  },
});
const azureClass = (osDiskSizeGB: number): KubernetesObject => ({
  apiVersion: 'karpenter.azure.com/v1beta1',
  kind: 'AKSNodeClass',
  metadata: { name: 'refused' },
  spec: { imageFamily: 'AzureLinux', osDiskSizeGB },
});
const pool = (labels: JsonObject): KubernetesObject => ({
  apiVersion: 'karpenter.sh/v1',
  kind: 'NodePool',
  metadata: { name: 'refused' },
  spec: {
    template: {
      metadata: { labels },
      spec: {
        nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'a' },
        requirements: [{ key: 'kubernetes.io/os', operator: 'In', values: ['linux'] }],
      },
    },
  },
});

const taken = (title: string, object: KubernetesObject): Row => [`${title} is taken`, object, true];
const refused = (title: string, object: KubernetesObject): Row => [`${title} is refused`, object, false];

const rows: readonly Row[] = [
  ...['/a%20b', '/a/', '/a..', '/..b', '/.well-known'].map((path) => taken(`path ${path}`, route(path))),
  ...['/a%', '/a%2', '/a%zz', '//a', '/./a', '/..', '/.', '/a/../b', '/a%2Fb', '/a#b'].map((path) =>
    refused(`path ${path}`, route(path)),
  ),
  ...['*', 'https://*.a.b:8443', 'http://localhost:3000', 'https://10.0.0.1'].map((origin) =>
    taken(`origin ${origin}`, policy(origin)),
  ),
  ...['https://a..b', 'https://a.b:100000', `https://${'a.'.repeat(130)}b`].map((origin) =>
    refused(`origin ${origin}`, policy(origin)),
  ),
  ...['al2@v1', 'al2023@latest', 'bottlerocket@1.20.0', 'windows2025@latest'].map((alias) =>
    taken(`image ${alias}`, nodeClass(alias)),
  ),
  ...['al2023', 'al2024@v1', 'AL2023@v1', 'windows2022@v1', 'al2023@v20261108-and-more-of-it'].map((alias) =>
    refused(`image ${alias}`, nodeClass(alias)),
  ),
  taken('a disk of 59000 GiB on EKS', nodeClass('al2023@v1', '59000Gi')),
  refused('a disk of 59001 GiB on EKS', nodeClass('al2023@v1', '59001Gi')),
  ...[30, 2048].map((size) => taken(`a disk of ${size} GiB on AKS`, azureClass(size))),
  ...[29, 2049].map((size) => refused(`a disk of ${size} GiB on AKS`, azureClass(size))),
  ...['karpenter.sh/capacity-type', 'karpenter.k8s.aws/instance-family', 'example.org/a'].map((key) =>
    taken(`label ${key}`, pool({ [key]: 'a' })),
  ),
  ...['karpenter.sh/nodepool', 'x.karpenter.sh/a', 'karpenter.k8s.aws/foo', 'kubernetes.io/hostname'].map(
    (key) => refused(`label ${key}`, pool({ [key]: 'a' })),
  ),
];

beforeAll(() =>
  defineKinds(
    cluster,
    rows.map(([, object]) => object),
  ),
);

it.each(rows)('%s', async (_title, object, isTaken) => {
  if (!(await cluster.knows(object))) return;
  const { status, body } = await cluster.apply(object, { dryRun: true });
  expect([status < 300, body['message']]).toEqual([isTaken, isTaken ? undefined : expect.any(String)]);
});
