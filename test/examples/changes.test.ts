import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutputResult } from '../../app/output';
import { output } from '../../app/output';
import { Pipeline } from '../../app/pipeline';
import { SpecError, placeText } from '../../lib/diagnostics';
import { renderedBefore, restore } from './before';

const root = join(__dirname, '../..');
const before = renderedBefore();
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portolan-before-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** What the present output does to an application that was rendered before, and what of it is refused. */
function changesOf(name: string): OutputResult & { readonly refused: readonly string[] } {
  restore(before[name] ?? {}, folder);
  const platform = name === 'platform' ? 'platform' : `examples/${name}`;
  const rendering = new Pipeline(join(root, platform)).run();
  const options = { out: folder, environments: [], check: true, replace: [], remove: [] };
  try {
    return { ...output(rendering, options), refused: [] };
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    const refused = error.diagnostics.map((found) => `${found.code} ${placeText(found)}`);
    const changes = { added: [], removed: [], changed: [], restarted: [] };
    return {
      plan: { written: [], unchanged: [], removed: [], leftovers: [], interrupted: [] },
      changes,
      warnings: [],
      left: [],
      refused,
    };
  }
}

/** `Deployment 12, StatefulSet 1`. */
function byKind(objects: OutputResult['changes']['added']): string {
  const counts = new Map<string, number>();
  for (const { object } of objects) {
    const { kind } = object;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const texts = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, count]) => `${kind} ${count}`);
  return texts.length === 0 ? '–' : texts.join(', ');
}

function row(name: string): string {
  const { changes, warnings, refused } = changesOf(name);
  const restarted = new Set(changes.restarted);
  const others = changes.changed.filter((entry) => !restarted.has(entry));
  const moves = warnings.map(({ code }) => code);
  const cells = [
    name === 'platform' ? 'sample' : name,
    byKind(changes.restarted),
    moves.length === 0 ? 'nothing' : moves.join(', '),
    refused.length === 0 ? 'nothing' : refused.join(', '),
    byKind(others),
    byKind(changes.added),
    byKind(changes.removed),
  ];
  return `| ${cells.join(' | ')} |`;
}

it('the changelog lists what the new defaults restart, move and refuse in the sample and the examples', () => {
  const rows = Object.keys(before).map((name) => {
    rmSync(folder, { recursive: true, force: true });
    return row(name);
  });
  const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
  const start = changelog.indexOf('| application |');
  const lines = changelog.slice(start).split('\n').slice(2);
  expect(lines.slice(0, lines.indexOf(''))).toEqual(rows);
});
