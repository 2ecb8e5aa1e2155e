import { eks, resolveWeb, webOf } from '../../support/resolved';

const http = 'ports: {http: 8080}\n';
const cpu = 'resources: {requests: {cpu: 100m, memory: 64Mi}}\n';

it('the number stays for the one commit that hands it over, to each workload its part', () => {
  expect(webOf(`${http}${cpu}replicas: {min: 4, max: 12, handover: 6}\n`).workloads[0]?.replicas).toBe(6);
  const halves = webOf(`${http}${cpu}capacity: {onDemand: 2}\nreplicas: {min: 4, max: 12, handover: 6}\n`);
  expect(halves.workloads.map(({ replicas }) => replicas)).toEqual([2, 4]);
});

describe('replicas of all services', () => {
  const replicas = (defaults: string, service: string) =>
    resolveWeb(service, eks, {
      'platform.yaml': `name: shop\nowner: web\nedition: 2026-11\ndefaults: {replicas: ${defaults}}\n`,
    }).environment.services.get('web')?.workloads[0]?.plan;
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
    expect(webOf(`${member}replicas: 3\n`, environment).workloads[0]?.plan.max).toBe(1);
  });
});
