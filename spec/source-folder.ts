import { readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { ToolError } from '../lib/diagnostics';

/** Where the files of a platform lie. Paths are below the folder, with `/`; '' is the folder itself. */
export interface SourceFolder {
  /** As messages name it. */
  readonly title: string;
  isFolder(path: string): boolean;
  /** False for pipes, sockets and devices, too: to read one may never end. */
  isFile(path: string): boolean;
  /** Names in a folder, in any order. */
  names(path: string): string[];
  read(path: string): Buffer;
  /** Where a symbolic link leads: `inside` for everything that is none. */
  leads(path: string): 'inside' | 'outside' | 'nowhere';
}

/** A folder on the disk. Its functions throw a ToolError where the disk refuses. */
export function diskFolder(root: string): SourceFolder {
  const realRoot = realPath(root) ?? root;
  const tried = <T>(path: string, act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw new ToolError(`can't read ${join(root, path)}: ${(error as Error).message}`, { cause: error });
    }
  };
  return {
    title: root,
    isFolder: (path) => statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() ?? false,
    isFile: (path) => statSync(join(root, path), { throwIfNoEntry: false })?.isFile() ?? false,
    names: (path) => tried(path, () => readdirSync(join(root, path))),
    read: (path) => tried(path, () => readFileSync(join(root, path))),
    leads: (path) => {
      const real = realPath(join(root, path));
      if (real === undefined) return 'nowhere';
      // A link to a folder above itself would never end.
      const inside = real.startsWith(realRoot + sep) && !join(realRoot, path).startsWith(real + sep);
      return inside ? 'inside' : 'outside';
    },
  };
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** Files that lie in memory: path to text. */
export function memoryFolder(files: ReadonlyMap<string, string>): SourceFolder {
  const below = (path: string) => (path === '' ? '' : `${path}/`);
  return {
    title: 'the definition',
    isFolder: (path) => path === '' || [...files.keys()].some((file) => file.startsWith(below(path))),
    isFile: (path) => files.has(path),
    names: (path) => {
      const prefix = below(path);
      const inside = [...files.keys()].filter((file) => file.startsWith(prefix));
      return [...new Set(inside.map((file) => file.slice(prefix.length).split('/')[0] ?? ''))];
    },
    read: (path) => Buffer.from(files.get(path) ?? ''),
    leads: () => 'inside',
  };
}
