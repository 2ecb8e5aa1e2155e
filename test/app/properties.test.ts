import fc from 'fast-check';
import { stringify } from 'yaml';
import { outputFiles } from '../../app/output';
import type { RenderedApp } from '../../app/pipeline';
import { Pipeline } from '../../app/pipeline';
import { services, shuffleKeys } from '../support/arbitrary';
import { base, removePlatforms, writePlatform } from '../support/platform';

const seed = Number(process.env['SEED'] ?? 20261124);

afterEach(removePlatforms);

type Texts = Readonly<Record<string, string>>;

function texts(all: Readonly<Record<string, unknown>>): Texts {
  const entries = Object.entries(all).map(([name, spec]) => [
    `services/${name}.yaml`,
    stringify(spec, { aliasDuplicateObjects: false }),
  ]);
  return { ...(base as Texts), ...Object.fromEntries(entries) };
}

function rendered(files: Texts): Map<string, string> {
  const apps: readonly RenderedApp[] = new Pipeline(writePlatform(files)).run().apps;
  return outputFiles(apps);
}

it(`any valid spec renders, and twice the same (SEED=${seed})`, () => {
  fc.assert(
    fc.property(services(), (all) => {
      const files = texts(all);
      const first = rendered(files);
      for (const name of Object.keys(all))
        expect(first.has(`production/${name}/kustomization.yaml`)).toBe(true);
      expect(rendered(files)).toEqual(first);
    }),
    { seed, numRuns: 100 },
  );
});

it(`the order of files and of keys makes no difference, that of env does (SEED=${seed})`, () => {
  const fixed = new Set(['env', 'initContainers', 'sidecars', 'containers']);
  fc.assert(
    fc.property(services(), fc.nat(20), (all, turn) => {
      // The order of ports and files is that of lists in the output.
      const ordered = new Set([...fixed, 'ports', 'files']);
      const other = shuffleKeys(all, ordered, turn) as typeof all;
      expect(rendered(texts(other))).toEqual(rendered(texts(all)));
    }),
    { seed, numRuns: 60 },
  );
  const withEnv = (env: object) => texts({ web: { image: 'acme/web:1', ports: { http: 80 }, env } });
  expect(rendered(withEnv({ A: 'x', B: 'y' }))).not.toEqual(rendered(withEnv({ B: 'y', A: 'x' })));
});

describe('precedence', () => {
  const layers = [
    'platform',
    'service',
    'base defaults',
    'own defaults',
    'base override',
    'own override',
  ] as const;
  type LayerName = (typeof layers)[number];

  /** Replicas of `web` where each named layer writes its own number. */
  function replicas(written: ReadonlySet<LayerName>): unknown {
    const says = (name: LayerName) => (written.has(name) ? `{replicas: ${layers.indexOf(name) + 10}}` : '{}');
    const files = {
      'platform.yaml': `name: shop\nowner: web\nedition: 2026-11\ndefaults: ${says('platform')}\n`,
      'environments/base.yaml': `defaults: ${says('base defaults')}\nservices: {web: ${says('base override')}}\n`,
      'environments/production.yaml': `extends: base\nprovider: eks\ndefaults: ${says('own defaults')}\n`,
      'environments/production/web.yaml': written.has('own override')
        ? `replicas: ${layers.indexOf('own override') + 10}\n`
        : 'labels: {a: b}\n',
      'services/web.yaml': `image: acme/web:1\nports: {http: 80}\n${written.has('service') ? `replicas: ${layers.indexOf('service') + 10}\n` : ''}`,
    };
    const object = new Pipeline(writePlatform(files))
      .run()
      .apps.flatMap((app) => app.objects)
      .find(({ object: entry }) => entry.kind === 'Deployment');
    return (object?.object['spec'] as { replicas: number } | undefined)?.replicas;
  }

  it('the strongest layer that says something wins, whichever the others are', () => {
    fc.assert(
      fc.property(fc.subarray([...layers]), (written) => {
        const strongest = written.at(-1);
        expect(replicas(new Set(written))).toBe(strongest === undefined ? 2 : layers.indexOf(strongest) + 10);
      }),
      { seed, numRuns: 40 },
    );
  });
});
