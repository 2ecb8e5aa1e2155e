import { budgetsOfWeb, eks, resolveWeb } from '../../support/resolved';

const http = 'ports: {http: 8080}\n';
const cpu = 'resources: {requests: {cpu: 100m}}\n';

describe('a disruption budget', () => {
  const budget = (service: string, workload = 'web') => budgetsOfWeb(service).get(workload);
  const always = { unhealthyPodEvictionPolicy: 'AlwaysAllow' };

  it.each([
    ['two to seven replicas: one at a time', `${http}replicas: 7\n`, { maxUnavailable: 1, ...always }],
    ['eight: a quarter', `${http}replicas: 8\n`, { maxUnavailable: '25%', ...always }],
    [
      'members of a StatefulSet: one at a time',
      `${http}workload: StatefulSet\nreplicas: 9\n`,
      { maxUnavailable: 1, ...always },
    ],
    [
      'a Deployment that may grow to nine: one at a time',
      `${http}${cpu}replicas: {min: 2, max: 9}\n`,
      { maxUnavailable: 1, ...always },
    ],
    [
      'that may grow to ten: a tenth',
      `${http}${cpu}replicas: {min: 2, max: 10}\n`,
      { maxUnavailable: '10%', ...always },
    ],
    [
      'that may grow to a hundred: a tenth',
      `${http}${cpu}replicas: {min: 7, max: 100}\n`,
      { maxUnavailable: '10%', ...always },
    ],
    [
      'that never falls below eight: a quarter',
      `${http}${cpu}replicas: {min: 8, max: 100}\n`,
      { maxUnavailable: '25%', ...always },
    ],
    ['twelve, always: a quarter', `${http}replicas: 12\n`, { maxUnavailable: '25%', ...always }],
    [
      'members of a StatefulSet that may grow: one at a time',
      `${http}${cpu}workload: StatefulSet\nreplicas: {min: 3, max: 30}\n`,
      { maxUnavailable: 1, ...always },
    ],
    ['one replica: none', `${http}replicas: 1\n`, undefined],
    [
      'written for one replica, without blocking',
      `${http}replicas: 1\navailability: {disruptionBudget: {maxUnavailable: 1}}\n`,
      { maxUnavailable: 1, ...always },
    ],
    ['declined', `${http}replicas: 3\navailability: {disruptionBudget: false}\n`, undefined],
    [
      'written',
      `${http}replicas: 5\navailability: {disruptionBudget: {minAvailable: 3}}\n`,
      { minAvailable: 3, ...always },
    ],
    ['of an agent: none', 'workload: DaemonSet\n', undefined],
  ])('%s', (_title, service, expected) => {
    expect(budget(service)).toEqual(expected);
  });

  it('counts the replicas of the on-demand and of the spot workload on their own', () => {
    const split = `${http}${cpu}capacity: {onDemand: 8}\nreplicas: {min: 10, max: 100}\n`;
    expect([budget(split), budget(split, 'web-spot')]).toEqual([
      { maxUnavailable: '25%', ...always },
      { maxUnavailable: '10%', ...always },
    ]);
  });
});

it('a budget that leaves the majority of the members is no warning', () => {
  const codes = (budget: string) =>
    resolveWeb(
      `${http}workload: StatefulSet\nreplicas: 5\navailability: {disruptionBudget: ${budget}}\n`,
    ).warnings.map(({ code }) => code);
  expect(codes('{maxUnavailable: 2}')).toEqual([]);
  expect(codes('{maxUnavailable: 3}')).toEqual(['quorum-budget']);
});

describe('a single replica', () => {
  const warned = (service: string) => resolveWeb(`${http}${service}`).warnings.map(({ code }) => code);

  it.each([
    ['replicas: 1\n', ['single-replica']],
    ['replicas: 2\ncapacity: {onDemand: 1}\n', ['single-replica']],
    ['resources: {requests: {cpu: 1}}\nreplicas: {min: 1, max: 5}\n', ['single-replica']],
    ['replicas: 2\n', []],
    ['replicas: 3\ncapacity: {onDemand: 1}\n', []],
    ['replicas: 1\navailability: {disruptionBudget: false}\n', []],
  ])('%j', (service, codes) => {
    expect(warned(service)).toEqual(codes);
  });
});

describe('priorities', () => {
  it('those that are used are rendered under the platform’s name, and batch takes nobody’s place', () => {
    const { environment, facts } = resolveWeb(`${http}replicas: 2\navailability: {priority: batch}\n`);
    expect(facts.availability.priorityClasses.map(({ causes: _causes, ...entry }) => entry)).toEqual([
      {
        name: 'shop-batch',
        value: -5,
        description: 'Gives way to all others when there is no room.',
        preemptionPolicy: 'Never',
      },
    ]);
    expect(environment.services.get('web')?.workloads[0]?.pod.spec['priorityClassName']).toBe('shop-batch');
  });

  it('those of the gateway’s pods are used, too', () => {
    const edge =
      'edge: {domain: example.org, implementation: envoy-gateway, issuer: a, gateway: {availability: {priority: critical}}}\n';
    const { facts } = resolveWeb(`${http}replicas: 2\nexpose: www.example.org\n`, `${eks}${edge}`);
    expect(facts.availability.priorityClasses.map(({ name }) => name)).toEqual(['shop-critical']);
  });
});
