import { SpecError } from '../../../lib/diagnostics';
import { eks, resolveWeb } from '../../support/resolved';

/** What an availability target asks of the plan, each workload with all spot nodes gone. */
const http = 'ports: {http: 8080}\n';
const cpu = 'resources: {requests: {cpu: 100m}}\n';
const unnamed = 'provider: eks\n';

/** `CODE: got` of each problem of the target. */
function judged(service: string, target = 99.9, environment = eks): string[] {
  const more = service.includes('disruptionBudget:') || service.includes('zoneSpread:');
  const text = more ? service : `${service}availability: {target: ${target}}\n`;
  const found = () => {
    try {
      return resolveWeb(text, environment).warnings;
    } catch (error) {
      if (error instanceof SpecError) return error.diagnostics;
      throw error;
    }
  };
  return found()
    .filter(({ code }) => code === 'availability-target' || code === 'target-risk')
    .map(({ code, got }) => `${code}: ${got}`);
}

const budget = (written: string, target = 99.9) =>
  `availability: {target: ${target}, disruptionBudget: ${written}}\n`;
const rolling = (written: string) => `strategy: {rollingUpdate: ${written}}\n`;

describe('a plan that keeps its target', () => {
  it.each([
    ['two replicas', `${http}replicas: 2\n`],
    ['below the targets that are judged', `${http}replicas: 1\n`, 99],
    [
      'a floor of two, and an autoscaler',
      `${http}${cpu}capacity: {onDemand: 2}\nreplicas: {min: 4, max: 12}\n`,
    ],
    ['three members', `${http}workload: StatefulSet\nreplicas: 3\n`],
    ['a rollout of some pods', `${http}replicas: 4\n${rolling('{maxUnavailable: 3}')}`],
    ['a share of a rollout, rounded down', `${http}replicas: 3\n${rolling('{maxUnavailable: "99%"}')}`],
    ['a budget of some pods', `${http}replicas: 4\n${budget('{maxUnavailable: 3}')}`],
    ['three replicas and the strictest target', `${http}replicas: 3\n`, 99.99],
    ['zones that nobody names, on nodes with the label', `${http}replicas: 2\n`, 99.9, unnamed],
    [
      'readiness of another container',
      `${http}replicas: 3\nprobes: false\nsidecars: {proxy: {image: "acme/proxy:1", ports: {p: 9090}, probes: {path: /ready}}}\n`,
    ],
  ])('%s', (_title, service, target = 99.9, environment = eks) => {
    expect(judged(service, target, environment)).toEqual([]);
  });
});

describe('a plan that does not', () => {
  it.each([
    ['spot leaves one', `${http}replicas: 4\ncapacity: {onDemand: 1}\n`, ['availability-target: onDemand 1']],
    [
      'spot leaves one, whatever the autoscaler',
      `${http}${cpu}capacity: {onDemand: 1}\nreplicas: {min: 2, max: 9}\n`,
      ['availability-target: onDemand 1'],
    ],
    [
      'spot leaves two of ten for as long as it is gone',
      `${http}replicas: 10\ncapacity: {onDemand: 2}\n`,
      ['target-risk: onDemand 2, replicas 10'],
    ],
    [
      'a rollout takes all',
      `${http}replicas: 4\n${rolling('{maxSurge: 0, maxUnavailable: 4}')}`,
      ['availability-target: maxUnavailable 4'],
    ],
    [
      'a rollout takes all by share',
      `${http}replicas: 4\n${rolling('{maxUnavailable: "100%"}')}`,
      ['availability-target: maxUnavailable 100%'],
    ],
    [
      'a rollout takes all that an autoscaler may leave',
      `${http}${cpu}replicas: {min: 3, max: 9}\n${rolling('{maxUnavailable: 3}')}`,
      ['availability-target: maxUnavailable 3'],
    ],
    [
      'a rollout takes what spot leaves',
      `${http}${cpu}capacity: {onDemand: 2}\nreplicas: {min: 6, max: 9}\n${rolling('{maxUnavailable: 2}')}`,
      ['availability-target: maxUnavailable 2'],
    ],
    [
      'a budget that allows all',
      `${http}replicas: 4\n${budget('{maxUnavailable: 4}')}`,
      ['availability-target: disruptionBudget maxUnavailable 4 with 4 replicas'],
    ],
    [
      'a budget that allows all by share',
      `${http}replicas: 2\n${budget('{maxUnavailable: "51%"}')}`,
      ['availability-target: disruptionBudget maxUnavailable 51% with 2 replicas'],
    ],
    ['no budget', `${http}replicas: 2\n${budget('false')}`, ['availability-target: no disruption budget']],
    ['no probes', `${http}replicas: 3\nprobes: false\n`, ['availability-target: no readiness probe']],
    [
      'no readiness',
      `${http}replicas: 3\nprobes: {readiness: false}\n`,
      ['availability-target: no readiness probe'],
    ],
    ['two members', `${http}workload: StatefulSet\nreplicas: 2\n`, ['target-risk: replicas 2']],
    [
      'any capacity, where spot nodes take every pod',
      `${http}replicas: 3\ncapacity: uniform\n`,
      ['target-risk: capacity: uniform'],
    ],
  ])('%s', (_title, service, expected) => {
    expect(judged(service)).toEqual(expected);
  });

  it('two replicas and the strictest target', () => {
    expect(judged(`${http}replicas: 2\n`, 99.99)).toEqual(['target-risk: 2 replicas on lasting nodes']);
  });

  it('one zone of those that nobody names', () => {
    const one = 'nodeSelector: {topology.kubernetes.io/zone: a}\n';
    expect(judged(`${http}replicas: 2\n${one}`, 99.9, unnamed)).toEqual(['availability-target: zones: a']);
    expect(judged(`${http}replicas: 2\n`, 99.9, 'provider: kubernetes\nnetworkPolicy: off\n')).toEqual([
      'availability-target: zones: none',
    ]);
  });
});

it('a target for all services asks no probe of one that does not answer', () => {
  const all = `${eks}defaults: {availability: {target: 99.9}}\n`;
  const codes = resolveWeb('replicas: 2\n', all).warnings.map(({ code }) => code);
  expect(codes).toEqual([]);
});
