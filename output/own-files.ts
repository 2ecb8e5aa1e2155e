import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Diagnostic } from '../lib/diagnostics';
import { SpecError } from '../lib/diagnostics';
import { byCodeUnit } from '../lib/json';
import { holdsObjectNamedSo, kustomizationFile, markerFile } from './files';

/** Names of files that are not yet whole. */
export const temporaryPrefix = '.portolan-';

/** Names what a run is about to change, while it does: a killed run's files are still known as our own. */
export const journalFile = '.portolan-journal';

/** Names the process that writes to the folder, while it does. */
export const lockFile = '.portolan-lock';

/** What an output folder holds; paths are below the root. */
export interface OwnFiles {
  readonly present: Set<string>;
  /** What a killed run left under temporary names. */
  readonly leftovers: string[];
  /** What a killed run was about to change. */
  readonly interrupted: string[];
}

/**
 * Paths of our own files in the folder, and of those that a killed run left.
 * @throws SpecError where it holds anything else
 */
export function listOutput(root: string): OwnFiles {
  const found = new Set<string>();
  const leftovers: string[] = [];
  const foreign: string[] = [];
  const visit = (folder: string, depth: number): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && depth < 2) visit(path, depth + 1);
      else if (entry.isFile() && path === lockFile) continue;
      else if (entry.isFile() && entry.name.startsWith(temporaryPrefix)) leftovers.push(path);
      else if (entry.isFile() && (path === markerFile || (depth === 2 && entry.name.endsWith('.yaml'))))
        found.add(path);
      else foreign.push(path);
    }
  };
  if (!exists(root)) return { present: found, leftovers, interrupted: [] };
  visit('', 0);
  const interrupted = leftovers.includes(journalFile) ? journal(root) : new Set<string>();
  if (interrupted.size > 0) leftovers.splice(leftovers.indexOf(journalFile), 1);
  // A journal does not make the folder ours: the first run renames the marker before any other file.
  const marked =
    found.has(markerFile) &&
    readFileSync(join(root, markerFile), 'utf8').startsWith('# Rendered by portolan');
  const unknown = marked ? unlisted(root, found) : [...found];
  foreign.push(...unknown.filter((path) => !(marked && interrupted.has(path) && looksRendered(root, path))));
  if (foreign.length > 0) throw new SpecError([foreignFolder(root, foreign, marked)]);
  return { present: found, leftovers, interrupted: [...interrupted] };
}

export function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** `ENVIRONMENT/APP/KIND-NAME.yaml`, as runs write it. */
const ownPath = /^[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*\/(?:kustomization|[a-z0-9]+-[a-z0-9._-]+)\.yaml$/;

/** What the run that was killed was about to change. Anybody can have written the file: other names are not followed. */
function journal(root: string): Set<string> {
  const isOwn = (path: unknown): path is string =>
    typeof path === 'string' && (path === markerFile || ownPath.test(path));
  try {
    const paths: unknown = JSON.parse(readFileSync(join(root, journalFile), 'utf8'));
    return new Set(Array.isArray(paths) ? paths.filter(isOwn) : []);
  } catch {
    // Killed while it wrote the journal: nothing else had begun.
    return new Set();
  }
}

function looksRendered(root: string, path: string): boolean {
  return holdsObjectNamedSo(path.slice(path.lastIndexOf('/') + 1), readFileSync(join(root, path), 'utf8'));
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

function foreignFolder(root: string, foreign: readonly string[], marked: boolean): Diagnostic {
  const shown = [...foreign].sort(byCodeUnit).slice(0, 3).join(', ');
  const more = foreign.length > 3 ? ` and ${foreign.length - 3} more` : '';
  return {
    code: 'foreign-folder',
    path: root,
    problem: marked
      ? 'the folder holds files that Portolan did not write'
      : "the folder is not Portolan's own",
    got: shown + more,
    fix: marked ? 'move them away; plain objects belong in manifests/' : 'name an empty folder with --out',
  };
}
