import { z } from 'zod';
import { field, kubernetes } from '../field';
import {
  count,
  dnsLabel,
  dnsSubdomain,
  ipAddress,
  labels,
  numberOrPercent,
  numberOrShare,
  secretNames,
  uniqueList,
  wholeSeconds,
} from './primitives';
import { affinity, spreads, toleration } from './scheduling';

const hostAliases = uniqueList(
  z.strictObject({ ip: ipAddress, hostnames: z.array(dnsSubdomain).min(1, 'at least one name') }),
  ({ ip }) => ip,
  'each address once, with all its names',
);

/** A domain, or the root. */
const searchDomain = z
  .string()
  .regex(
    /^(\.|(?=.{1,254}$)[a-z0-9_]([-_a-z0-9]*[a-z0-9])?(\.[a-z0-9_]([-_a-z0-9]*[a-z0-9])?)*\.?)$/,
    'a domain such as internal.example',
  );

const searchDomains = z
  .array(searchDomain)
  .max(32, 'at most 32 domains')
  .refine((all) => all.join(' ').length <= 2048, 'at most 2048 characters in all domains together');

const dnsConfig = z.strictObject({
  nameservers: z.array(ipAddress).max(3, 'at most 3 addresses').optional(),
  searches: searchDomains.optional(),
  options: z
    .array(z.strictObject({ name: z.string().min(1, 'the name of an option'), value: z.string().optional() }))
    .optional(),
});

/** Scheduling and other fields of the pod, under Kubernetes' names and with its meaning. */
export const podFields = {
  nodeSelector: field(labels, {
    description: 'Labels that a node must have.',
    example: { 'kubernetes.io/arch': 'arm64' },
  }),
  tolerations: field(z.array(toleration), {
    description: 'Taints that the pods tolerate.',
    example: [{ key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }],
  }),
  affinity: field(affinity, { description: "Kubernetes' affinity, as it is." }),
  topologySpreadConstraints: field(spreads, {
    description: "Kubernetes' spread constraints; `labelSelector` defaults to the workload's own pods.",
    example: [
      { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' },
    ],
  }),
  priorityClassName: field(dnsSubdomain, { description: 'PriorityClass of the pods.' }),
  runtimeClassName: field(dnsSubdomain, { description: 'RuntimeClass of the pods.' }),
  schedulerName: field(z.string().min(1, 'the name of a scheduler'), {
    description: 'Scheduler of the pods.',
  }),
  terminationGracePeriodSeconds: field(wholeSeconds, {
    description: 'Seconds between the stop signal and the kill.',
    derived: '30 after the drain delay, less where spot nodes go sooner',
    example: 60,
  }),
  enableServiceLinks: field(z.boolean(), {
    description: 'Variables for every Service of the namespace.',
    derived: 'false: they collide with variables of applications and slow down large namespaces',
  }),
  imagePullSecrets: field(secretNames, {
    description: 'Names of Secrets with registry credentials.',
    example: ['registry'],
  }),
  hostNetwork: field(z.boolean(), { description: "The node's network; needs a privileged namespace." }),
  hostPID: field(z.boolean(), { description: "The node's processes; needs a privileged namespace." }),
  hostUsers: field(z.boolean(), {
    description:
      '`false`: the pods have a user namespace of their own, so that root in them is nobody on the node.',
    derived: "Kubernetes' true",
    example: false,
  }),
  setHostnameAsFQDN: field(z.boolean(), {
    description:
      'The host name of the pods is their full DNS name; needs a `subdomain`, which pods of a StatefulSet have.',
    derived: "Kubernetes' false",
    example: true,
  }),
  hostAliases: field(hostAliases, {
    description: 'Lines of /etc/hosts.',
  }),
  dnsPolicy: field(z.enum(['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None']), {
    description: 'How the pods resolve names.',
  }),
  dnsConfig: field(dnsConfig, { description: "Kubernetes' dnsConfig, as it is." }),
  hostname: field(dnsLabel, { description: 'Host name of the pods.' }),
  subdomain: field(dnsLabel, { description: 'Subdomain of the pods.' }),
  shareProcessNamespace: field(z.boolean(), { description: 'The containers see each other’s processes.' }),
};

const rolling = z.strictObject({
  maxSurge: kubernetes(numberOrPercent),
  maxUnavailable: kubernetes(numberOrShare),
  partition: kubernetes(count),
});

export const strategy = z.strictObject({
  type: kubernetes(z.enum(['RollingUpdate', 'Recreate', 'OnDelete'])),
  rollingUpdate: kubernetes(rolling),
});
