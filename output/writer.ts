import {
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { ToolError } from '../lib/diagnostics';
import { byCodeUnit } from '../lib/json';
import { markerFile, markerText } from './files';
import type { KnownOutput } from './known-output';
import { exists, journalFile, listOutput, temporaryPrefix } from './own-files';

/** What a run wants the output folder to hold. */
export interface OutputRequest {
  readonly root: string;
  /** Path below the root to text; paths are `ENVIRONMENT/APP/FILE`. */
  readonly files: ReadonlyMap<string, string>;
  /**
   * Environments that the run rendered; others are neither touched nor removed.
   * @default - all
   */
  readonly environments?: readonly string[];
  /**
   * What the same process wrote before. Then nothing is read, unless somebody else changed the folder meanwhile.
   * @default - the folder is read
   */
  readonly known?: KnownOutput;
}

/** Paths below the root, sorted. */
export interface OutputPlan {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
  /** What a killed run left under temporary names. */
  readonly leftovers: readonly string[];
  /** What a killed run was about to change, and no run since has put right. */
  readonly interrupted: readonly string[];
}

/** The parts of the file system that writing needs; tests make them fail. */
export const disk = { mkdirSync, renameSync, rmSync, writeFileSync };

/**
 * Compares the wanted files with those that are there, without writing.
 * @throws SpecError if the folder is not Portolan's own
 */
export function planOutput({ root, files, environments, known }: OutputRequest): OutputPlan {
  const before = known?.current();
  const { present, leftovers, interrupted } =
    before === undefined
      ? listOutput(root)
      : { present: new Set(before.keys()), leftovers: [], interrupted: [] };
  const wanted = wantedFiles(files);
  const written: string[] = [];
  const unchanged: string[] = [];
  const same = (path: string, text: string): boolean =>
    before === undefined
      ? present.has(path) && sameContent(join(root, path), text)
      : before.get(path) === text;
  for (const [path, text] of wanted) (same(path, text) ? unchanged : written).push(path);
  const inScope = (path: string) =>
    environments === undefined || environments.includes(path.split('/')[0] ?? '');
  const removed = [...present].filter((path) => !wanted.has(path) && inScope(path));
  const sorted = (paths: string[]) => paths.sort(byCodeUnit);
  return {
    written: sorted(written),
    unchanged: sorted(unchanged),
    removed: sorted(removed),
    leftovers,
    interrupted,
  };
}

/**
 * Brings the folder to the wanted state. All new content lies on the disk under temporary names before the first
 * old file changes, so a full disk or a crash before that leaves everything as it was.
 * @throws ToolError where the disk refuses
 */
export function writeOutput(request: OutputRequest, plan: OutputPlan): void {
  const { root, files, known } = request;
  const wanted = wantedFiles(files);
  try {
    writeAll(root, wanted, plan);
  } catch (error) {
    // A run that fails half way leaves a folder of which nothing is known.
    known?.forget();
    throw error;
  }
  known?.remember(root, wanted, [...plan.written, ...plan.removed]);
}

function wantedFiles(files: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([[markerFile, markerText], ...files]);
}

function writeAll(root: string, wanted: ReadonlyMap<string, string>, plan: OutputPlan): void {
  const { written, removed, leftovers, interrupted } = plan;
  if (written.length + removed.length + leftovers.length + interrupted.length === 0) return;
  const temporary: string[] = [];
  const made: string[] = [];
  const folders = new Set<string>();
  try {
    makeFolder(root, made);
    writeJournal(root, [...interrupted, ...written, ...removed]);
    for (const path of written) {
      const target = join(root, path);
      const folder = dirname(target);
      if (!folders.has(folder)) makeFolder(folder, made);
      folders.add(folder);
      const name = temporaryName(target);
      temporary.push(name);
      disk.writeFileSync(name, wanted.get(path) ?? '');
    }
  } catch (error) {
    for (const name of temporary) quietly(() => rmSync(name, { force: true }));
    // What an earlier run left open stays open.
    if (interrupted.length === 0) quietly(() => rmSync(join(root, journalFile), { force: true }));
    for (const folder of made.reverse()) quietly(() => rmdirSync(folder));
    throw cantWrite(root, error);
  }
  try {
    for (const path of written) disk.renameSync(temporaryName(join(root, path)), join(root, path));
    for (const path of removed) disk.rmSync(join(root, path));
    for (const path of leftovers) disk.rmSync(join(root, path), { force: true });
    // A run of one environment leaves what was interrupted in another to a run of that one.
    const pending = interrupted.filter((path) => !wanted.has(path) && exists(join(root, path)));
    if (pending.length > 0) writeJournal(root, pending);
    else disk.rmSync(join(root, journalFile), { force: true });
  } catch (error) {
    // The journal stays: it tells the next run which files are its own.
    for (const name of temporary) quietly(() => rmSync(name, { force: true }));
    throw cantWrite(root, error);
  }
  removeEmptyFolders(root, removed);
}

/** For cleaning up after an error, which is the one to report. The next run removes what stays. */
function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // Reported is what came first.
  }
}

/** Under a temporary name first: a full disk must not empty the one that is there. */
function writeJournal(root: string, paths: readonly string[]): void {
  const next = join(root, `${journalFile}.next`);
  try {
    disk.writeFileSync(next, JSON.stringify([...new Set(paths)]));
    disk.renameSync(next, join(root, journalFile));
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
}

/**
 * Adds to `made` the folders that were not there, outermost first. Not `recursive`: Node.js then tries forever where a
 * file system, such as /proc, makes no folders.
 */
export function makeFolder(path: string, made: string[]): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent, made);
  try {
    disk.mkdirSync(path);
  } catch (error) {
    // Another run was faster.
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
    throw error;
  }
  made.push(path);
}

/** Says of which folder the disk refused to write to. */
export function cantWrite(root: string, error: unknown): ToolError {
  return new ToolError(`can't write to ${root}: ${(error as Error).message}`, { cause: error });
}

function temporaryName(target: string): string {
  return join(dirname(target), `${temporaryPrefix}${target.slice(dirname(target).length + 1)}`);
}

function sameContent(path: string, text: string): boolean {
  const bytes = Buffer.from(text);
  return statSync(path).size === bytes.length && readFileSync(path).equals(bytes);
}

function removeEmptyFolders(root: string, removed: readonly string[]): void {
  const folders = new Set(removed.flatMap((path) => [dirname(path), dirname(dirname(path))]));
  for (const folder of [...folders].sort((a, b) => b.length - a.length)) {
    const path = join(root, folder);
    if (folder !== '.' && readdirSync(path).length === 0) rmdirSync(path);
  }
}
