import { Pipeline } from '../../app/pipeline';
import { resolveAll } from '../../app/pipeline';
import { SpecError } from '../../lib/diagnostics';
import { definePlatform } from '../../app/source';
import { problemsOf, removePlatforms, writePlatform } from '../support/platform';
import { eks, resolveWeb, webOf } from '../support/resolved';

/** What all services get, and what an environment makes of a service, is never turned against what somebody else wrote. */
afterEach(removePlatforms);

const http = 'ports: {http: 8080}\n';
const environment = (defaults: string) => `${eks}defaults: ${defaults}\n`;
const controllerOf = (service: string, defaults: string) =>
  webOf(service, environment(defaults)).workloads[0]?.controller;

describe('a strategy of all services', () => {
  it.each([
    [
      'a DaemonSet',
      'workload: DaemonSet\nstrategy: {rollingUpdate: {maxUnavailable: 10%}}\n',
      '{maxSurge: 25%}',
      { rollingUpdate: { maxUnavailable: '10%' } },
    ],
    [
      'a StatefulSet',
      `workload: StatefulSet\nreplicas: 3\n${http}strategy: {rollingUpdate: {partition: 1}}\n`,
      '{maxSurge: 50%}',
      { rollingUpdate: { partition: 1 } },
    ],
    [
      'an OnDelete StatefulSet',
      `workload: StatefulSet\nreplicas: 3\n${http}strategy: {type: OnDelete}\n`,
      '{maxSurge: 1}',
      { type: 'OnDelete' },
    ],
  ])('leaves %s what is its own', (_title, service, rollingUpdate, expected) => {
    const controller = controllerOf(service, `{strategy: {rollingUpdate: ${rollingUpdate}}}`);
    expect(controller).toHaveProperty('updateStrategy', expected);
  });

  it('leaves a Deployment its Recreate', () => {
    const controller = controllerOf(
      `${http}strategy: {type: Recreate}\n`,
      '{strategy: {rollingUpdate: {maxSurge: 1}}}',
    );
    expect(controller).toHaveProperty('strategy', { type: 'Recreate' });
  });
});

it('fields of a Service of all services are for the types that have them', () => {
  const defaults =
    '{service: {type: LoadBalancer, loadBalancerClass: acme.org/lb, externalTrafficPolicy: Local}}';
  const own = `${eks}defaults: ${defaults}\nservices: {web: {service: {type: ClusterIP}}}\n`;
  expect(webOf(http, environment(defaults)).kubernetesServices[0]?.spec).toMatchObject({
    loadBalancerClass: 'acme.org/lb',
  });
  expect(Object.keys(webOf(http, own).kubernetesServices[0]?.spec ?? {}).sort()).toEqual([
    'ports',
    'selector',
  ]);
});

describe('a handover with a floor of all services that does not fit', () => {
  it.each([
    ['as many replicas as the floor', 'replicas: {min: 2, max: 12, handover: 6}\n'],
    ['a selector of its own', 'selector: {app: web}\nreplicas: {min: 4, max: 12, handover: 6}\n'],
  ])('keeps all pods of a service with %s', (_title, service) => {
    const cpu = 'resources: {requests: {cpu: 100m}}\n';
    const { workloads } = webOf(`${http}${cpu}${service}`, environment('{capacity: {onDemand: 3}}'));
    expect(workloads.map(({ replicas }) => replicas)).toEqual([6]);
  });
});

describe('an environment that has less of something', () => {
  it.each([
    ['no Service', 'ports: {http: {port: 8080, servicePort: 80}}\n', '{service: false}'],
    [
      'one replica',
      `${http}replicas: 3\navailability: {disruptionBudget: {minAvailable: 1}}\n`,
      '{replicas: 1}',
    ],
  ])('%s: what the service says for the others is no mistake', (_title, service, override) => {
    expect(() => resolveWeb(service, `${eks}services: {web: ${override}}\n`)).not.toThrow();
  });
});

describe('null in an environment that extends another', () => {
  const files = {
    'environments/base.yaml': 'services: {web: {replicas: 5}}\ndefaults: {podLabels: {tier: x}}\n',
  };
  const deployed = (more: string) => {
    const { environment: found } = resolveWeb(`${http}replicas: 3\n`, `extends: base\n${eks}${more}`, files);
    const [workload] = found.services.get('web')?.workloads ?? [];
    return [workload?.replicas, workload?.podLabels['tier']];
  };

  it.each([
    ['', [5, 'x']],
    ['services: {web: null}\n', [3, 'x']],
    ['services: null\n', [3, 'x']],
    ['defaults: null\n', [5, undefined]],
  ])('%j removes what the other wrote', (more, expected) => {
    expect(deployed(more)).toEqual(expected);
  });
});

it('a base that is asked for is refused, and those that are rendered are named', () => {
  const root = writePlatform({
    'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\n',
    'environments/base.yaml': 'defaults: {replicas: 2}\n',
    'environments/production.yaml': 'extends: base\nprovider: eks\n',
    'services/web.yaml': `image: acme/web:1\n${http}`,
  });
  expect(() => new Pipeline(root).run(['base'])).toThrow(
    'base: the environment has no provider: it is a base for others, and not rendered; expected production',
  );
  expect(new Pipeline(root).run(['production']).resolutions).toHaveLength(1);
});

describe('what stands alone is taken', () => {
  it.each([
    ['a headless Service without ports', 'workload: StatefulSet\nreplicas: 3\nservice: {headless: true}\n'],
    ['a name for another host', 'replicas: 2\nservice: {type: ExternalName, externalName: a.example.org}\n'],
    [
      'a capital in the domain of an annotation',
      `${http}podAnnotations: {Reloader.stakater.com/auto: "true"}\n`,
    ],
    [
      'a device of the node',
      `${http}volumes: {disk: {hostPath: {path: "/dev/disk/by-path/pci-0000:00:04.0"}, mountPath: /disk}}\n`,
    ],
    ['an old name of a zone', 'workload: CronJob\nschedule: "0 3 * * *"\ntimeZone: US/Pacific\n'],
  ])('%s', (_title, service) => {
    expect(() => resolveWeb(service)).not.toThrow();
  });

  it.each(['america/sao_paulo', 'utc', 'America/Sao_paulo'])(
    'the zone %s is not: the API server goes by letters',
    (zone) => {
      expect(() => resolveWeb(`workload: CronJob\nschedule: "0 3 * * *"\ntimeZone: ${zone}\n`)).toThrow(
        'time zone database',
      );
    },
  );
});

it('two ports of one number are one mistake', () => {
  const text = problemsOf({
    'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\n',
    'environments/production.yaml': 'provider: eks\n',
    'services/web.yaml': 'image: acme/web:1\nports: {http: 8080, metrics: 8080}\nmainPort: http\n',
  });
  expect(text.match(/error/g)).toHaveLength(1);
});

it('KEDA is asked for by the field that is left', () => {
  const triggers = 'triggers: {q: {type: rabbitmq, metadata: {queueName: q}}}';
  const schedule = 'schedule: [{start: "0 8 * * *", end: "0 9 * * *", timeZone: UTC, replicas: 5}]';
  expect(() =>
    resolveWeb(
      `${http}replicas: {min: 2, max: 8, ${triggers}, ${schedule}}\n`,
      `${eks}services: {web: {replicas: {triggers: {q: null}}}}\n`,
    ),
  ).toThrow('web.replicas.schedule: KEDA scales by');
});

it.each(['../x', '', '.hid', 'a/b/c'])('a definition cannot name a service %j', (name) => {
  const services = { [name]: { image: 'acme/web:1' } };
  const definition = { name: 'shop', owner: 'web', edition: '2026-11' as const, environments: {}, services };
  let problems: readonly string[] = [];
  try {
    resolveAll(definePlatform(definition), []);
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    problems = error.diagnostics.map(({ code }) => code);
  }
  expect(problems).toEqual(['invalid-name']);
});
