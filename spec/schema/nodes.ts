import { z } from 'zod';
import { field, kubernetes } from '../field';
import { longForm } from '../short-form';
import { amountOf } from './amounts';
import { dnsLabel, labels, positive, wholeSeconds, zoneName } from './primitives';
import { taint } from './scheduling';

export const nodeModes = [
  'managed-node-groups',
  'karpenter',
  'auto-mode',
  'standard',
  'autopilot',
  'compute-class',
  'node-pools',
  'node-auto-provisioning',
] as const;

const capacityType = z.enum(['onDemand', 'spot']);

const goDuration = z.string().regex(/^([0-9]+(s|m|h))+$/, 'a duration such as 24h or 1h30m');

const pool = z.strictObject({
  existing: field(z.boolean(), {
    description:
      'The pool is made elsewhere: what services ask for is checked against it, and nothing is rendered.',
  }),
  capacity: field(z.array(capacityType).min(1, 'onDemand, spot or both'), {
    description: 'What its nodes are paid as.',
    derived: 'onDemand',
    example: ['onDemand', 'spot'],
  }),
  architectures: field(z.array(z.enum(['amd64', 'arm64'])).min(1, 'amd64, arm64 or both'), {
    description: 'Processors of its nodes.',
    derived: 'amd64',
    example: ['amd64', 'arm64'],
  }),
  zones: field(z.array(zoneName).min(1, 'at least one zone'), {
    description: 'Zones of its nodes.',
    derived: "the environment's",
    example: ['sa-east-1a', 'sa-east-1b'],
  }),
  families: field(z.array(z.string()).min(1, 'at least one family'), {
    description: "Families of machines; several, so that spot is found: the cloud's own names.",
    derived: "general families of the provider's",
    example: ['m7i', 'm6i', 'm6a', 'c6i'],
  }),
  limits: field(
    z.strictObject({ cpu: kubernetes(amountOf('total-cpu')), memory: kubernetes(amountOf('memory')) }),
    {
      description: 'What all its nodes together may have.',
      example: { cpu: '64', memory: '256Gi' },
    },
  ),
  terminationGracePeriod: field(goDuration, {
    description:
      'How long a node of Karpenter that is to go waits for its pods. After that they are deleted, whatever disruption budgets and `karpenter.sh/do-not-disrupt` ask for.',
    derived: '24h, or the longest grace period of the pods that can run there',
    example: '48h',
  }),
  expireAfter: field(z.union([z.literal('Never'), goDuration]), {
    description: 'How long a node of Karpenter lives before it is replaced.',
    derived: '720h, 336h with EKS Auto Mode',
    example: '336h',
  }),
  labels: field(labels, {
    description: 'Labels of its nodes, for a `nodeSelector`.',
    example: { tier: 'batch' },
  }),
  taints: field(z.array(taint), {
    description: 'Taints of its nodes, for `tolerations`.',
    example: [{ key: 'gpu', value: 'true', effect: 'NoSchedule' }],
  }),
});

/** Labels and taint of one kind of node, where the provider has none of its own. */
const nodeKind = z.strictObject({
  labels: field(labels, {
    description: 'Labels that such nodes carry, all of them.',
    example: { 'node.example.org/capacity': 'spot' },
  }),
  taint: field(taint, { description: 'Taint that such nodes carry, which the pods then tolerate.' }),
});

const spotKind = nodeKind.extend({
  notice: field(wholeSeconds, {
    description: 'Seconds between the warning and the end of such a node.',
    derived: '30',
    example: 30,
  }),
});

const pooled = z.strictObject({
  mode: field(z.enum(nodeModes), {
    description: 'How the provider makes nodes.',
    derived: "the provider's first",
    example: 'karpenter',
  }),
  onDemand: field(nodeKind, {
    description: 'How on-demand nodes are told apart, on a provider that does not label them.',
    example: { labels: { 'node.example.org/capacity': 'on-demand' } },
  }),
  spot: field(spotKind, {
    description: 'How spot nodes are told apart, on a provider that does not label them.',
    example: { labels: { 'node.example.org/capacity': 'spot' }, notice: 30 },
  }),
  pools: field(z.record(dnsLabel, pool.nullable()), {
    description:
      'Pools of nodes: rendered where they are Kubernetes objects, and what services ask for is checked against them.',
    example: { general: { capacity: ['onDemand', 'spot'], limits: { cpu: '64' } } },
  }),
  role: field(z.string().min(1, 'the name of a role'), {
    description: 'IAM role of the nodes that Karpenter makes on EKS.',
    example: 'shop-production-node',
  }),
  image: field(z.string(), {
    description:
      'Image of the nodes that Karpenter makes: an alias with its version on EKS, a family such as `AzureLinux` on AKS.',
    example: 'al2023@v20261108',
  }),
  diskSize: field(positive, {
    description: 'Size of the disk of such nodes that holds images and ephemeral storage, in GiB.',
    derived: '50',
    example: 100,
  }),
});

/** `nodes: karpenter`, or the long form. */
export const nodes = z
  .union([z.enum(nodeModes), pooled])
  .transform((written) => longForm(written, typeof written === 'string' ? { mode: written } : written));
