import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ToolError } from '../../lib/diagnostics';
import { KnownOutput } from '../../output/known-output';
import { patience, whileLocked } from '../../output/lock';
import { planOutput, writeOutput } from '../../output/writer';

let root = '';
let lock = '';

beforeEach(() => {
  root = join(mkdtempSync(join(tmpdir(), 'portolan-lock-')), 'dist');
  lock = join(root, '.portolan-lock');
  jest.replaceProperty(patience, 'milliseconds', 60);
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(dirname(root), { recursive: true, force: true });
});

const host = hostname().replace(/[^\w.-]/g, '_');

/** A lock that another run has made. */
function leave(holder: unknown): void {
  mkdirSync(root, { recursive: true });
  writeFileSync(lock, typeof holder === 'string' ? holder : JSON.stringify(holder));
}

const attempt = () => whileLocked(root, (waited) => ({ waited, held: readFileSync(lock, 'utf8') }));

async function otherProcess(): Promise<{ pid: number; kill: () => Promise<void> }> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await once(child, 'spawn');
  const kill = async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { pid: child.pid ?? 0, kill };
}

it('is there while a run writes, and gone afterwards', () => {
  mkdirSync(root);
  expect(JSON.parse(attempt().held)).toMatchObject({ pid: process.pid, host });
  expect(readdirSync(root)).toEqual([]);
});

it('goes with a run that fails, as does a folder that it has made', () => {
  const fail = () =>
    whileLocked(root, () => {
      throw new Error('refused');
    });
  expect(fail).toThrow('refused');
  expect(existsSync(root)).toBe(false);
});

it('of a living process refuses a second run, and is taken over when that is killed', async () => {
  const other = await otherProcess();
  leave({ pid: other.pid, host, since: Date.UTC(2026, 10, 27) });
  expect(attempt).toThrow(ToolError);
  expect(attempt).toThrow(
    `another run is writing to ${root}: process ${other.pid} on ${host}, since 2026-11-27T00:00:00.000Z; run again when it has ended, or remove ${lock} if that process is not a run of Portolan`,
  );
  expect(existsSync(lock)).toBe(true);
  await other.kill();
  expect(attempt().waited).toBe(true);
  expect(readdirSync(root)).toEqual([]);
});

it('of a process that has ended is taken over where its number is used again', () => {
  leave({ pid: process.pid, host, since: Date.now(), started: '1' });
  const linux = existsSync('/proc/self/stat');
  if (linux) expect(attempt().waited).toBe(true);
  else expect(attempt).toThrow('another run is writing');
});

it('of another machine counts for some minutes, whatever runs here', () => {
  leave({ pid: 2 ** 30, host: 'elsewhere', since: Date.now() });
  expect(attempt).toThrow(`process ${2 ** 30} on elsewhere`);
  leave({ pid: process.pid, host: 'elsewhere', since: Date.now() - 6 * 60_000 });
  expect(attempt().waited).toBe(true);
});

it.each([
  '',
  'x',
  '[]',
  'null',
  '{"pid":-1}',
  '{"pid":1,"host":"a\\u001b[2J","since":1}',
  '{"pid":1,"host":"a","since":1e300}',
])('that reads %j is one being written, and soon one left behind', (text) => {
  leave(text);
  expect(attempt).toThrow('a process that has not yet given its name');
  jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
  expect(attempt().waited).toBe(true);
});

it('waits for a run that ends soon', () => {
  leave({ pid: process.pid, host: 'elsewhere', since: Date.now() });
  const wait = Atomics.wait;
  jest.spyOn(Atomics, 'wait').mockImplementationOnce((...args: Parameters<typeof wait>) => {
    rmSync(lock);
    return wait(...args);
  });
  expect(attempt().waited).toBe(true);
});

it('is not followed where it is a symbolic link or a folder', () => {
  mkdirSync(root);
  const precious = join(dirname(root), 'precious');
  symlinkSync(precious, lock);
  expect(attempt).toThrow(`can't write to ${root}: ${lock} is not a file; remove it`);
  expect(existsSync(precious)).toBe(false);
  rmSync(lock);
  mkdirSync(lock);
  expect(attempt).toThrow('is not a file');
});

it('is neither part of the output nor foreign to it, and does not make a process forget what it wrote', () => {
  const files = new Map([['a/web/kustomization.yaml', 'resources: []\n']]);
  const known = new KnownOutput();
  const run = () =>
    whileLocked(root, () => {
      const request = { root, files, known };
      const read = known.current() === undefined;
      const plan = planOutput(request);
      writeOutput(request, plan);
      return { read, written: plan.written, leftovers: plan.leftovers };
    });
  expect(run().read).toBe(true);
  known.verify();
  expect(run()).toEqual({ read: false, written: [], leftovers: [] });
  leave({ pid: process.pid, host, since: Date.now() });
  expect(planOutput({ root, files })).toMatchObject({ written: [], removed: [], leftovers: [] });
  rmSync(lock);
  writeFileSync(join(root, 'mine'), '');
  expect(known.current()).toBeUndefined();
});
