import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');

/** What readers stumbled over, and what to write instead. */
const avoided: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\bmend(s|ed|ing)?\b/i, 'fix'],
  [/\bstands? (twice|beside|there)\b/i, 'is, appears twice, is next to'],
  [/\bsays nothing\b|\bwhat is said\b/i, 'is empty, what is reported'],
  [/\b(is|are|be|not) taken\b|\btaken along\b|\btakes no\b/i, 'is accepted, is copied unchanged'],
  [/(?<!there )\b(is|are|was|were) no\b(?! longer| more)/i, 'is not a'],
  [/\bcan not\b/i, 'cannot'],
  [/\bby wish\b|\ball the same\b/i, 'preferred (soft), anyway'],
  [/\bway in\b(?! which)/i, 'public entry point'],
  [/\bof no namespace\b/i, 'cluster-scoped'],
  [/\bthat still end\b/i, 'terminating'],
  [/\bbelongs? into\b/i, 'belong in'],
  [/\bhas nothing that\b/i, 'does not support this'],
  [/\bbecomes? nothing\b/i, 'has no effect'],
  [/\b(the|each|both|either|a) hal(f|ves)\b/i, 'the on-demand and the spot workload'],
  [/\bwhat may do everything\b|\bknow that it is so\b/i, 'the rule, and what to write'],
  [/\bin the clothes of\b|\bit is not known what\b|\bnothing is known of\b/i, 'the field’s own words'],
  [/\bgive the addresses\b|\bthat is no service\b|\bthat are no service/i, 'plain words'],
];

/** `FILE: LINE` of every line with such a pattern. */
function found(): string[] {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => /\.(ts|md)$/.test(file) || file === 'test/spec/errors.txt')
    .filter((file) => !/^(test|examples|dist)\//.test(file) || file === 'test/spec/errors.txt');
  return files.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .filter((line) => avoided.some(([pattern]) => pattern.test(line)))
      .map((line) => `${file}: ${line.trim()}`),
  );
}

it('texts avoid what readers stumbled over', () => {
  const instead = (line: string) => avoided.find(([pattern]) => pattern.test(line))?.[1] ?? '';
  expect(found().map((line) => `${line}   → ${instead(line)}`)).toEqual([]);
});

it.each([
  'mended',
  'it stands twice',
  'a key is no plain string',
  'can not',
  'the way in from the internet',
  'becomes nothing',
  'each half',
])('%s is found', (text) => {
  expect(avoided.filter(([pattern]) => pattern.test(text))).toHaveLength(1);
});
