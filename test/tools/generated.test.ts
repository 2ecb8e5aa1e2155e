import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedFiles } from '../../tools/generated';

it.each([...generatedFiles()])('%s is up to date: else run npm run generate', (path, text) => {
  expect(readFileSync(join(__dirname, '../..', path), 'utf8')).toBe(text);
});
