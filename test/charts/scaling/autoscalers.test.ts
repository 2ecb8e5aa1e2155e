import type { JsonObject } from '../../../lib/json';
import { Pipeline } from '../../../app/pipeline';
import { removePlatforms, writePlatform } from '../../support/platform';
import { eks, resolveWeb, scaledWeb, specOf, webOf } from '../../support/resolved';

afterEach(removePlatforms);

const http = 'ports: {http: 8080}\n';
const cpu = 'resources: {requests: {cpu: 100m, memory: 64Mi}}\n';
const operators = `${eks}operators: [keda, vertical-pod-autoscaler]\n`;
const number = (service: string) => webOf(`${http}${service}`, operators).workloads[0]?.replicas;
const first = (service: string, environment = operators) => scaledWeb(`${http}${service}`, environment)[0];

describe('a HorizontalPodAutoscaler', () => {
  it('replaces the number in the Deployment, rises at once and falls slowly', () => {
    const service = `${cpu}replicas: {min: 3, max: 9}\n`;
    expect(number(service)).toBeUndefined();
    expect(first(service)?.autoscaler).toEqual({
      minReplicas: 3,
      maxReplicas: 9,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 65 } },
        },
      ],
      behavior: {
        scaleUp: {
          stabilizationWindowSeconds: 0,
          selectPolicy: 'Max',
          policies: [
            { type: 'Percent', value: 100, periodSeconds: 15 },
            { type: 'Pods', value: 4, periodSeconds: 15 },
          ],
        },
        scaleDown: {
          stabilizationWindowSeconds: 300,
          selectPolicy: 'Max',
          policies: [{ type: 'Percent', value: 25, periodSeconds: 60 }],
        },
      },
    });
  });

  it('measures the main container alone where others run beside it', () => {
    const sidecar = 'sidecars: {proxy: {image: ghcr.io/acme/proxy:1}}\n';
    expect(first(`${cpu}${sidecar}`)?.autoscaler?.metrics).toEqual([
      {
        type: 'ContainerResource',
        containerResource: {
          name: 'cpu',
          container: 'web',
          target: { type: 'Utilization', averageUtilization: 65 },
        },
      },
    ]);
  });

  it('keeps metrics in the order that the controller keeps: written ones, memory, CPU', () => {
    const replicas =
      'replicas: {cpu: 70, memory: 80, metrics: [{type: Pods, pods: {metric: {name: rps}, target: {type: AverageValue, averageValue: 1000m}}}]}\n';
    expect(first(`${cpu}${replicas}`)?.autoscaler?.metrics?.map((metric) => JSON.stringify(metric))).toEqual([
      '{"type":"Pods","pods":{"metric":{"name":"rps"},"target":{"type":"AverageValue","averageValue":"1"}}}',
      '{"type":"Resource","resource":{"name":"memory","target":{"type":"Utilization","averageUtilization":80}}}',
      '{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":70}}}',
    ]);
  });

  it('is there only where a person wrote a request', () => {
    expect(number('')).toBe(2);
    expect(first(`workload: StatefulSet\nreplicas: 3\n${cpu}`)?.autoscaler).toBeUndefined();
  });
});

describe('KEDA', () => {
  const trigger =
    'triggers: {jobs: {type: rabbitmq, metadata: {queueName: jobs}, secrets: {host: {secret: mq, key: url}}}}';

  it('takes the place of the autoscaler, and takes over the one that was there', () => {
    const service = `replicas: {min: 0, max: 8, ${trigger}}\n`;
    const workload = first(service);
    expect(workload?.autoscaler).toBeUndefined();
    expect(number(service)).toBeUndefined();
    expect(workload?.scaledObject).toMatchObject({
      spec: {
        minReplicaCount: 0,
        maxReplicaCount: 8,
        advanced: { horizontalPodAutoscalerConfig: { name: 'web' } },
        triggers: [
          {
            type: 'rabbitmq',
            name: 'jobs',
            metadata: { queueName: 'jobs' },
            authenticationRef: { name: 'web-jobs' },
          },
        ],
      },
      authentications: [
        { name: 'web-jobs', spec: { secretTargetRef: [{ parameter: 'host', name: 'mq', key: 'url' }] } },
      ],
    });
  });

  it('a schedule does not end the measuring of CPU between its times', () => {
    const schedule = 'schedule: [{start: "0 8 * * *", end: "0 9 * * *", timeZone: UTC, replicas: 6}]';
    const triggers = (text: string) => first(text)?.scaledObject?.spec.triggers.map(({ type }) => type);
    expect(triggers(`${cpu}replicas: {min: 2, max: 10, ${schedule}}\n`)).toEqual(['cron', 'cpu']);
    expect(triggers(`replicas: {min: 2, max: 10, ${schedule}}\n`)).toEqual(['cron']);
  });

  it('an environment that takes the last trigger away gives the autoscaler back', () => {
    const files = {
      'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\n',
      'environments/production.yaml': `${operators}services: {web: {replicas: {triggers: {jobs: null}}}}\n`,
      'services/web.yaml': `image: acme/web:1\n${http}${cpu}replicas: {min: 2, max: 8, ${trigger}}\n`,
    };
    const { apps } = new Pipeline(writePlatform(files)).run();
    expect(specOf<{ maxReplicas: number }>(apps, 'HorizontalPodAutoscaler', 'web').maxReplicas).toBe(8);
  });
});

describe('the fields of KEDA', () => {
  const jobs = 'triggers: {jobs: {type: my-own-scaler, metadata: {queue: jobs}}}';
  const spec = (replicas: string) => first(`${cpu}replicas: ${replicas}\n`)?.scaledObject?.spec;

  it('are as they are written', () => {
    const fields =
      'pollingInterval: 10, cooldownPeriod: 0, initialCooldownPeriod: 30, fallback: {failureThreshold: 3, replicas: 4, behavior: currentReplicas}';
    expect(spec(`{min: 0, max: 8, ${fields}, ${jobs}}`)).toMatchObject({
      pollingInterval: 10,
      cooldownPeriod: 0,
      initialCooldownPeriod: 30,
      fallback: { failureThreshold: 3, replicas: 4, behavior: 'currentReplicas' },
    });
    expect(spec(`{min: 2, max: 8, idleReplicaCount: 0, cooldownPeriod: 60, ${jobs}}`)).toMatchObject({
      idleReplicaCount: 0,
      cooldownPeriod: 60,
      minReplicaCount: 2,
    });
  });

  it('take any type of trigger, with its kind of metric', () => {
    const triggers =
      'triggers: {jobs: {type: my-own-scaler, metricType: Value, useCachedMetrics: true, metadata: {queue: jobs}}}';
    expect(spec(`{min: 2, max: 8, ${triggers}}`)?.triggers).toContainEqual({
      type: 'my-own-scaler',
      name: 'jobs',
      metricType: 'Value',
      useCachedMetrics: true,
      metadata: { queue: 'jobs' },
    });
  });

  it('are not suspected: a type that is far from all well-known ones, nor what all services get', () => {
    expect(resolveWeb(`${http}replicas: {min: 0, max: 5, ${jobs}}\n`, operators).environment.name).toBe(
      'production',
    );
    const defaults = `${eks}defaults: {replicas: {pollingInterval: 10}}\n`;
    expect(first(cpu, defaults)?.autoscaler).toBeDefined();
  });
});

describe('a VerticalPodAutoscaler', () => {
  const vertical = (service: string) => first(service)?.verticalAutoscaler;

  it('only shows, unless asked to act, and leaves CPU to the horizontal one', () => {
    expect(vertical(`${cpu}vpa: {}\n`)).toEqual({
      updatePolicy: { updateMode: 'Off' },
      resourcePolicy: {
        containerPolicies: [
          { containerName: 'web', controlledResources: ['memory'] },
          { containerName: '*', mode: 'Off' },
        ],
      },
    });
  });

  it('of all services is none of a CronJob’s', () => {
    const environment = `${operators}defaults: {vpa: {}}\n`;
    const [job] = scaledWeb('workload: CronJob\nschedule: "0 3 * * *"\n', environment);
    expect(job?.kind).toBe('CronJob');
    expect(job?.verticalAutoscaler).toBeUndefined();
  });

  it('that acts is counted by the quota: limits keep their ratio to requests', () => {
    const resources = 'resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 512Mi}}\n';
    const vpa = 'vpa: {updateMode: Recreate, minAllowed: {memory: 64Mi}, maxAllowed: {memory: 1Gi}}\n';
    const files = {
      'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\n',
      'environments/production.yaml': operators,
      'services/web.yaml': `image: acme/web:1\n${http}${resources}replicas: {min: 2, max: 3}\n${vpa}`,
    };
    const { apps } = new Pipeline(writePlatform(files)).run();
    // 3 pods, 1 of a surge, 3 that still end; 4Gi each; a fifth more.
    expect(specOf<{ hard: JsonObject }>(apps, 'ResourceQuota', 'shop').hard['limits.memory']).toBe('50Gi');
  });
});
