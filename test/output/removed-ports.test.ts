import { join } from 'node:path';
import { output } from '../../app/output';
import { Pipeline } from '../../app/pipeline';
import { placeText } from '../../lib/diagnostics';
import { address } from '../../lib/rendered';
import { removedPortWarnings } from '../../output/removed-ports';
import { removePlatforms, writePlatform } from '../support/platform';

afterEach(removePlatforms);

const open = 'provider: kubernetes\nnetworkPolicy: off\n';
const guarded = 'provider: kubernetes\nnetworkPolicy: {engine: cilium}\n';

function render(web: string | undefined, calls?: string, environment = open) {
  const service = (text: string) => `image: acme/app:1\nreplicas: 2\n${text}`;
  return new Pipeline(
    writePlatform({
      'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\n',
      'environments/production.yaml': environment,
      'services/other.yaml': service('ports: {http: 8080}\n'),
      ...(web === undefined ? {} : { 'services/web.yaml': service(web) }),
      ...(calls === undefined ? {} : { 'services/caller.yaml': service(`connects: ${calls}\n`) }),
    }),
  ).run();
}

function warnings(before: ReturnType<typeof render>, after: ReturnType<typeof render>) {
  const objects = ({ apps }: typeof before) => apps.flatMap((app) => app.objects);
  return removedPortWarnings(objects(before), objects(after));
}

const both = 'ports: {http: 8080, admin: 9001}\n';
const extra = (name: string) => `${both}extraServices: {${name}: {ports: {http: 80}}}\n`;
const lost = 'the Service loses port 9001 (admin), and callers that still run lose it at once';
const gone = 'the Service goes while its pods stay, and callers that still run lose its name at once';

it.each([
  ['a port less', both, 'ports: {http: 8080}\n', lost, 'web'],
  [
    'a port without servicePort',
    both,
    'ports: {http: 8080, admin: {port: 9001, servicePort: false}}\n',
    lost,
    'web',
  ],
  ['a port that service.ports leaves out', both, `${both}service: {ports: {http: 8080}}\n`, lost, 'web'],
  ['no Service', both, `${both}service: false\n`, gone, 'web'],
  ['another name of a Service', extra('front'), extra('edge'), gone, 'front'],
  [
    'a name for a host',
    both,
    `${both}service: {type: ExternalName, externalName: a.example.org}\n`,
    gone,
    'web',
  ],
])('%s is a warning', (_name, before, after, problem, service) => {
  expect(warnings(render(before), render(after))).toEqual([
    expect.objectContaining({
      code: 'removed-port',
      object: { environments: ['production'], title: `Service shop/${service}` },
      path: '',
      problem,
      location: expect.objectContaining({ file: 'services/web.yaml' }) as object,
    }),
  ]);
});

it.each([
  ['a service that goes with its pods', both, undefined],
  ['another number', both, 'ports: {http: 8080, admin: 9002}\n'],
  ['another name', both, 'ports: {http: 8080, manage: 9001}\n'],
  ['a further port', both, 'ports: {http: 8080, admin: 9001, ops: 9002}\n'],
  [
    'a headless Service beside one with an address',
    `workload: StatefulSet\n${both}`,
    `workload: StatefulSet\n${both}service: {headless: true}\n`,
  ],
])('%s is none', (_name, before, after) => {
  expect(warnings(render(before), render(after))).toEqual([]);
});

it('policies tell whether anybody may call the port', () => {
  const less = 'ports: {http: 8080}\n';
  const change = (calls: string) => warnings(render(both, calls, guarded), render(less, '[web]', guarded));
  expect(change('[web]')).toEqual([]);
  expect(change('["web:admin"]')).toHaveLength(1);
  // Callers outside the platform.
  const accepted = `${both}accepts: {office: {cidrs: [203.0.113.0/24], ports: [admin]}}\n`;
  expect(warnings(render(accepted, '[web]', guarded), render(less, '[web]', guarded))).toHaveLength(1);
});

it('synth says it, and writes', () => {
  const out = join(writePlatform({ '.keep': '' }), 'dist');
  const options = { out, environments: [], check: false, replace: [] };
  output(render(both), options);
  const { warnings: found, changes } = output(render('ports: {http: 8080}\n'), options);
  expect(found.map(({ code }) => code)).toEqual(['removed-port']);
  expect(changes.changed.map(({ object }) => address(object))).toContain('Service/shop/web');
});

describe('a service that goes in the commit that moves its callers', () => {
  const web = (calls: string) => `image: acme/app:1\nreplicas: 2\nconnects: ${calls}\n`;
  const served = 'image: acme/app:1\nreplicas: 2\nports: {http: 8080}\n';
  const shop = (services: Readonly<Record<string, string>>, environment = guarded) => {
    const files = Object.entries(services).map(([name, text]): [string, string] => [
      `services/${name}.yaml`,
      text,
    ]);
    return new Pipeline(
      writePlatform({
        'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\n',
        'environments/production.yaml': environment,
        ...Object.fromEntries(files),
      }),
    ).run();
  };
  const before = { cart: served, web: web('[cart]') };
  const both = { cart: served, basket: served, web: web('[basket]') };
  const after = { basket: served, web: web('[basket]') };

  it('is a warning', () => {
    expect(warnings(shop(before), shop(after))).toEqual([
      expect.objectContaining({
        code: 'removed-port',
        object: { environments: ['production'], title: 'Service shop/cart' },
        path: '',
        problem:
          'the Service goes with its pods at once, while running pods of Deployment/shop/web still call it',
        location: expect.objectContaining({ file: 'services/web.yaml' }) as object,
      }),
    ]);
  });

  it('names the callers of its own environment, each once', () => {
    const split = `${web('[cart]')}capacity: {onDemand: 1}\n`;
    const two = () =>
      new Pipeline(
        writePlatform({
          'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\n',
          'environments/production.yaml': 'provider: eks\nservices: {web: {podLabels: {a: b}}}\n',
          'environments/staging.yaml': 'provider: eks\n',
          'services/cart.yaml': served,
          'services/web.yaml': split,
        }),
      ).run();
    const objects = (run: ReturnType<typeof two>) => run.apps.flatMap((app) => app.objects);
    const [all, less] = [objects(two()), objects(two())];
    const isCart = ({ environment, app }: { environment: string; app: string }) =>
      environment === 'staging' && app === 'cart';
    const left = less.filter((entry) => !isCart(entry));
    expect(removedPortWarnings(all, left).map((found) => [placeText(found), found.problem])).toEqual([
      [
        'staging: Service shop/cart',
        'the Service goes with its pods at once, while running pods of Deployment/shop/web, Deployment/shop/web-spot still call it',
      ],
    ]);
    const ofProduction = (entry: { environment: string; app: string }) =>
      entry.environment === 'production' || entry.app === 'cart';
    expect(removedPortWarnings(all.filter(ofProduction), left.filter(ofProduction))).toEqual([]);
  });

  it('is none in two commits, with its callers, and without policies that know them', () => {
    expect(warnings(shop(before), shop(both))).toEqual([]);
    expect(warnings(shop(both), shop(after))).toEqual([]);
    expect(warnings(shop(before), shop({ basket: served }))).toEqual([]);
    expect(warnings(shop(before, open), shop(after, open))).toEqual([]);
  });

  it('is none for a service that moves to another namespace, an error of its own', () => {
    const moved = { ...before, cart: `${served}namespace: pay\n` };
    expect(warnings(shop(before), shop(moved))).toEqual([]);
  });
});
