import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { byCodeUnit } from '../lib/json';
import { lockFile } from './own-files';

/**
 * What a process has brought an output folder to. It need not be read again as long as nobody else has changed it, which the
 * sizes and times of its files and folders tell: to look at those takes a small part of the time that reading does.
 */
export class KnownOutput {
  private files: ReadonlyMap<string, string> | undefined;
  private readonly stamps = new Map<string, Stamp>();
  private root: string | undefined;
  /** Looked at since it was last asked for. */
  private verified = false;

  /** Path to text; undefined where somebody else has changed the folder, or it is unknown. */
  current(): ReadonlyMap<string, string> | undefined {
    if (!this.verified) this.verify();
    this.verified = false;
    return this.files;
  }

  /** Looks whether somebody else has changed the folder, for the next run: there may be time before it. */
  verify(): void {
    this.verified = true;
    for (const [path, before] of this.stamps) {
      const now = this.stampOf(path);
      if (now?.ino === before.ino && now.size === before.size && now.changed === before.changed) continue;
      this.forget();
    }
  }

  forget(): void {
    this.files = undefined;
    this.stamps.clear();
  }

  /** Takes over what the folder has been brought to, of which these paths were changed. */
  remember(root: string, files: ReadonlyMap<string, string>, changed: Iterable<string>): void {
    const known = this.files !== undefined;
    this.root = join(root, '.');
    const paths = known ? [...changed] : [...files.keys()];
    for (const path of new Set([...paths, ...paths.flatMap(foldersOf)])) {
      const full = join(root, path);
      const stamp = this.stampOf(full);
      if (stamp === undefined) this.stamps.delete(full);
      else this.stamps.set(full, stamp);
    }
    this.files = files;
  }

  private stampOf(path: string): Stamp | undefined {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    const { ino, size, mtimeMs } = found;
    // Every run makes its lock there, and removes it: what counts is what else is in it.
    if (path === this.root)
      return {
        ino,
        size: 0,
        changed: readdirSync(path)
          .filter((name) => name !== lockFile)
          .sort(byCodeUnit)
          .join('/'),
      };
    return { ino, size, changed: mtimeMs };
  }
}

/** The folders around a path, the root included. */
function foldersOf(path: string): string[] {
  const folder = dirname(path);
  return folder === '.' ? [folder] : [folder, ...foldersOf(folder)];
}

interface Stamp {
  readonly ino: number;
  readonly size: number;
  /** When it was, or the names in it. */
  readonly changed: number | string;
}
