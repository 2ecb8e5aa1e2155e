import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { renderEnvironment } from '../../app/collect';
import { checkAll, resolveAll, withoutErrors } from '../../app/pipeline';
import { createResolveCache } from '../../app/resolve';
import { createCheckCache } from '../../checks';
import { codes } from '../../lib/codes';
import { SpecError } from '../../lib/diagnostics';
import type { SourceCache } from '../../spec/load';
import { readPlatform } from '../../app/source';
import { memoryFolder } from '../../spec/source-folder';

const seed = Number(process.env['SEED'] ?? 20261124);
const samplePath = join(__dirname, '../../platform');

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
  // What an edit leaves alone is not read and resolved again, as with `--watch`: this is most of the time.
  const sources: SourceCache = new Map();
  const resolvedBefore = createResolveCache();
  const checked = createCheckCache();
  let refused = 0;
  fc.assert(
    fc.property(fc.nat(), fc.array(edit, { minLength: 1, maxLength: 3 }), (which, edits) => {
      const path = paths[which % paths.length] ?? '';
      const files = new Map(original).set(path, edits.reduce(applied, original.get(path) ?? ''));
      try {
        const { source, problems } = readPlatform(memoryFolder(files), sources);
        const resolved = resolveAll(source, [], resolvedBefore);
        // What is left of a platform with mistakes renders, so that it can be checked.
        const apps = resolved.resolutions.flatMap((resolution) => renderEnvironment(resolution));
        withoutErrors([...problems, ...resolved.problems, ...checkAll(resolved.resolutions, apps, checked)]);
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
