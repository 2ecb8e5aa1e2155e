import { nearest } from '../../lib/nearest';
import type { ServiceContext } from '../../model/context';

/** Parameters without which a scaler does not start, each with those that can replace it; the names are KEDA's. @see https://keda.sh/docs/latest/scalers/ */
const needed: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'aws-sqs-queue': [['queueURL'], ['awsRegion']],
  'azure-queue': [['queueName']],
  'gcp-pubsub': [['subscriptionName', 'topicName']],
  kafka: [['bootstrapServers'], ['consumerGroup']],
  prometheus: [['serverAddress'], ['query'], ['threshold']],
  rabbitmq: [['queueName']],
  redis: [['listName'], ['address', 'host']],
  'redis-streams': [['stream'], ['address', 'host']],
};

/** Scalers of KEDA, to find typos: there are more with each release, and a platform can add its own. */
const wellKnown = [
  'activemq',
  'apache-kafka',
  'arangodb',
  'artemis-queue',
  'aws-cloudwatch',
  'aws-dynamodb',
  'aws-dynamodb-streams',
  'aws-kinesis-stream',
  'aws-sqs-queue',
  'azure-app-insights',
  'azure-blob',
  'azure-data-explorer',
  'azure-eventhub',
  'azure-log-analytics',
  'azure-monitor',
  'azure-pipelines',
  'azure-queue',
  'azure-servicebus',
  'beanstalkd',
  'cassandra',
  'couchdb',
  'cron',
  'datadog',
  'dynatrace',
  'elasticsearch',
  'etcd',
  'external',
  'external-push',
  'gcp-cloudtasks',
  'gcp-pubsub',
  'gcp-stackdriver',
  'gcp-storage',
  'github-runner',
  'graphite',
  'huawei-cloudeye',
  'ibmmq',
  'influxdb',
  'kafka',
  'kubernetes-workload',
  'liiklus',
  'loki',
  'metrics-api',
  'mongodb',
  'mssql',
  'mysql',
  'nats-jetstream',
  'new-relic',
  'nsq',
  'openstack-metric',
  'openstack-swift',
  'postgresql',
  'predictkube',
  'prometheus',
  'pulsar',
  'rabbitmq',
  'redis',
  'redis-cluster',
  'redis-cluster-streams',
  'redis-sentinel',
  'redis-sentinel-streams',
  'redis-streams',
  'selenium-grid',
  'solace-event-queue',
  'solarwinds',
  'solr',
  'splunk',
  'stan',
  'temporal',
] as const;

/** What a scaler needs in its metadata or secrets, by alternatives. */
export function neededParameters(type: string | undefined): readonly (readonly string[])[] {
  return type !== undefined && Object.hasOwn(needed, type) ? (needed[type] ?? []) : [];
}

/** Any type is accepted, but for what has a field of its own; one that is nearly a well-known one is probably a typo. */
export function checkTriggerType(context: ServiceContext, path: readonly string[], type: string): void {
  if (type === 'cpu' || type === 'memory') {
    context.report('conflicting-fields', [...path, 'type'], {
      problem: `replicas.${type} is the field for the ${type} scaler`,
      got: type,
      fix: `remove the trigger and write replicas: {${type}: PERCENT}`,
    });
    return;
  }
  if (wellKnown.some((known) => known === type)) return;
  const meant = nearest(type, wellKnown, 1);
  if (meant === undefined) return;
  context.report('unknown-trigger', [...path, 'type'], {
    problem: `"${type}" is not a scaler that KEDA is known to have, and KEDA never scales by an unknown one`,
    fix: `did you mean "${meant}"? Ignore this if your KEDA has "${type}"`,
  });
}
