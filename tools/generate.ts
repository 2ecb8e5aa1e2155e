import { writeFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedFiles } from './generated';

/** `npm run generate`: writes the files that come from the schemas. A test fails while they are stale. */
for (const [path, text] of generatedFiles()) {
  const target = join(__dirname, '..', path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
