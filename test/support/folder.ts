import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Path to text of all files below a folder. */
export function filesBelow(root: string): Map<string, string> {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(root, path)).isFile(),
  );
  return new Map(paths.sort().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}
