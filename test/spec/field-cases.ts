import type { Files } from '../support/platform';
import { base, web } from '../support/platform';

const path = 'services/web.yaml';
const on = (environment: string, service: string, more: Files = {}): Files => ({
  ...base,
  'environments/production.yaml': environment,
  [path]: `${web}${service}`,
  ...more,
});
const keda = (replicas: string, more = '') =>
  on('provider: kubernetes\nnetworkPolicy: off\noperators: [keda]\n', `${more}replicas: ${replicas}\n`);
const plain = (service: string) => on('provider: kubernetes\nnetworkPolicy: off\n', service);
const jobs = 'triggers: {jobs: {type: sqs-fifo, metadata: {queue: jobs}}}';
const cpu = 'resources: {requests: {cpu: 100m}}\n';

/** Fields that came later, each with what it does not go with. */
export const fieldCases: Readonly<Record<string, Readonly<Record<string, Files>>>> = {
  keda: {
    'a trigger one letter away from a well-known one': keda(
      '{min: 0, max: 5, triggers: {jobs: {type: kafak, metadata: {topic: jobs}}}}',
    ),
    'a trigger that has a field of its own': keda(
      '{min: 1, max: 5, triggers: {jobs: {type: cpu, metadata: {value: "60"}}}}',
    ),
    'a trigger type that is not a name': keda('{min: 0, max: 5, triggers: {jobs: {type: "Kafka Topic"}}}'),
    'fields of KEDA without a trigger': keda(
      '{min: 2, max: 5, pollingInterval: 10, cooldownPeriod: 60}',
      cpu,
    ),
    'an idle number other than 0': keda(`{min: 2, max: 5, idleReplicaCount: 1, ${jobs}}`),
    'an idle number that is not below min': keda(`{min: 0, max: 5, idleReplicaCount: 0, ${jobs}}`),
    'a cooldown although the last pod never stops': keda(
      `{min: 2, max: 5, cooldownPeriod: 60, initialCooldownPeriod: 5, ${jobs}}`,
    ),
    'a fallback without numbers': keda(`{min: 2, max: 5, fallback: {behavior: static}, ${jobs}}`),
    'a fallback above max': keda(`{min: 2, max: 5, fallback: {failureThreshold: 3, replicas: 6}, ${jobs}}`),
    'a fallback for metrics that are a total': keda(
      '{min: 2, max: 5, fallback: {failureThreshold: 3, replicas: 4}, triggers: {jobs: {type: sqs-fifo, metricType: Value, metadata: {queue: jobs}}}}',
    ),
    'a fallback of a schedule': keda(
      '{min: 2, max: 5, cpu: 60, fallback: {failureThreshold: 3, replicas: 4}, schedule: [{start: "0 8 * * *", end: "0 9 * * *", timeZone: UTC, replicas: 5}]}',
      cpu,
    ),
  },
  external: {
    'an autoscaler of ours beside another one': plain(
      `${cpu}replicas: {external: true, min: 2, max: 6, cpu: 60, hardMax: 8, handover: 3}\n`,
    ),
    'another autoscaler with crossed bounds': plain('replicas: {external: true, min: 6, max: 2}\n'),
    'another autoscaler of two workloads': on(
      'provider: eks\nzones: [a, b, c]\n',
      'replicas: external\ncapacity: {onDemand: 2}\n',
    ),
    'another autoscaler of a DaemonSet': plain('workload: DaemonSet\nreplicas: external\n'),
    'another autoscaler of the gateway': on(
      'provider: eks\nzones: [a, b]\nedge: {implementation: envoy-gateway, domain: example.org, issuer: letsencrypt, gateway: {replicas: external}}\n',
      'expose: web.example.org\n',
    ),
    'replicas that are a word': plain('replicas: two\n'),
  },
};
