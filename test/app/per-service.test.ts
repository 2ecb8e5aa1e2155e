import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Decisions } from '../../app/per-service';
import { perServiceOf, withPods } from '../../app/per-service';
import { Pipeline, resolveAll } from '../../app/pipeline';
import { loadFrom, readPlatform } from '../../app/source';
import type { DecideService } from '../../charts/concern';
import type { Diagnostic } from '../../lib/diagnostics';
import type { ResolvedService } from '../../model/context';
import { memoryFolder } from '../../spec/source-folder';
import { base, removePlatforms, writePlatform } from '../support/platform';
import { eks } from '../support/resolved';

afterEach(removePlatforms);

const member = 'image: acme/web:1\nports: {http: 8080}\nworkload: StatefulSet\nreplicas: 5\n';
const risky = `${member}availability: {disruptionBudget: {maxUnavailable: 3}}\n`;

const files = new Map([
  ['platform.yaml', 'name: shop\nowner: web\nedition: 2026-11\n'],
  ['environments/production.yaml', eks],
  ['services/web.yaml', member],
  ['services/api.yaml', member],
]);
const services: ReadonlyMap<string, ResolvedService> =
  resolveAll(loadFrom(memoryFolder(files)), []).resolutions[0]?.services ?? new Map();

describe('what is decided of each service', () => {
  let decided: string[] = [];
  const decide: DecideService<string, object> = (context) => {
    decided.push(context.name);
    context.report('quorum-budget', [], { problem: 'it has a problem' });
    return `plan of ${context.name}`;
  };
  const decisions: Decisions = new WeakMap();

  function run(known: ReadonlyMap<string, ResolvedService>, given?: ReadonlyMap<string, object>) {
    decided = [];
    const problems: Diagnostic[] = [];
    const perService = perServiceOf(known, [...known.keys()], decisions, (_resolved, found) =>
      problems.push(...found),
    );
    const results = perService(decide, given);
    return { decided, results: [...results.values()], problems: problems.map(({ path }) => path) };
  }

  it('is decided once as long as service and what is given stay the same, and its problems are told each time', () => {
    const all = { results: ['plan of api', 'plan of web'], problems: ['api', 'web'] };
    expect(run(services)).toEqual({ decided: ['api', 'web'], ...all });
    expect(run(services)).toEqual({ decided: [], ...all });
    const web = services.get('web');
    if (web === undefined) throw new Error('web is not resolved');
    const changed = new Map(services).set('web', { ...web });
    expect(run(changed)).toEqual({ decided: ['web'], ...all });
    const given = (size: number) => new Map([['api', { size }]]);
    expect(run(changed, given(1))).toEqual({ decided: ['api'], ...all });
    expect(run(changed, given(1))).toEqual({ decided: [], ...all });
    expect(run(changed, given(2))).toEqual({ decided: ['api'], ...all });
    expect([...services.values()].flatMap(({ context }) => context.diagnostics)).toEqual([]);
  });
});

it('a service to which the same is added is the same object in the next run, so that it is not decided again', () => {
  const decisions: Decisions = new WeakMap();
  const added = (tier: string) => withPods(services, new Map([['web', [{ labels: { tier } }]]]), decisions);
  const first = added('a');
  expect([...first.keys()]).toEqual([...services.keys()]);
  expect(first.get('web')?.service?.workloads[0]?.podLabels).toMatchObject({ tier: 'a' });
  expect(first.get('api')).toBe(services.get('api'));
  expect(added('a').get('web')).toBe(first.get('web'));
  expect(added('b').get('web')?.service?.workloads[0]?.podLabels).toMatchObject({ tier: 'b' });
});

it('a pipeline that is kept warns of a service as long as it is written so', () => {
  const root = writePlatform({ ...base, 'services/web.yaml': risky, 'services/api.yaml': member });
  const kept = new Pipeline(root);
  const codes = () => kept.run().warnings.map(({ code, path }) => `${code} ${path}`);
  const warned = ['quorum-budget web.availability.disruptionBudget'];
  expect(codes()).toEqual(warned);
  expect(codes()).toEqual(warned);
  writeFileSync(join(root, 'services/api.yaml'), `${member}labels: {tier: a}\n`);
  expect(codes()).toEqual(warned);
  writeFileSync(join(root, 'services/web.yaml'), member);
  expect(codes()).toEqual([]);
});

describe('an error in what is decided of a service', () => {
  const read = (platform: string) => {
    const files = new Map([
      ['platform.yaml', `name: shop\nowner: web\nedition: 2026-11\n${platform}`],
      ['environments/production.yaml', `${eks}operators: [keda]\n`],
      [
        'services/web.yaml',
        'image: acme/web:1\nports: {http: 8080}\nreplicas: {min: 2, max: 4, cpu: 60, pollingInterval: 10}\nresources: {requests: {cpu: 1}}\n',
      ],
    ]);
    const { source, problems } = readPlatform(memoryFolder(files));
    const { resolutions, problems: found } = resolveAll(source, []);
    return { resolutions, codes: [...problems, ...found].map(({ code }) => code) };
  };
  const triggers = 'replicas: {triggers: {jobs: {type: my-own-scaler, metadata: {queue: jobs}}}}';

  it('makes what follows from it uncertain', () => {
    const { resolutions, codes } = read('');
    expect(codes).toEqual(['conflicting-fields']);
    expect(resolutions[0]).toMatchObject({ complete: false, servicesWithErrors: new Set(['web']) });
  });

  it('is none while the defaults of the platform cannot be read', () => {
    expect(read(`defaults: {${triggers}}\n`).codes).toEqual([]);
    expect(read(`defaults: {imge: a, ${triggers}}\n`).codes).toEqual(['unknown-field']);
  });
});
