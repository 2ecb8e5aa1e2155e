import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { PlatformDefinition } from '../../index';
import { Pipeline, PlatformApp, SpecError, definePlatform } from '../../index';
import { filesBelow } from '../support/folder';
import { base, removePlatforms, web, writePlatform } from '../support/platform';

let out = '';

beforeEach(() => {
  out = join(mkdtempSync(join(tmpdir(), 'portolan-app-')), 'dist');
});

afterEach(() => {
  removePlatforms();
  rmSync(join(out, '..'), { recursive: true, force: true });
});

const shop: PlatformDefinition = {
  name: 'shop',
  owner: 'web',
  edition: '2026-11',
  environments: { production: { provider: 'kubernetes', networkPolicy: 'off' } },
  services: { web: { image: 'ghcr.io/acme/web:1.2.3', ports: { http: 8080 } } },
};

const configMap = (scope: Construct) =>
  new ApiObject(scope, 'y', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'y', namespace: 'shop' },
  });

/** What is wrong, as text; empty where nothing is. */
function refusal(act: () => unknown): string {
  try {
    act();
    return '';
  } catch (error) {
    if (error instanceof SpecError) return error.message;
    throw error;
  }
}

describe('charts of others', () => {
  const app = () => new PlatformApp({ platform: definePlatform(shop), outdir: out });

  it('below an environment are written to a folder of their own', () => {
    const own = app();
    configMap(new Chart(own.environment('production'), 'mine'));
    own.write();
    expect(filesBelow(out).has('production/mine/configmap-y.yaml')).toBe(true);
  });

  it('outside the environments are an error that says where they belong, and nothing is written', () => {
    const own = app();
    configMap(new Chart(own, 'mine'));
    expect(refusal(() => own.write())).toBe(
      'error misplaced-object\n  mine/y: an object stands in no environment, so that it would be written to no file, got ConfigMap; expected a chart below one of production; make its chart with app.environment(NAME) as the scope',
    );
    expect(() => filesBelow(out)).toThrow('ENOENT');
  });

  it.each([
    ['My Chart', 'not a valid name for the app of a chart'],
    ['gateway', 'this name is reserved, so the app of a chart cannot have it'],
  ])('with the id %s are an error: no app is called so', (id, problem) => {
    const own = app();
    configMap(new Chart(own.environment('production'), id));
    expect(refusal(() => own.write())).toContain(
      `error invalid-name\n  production/${id}: ${problem}, got "${id}"; expected `,
    );
  });
});

describe('warnings', () => {
  const surprising = {
    ...shop,
    services: {
      web: {
        image: 'ghcr.io/acme/web:1.2.3',
        ports: { http: 8080 },
        replicas: 1,
      },
    },
  } as const satisfies PlatformDefinition;

  it('are those that the command line prints', () => {
    const root = writePlatform({
      'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\n',
      'environments/production.yaml': 'provider: kubernetes\nnetworkPolicy: off\n',
      'services/web.yaml': `${web}replicas: 1\n`,
    });
    const { warnings } = new PlatformApp({ platform: root, outdir: out }).write();
    expect(warnings.map(({ code }) => code)).toContain('single-replica');
    expect(warnings).toEqual(new Pipeline(root).run().warnings);
  });

  it('are printed by synth', () => {
    const print = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    new PlatformApp({ platform: definePlatform(surprising), outdir: out }).synth();
    expect(print.mock.calls.flat().join('\n')).toContain('warning single-replica');
    print.mockRestore();
  });
});

describe('a definition that no file can hold', () => {
  const define = (definition: unknown) => refusal(() => definePlatform(definition as PlatformDefinition));
  const circle: Record<string, unknown> = {};
  circle['again'] = [circle];
  const withWeb = (more: object) => ({ ...shop, services: { web: { ...shop.services['web'], ...more } } });
  const deep = Array.from({ length: 5000 }).reduce<unknown>((inner) => [inner], 1);

  it.each<[string, unknown, string]>([
    [
      'nothing',
      undefined,
      'error missing-field\n  a definition is a map, got undefined; expected name, owner, edition, environments and services',
    ],
    [
      'services as a list',
      { ...shop, services: [] },
      'error invalid-type\n  services: wrong type, got a list; expected a map of names',
    ],
    [
      'a function',
      withWeb({ env: { A: () => 1 } }),
      'services/web.yaml:1:1 error invalid-type\n  env.A: no file can hold this value, got a function; expected text, a number, true, false, null, a list or a map',
    ],
    [
      'a circle',
      withWeb({ env: circle }),
      'services/web.yaml:1:1 error invalid-type\n  env.again[0]: the value holds itself; expected a value that comes to an end',
    ],
    ['a value without end', withWeb({ args: deep }), 'nested too deeply; expected at most 64 levels'],
  ])('%s', (_what, definition, text) => {
    expect(define(definition)).toContain(text);
  });

  it('an object that stands in two places is none', () => {
    const probes = { path: '/healthz' };
    expect(
      define({
        ...shop,
        services: { web: { ...shop.services['web'], probes }, b: { ...shop.services['web'], probes } },
      }),
    ).toBe('');
  });
});

it('mistakes of files and of the model are thrown together', () => {
  const platform = writePlatform({
    ...base,
    'services/web.yaml': `${web}prots: 1\n`,
    'services/b.yaml': `${web}connects: [web, nope]\n`,
  });
  const text = refusal(() => new PlatformApp({ platform, outdir: out }));
  expect(text.match(/ error .*/g)).toEqual([' error unknown-target', ' error unknown-field']);
});
