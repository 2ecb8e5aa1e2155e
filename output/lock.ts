import { lstatSync, readFileSync, renameSync, rmSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { ToolError } from '../lib/diagnostics';
import { lockFile } from './own-files';
import { cantWrite, makeFolder } from './writer';

/** Milliseconds that a run waits for another one: most write for less. Tests make it shorter. */
export const patience = { milliseconds: 5000 };

/** After this long, a lock of another machine or container counts as left behind: nobody can ask for its process. */
const foreignAge = 5 * 60_000;

/** After this long, in milliseconds, a lock that names nobody is not one that is just being written. */
const writingTime = 2000;

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** As Linux counts it, which tells a process from a later one with its number. */
  readonly started?: string;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/**
 * Runs `act` while no other run writes to the folder. It is told whether another run did so meanwhile.
 * @throws ToolError where another run does not end
 */
export function whileLocked<T>(root: string, act: (waited: boolean) => T): T {
  const made: string[] = [];
  const path = join(root, lockFile);
  let lock: Lock | undefined;
  try {
    const found = statSync(root, { throwIfNoEntry: false });
    // Reading it says what is wrong.
    if (found !== undefined && !found.isDirectory()) return act(false);
    makeFolder(root, made);
    lock = acquire(path, root);
  } catch (error) {
    if (error instanceof ToolError) throw error;
    throw cantWrite(root, error);
  }
  try {
    return act(lock?.waited === true);
  } finally {
    if (lock !== undefined && read(path)?.text === lock.text) rmSync(path, { force: true });
    removeEmpty(made);
  }
}

interface Lock {
  readonly text: string;
  readonly waited: boolean;
}

/** Undefined where no file can be made: nobody else can write there either, and a run that changes nothing succeeds. */
function acquire(path: string, root: string): Lock | undefined {
  const end = Date.now() + patience.milliseconds;
  const text = JSON.stringify(thisProcess());
  for (let waited = false; ; waited = true) {
    const created = create(path, text);
    if (created === 'no') return undefined;
    if (created === 'yes') return { text, waited };
    const other = read(path);
    if (other === undefined) continue;
    const held = isHeld(other);
    if (Date.now() >= end && (held || waited)) throw heldBy(other.holder, path, root);
    if (!held) takeOver(path, other.text);
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
}

function create(path: string, text: string): 'yes' | 'no' | 'is there' {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return 'yes';
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error) ?? '')) return 'no';
    if (codeOf(error) !== 'EEXIST') {
      rmSync(path, { force: true });
      throw error;
    }
    if (lstatSync(path, { throwIfNoEntry: false })?.isFile() === false)
      throw new Error(`${path} is not a file; remove it`, { cause: error });
    return 'is there';
  }
}

interface Found {
  readonly text: string;
  /** Undefined where the file does not say it. */
  readonly holder: Holder | undefined;
  readonly changed: number;
}

function read(path: string): Found | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    return { text, holder: holderOf(text), changed: statSync(path).mtimeMs };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function holderOf(text: string): Holder | undefined {
  try {
    const { pid, host, since, started } = JSON.parse(text) as Partial<Record<keyof Holder, unknown>>;
    if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
    if (typeof host !== 'string' || host !== plainName(host)) return undefined;
    if (typeof since !== 'number' || Number.isNaN(new Date(since).getTime())) return undefined;
    return { pid, host, since, ...(typeof started === 'string' ? { started } : {}) };
  } catch {
    return undefined;
  }
}

/** A name that a message can show whoever wrote it. */
function plainName(host: string): string {
  return host.replace(/[^\w.-]/g, '_').slice(0, 255);
}

function isHeld({ holder, changed }: Found): boolean {
  if (holder === undefined) return Math.abs(Date.now() - changed) < writingTime;
  if (holder.host !== plainName(hostname())) return Math.abs(Date.now() - holder.since) < foreignAge;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // Otherwise it runs, but belongs to somebody else.
    if (codeOf(error) === 'ESRCH') return false;
  }
  const now = processOf(holder.pid);
  if (now === undefined) return true;
  return now.state !== 'Z' && (holder.started === undefined || holder.started === now.started);
}

/** Another run may have found the same one: what is moved away has to be what was judged. */
function takeOver(path: string, judged: string): void {
  const aside = `${path}-${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (read(aside)?.text === judged) rmSync(aside, { force: true });
  else renameSync(aside, path);
}

function thisProcess(): Holder {
  const { pid } = process;
  const started = processOf(pid)?.started;
  return {
    pid,
    host: plainName(hostname()),
    since: Date.now(),
    ...(started === undefined ? {} : { started }),
  };
}

/** What Linux says about a process; undefined elsewhere. */
function processOf(pid: number): { state: string | undefined; started: string | undefined } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before it may hold blanks and parentheses.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0], started: fields[19] };
  } catch {
    return undefined;
  }
}

function heldBy(holder: Holder | undefined, path: string, root: string): ToolError {
  const who =
    holder === undefined
      ? 'a process that has not yet given its name'
      : `process ${holder.pid} on ${holder.host}, since ${new Date(holder.since).toISOString()}`;
  return new ToolError(
    `another run is writing to ${root}: ${who}; run again when it has ended, or remove ${path} if that process is not a run of Portolan`,
  );
}

function removeEmpty(folders: readonly string[]): void {
  for (const folder of [...folders].reverse()) {
    try {
      rmdirSync(folder);
    } catch {
      // It has files now.
      return;
    }
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
