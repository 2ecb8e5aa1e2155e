import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { base, removePlatforms, web, writePlatform } from '../support/platform';

const root = join(__dirname, '../..');
let out = '';

beforeEach(() => {
  out = join(mkdtempSync(join(tmpdir(), 'portolan-exit-')), 'dist');
});

afterEach(() => {
  removePlatforms();
  rmSync(join(out, '..'), { recursive: true, force: true });
});

const valid = () => writePlatform({ ...base, 'services/web.yaml': web });
const invalid = () => writePlatform({ ...base, 'services/web.yaml': `${web}quux: 1\n` });

/** The exit code of the command itself, whatever the rest of the line does. */
function shell(args: string, rest: string) {
  const line = `"$NODE" -r tsx/cjs cli/portolan.ts ${args} ${rest}; exit "\${PIPESTATUS[0]}"`;
  const env = { ...process.env, NODE: process.execPath };
  const { status, stderr } = spawnSync('bash', ['-c', line], {
    cwd: root,
    env,
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status, stderr };
}

// The reader is gone long before the first byte is written.
const gone = '| true';

it.each([
  ['an invalid platform', () => `validate --json --platform ${invalid()}`, 1],
  ['a valid platform', () => `validate --json --platform ${valid()}`, 0],
  ['an output that differs', () => `synth --check --json --platform ${valid()} --out ${out}`, 1],
  ['a watch, which ends', () => `synth --watch --platform ${valid()} --out ${out}`, 0],
])('of %s stays when nobody reads the output', (_name, args, code) => {
  expect(shell(args(), gone).status).toBe(code);
});

const full = existsSync('/dev/full') ? it : it.skip;

full('is 2 on a full disk, with one line', () => {
  const { status, stderr } = shell(`validate --platform ${valid()}`, '> /dev/full');
  expect(stderr).toMatch(/^cannot write the output: ENOSPC[^\n]*\n$/);
  expect(status).toBe(2);
});

full('is 2 where the problems cannot be written', () => {
  expect(shell(`validate --platform ${invalid()}`, '2> /dev/full').status).toBe(2);
});
