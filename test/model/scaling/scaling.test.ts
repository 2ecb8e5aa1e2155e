import type { JsonObject } from '../../../lib/json';
import { Pipeline } from '../../../app/pipeline';
import { removePlatforms, writePlatform } from '../../support/platform';
import { eks, resolveWeb, specOf, webOf } from '../../support/resolved';

afterEach(removePlatforms);

const http = 'ports: {http: 8080}\n';
const cpu = 'resources: {requests: {cpu: 100m, memory: 64Mi}}\n';
const operators = `${eks}operators: [keda, vertical-pod-autoscaler]\n`;
const first = (service: string, environment = operators) =>
  webOf(`${http}${service}`, environment).workloads[0];
const autoscaler = (service: string) =>
  first(service)?.autoscaler as { metrics: JsonObject[]; behavior: JsonObject } | undefined;

describe('a HorizontalPodAutoscaler', () => {
  it('replaces the number in the Deployment, rises at once and falls slowly', () => {
    const workload = first(`${cpu}replicas: {min: 3, max: 9}\n`);
    expect(workload?.replicas).toBeUndefined();
    expect(workload?.autoscaler).toEqual({
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
    expect(autoscaler(`${cpu}${sidecar}`)?.metrics).toEqual([
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
    expect(autoscaler(`${cpu}${replicas}`)?.metrics.map((metric) => JSON.stringify(metric))).toEqual([
      '{"type":"Pods","pods":{"metric":{"name":"rps"},"target":{"type":"AverageValue","averageValue":"1"}}}',
      '{"type":"Resource","resource":{"name":"memory","target":{"type":"Utilization","averageUtilization":80}}}',
      '{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":70}}}',
    ]);
  });

  it('is there only where a person wrote a request', () => {
    expect(first('')?.replicas).toBe(2);
    expect(first(`workload: StatefulSet\nreplicas: 3\n${cpu}`)?.autoscaler).toBeUndefined();
  });

  it('leaves the number for the one commit that hands it over, to each half its part', () => {
    expect(first(`${cpu}replicas: {min: 4, max: 12, handover: 6}\n`)?.replicas).toBe(6);
    const halves = webOf(`${http}${cpu}capacity: {onDemand: 2}\nreplicas: {min: 4, max: 12, handover: 6}\n`);
    expect(halves.workloads.map(({ replicas }) => replicas)).toEqual([2, 4]);
  });
});

describe('KEDA', () => {
  const trigger =
    'triggers: {jobs: {type: rabbitmq, metadata: {queueName: jobs}, secrets: {host: {secret: mq, key: url}}}}';

  it('takes the place of the autoscaler, and takes over the one that was there', () => {
    const workload = first(`replicas: {min: 0, max: 8, ${trigger}}\n`);
    expect(workload?.autoscaler).toBeUndefined();
    expect(workload?.replicas).toBeUndefined();
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
    const triggers = (text: string) =>
      ((first(text)?.scaledObject?.spec['triggers'] ?? []) as unknown as { type: string }[]).map(
        ({ type }) => type,
      );
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

describe('replicas of all services', () => {
  const replicas = (defaults: string, service: string) =>
    resolveWeb(service, eks, {
      'platform.yaml': `name: shop\nowner: web\nedition: 2026-11\ndefaults: {replicas: ${defaults}}\n`,
    }).environment.services.get('web')?.workloads[0]?.half;
  const member = `${http}${cpu}workload: StatefulSet\n`;

  it.each([
    ['one is right for every service', '1', member, { min: 1, max: 1 }],
    ['what the service says counts', '2', `${member}replicas: 3\n`, { min: 3, max: 3 }],
    [
      'bounds of its own, too',
      '{min: 2, max: 6}',
      `${member}replicas: {min: 3, max: 5}\n`,
      { min: 3, max: 5 },
    ],
    ['a lower bound is enough', '{max: 6, cpu: 60}', `${member}replicas: {min: 3}\n`, { min: 3, max: 6 }],
    ['work that may be shared', '{min: 2, max: 6}', `${cpu}replicas: {cpu: 70}\n`, { min: 2, max: 6 }],
    ['of a web service they are what they are for', '{min: 2, max: 6}', `${http}${cpu}`, { min: 2, max: 6 }],
    ['jobs have none', '3', 'workload: Job\n', { min: 1, max: 1 }],
  ])('%s', (_title, defaults, service, expected) => {
    expect(replicas(defaults, service)).toMatchObject(expected);
  });

  it('an environment may lower what the service says', () => {
    const environment = `${eks}defaults: {replicas: 1}\n`;
    expect(webOf(`${member}replicas: 3\n`, environment).workloads[0]?.half.max).toBe(1);
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
    const job = webOf('workload: CronJob\nschedule: "0 3 * * *"\n', environment);
    expect(job.workloads[0]?.verticalAutoscaler).toBeUndefined();
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
