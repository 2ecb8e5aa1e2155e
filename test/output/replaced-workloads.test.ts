import { join } from 'node:path';
import { output } from '../../app/output';
import { Pipeline } from '../../app/pipeline';
import { address } from '../../lib/rendered';
import { replacedWorkloads } from '../../output/replaced-workloads';
import type { EnvironmentObject } from '../../output/environment-objects';
import { replicaTransitions } from '../../output/replica-transitions';
import type { Files } from '../support/platform';
import { removePlatforms, writePlatform } from '../support/platform';

afterEach(removePlatforms);

const platform = (service: string, more: Files = {}): Files => ({
  'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\n',
  'environments/production.yaml': 'provider: eks\nzones: [sa-east-1a, sa-east-1b, sa-east-1c]\n',
  'services/web.yaml': `image: acme/web:1\n${service}`,
  ...more,
});

const objects = (service: string, more: Files = {}) =>
  new Pipeline(writePlatform(platform(service, more))).run().apps.flatMap((app) => app.objects);

const ports = 'ports: {http: 8080}\n';
const deployment = `${ports}replicas: 3\n`;
const statefulSet = `${ports}workload: StatefulSet\nreplicas: 3\n`;
const daemonSet = `${ports}workload: DaemonSet\n`;
const scaled = `${ports}resources: {requests: {cpu: 100m}}\nreplicas: {min: 3, max: 9}\n`;
const split = `${ports}capacity: {onDemand: 2}\nreplicas: 4\n`;
const schedule = 'workload: CronJob\nschedule: "0 3 * * *"\n';

const found = (before: string, after: string) => replacedWorkloads(objects(before), objects(after));

it.each([
  ['a Deployment', deployment, 'a StatefulSet', statefulSet, 'Deployment/shop/web', 'StatefulSet shop/web'],
  ['a StatefulSet', statefulSet, 'a Deployment', deployment, 'StatefulSet/shop/web', 'Deployment shop/web'],
  ['a Deployment', deployment, 'a DaemonSet', daemonSet, 'Deployment/shop/web', 'DaemonSet shop/web'],
  ['a DaemonSet', daemonSet, 'a StatefulSet', statefulSet, 'DaemonSet/shop/web', 'StatefulSet shop/web'],
  [
    'an autoscaled Deployment',
    scaled,
    'a StatefulSet',
    statefulSet,
    'Deployment/shop/web',
    'StatefulSet shop/web',
  ],
  [
    'a Deployment',
    deployment,
    'one elsewhere',
    `namespace: pay\n${deployment}`,
    'Deployment/shop/web',
    'Deployment pay/web',
  ],
])('%s that becomes %s', (_from, before, _to, after, address, successor) => {
  const [problem, ...others] = found(before, after);
  expect(others).toEqual([]);
  expect(problem?.address).toBe(address);
  const old = address.replace('/', ' ');
  expect(problem?.diagnostic).toMatchObject({
    code: 'workload-transition',
    object: { environments: ['production'], title: old },
    path: '',
    problem: 'all its pods are removed at once, before the first pod of its successor is ready',
    got: `${old} → ${successor}`,
    fix:
      'run the new workload as a service of another name, move its callers there, and remove web in a second commit; ' +
      `or let Argo CD sync with PruneLast=true and run synth --replace ${address}`,
  });
  // The advice for replicas that move between workloads would not help.
  expect(replicaTransitions(objects(before), objects(after))).toEqual([]);
});

it('both workloads of a service that become one StatefulSet', () => {
  const problems = found(split, statefulSet);
  expect(problems.map(({ address }) => address)).toEqual(['Deployment/shop/web', 'Deployment/shop/web-spot']);
  // A workload is not what a person can remove.
  for (const { diagnostic } of problems)
    expect(diagnostic.fix).toContain('and remove web in a second commit');
});

it('a service that only runs jobs from now on', () => {
  const [problem] = found('replicas: 2\n', schedule);
  expect(problem?.diagnostic).toMatchObject({
    problem: 'all its pods are removed at once, and its successor only runs jobs',
    got: 'Deployment shop/web → CronJob shop/web',
    fix: 'undo it, or run synth --replace Deployment/shop/web',
  });
});

it('a plain object without labels of ours', () => {
  const plain = (kind: string): EnvironmentObject[] => [
    {
      environment: 'production',
      object: {
        apiVersion: 'apps/v1',
        kind,
        metadata: { name: 'x', namespace: 'shop' },
        spec: { replicas: 2 },
      },
    },
  ];
  const problems = replacedWorkloads(plain('Deployment'), plain('StatefulSet'));
  expect(problems.map(({ address }) => address)).toEqual(['Deployment/shop/x']);
});

it('is refused by synth until --replace names it', () => {
  const out = join(writePlatform({ '.keep': '' }), 'dist');
  const options = { out, environments: [], check: false };
  const rendering = (service: string) => new Pipeline(writePlatform(platform(service))).run();
  output(rendering(deployment), { ...options, replace: [] });
  const next = rendering(statefulSet);
  expect(() => output(next, { ...options, replace: [] })).toThrow('workload-transition');
  const { changes } = output(next, { ...options, replace: ['Deployment/shop/web'] });
  expect(changes.removed.map(({ object }) => address(object))).toEqual(['Deployment/shop/web']);
  expect(() => output(next, { ...options, replace: ['Deployment/shop/web'] })).toThrow('unknown-replace');
});

it.each([
  ['a rollout', deployment, deployment.replace('3', '4')],
  ['a second workload', deployment, split],
  ['a workload without its second one', split, deployment],
  ['pods of jobs that start to run without an end', schedule, 'replicas: 2\n'],
  ['a workload without pods', `${ports}replicas: 0\n`, statefulSet],
])('%s is another matter', (_name, before, after) => {
  expect(found(before, after)).toEqual([]);
});

it('a service of another name, and later the removal of the first, is the way', () => {
  const next = { 'services/web-next.yaml': `image: acme/web:1\n${statefulSet}` };
  expect(replacedWorkloads(objects(deployment), objects(deployment, next))).toEqual([]);
  const gone = objects(deployment, next).filter(({ app }) => app !== 'web');
  expect(replacedWorkloads(objects(deployment, next), gone)).toEqual([]);
});
