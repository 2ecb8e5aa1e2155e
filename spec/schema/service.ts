import { z } from 'zod';
import { isCronSchedule, isInterval } from '../../lib/cron';
import { defaulted, field, kubernetes } from '../field';
import { containerFields, extraContainer, initContainer, probes } from './container';
import { availability, capacity } from './availability';
import { configMap, file, secretFile } from './files';
import { failureFields } from './jobs';
import { connects, port, service } from './network';
import { podFields, strategy } from './pod';
import { replicas } from './scaling';
import { podSecurityContext, securityContext } from './security';
import { volumes } from './volumes';
import {
  annotations,
  count,
  dnsLabel,
  dnsSubdomain,
  filePath,
  labels,
  mountPath,
  portName,
  positive,
  timeZone,
  wholeSeconds,
} from './primitives';

export const dataClasses = ['public', 'internal', 'personal', 'sensitive'] as const;

export const workloadKinds = ['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'Job'] as const;

const serviceAccount = z.union([
  dnsSubdomain,
  z.strictObject({
    name: kubernetes(dnsSubdomain),
    annotations: kubernetes(annotations),
    labels: kubernetes(labels),
    imagePullSecrets: kubernetes(z.array(dnsSubdomain)),
    identity: field(z.string(), {
      description:
        'Identity in the cloud that the pods act as: the ARN of a role, a Google service account, or a client id. ' +
        'What it names is made elsewhere.',
      derived: "the provider's annotation, where it is written",
      example: 'arn:aws:iam::111122223333:role/web',
    }),
  }),
]);

const cronSchedule = z
  .string()
  .refine(isCronSchedule, 'a cron expression of five fields such as "0 3 * * *"')
  .refine(isInterval, 'an interval of at most 292 years');

/**
 * What the kernel knows of a service; concerns add their own fields. Also the shape of `defaults` and of overrides.
 */
export const serviceFields = {
  workload: defaulted(z.enum(workloadKinds), 'Deployment', {
    description: 'Kind of the controller that runs the pods.',
    example: 'CronJob',
  }),
  team: field(dnsLabel, {
    description: 'Owner: a label on every object, later where alerts go.',
    derived: "the folder below services/, else the platform's owner",
    example: 'payments',
  }),
  namespace: field(dnsLabel, { description: 'Namespace.', derived: "the platform's name", example: 'shop' }),
  ...containerFields,
  containerName: field(dnsLabel, {
    description: 'Name of the main container.',
    derived: "the service's name",
    example: 'server',
  }),
  ports: field(z.record(portName, port.nullable()), {
    description:
      'Name to port: a number, or {port, servicePort, targetPort, protocol, …}. A service without ports has no Service.',
    example: { http: 8080 },
  }),
  mainPort: field(portName, {
    description:
      'The port that callers, routes and probes mean where none is named. It may be a port of `containers` or `sidecars`, such ' +
      'as a proxy in front, to which a port of the Service leads; probes then ask the main container on its own port.',
    derived: '`http`, else `grpc`, else the only one',
  }),
  probes: field(probes, {
    description: 'A handler for all three probes, fields of each one over it, or `false` for none.',
    derived: 'tcp startup and readiness on the main port, no liveness',
    example: { path: '/healthz' },
  }),
  replicas: field(replicas, {
    description: 'Number of pods of a Deployment or StatefulSet, or {min, max, …} for an autoscaler.',
    derived:
      '{min: 2, max: 10, cpu: 65} for a Deployment where a CPU request is written, else 2; required for a StatefulSet, and for a service without ports, with a claim, or with devices such as GPUs',
    example: { min: 3, max: 12 },
  }),
  capacity: field(capacity, {
    description:
      'Nodes that the pods run on: `onDemand`, `spot`, `{onDemand: N}` for N replicas on on-demand nodes and the rest on spot, ' +
      'or `uniform` for any node without a taint.',
    derived: '`onDemand` where the provider labels its nodes, else `uniform`',
    example: { onDemand: 2 },
  }),
  availability: field(availability, {
    description: 'How available it has to be, and how pods are spread, drained and evicted.',
    example: { target: 99.9 },
  }),
  strategy: field(strategy, {
    description: 'How pods are replaced: `strategy` of a Deployment, `updateStrategy` of the others.',
    derived:
      'RollingUpdate with maxSurge 25% and maxUnavailable 0 for a Deployment; 0 and 1 where two of its pods cannot run in one place',
    example: { type: 'Recreate' },
  }),
  minReadySeconds: field(wholeSeconds, {
    description: 'Seconds that a new pod has to be ready to count.',
    derived: '10 for a Deployment with a readiness probe',
    example: 30,
  }),
  revisionHistoryLimit: defaulted(count, 5, { description: 'Old revisions that are kept.', example: 3 }),
  progressDeadlineSeconds: field(positive, {
    description: 'Seconds after which a rollout counts as failed.',
    derived: "Kubernetes' 600, more where the startup probe allows a longer start",
  }),
  connects: field(connects, {
    description:
      'What it talks to: services (`cart`, or `cart:admin` for another port), data services, URLs, CIDRs. ' +
      'A list, or a map so that an environment can drop one with `null`. `kube-apiserver` is the API server of the cluster.',
    example: ['cart', 'postgres', 'https://api.stripe.com'],
  }),
  dataClass: defaulted(z.enum(dataClasses), 'internal', {
    description:
      'Kind of the data that it handles; `personal` and `sensitive` are those that privacy laws mean.',
    example: 'personal',
  }),
  files: field(z.record(filePath, file.nullable()), {
    description: 'Path to content: rendered as a ConfigMap and mounted file by file.',
    example: { '/etc/web/settings.ini': 'verbose = true\n' },
  }),
  secrets: field(z.record(mountPath, secretFile.nullable()), {
    description:
      'Path to {secret, key}: a key of a Secret as a file, or without `key` all of them as a folder.',
    example: { '/run/secrets/database': { secret: 'database', key: 'password' } },
  }),
  configMaps: field(z.record(dnsSubdomain, configMap.nullable()), {
    description: 'ConfigMaps by name, for `env`, `envFrom` and `volumes`.',
    example: { 'web-settings': { data: { LOG_LEVEL: 'info' } } },
  }),
  volumes: field(volumes, {
    description: 'Volumes by name: `claim` for storage of its own, else a source as Kubernetes names it.',
    example: { data: { claim: { storage: '10Gi' }, mountPath: '/data' } },
  }),
  writable: defaulted(z.array(mountPath), ['/tmp'], {
    description:
      'Folders that the main container may write to, an emptyDir each. Over a root file system that is not read-only, only ' +
      'those that the service itself writes are rendered: an emptyDir hides what the image has there. `[]` for none; `null` ' +
      'restores the default.',
    example: ['/tmp', '/var/cache/nginx'],
  }),
  securityContext: defaulted(
    securityContext,
    { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
    {
      description: 'securityContext of every container of the service.',
      example: { readOnlyRootFilesystem: false },
    },
  ),
  podSecurityContext: defaulted(
    podSecurityContext,
    { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    { description: 'securityContext of the pod.', example: { runAsUser: 10001, fsGroup: 10001 } },
  ),
  initContainers: field(z.record(dnsLabel, initContainer.nullable()), {
    description: 'Containers that run to their end before the others, in their written order.',
    example: { migrate: { image: 'ghcr.io/acme/migrate:1.4.2' } },
  }),
  sidecars: field(z.record(dnsLabel, extraContainer.nullable()), {
    description: 'Sidecars as Kubernetes has them: started before and stopped after the main container.',
    example: { proxy: { image: 'ghcr.io/acme/proxy:2.0.1' } },
  }),
  containers: field(z.record(dnsLabel, extraContainer.nullable()), {
    description: 'Further plain containers beside the main one.',
  }),
  service: field(z.union([z.literal(false), service]), {
    description: 'Fields of the Service; `false` for none.',
    derived: 'ClusterIP with the named ports',
    example: { type: 'LoadBalancer' },
  }),
  extraServices: field(z.record(dnsLabel, service.nullable()), {
    description: 'Further Services for the same pods, by name.',
    example: { 'web-external': { type: 'LoadBalancer', ports: { http: { port: 80, targetPort: 'http' } } } },
  }),
  serviceAccount: field(serviceAccount, {
    description: 'Fields of its own ServiceAccount, or the name of one that exists.',
    derived: "its own, with the service's name",
    example: { annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/web' } },
  }),
  automountServiceAccountToken: defaulted(z.boolean(), false, {
    description: 'Mounts a token for the API server into the pods.',
    example: true,
  }),
  labels: field(labels, { description: 'Labels on every object of the service, its pods included.' }),
  controllerLabels: field(labels, {
    description: 'Labels of the controller alone: its pods do not carry them, so a change restarts nothing.',
    example: { 'app.kubernetes.io/version': '1.8.2' },
  }),
  annotations: field(annotations, { description: 'Annotations of the controller.' }),
  podLabels: field(labels, { description: 'Labels of the pods alone.' }),
  podAnnotations: field(annotations, { description: 'Annotations of the pods.' }),
  selector: field(
    labels.refine((value) => Object.keys(value).length > 0, 'at least one label'),
    {
      description: 'Selector of a live controller to adopt; its pods keep these labels.',
      derived: '`app.kubernetes.io/name` and `app.kubernetes.io/instance`',
      example: { app: 'web' },
    },
  ),
  ...podFields,
  serviceName: field(dnsLabel, {
    description: 'Name of the headless Service of a StatefulSet.',
    derived: "the service's name, or with -headless after it where that one has a cluster IP",
  }),
  podManagementPolicy: field(z.enum(['OrderedReady', 'Parallel']), {
    description: 'Order in which a StatefulSet starts its pods.',
  }),
  persistentVolumeClaimRetentionPolicy: field(
    z.strictObject({
      whenDeleted: kubernetes(z.enum(['Retain', 'Delete'])),
      whenScaled: kubernetes(z.enum(['Retain', 'Delete'])),
    }),
    { description: 'What becomes of the claims of a StatefulSet.' },
  ),
  schedule: field(cronSchedule, {
    description: 'When a CronJob starts, as a cron expression.',
    example: '0 3 * * *',
  }),
  timeZone: field(timeZone, { description: 'Time zone of the schedule.', example: 'America/Sao_Paulo' }),
  concurrencyPolicy: field(z.enum(['Allow', 'Forbid', 'Replace']), {
    description: 'What a CronJob does while its last Job still runs.',
    derived: 'Forbid for a CronJob',
  }),
  startingDeadlineSeconds: field(positive, {
    description: 'How late a Job of a CronJob may start.',
    derived: '300 for a CronJob: without one, a controller that was away too long never starts it again',
  }),
  suspend: field(z.boolean(), { description: 'Holds a CronJob or Job back.' }),
  successfulJobsHistoryLimit: field(count, { description: 'Finished Jobs that a CronJob keeps.' }),
  failedJobsHistoryLimit: field(count, { description: 'Failed Jobs that a CronJob keeps.' }),
  backoffLimit: field(count, { description: 'Retries before a Job counts as failed.' }),
  activeDeadlineSeconds: field(positive, { description: 'Seconds after which a Job is stopped.' }),
  ttlSecondsAfterFinished: field(count, {
    description:
      'Seconds after which a finished Job is removed; a GitOps controller creates a plain Job again.',
  }),
  completions: field(positive, { description: 'Pods of a Job that have to succeed.' }),
  parallelism: field(count, { description: 'Pods of a Job at the same time.' }),
  completionMode: field(z.enum(['NonIndexed', 'Indexed']), {
    description: 'Whether pods of a Job have an index.',
  }),
  ...failureFields,
  restartPolicy: field(z.enum(['Never', 'OnFailure']), {
    description: 'Restart policy of a Job’s pods.',
    derived: 'Never for a Job or CronJob',
  }),
};

export type ServiceSchema = z.ZodObject<typeof serviceFields>;

/** One service as a layer writes it. */
export type ServiceLayer = z.output<ServiceSchema>;
