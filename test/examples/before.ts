import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** What the sample and the examples rendered before the defaults changed: platform to path to text. */
export function renderedBefore(): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return JSON.parse(gunzipSync(readFileSync(join(__dirname, 'before.json.gz'))).toString()) as ReturnType<
    typeof renderedBefore
  >;
}

/** Puts the files of one platform into a folder. */
export function restore(files: Readonly<Record<string, string>>, folder: string): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
