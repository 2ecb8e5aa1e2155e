import type { RenderedApp } from '../../app/pipeline';
import { Pipeline } from '../../app/pipeline';
import { transitionWarnings } from '../../output/transitions';
import { removePlatforms, writePlatform } from '../support/platform';
import { eks } from '../support/resolved';

afterEach(removePlatforms);

const cpu = 'resources: {requests: {cpu: 100m}}\n';
const scaled = (capacity: string, more = '') =>
  `${cpu}capacity: ${capacity}\nreplicas: {min: 4, max: 12${more}}\n`;
const fixed = (capacity: string, replicas = 4) => `${cpu}capacity: ${capacity}\nreplicas: ${replicas}\n`;

function objects(service: string, environment = eks) {
  const files = {
    'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\n',
    'environments/production.yaml': environment,
    'services/web.yaml': `image: acme/web:1\nports: {http: 8080}\n${service}`,
  };
  const apps: readonly RenderedApp[] = new Pipeline(writePlatform(files)).run().apps;
  return apps.flatMap((app) => app.objects);
}

const warnings = (before: string, after: string) => transitionWarnings(objects(before), objects(after));

it.each([
  ['onDemand', '{onDemand: 2}', 'web 4 → 2, web-spot 0 → 2', 'only 2 of 4', '{onDemand: 4} with 6'],
  ['{onDemand: 2}', 'onDemand', 'web 2 → 4, web-spot 2 → 0', 'only 2 of 4', '{onDemand: 4} with 6'],
  ['spot', '{onDemand: 3}', 'web 4 → 3, web-spot 0 → 1', 'only 3 of 4', '{onDemand: 4} with 5'],
  ['{onDemand: 1}', 'spot', 'web 1 → 4, web-spot 3 → 0', 'only 1 of 4', '{onDemand: 4} with 7'],
  ['{onDemand: 2}', '{onDemand: 3}', 'web 2 → 3, web-spot 2 → 1', 'only 3 of 4', '{onDemand: 3} with 5'],
])('from %s to %s takes two commits, with an autoscaler and without', (from, to, got, certain, between) => {
  for (const spec of [scaled, fixed]) {
    const [warning, ...others] = warnings(spec(from), spec(to));
    expect(others).toEqual([]);
    expect(warning).toMatchObject({ code: 'capacity-transition', path: 'production: web', got });
    expect(warning?.problem).toBe(`until new pods are ready, ${certain} replicas are certain`);
    expect(warning?.fix).toContain(`first capacity: ${between} replicas at least`);
  }
});

it.each([
  ['onDemand', 'spot'],
  ['spot', 'onDemand'],
  ['spot', 'uniform'],
])('from %s to %s is a rollout like any other', (from, to) => {
  expect(warnings(scaled(from), scaled(to))).toEqual([]);
  expect(warnings(fixed(from), fixed(to))).toEqual([]);
});

it('the way in between warns of nothing', () => {
  expect(warnings(fixed('onDemand'), fixed('{onDemand: 4}', 6))).toEqual([]);
  expect(warnings(fixed('{onDemand: 4}', 6), fixed('{onDemand: 2}'))).toEqual([]);
});

describe('a number that leaves the manifest', () => {
  it('is to be handed over first', () => {
    const [warning, ...others] = warnings(fixed('onDemand', 6), scaled('onDemand'));
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      code: 'replicas-dropped',
      got: 'Deployment shop/web: nothing where 6 was',
      fix: 'first commit replicas: {handover: 6, …}, and hand the field over as docs/availability.md says',
    });
  });

  it('has another owner first, where somebody else’s autoscaler takes over', () => {
    const [warning, ...others] = warnings(fixed('onDemand', 6), `${cpu}replicas: external\n`);
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      code: 'replicas-dropped',
      got: 'Deployment shop/web: nothing where 6 was',
      fix: 'first give the number another owner, as docs/availability.md says, then commit this',
    });
  });

  it('is that of both halves where both have one', () => {
    const [warning] = warnings(fixed('{onDemand: 2}', 6), scaled('{onDemand: 2}'));
    expect(warning).toMatchObject({
      got: 'Deployment shop/web: nothing where 2 was, Deployment shop/web-spot: nothing where 4 was',
      fix: 'first commit replicas: {handover: 6, …}, and hand the field over as docs/availability.md says',
    });
  });

  it('was handed over in the commit before', () => {
    expect(warnings(fixed('onDemand', 6), scaled('onDemand', ', handover: 6'))).toEqual([]);
    expect(warnings(scaled('onDemand', ', handover: 6'), scaled('onDemand'))).toEqual([]);
  });
});

describe('from KEDA back to an autoscaler', () => {
  const keda = `${cpu}replicas: {min: 2, max: 8, triggers: {jobs: {type: rabbitmq, metadata: {queueName: jobs}}}}\n`;
  const environment = `${eks}operators: [keda]\n`;
  const between = (before: string, after: string) =>
    transitionWarnings(objects(before, environment), objects(after, environment));

  it('the autoscaler has to be applied again', () => {
    const [warning, ...others] = between(keda, `${cpu}replicas: {min: 2, max: 8}\n`);
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      code: 'autoscaler-returned',
      path: 'production: web',
      got: 'HorizontalPodAutoscaler shop/web',
    });
  });

  it('the other way KEDA takes it over', () => {
    expect(between(`${cpu}replicas: {min: 2, max: 8}\n`, keda)).toEqual([]);
  });
});
