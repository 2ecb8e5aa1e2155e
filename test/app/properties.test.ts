import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { renderUnit } from '../../app/collect';
import { outputFiles } from '../../app/output';
import { checkAll, resolveAll, withoutErrors } from '../../app/pipeline';
import type { RenderedApp } from '../../app/pipeline';
import { Pipeline } from '../../app/pipeline';
import { units } from '../../charts';
import { codes } from '../../lib/codes';
import { SpecError } from '../../lib/diagnostics';
import { readPlatform } from '../../spec/load';
import { memoryFolder } from '../../spec/source-folder';
import { services, shuffleKeys } from '../support/arbitrary';
import { base, removePlatforms, writePlatform } from '../support/platform';

const seed = Number(process.env['SEED'] ?? 20261124);
const samplePath = join(__dirname, '../../platform');

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

function sampleFiles(): Map<string, string> {
  const paths = readdirSync(samplePath, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(samplePath, path)).isFile(),
  );
  return new Map(paths.map((path) => [path, readFileSync(join(samplePath, path), 'utf8')]));
}

/** One careless edit of a text. */
const edit = fc.oneof(
  fc.record({ kind: fc.constant('delete' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 40 }) }),
  fc.record({
    kind: fc.constant('insert' as const),
    at: fc.nat(),
    text: fc.oneof(
      fc.constantFrom(
        ':',
        '\n',
        ' ',
        '\t',
        '"',
        "'",
        '{',
        '}',
        '[',
        ']',
        '-',
        '#',
        '&a ',
        '*a',
        '!!str ',
        '|',
        '>',
        '%',
        '@',
        '\u0000',
        '\ud800',
        '<<: ',
        'null',
        '~',
        '__proto__: 1\n',
      ),
      fc.string({ maxLength: 12, unit: 'binary' }),
    ),
  }),
  fc.record({ kind: fc.constant('swap' as const), line: fc.nat(), other: fc.nat() }),
);

type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function applied(text: string, change: Edit): string {
  if (change.kind === 'swap') {
    const lines = text.split('\n');
    const [a, b] = [change.line % lines.length, change.other % lines.length];
    [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
    return lines.join('\n');
  }
  const at = change.at % (text.length + 1);
  const inserted = change.kind === 'insert' ? change.text : '';
  return text.slice(0, at) + inserted + text.slice(at + (change.kind === 'delete' ? change.length : 0));
}

it(`a careless edit gives a rendering or located errors, never anything else (SEED=${seed})`, () => {
  const original = sampleFiles();
  const paths = [...original.keys()];
  let refused = 0;
  fc.assert(
    fc.property(fc.nat(), fc.array(edit, { minLength: 1, maxLength: 3 }), (which, edits) => {
      const path = paths[which % paths.length] ?? '';
      const files = new Map(original).set(path, edits.reduce(applied, original.get(path) ?? ''));
      try {
        const { source, problems } = readPlatform(memoryFolder(files));
        const resolved = resolveAll(source, []);
        // What is left of a platform with mistakes renders, so that it can be checked.
        const apps = resolved.resolutions.flatMap(({ environment }) =>
          units(environment).map((unit) => renderUnit(environment.name, unit)),
        );
        withoutErrors([...problems, ...resolved.problems, ...checkAll(resolved.resolutions, apps)]);
      } catch (error) {
        if (!(error instanceof SpecError)) throw error;
        refused++;
        expect(error.diagnostics.length).toBeGreaterThan(0);
        for (const { code, location } of error.diagnostics) {
          expect(Object.keys(codes)).toContain(code);
          const lines = files.get(location?.file ?? '')?.split(/\r\n|[\n\r]/).length ?? 0;
          expect(location?.line ?? 1).toBeLessThanOrEqual(Math.max(1, lines));
        }
      }
    }),
    { seed, numRuns: 1500 },
  );
  expect(refused).toBeGreaterThan(300);
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
