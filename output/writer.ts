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
import { SpecError, ToolError } from '../lib/diagnostics';
import { byCodeUnit } from '../lib/json';
import { kustomizationFile, markerFile, markerText } from './files';
import type { KnownOutput } from './known-output';

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

/** Names of files that are not yet whole. */
const temporaryPrefix = '.portolan-';

/** Names what a run is about to change, while it does: a killed run's files are still known as our own. */
const journalFile = '.portolan-journal';

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
  const folders = new Set<string>();
  try {
    makeFolder(root);
    writeJournal(root, [...interrupted, ...written, ...removed]);
    for (const path of written) {
      const target = join(root, path);
      const folder = dirname(target);
      if (!folders.has(folder)) makeFolder(folder);
      folders.add(folder);
      const name = temporaryName(target);
      temporary.push(name);
      disk.writeFileSync(name, wanted.get(path) ?? '');
    }
  } catch (error) {
    for (const name of temporary) rmSync(name, { force: true });
    // What an earlier run left open stays open.
    if (interrupted.length === 0) rmSync(join(root, journalFile), { force: true });
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
    throw cantWrite(root, error);
  }
  removeEmptyFolders(root, removed);
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

/** Not `recursive`: Node.js then tries forever where a file system, such as /proc, makes no folders. */
function makeFolder(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  disk.mkdirSync(path);
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function cantWrite(root: string, error: unknown): ToolError {
  return new ToolError(`can't write to ${root}: ${(error as Error).message}`, { cause: error });
}

function temporaryName(target: string): string {
  return join(dirname(target), `${temporaryPrefix}${target.slice(dirname(target).length + 1)}`);
}

function sameContent(path: string, text: string): boolean {
  const bytes = Buffer.from(text);
  return statSync(path).size === bytes.length && readFileSync(path).equals(bytes);
}

/** Paths of our own files in the folder, and of those that a killed run left. Anything else is not ours. */
function listOutput(root: string): { present: Set<string>; leftovers: string[]; interrupted: string[] } {
  const found = new Set<string>();
  const leftovers: string[] = [];
  const foreign: string[] = [];
  const visit = (folder: string, depth: number): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && depth < 2) visit(path, depth + 1);
      else if (entry.isFile() && entry.name.startsWith(temporaryPrefix)) leftovers.push(path);
      else if (entry.isFile() && (path === markerFile || (depth === 2 && entry.name.endsWith('.yaml'))))
        found.add(path);
      else foreign.push(path);
    }
  };
  if (!exists(root)) return { present: found, leftovers, interrupted: [] };
  visit('', 0);
  const interrupted = leftovers.includes(journalFile) ? journal(root) : undefined;
  if (interrupted !== undefined && interrupted.size > 0) leftovers.splice(leftovers.indexOf(journalFile), 1);
  const marked =
    interrupted !== undefined ||
    (found.has(markerFile) &&
      readFileSync(join(root, markerFile), 'utf8').startsWith('# Rendered by portolan'));
  const unknown = marked ? unlisted(root, found) : [...found];
  foreign.push(...unknown.filter((path) => interrupted?.has(path) !== true));
  if (foreign.length > 0) throw new SpecError([foreignFolder(root, foreign, marked)]);
  return { present: found, leftovers, interrupted: [...(interrupted ?? [])] };
}

/** What the run that was killed was about to change. */
function journal(root: string): Set<string> {
  try {
    return new Set(JSON.parse(readFileSync(join(root, journalFile), 'utf8')) as string[]);
  } catch {
    // Killed while it wrote the journal: nothing else had begun.
    return new Set();
  }
}

/** Files of an app that its kustomization doesn't name: somebody else put them there. */
function unlisted(root: string, found: ReadonlySet<string>): string[] {
  const resources = new Map<string, string>();
  return [...found].filter((path) => {
    if (path === markerFile || path.endsWith(`/${kustomizationFile}`)) return false;
    const folder = dirname(path);
    let text = resources.get(folder);
    if (text === undefined) {
      const file = `${folder}/${kustomizationFile}`;
      text = found.has(file) ? readFileSync(join(root, file), 'utf8') : '';
      resources.set(folder, text);
    }
    return !text.includes(`- ${path.slice(folder.length + 1)}\n`);
  });
}

function foreignFolder(root: string, foreign: readonly string[], marked: boolean) {
  const shown = [...foreign].sort(byCodeUnit).slice(0, 3).join(', ');
  const more = foreign.length > 3 ? ` and ${foreign.length - 3} more` : '';
  return {
    code: 'foreign-folder' as const,
    path: root,
    problem: marked
      ? 'the folder holds files that Portolan did not write'
      : "the folder is not Portolan's own",
    got: shown + more,
    fix: marked ? 'move them away; plain objects belong in manifests/' : 'name an empty folder with --out',
  };
}

function removeEmptyFolders(root: string, removed: readonly string[]): void {
  const folders = new Set(removed.flatMap((path) => [dirname(path), dirname(dirname(path))]));
  for (const folder of [...folders].sort((a, b) => b.length - a.length)) {
    const path = join(root, folder);
    if (folder !== '.' && readdirSync(path).length === 0) rmdirSync(path);
  }
}
