import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { parseSpec } from '../../spec/yaml';
import { filesBelow } from '../support/folder';
import { pick, randomOf } from '../support/random';

const seed = Number(process.env['SEED'] ?? 20261127);
const texts = ['platform', 'examples'].flatMap((folder) =>
  [...filesBelow(join(__dirname, '../..', folder))]
    .filter(([file]) => file.endsWith('.yaml') && !file.includes('dist/'))
    .map(([, text]) => text),
);
const junk = [
  ' ',
  '  ',
  '\t',
  '\n',
  ':',
  ': ',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  ',',
  '- ',
  '#',
  '@',
  '%',
  '&',
  '|',
  '\r',
];

const syntaxErrors = (text: string) =>
  parseSpec('a.yaml', Buffer.from(text)).diagnostics.filter(({ code }) => /^yaml-(?:syntax|tab)$/.test(code));

/** Takes something away, puts something in, or cuts the text off. */
function spoiled(text: string, random: () => number): string {
  const at = Math.floor(random() * text.length);
  const way = random();
  if (way < 0.1) return text.slice(0, at);
  return text.slice(0, at) + (way < 0.7 ? pick(junk, random) : '') + text.slice(at + (way < 0.5 ? 0 : 1));
}

it(`a mistake is one error a document, in the text, in our words (SEED=${seed})`, () => {
  const random = randomOf(seed);
  let found = 0;
  for (let run = 0; run < 1500; run++) {
    const text = spoiled(pick(texts, random), random);
    const errors = syntaxErrors(text);
    if (text.split(/^(?:---|\.\.\.)/m).length === 1) expect([text, errors.length > 1]).toEqual([text, false]);
    for (const { location, problem, fix, expected } of errors) {
      found++;
      const line = text.split('\n')[(location?.line ?? 0) - 1];
      expect([text, line === undefined]).toEqual([text, false]);
      expect(location?.column).toBeLessThanOrEqual((line ?? '').length + 1);
      expect(problem).not.toMatch(/token|implicit|block collection|compact|node end|indicator|scalar/i);
      expect(fix ?? expected).toBeDefined();
    }
  }
  expect(found).toBeGreaterThan(300);
});

it(`what YAML allows stays allowed (SEED=${seed})`, () => {
  const random = randomOf(seed);
  for (let run = 0; run < 500; run++) {
    const text = spoiled(pick(texts, random), random);
    const { errors, warnings } = parseDocument(text, { version: '1.2', uniqueKeys: false });
    if (errors.length + warnings.length === 0) expect([text, syntaxErrors(text)]).toEqual([text, []]);
  }
});

it.each([
  ['a text of many lines in quotes', 'a: "b\n  c"\n'],
  ['a value on the next line', 'a:\n  b\n'],
  ['a list in the column of its key', 'a:\n- b\n- c\n'],
  ['a map within brackets over lines', 'a: {\n  b: c\n  }\n'],
  ['a map whose closing bracket is not indented', 'a: {\n  b: c\n}\n'],
  ['a colon without a space in a value', 'a: http://b:80\n'],
  ['a template in quotes', 'a: "{{ b }}"\n'],
  ['marks of a conflict in a text', 'a: |\n  <<<<<<< b\n  =======\n'],
  ['a tab behind a colon', 'a:\tb\n'],
  ['CRLF', 'a: b\r\nc: |\r\n  d\r\n'],
  ['a file that is indented', '  a: b\n  c: d\n'],
])('%s is no mistake', (_name, text) => {
  expect(syntaxErrors(text)).toEqual([]);
});
