import { z } from 'zod';
import { isCronSchedule } from '../../lib/cron';
import { isPathSegment } from '../../lib/names';
import { field, kubernetes } from '../field';
import { labelSelector } from './selectors';
import {
  count,
  dataKey,
  dnsLabel,
  dnsSubdomain,
  positive,
  positiveQuantity,
  timeZone,
  wholeSeconds,
} from './primitives';

const percent = z.int('a percentage from 1 to 1000').min(1, 'a percentage, 1 or more').max(1000);

const version = z.string().regex(/^[^/]+(\/[^/]+)?$/, 'a group and a version, such as networking.k8s.io/v1');

const kind = z.string().refine(isPathSegment, 'a kind, such as Service');

const metricName = z.string().refine(isPathSegment, 'the name of a metric, without / and %');

const metric = z.strictObject({ name: metricName, selector: labelSelector.optional() });

const valueTarget = z.union([
  z.strictObject({ type: z.literal('AverageValue'), averageValue: positiveQuantity }),
  z.strictObject({ type: z.literal('Value'), value: positiveQuantity }),
]);

/** Metrics of autoscaling/v2 beside CPU and memory, under its own names. */
const metrics = z
  .array(
    z.discriminatedUnion('type', [
      z.strictObject({
        type: z.literal('Pods'),
        pods: z.strictObject({
          metric,
          target: z.strictObject({ type: z.literal('AverageValue'), averageValue: positiveQuantity }),
        }),
      }),
      z.strictObject({
        type: z.literal('Object'),
        object: z.strictObject({
          describedObject: z.strictObject({ apiVersion: version, kind, name: dnsSubdomain }),
          metric,
          target: valueTarget,
        }),
      }),
      z.strictObject({
        type: z.literal('External'),
        external: z.strictObject({ metric, target: valueTarget }),
      }),
    ]),
  )
  .min(1, 'at least one metric');

const rules = z.strictObject({
  stabilizationWindowSeconds: kubernetes(wholeSeconds.max(3600, 'at most 3600 seconds')),
  selectPolicy: kubernetes(z.enum(['Max', 'Min', 'Disabled'])),
  policies: kubernetes(
    z
      .array(
        z.strictObject({
          type: z.enum(['Pods', 'Percent']),
          value: positive,
          periodSeconds: positive.max(1800, 'at most 1800 seconds'),
        }),
      )
      .min(1, 'at least one policy'),
  ),
});

const cron = z.string().refine(isCronSchedule, 'a cron expression of five fields such as "0 8 * * 1-5"');

const schedule = z.strictObject({ start: cron, end: cron, timeZone, replicas: positive });

const triggerType = z
  .string()
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'the name of a scaler of KEDA, such as aws-sqs-queue');

const trigger = z.strictObject({
  type: kubernetes(triggerType),
  metadata: field(z.record(z.string(), z.string().nullable()), {
    description: 'Parameters of the scaler, as KEDA names them; all are strings.',
    example: { queueURL: 'https://sqs.sa-east-1.amazonaws.com/111122223333/orders', queueLength: '5' },
  }),
  secrets: field(z.record(z.string(), z.strictObject({ secret: dnsSubdomain, key: dataKey }).nullable()), {
    description: 'Parameters that come from Secrets, through a TriggerAuthentication.',
    example: { connection: { secret: 'queue', key: 'url' } },
  }),
  authentication: field(z.enum(['aws', 'azure-workload', 'gcp']), {
    description: "KEDA's pod identity provider, where the scaler needs no Secret.",
    example: 'aws',
  }),
  metricType: field(z.enum(['AverageValue', 'Value']), {
    description: 'Whether the threshold is for each pod, or for all of them.',
    derived: "KEDA's AverageValue",
    example: 'Value',
  }),
  useCachedMetrics: field(z.boolean(), {
    description: 'Answers the autoscaler with the value of the last poll.',
    derived: 'false: each question of the autoscaler asks the source',
    example: true,
  }),
});

const fallback = z.strictObject({
  failureThreshold: kubernetes(count),
  replicas: kubernetes(count),
  behavior: kubernetes(
    z.enum(['static', 'currentReplicas', 'currentReplicasIfHigher', 'currentReplicasIfLower']),
  ),
});

/** Fields of KEDA's ScaledObject, under its names. */
const kedaFields = {
  pollingInterval: field(positive, {
    description: 'Seconds between two questions of KEDA to the sources of its triggers.',
    derived: "KEDA's 30",
    example: 15,
  }),
  cooldownPeriod: field(count, {
    description: 'Seconds without work after which KEDA stops the last pod.',
    derived: "KEDA's 300",
    example: 600,
  }),
  initialCooldownPeriod: field(count, {
    description: 'Seconds after the ScaledObject is made in which KEDA does not stop the last pod.',
    derived: "KEDA's 0",
    example: 120,
  }),
  idleReplicaCount: field(count.max(0, '0: KEDA supports no other number'), {
    description: 'Pods while no trigger has work, although `min` is 1 or more: only 0 is possible.',
    derived: 'min',
    example: 0,
  }),
  fallback: field(fallback, {
    description: 'Pods while KEDA cannot read a source: `replicas`, after `failureThreshold` failures.',
    derived: 'none: the autoscaler keeps the number that it has',
    example: { failureThreshold: 3, replicas: 6 },
  }),
};

const autoscaled = z.strictObject({
  min: field(count, {
    description: 'Pods at least; 0 needs a trigger or a schedule.',
    derived: '2, or one more than the on-demand floor',
    example: 3,
  }),
  max: field(positive, {
    description: 'Pods at most.',
    derived: 'the larger of 10 and twice the minimum',
    example: 12,
  }),
  cpu: field(percent, {
    description: 'Wanted CPU use in percent of the request.',
    derived: '65 where a CPU request is written and nothing else is measured',
    example: 60,
  }),
  memory: field(percent, { description: 'Wanted memory use in percent of the request.', example: 80 }),
  metrics: field(metrics, {
    description: 'Further metrics of autoscaling/v2: Pods, Object or External.',
    example: [
      {
        type: 'Pods',
        pods: {
          metric: { name: 'requests_per_second' },
          target: { type: 'AverageValue', averageValue: '50' },
        },
      },
    ],
  }),
  behavior: field(z.strictObject({ scaleUp: kubernetes(rules), scaleDown: kubernetes(rules) }), {
    description: "The autoscaler's behavior, over the derived one.",
    derived: 'up at once by up to 100 % or 4 pods in 15 s; down by 25 % a minute after five quiet minutes',
    example: { scaleDown: { stabilizationWindowSeconds: 600 } },
  }),
  hardMax: field(positive, {
    description:
      'Pods that the whole service never exceeds outside a rollout, where a database limits connections.',
    example: 16,
  }),
  schedule: field(z.array(schedule).min(1, 'at least one time'), {
    description: 'Times with more pods; needs KEDA.',
    example: [{ start: '0 8 * * 1-5', end: '0 20 * * 1-5', timeZone: 'America/Sao_Paulo', replicas: 6 }],
  }),
  triggers: field(z.record(dnsLabel, trigger.nullable()), {
    description: 'Queues and other sources of KEDA that say how many pods are needed, by a name of yours.',
    example: { orders: { type: 'aws-sqs-queue', metadata: { queueLength: '5' } } },
  }),
  ...kedaFields,
  external: field(z.boolean(), {
    description:
      'Another autoscaler sets the number of pods: neither a number nor an autoscaler is rendered. `min` and `max` are its ' +
      'bounds; without `max` the quota has no limit of pods, CPU and memory.',
    derived: 'false; `replicas: external` is short for `{external: true}`',
    example: true,
  }),
  handover: field(positive, {
    description:
      'Pods that run now, of all workloads together: `replicas` stays in the manifest for the one commit in which an autoscaler takes over.',
    example: 6,
  }),
});

export const replicas = z.union([count, z.literal('external'), autoscaled]);
