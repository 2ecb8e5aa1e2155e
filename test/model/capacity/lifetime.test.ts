import { eks, resolveWeb, webOf } from '../../support/resolved';

/** How pods end, who may take them, and who takes whose place. */
const http = 'ports: {http: 8080}\n';
const gke = 'provider: gke\nzones: [southamerica-east1-a, southamerica-east1-b, southamerica-east1-c]\n';
const aks = 'provider: aks\nzones: [brazilsouth-1, brazilsouth-2, brazilsouth-3]\n';

function ending(service: string, environment = eks, workload = 0): [number | undefined, number | undefined] {
  const pod = webOf(service, environment).workloads[workload]?.pod;
  const lifecycle = pod?.containers[0]?.rest['lifecycle'] as
    { preStop?: { sleep?: { seconds: number } } } | undefined;
  return [lifecycle?.preStop?.sleep?.seconds, pod?.spec['terminationGracePeriodSeconds']];
}

describe('the preStop sleep and the grace period', () => {
  it.each([
    ['on-demand: what load balancers take, and thirty seconds more', http, eks, [10, 40]],
    ['without a Service nobody has to learn of it', 'replicas: 2\n', eks, [undefined, undefined]],
    ['spot on AWS', `${http}capacity: spot\n`, eks, [10, 40]],
    ['spot on Google Cloud', `${http}capacity: spot\n`, gke, [5, 15]],
    ['spot on Azure', `${http}capacity: spot\n`, aks, [5, 20]],
    [
      'a longer drain within the notice',
      `${http}capacity: spot\navailability: {drainDelay: 18}\n`,
      aks,
      [18, 23],
    ],
    ['a written grace period is kept', `${http}terminationGracePeriodSeconds: 60\n`, eks, [10, 60]],
    [
      'a hook of one’s own is kept as it is',
      `${http}lifecycle: {preStop: {sleep: {seconds: 20}}}\n`,
      eks,
      [20, 50],
    ],
  ])('%s', (_title, service, environment, expected) => {
    expect(ending(service, environment)).toEqual(expected);
  });

  it('each workload has its own', () => {
    const service = `${http}replicas: 3\ncapacity: {onDemand: 1}\n`;
    expect([ending(service, gke, 0), ending(service, gke, 1)]).toEqual([
      [10, 40],
      [5, 15],
    ]);
  });
});

it('a toleration for new pods says nothing of those on a silent node', () => {
  const key = 'node.kubernetes.io/unreachable';
  const seconds = (effect: string) =>
    (
      webOf(`${http}replicas: 2\ntolerations: [{key: ${key}, operator: Exists, effect: ${effect}}]\n`)
        .workloads[0]?.pod.spec['tolerations'] as
        readonly { key: string; tolerationSeconds?: number }[] | undefined
    )?.flatMap((entry) => (entry.key === key ? (entry.tolerationSeconds ?? []) : []));
  expect(seconds('NoSchedule')).toEqual([30]);
  expect(seconds('NoExecute')).toEqual([]);
});

describe('jobs', () => {
  const controller = (service: string) => webOf(service).workloads[0]?.controller ?? {};
  const ignored = {
    rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
  };

  it('on spot ignore disruptions, and something else bounds them', () => {
    expect(controller('workload: Job\ncapacity: spot\n')).toEqual({
      backoffLimit: 3,
      activeDeadlineSeconds: 86_400,
      podFailurePolicy: ignored,
    });
  });

  it('of a CronJob start no later than five minutes after their time, and never beside another', () => {
    expect(controller('workload: CronJob\nschedule: "0 3 * * *"\n')).toMatchObject({
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 300,
      jobTemplate: { podFailurePolicy: ignored },
    });
  });
});

describe('probes', () => {
  const probes = (text: string) => webOf(`${http}probes: ${text}\n`).workloads[0]?.pod.containers[0]?.probes;

  it('timings of all three never shorten a start', () => {
    const httpGet = { path: '/healthz', port: 'http' };
    expect(
      probes(
        '{path: /healthz, initialDelaySeconds: 90, periodSeconds: 5, failureThreshold: 3, timeoutSeconds: 4}',
      ),
    ).toEqual({
      startup: { httpGet, periodSeconds: 2, failureThreshold: 150, timeoutSeconds: 4 },
      readiness: {
        httpGet,
        initialDelaySeconds: 90,
        periodSeconds: 5,
        failureThreshold: 3,
        timeoutSeconds: 4,
      },
      liveness: {
        httpGet,
        initialDelaySeconds: 90,
        periodSeconds: 5,
        failureThreshold: 3,
        timeoutSeconds: 4,
      },
    });
  });

  it('a startup probe that only says what it asks has five minutes, a timed one is kept', () => {
    expect(probes('{startup: {path: /started}}')?.startup).toMatchObject({
      periodSeconds: 2,
      failureThreshold: 150,
    });
    expect(probes('{startup: {path: /started, periodSeconds: 5}}')?.startup).toEqual({
      httpGet: { path: '/started', port: 'http' },
      periodSeconds: 5,
    });
  });

  it('liveness that differs from readiness in its delay alone is equal to it', () => {
    const both = 'probes: {liveness: {path: /h, initialDelaySeconds: 300}, readiness: {path: /h}}\n';
    expect(resolveWeb(`${http}replicas: 2\n${both}`).warnings.map(({ code }) => code)).toEqual([
      'equal-probes',
    ]);
  });

  it('a derived startup probe is as patient as the probe that lends its handler', () => {
    expect(probes('{liveness: {exec: [check], timeoutSeconds: 20}}')).toMatchObject({
      startup: { exec: { command: ['check'] }, periodSeconds: 2, failureThreshold: 150, timeoutSeconds: 20 },
    });
  });
});

describe('containers beside the main one', () => {
  const pod = (text: string) =>
    webOf(`${http}${text}`, `${eks}defaults: {resources: {requests: {cpu: 50m, memory: 32Mi}}}\n`)
      .workloads[0]?.pod;

  it('ask for what all services get, not for what the main one needs', () => {
    const big = 'resources: {requests: {cpu: "2", memory: 4Gi}}\n';
    // An environment's defaults are stronger than the service, so that the main container has them, too.
    const all = webOf(`${http}${big}sidecars: {proxy: {image: acme/proxy:1}}\n`, eks).workloads[0]?.pod;
    expect(all?.containers[0]?.resources.requests).toEqual({ cpu: '2', memory: '4Gi' });
    expect(all?.initContainers[0]?.resources).toEqual({ requests: {}, limits: {} });
    expect(pod('sidecars: {proxy: {image: acme/proxy:1}}\n')?.initContainers[0]?.resources.requests).toEqual({
      cpu: '50m',
      memory: '32Mi',
    });
  });

  it('keep what is dropped when they add a capability', () => {
    const added =
      'containers: {proxy: {image: acme/proxy:1, securityContext: {capabilities: {add: [NET_BIND_SERVICE]}}}}\n';
    expect(pod(added)?.containers[1]?.securityContext['capabilities']).toEqual({
      add: ['NET_BIND_SERVICE'],
      drop: ['ALL'],
    });
  });

  it('have ports that a Service reaches by name', () => {
    const text =
      'containers: {exporter: {image: acme/exporter:1, ports: {metrics: 9090}}}\nservice: {ports: {http: 8080, metrics: {port: 9090, targetPort: metrics}}}\n';
    expect(webOf(`${http}${text}`).kubernetesServices[0]?.spec['ports']).toMatchObject([
      { name: 'http' },
      { name: 'metrics', port: 9090, targetPort: 'metrics' },
    ]);
  });
});
