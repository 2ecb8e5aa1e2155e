import { z } from 'zod';
import { field, kubernetes } from '../field';
import {
  absolutePath,
  count,
  dataKey,
  dnsLabel,
  dnsSubdomain,
  fileMode,
  labels,
  numberOrPercent,
  positive,
  quantity,
  wholeSeconds,
} from './primitives';

const items = z.array(z.strictObject({ key: dataKey, path: z.string(), mode: fileMode.optional() }));

const requirement = z.strictObject({
  key: z.string(),
  operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt']),
  values: z.array(z.string()).optional(),
});

export const labelSelector = z.strictObject({
  matchLabels: z.record(z.string(), z.string()).optional(),
  matchExpressions: z.array(requirement).optional(),
});

const accessModes = z.array(z.enum(['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod']));

/** A claim that Portolan renders: a PersistentVolumeClaim, or a StatefulSet's template. */
const claim = z.strictObject({
  storage: kubernetes(quantity),
  accessModes: kubernetes(accessModes),
  storageClassName: kubernetes(z.string()),
  volumeMode: kubernetes(z.enum(['Filesystem', 'Block'])),
  labels: kubernetes(labels),
});

const projectedSource = z.strictObject({
  configMap: z
    .strictObject({ name: dnsSubdomain, items: items.optional(), optional: z.boolean().optional() })
    .optional(),
  secret: z
    .strictObject({ name: dnsSubdomain, items: items.optional(), optional: z.boolean().optional() })
    .optional(),
  serviceAccountToken: z
    .strictObject({ audience: z.string().optional(), expirationSeconds: count.optional(), path: z.string() })
    .optional(),
  downwardAPI: z
    .strictObject({
      items: z.array(
        z.strictObject({ path: z.string(), fieldRef: z.strictObject({ fieldPath: z.string() }) }),
      ),
    })
    .optional(),
});

/** A volume: exactly one source, as Kubernetes names them, and `claim` for storage of its own. */
const volume = z.strictObject({
  mountPath: field(absolutePath, { description: 'Where the main container mounts it.', example: '/data' }),
  subPath: kubernetes(z.string()),
  readOnly: kubernetes(z.boolean()),
  claim: field(claim, {
    description: 'Storage of its own: a PersistentVolumeClaim, or a template of a StatefulSet.',
    example: { storage: '10Gi' },
  }),
  emptyDir: kubernetes(z.strictObject({ medium: kubernetes(z.string()), sizeLimit: kubernetes(quantity) })),
  configMap: kubernetes(
    z.strictObject({
      name: dnsSubdomain,
      items: items.optional(),
      defaultMode: fileMode.optional(),
      optional: z.boolean().optional(),
    }),
  ),
  secret: kubernetes(
    z.strictObject({
      secretName: dnsSubdomain,
      items: items.optional(),
      defaultMode: fileMode.optional(),
      optional: z.boolean().optional(),
    }),
  ),
  persistentVolumeClaim: kubernetes(
    z.strictObject({ claimName: dnsSubdomain, readOnly: z.boolean().optional() }),
  ),
  hostPath: kubernetes(z.strictObject({ path: absolutePath, type: z.string().optional() })),
  projected: kubernetes(
    z.strictObject({ sources: z.array(projectedSource), defaultMode: fileMode.optional() }),
  ),
  csi: kubernetes(
    z.strictObject({
      driver: z.string(),
      readOnly: z.boolean().optional(),
      fsType: z.string().optional(),
      volumeAttributes: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

const toleration = z.strictObject({
  key: z.string().optional(),
  operator: z.enum(['Exists', 'Equal']).optional(),
  value: z.string().optional(),
  effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']).optional(),
  tolerationSeconds: count.optional(),
});

const nodeTerm = z.strictObject({
  matchExpressions: z.array(requirement).optional(),
  matchFields: z.array(requirement).optional(),
});

const podTerm = z.strictObject({
  labelSelector: labelSelector.optional(),
  namespaceSelector: labelSelector.optional(),
  namespaces: z.array(z.string()).optional(),
  topologyKey: z.string(),
  matchLabelKeys: z.array(z.string()).optional(),
  mismatchLabelKeys: z.array(z.string()).optional(),
});

const podAffinity = z.strictObject({
  requiredDuringSchedulingIgnoredDuringExecution: z.array(podTerm).optional(),
  preferredDuringSchedulingIgnoredDuringExecution: z
    .array(z.strictObject({ weight: positive, podAffinityTerm: podTerm }))
    .optional(),
});

const affinity = z.strictObject({
  nodeAffinity: kubernetes(
    z.strictObject({
      requiredDuringSchedulingIgnoredDuringExecution: z
        .strictObject({ nodeSelectorTerms: z.array(nodeTerm) })
        .optional(),
      preferredDuringSchedulingIgnoredDuringExecution: z
        .array(z.strictObject({ weight: positive, preference: nodeTerm }))
        .optional(),
    }),
  ),
  podAffinity: kubernetes(podAffinity),
  podAntiAffinity: kubernetes(podAffinity),
});

const spread = z.strictObject({
  maxSkew: positive,
  topologyKey: z.string(),
  whenUnsatisfiable: z.enum(['DoNotSchedule', 'ScheduleAnyway']),
  labelSelector: labelSelector.optional(),
  minDomains: positive.optional(),
  matchLabelKeys: z.array(z.string()).optional(),
  nodeAffinityPolicy: z.enum(['Honor', 'Ignore']).optional(),
  nodeTaintsPolicy: z.enum(['Honor', 'Ignore']).optional(),
});

export const volumes = z.record(dnsLabel, volume.nullable());

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
  topologySpreadConstraints: field(z.array(spread), {
    description: "Kubernetes' spread constraints; `labelSelector` defaults to the workload's own pods.",
    example: [
      { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' },
    ],
  }),
  priorityClassName: field(dnsSubdomain, { description: 'PriorityClass of the pods.' }),
  runtimeClassName: field(dnsSubdomain, { description: 'RuntimeClass of the pods.' }),
  schedulerName: field(z.string(), { description: 'Scheduler of the pods.' }),
  terminationGracePeriodSeconds: field(wholeSeconds, {
    description: 'Seconds between the stop signal and the kill.',
    derived: '30 after the drain delay, less where spot nodes go sooner',
    example: 60,
  }),
  enableServiceLinks: field(z.boolean(), {
    description: 'Variables for every Service of the namespace.',
    derived: 'false: they collide with variables of applications and slow down large namespaces',
  }),
  imagePullSecrets: field(z.array(dnsSubdomain), {
    description: 'Names of Secrets with registry credentials.',
    example: ['registry'],
  }),
  hostNetwork: field(z.boolean(), { description: "The node's network; needs a privileged namespace." }),
  hostPID: field(z.boolean(), { description: "The node's processes; needs a privileged namespace." }),
  hostAliases: field(z.array(z.strictObject({ ip: z.string(), hostnames: z.array(z.string()) })), {
    description: 'Lines of /etc/hosts.',
  }),
  dnsPolicy: field(z.enum(['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None']), {
    description: 'How the pods resolve names.',
  }),
  dnsConfig: field(
    z.strictObject({
      nameservers: z.array(z.string()).optional(),
      searches: z.array(z.string()).optional(),
      options: z.array(z.strictObject({ name: z.string(), value: z.string().optional() })).optional(),
    }),
    { description: "Kubernetes' dnsConfig, as it is." },
  ),
  hostname: field(dnsLabel, { description: 'Host name of the pods.' }),
  subdomain: field(dnsLabel, { description: 'Subdomain of the pods.' }),
  shareProcessNamespace: field(z.boolean(), { description: 'The containers see each other’s processes.' }),
};

const rolling = z.strictObject({
  maxSurge: kubernetes(numberOrPercent),
  maxUnavailable: kubernetes(numberOrPercent),
  partition: kubernetes(count),
});

export const strategy = z.strictObject({
  type: kubernetes(z.enum(['RollingUpdate', 'Recreate', 'OnDelete'])),
  rollingUpdate: kubernetes(rolling),
});
