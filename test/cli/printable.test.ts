import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { run } from '../../cli/program';
import { printable, printableOutput } from '../../lib/printable';
import { base, removePlatforms, web, writePlatform } from '../support/platform';
import { recordingTerminal } from '../support/terminal';

const seed = Number(process.env['SEED'] ?? 20261127);
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portolan-printable-'));
});

afterEach(() => {
  removePlatforms();
  rmSync(folder, { recursive: true, force: true });
});

/** What moves the cursor, begins a line, reverses text, closes code, or is a command to a CI system. */
const nasty = fc
  .array(
    fc.constantFrom(
      '\n::error::pwned',
      '\r::stop-commands::pwned',
      '\u001b[2J',
      '\u001b[31m',
      '\u202e',
      '\u2028::error::pwned',
      '\u0085',
      '\u009b31m',
      '\u{e0041}',
      '##vso[pwned]',
      '##[error]pwned',
      '`',
      'a b',
      'é',
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(''));

const controls = ['\\0-\\x09', '\\x0b-\\x1f', '\\x7f-\\x9f'].join('');
const marks = ['\\u200b-\\u200f', '\\u2028-\\u202e', '\\u2066-\\u2069', '\\u{e0000}-\\u{e0fff}'].join('');
const forbidden = new RegExp(`[${controls}${marks}]|##\\w*\\[`, 'u');
const escape = '\u001b';
const colour = new RegExp(`${escape}\\[\\d\\d?m`, 'g');

async function outputs(args: readonly string[], isTTY: boolean): Promise<string> {
  const { to, lines } = recordingTerminal({ isTTY });
  await run(args, to);
  return [...lines.out, ...lines.err].join('\n');
}

/** Places where a platform holds text of any kind, each in a platform of its own. */
const places: Readonly<Record<string, (text: string) => Readonly<Record<string, string>>>> = {
  'an unknown key': (text) => ({ 'services/web.yaml': `${web}${JSON.stringify(text)}: 1\n` }),
  'a wrong value': (text) => ({ 'services/web.yaml': `${web}replicas: ${JSON.stringify(text)}\n` }),
  'a raw line': (text) => ({ 'services/web.yaml': `${web}replicas: [${text.replaceAll('\n', '')}\n` }),
  'an environment variable': (text) => ({
    'services/web.yaml': `${web}env: {A: ${JSON.stringify(text)}}\npodAnnotations: {a: ${JSON.stringify(text)}}\n`,
  }),
  'a plain object': (text) => ({
    'services/web.yaml': web,
    'manifests/all/extra/a.yaml': `apiVersion: acme.dev/v1\nkind: Widget\nmetadata: {name: ${JSON.stringify(text)}}\nspec: {${JSON.stringify(text)}: ${JSON.stringify(text)}}\n`,
  }),
  'a plain policy': (text) => ({
    'services/web.yaml': web,
    'manifests/all/extra/a.yaml': `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: ${JSON.stringify(text)}}\nspec: {podSelector: {}}\n`,
  }),
  'the kind of a plain object': (text) => ({
    'services/web.yaml': web,
    'manifests/all/extra/a.yaml': `apiVersion: acme.dev/v1\nkind: ${JSON.stringify(text)}\nmetadata: {name: a}\n`,
  }),
  'a caller': (text) => ({
    'services/web.yaml': `${web}accepts: {${JSON.stringify(text)}: {podSelector: {a: b}}}\n`,
    'environments/production.yaml': 'provider: eks\n',
  }),
  'the name of a file': (text) => ({
    'services/web.yaml': web,
    [`${text.replaceAll('/', '')}.yaml`]: 'a: b\n',
  }),
};

it.each(Object.entries(places))(
  `%s reaches no terminal, log or comment raw (SEED=${seed})`,
  async (_name, filesOf) => {
    const property = fc.asyncProperty(nasty, fc.boolean(), async (text, isTTY) => {
      const root = writePlatform({ ...base, ...filesOf(text) });
      const live = join(folder, 'live.yaml');
      const object = { apiVersion: 'v1', kind: text, metadata: { name: text }, data: { [text]: text } };
      writeFileSync(live, JSON.stringify(object));
      const synth = ['synth', '--out', join(folder, 'dist')];
      const commands = [
        ['validate'],
        ['validate', '--json'],
        [...synth, '--check', '--summary', 'markdown'],
        [...synth, '--check', '--json'],
        synth,
        ['explain', 'service/web'],
        ['graph'],
        ['graph', '--format', 'mermaid'],
        ['graph', '--format', 'dot'],
        ['can', 'web', 'web'],
        ['can', text, 'web'],
        ['compare', live, '--environment', 'production'],
      ];
      for (const command of commands) {
        const all = await outputs([...command, '--platform', root], isTTY);
        // Our own colours, each of which ends before its line does.
        const plain = isTTY ? all.replace(colour, '') : all;
        expect(plain).not.toMatch(forbidden);
        expect(plain).not.toMatch(/^\s*(?:::|pwned)/m);
        for (const line of plain.match(/^- `.*$/gm) ?? []) expect(line).toMatch(/^- `[^`]*`$/);
      }
    });
    await fc.assert(property, { seed, numRuns: 6 });
  },
  60_000,
);

it('colours of a platform are shown as text', () => {
  expect(printable('\u001b[31mred\u001b[0m')).toBe('\\u001b[31mred\\u001b[0m');
});

it('JSON stays the same JSON', () => {
  const data = { a: '\u202e\u0085\u{e0041}\ud800 ##vso[x]', b: ['\n\t é 😀 – …'] };
  const text = printableOutput(JSON.stringify(data));
  expect(text).not.toMatch(forbidden);
  expect(JSON.parse(text)).toEqual(data);
});

it('what people write stays readable', () => {
  const text = 'é ß 中文 العربية 😀 – … “quoted” ## heading #1 [x]';
  expect(printable(text)).toBe(text);
});

it('messages are bounded, however long a name is', async () => {
  const root = writePlatform({ ...base, 'services/web.yaml': `${web}${'k'.repeat(5000)}: 1\n` });
  expect((await outputs(['validate', '--platform', root], false)).length).toBeLessThan(1500);
});
