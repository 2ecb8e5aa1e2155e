import { planText } from '../../../cli/plan';
import { eks, resolveWeb, webIn, webOf } from '../../support/resolved';

const http = 'ports: {http: 8080}\n';
const cpu = 'resources: {requests: {cpu: 100m}}\n';
const planOf = (service: string, environment = eks) => webOf(`${http}${service}`, environment).plan;
const kubernetes = 'provider: kubernetes\nnetworkPolicy: off\n';

describe('a service that says nothing', () => {
  it('runs on on-demand nodes where the provider tells them, on any elsewhere', () => {
    expect(planOf('').workloads).toEqual([{ name: 'web', placement: 'onDemand', min: 2, max: 2 }]);
    expect(planOf('', kubernetes).capacity).toBe('uniform');
  });

  it('is scaled where a person wrote the CPU request', () => {
    expect(planOf(cpu).workloads).toEqual([{ name: 'web', placement: 'onDemand', min: 2, max: 10, cpu: 65 }]);
    expect(planOf(`${cpu}replicas: {min: 8}\n`)).toMatchObject({ min: 8, max: 16 });
  });
});

describe('a floor', () => {
  it('of an autoscaled service: on-demand alone can take the whole load, spot grows first', () => {
    expect(planOf(`${cpu}capacity: {onDemand: 2}\nreplicas: {min: 4, max: 12, cpu: 60}\n`)).toEqual({
      capacity: { onDemand: 2 },
      min: 4,
      max: 12,
      worstCase: 22,
      workloads: [
        { name: 'web', placement: 'onDemand', min: 2, max: 12, cpu: 75 },
        { name: 'web-spot', placement: 'spot', min: 2, max: 10, cpu: 60 },
      ],
    });
  });

  it('of a number of replicas is N and the rest', () => {
    expect(planOf('capacity: {onDemand: 2}\nreplicas: 5\n').workloads).toEqual([
      { name: 'web', placement: 'onDemand', min: 2, max: 2 },
      { name: 'web-spot', placement: 'spot', min: 3, max: 3 },
    ]);
  });

  it('raises an unwritten minimum above itself', () => {
    expect(planOf(`${cpu}capacity: {onDemand: 3}\n`)).toMatchObject({ min: 4, max: 10 });
    expect(planOf('capacity: {onDemand: 3}\n')).toMatchObject({ min: 4, max: 4 });
  });

  it.each([
    ['hardMax takes from spot what the sum exceeds', '{min: 4, max: 10, hardMax: 14}', 10, 4],
    ['hardMax that the sum does not reach changes nothing', '{min: 4, max: 10, hardMax: 18}', 10, 8],
    ['hardMax without max leaves spot its minimum', '{min: 4, hardMax: 8}', 6, 2],
  ])('%s', (_title, replicas, onDemand, spot) => {
    const { workloads, worstCase } = planOf(`${cpu}capacity: {onDemand: 2}\nreplicas: ${replicas}\n`);
    expect(workloads.map(({ max }) => max)).toEqual([onDemand, spot]);
    expect(worstCase).toBe(onDemand + spot);
  });
});

describe('what all services get', () => {
  const withDefaults = (defaults: string) => `${eks}defaults: ${defaults}\n`;

  it('is for those that it fits: the others run on on-demand nodes', () => {
    const floor = withDefaults('{capacity: {onDemand: 2}}');
    expect(planOf('replicas: 4\n', floor).workloads).toHaveLength(2);
    expect(planOf('replicas: 2\n', floor)).toMatchObject({ capacity: 'onDemand', max: 2 });
    expect(planOf('workload: StatefulSet\nreplicas: 3\n', floor).capacity).toBe('onDemand');
    expect(webOf('workload: CronJob\nschedule: "0 3 * * *"\n', floor).plan.capacity).toBe('onDemand');
  });

  it('never keeps an agent from a node', () => {
    expect(webOf('workload: DaemonSet\n', withDefaults('{capacity: spot}')).plan.capacity).toBe('uniform');
  });
});

describe('explain', () => {
  it('tells the plan in words and as a table', () => {
    const resolution = resolveWeb(
      `${http}${cpu}capacity: {onDemand: 2}\nreplicas: {min: 4, max: 12, cpu: 60}\n`,
    );
    expect(planText(webIn(resolution), resolution.facts)).toBe(
      [
        'capacity: 4 to 12 replicas; 2 stay on on-demand nodes whatever happens to spot, the rest is on spot; at worst 22 run at once, when each Deployment takes the whole load.',
        '  workload  nodes      replicas  scaled by        drains take    grace',
        '  web       on-demand  2-12      HPA at 75 % CPU  10% at a time  40 s, 10 of them draining',
        '  web-spot  spot       2-10      HPA at 60 % CPU  10% at a time  40 s, 10 of them draining',
      ].join('\n'),
    );
  });

  it.each([
    ['workload: DaemonSet\n', 'capacity: one pod on every node, on-demand or spot.'],
    [
      'workload: CronJob\nschedule: "0 3 * * *"\ncapacity: spot\n',
      'capacity: 1 pod a run, all on spot nodes, which may vanish together.',
    ],
    ['replicas: 1\n', 'capacity: 1 replica, all on on-demand nodes.'],
  ])('%j', (service, sentence) => {
    const resolution = resolveWeb(service);
    expect(planText(webIn(resolution), resolution.facts).split('\n')[0]).toBe(sentence);
  });
});
