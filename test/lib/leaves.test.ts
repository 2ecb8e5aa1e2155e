import fc from 'fast-check';
import { parseCidr } from '../../lib/cidr';
import { isCronSchedule } from '../../lib/cron';
import { formatDiagnostic, quote, sortDiagnostics } from '../../lib/diagnostics';
import type { Diagnostic } from '../../lib/diagnostics';
import { compact, jsonEqual } from '../../lib/json';
import {
  isDnsLabel,
  isDnsSubdomain,
  isLabelValue,
  isPathSegment,
  isQualifiedName,
  isServiceName,
  shortHash,
} from '../../lib/names';
import { didYouMean } from '../../lib/nearest';
import { pathText } from '../../lib/path';
import { canonicalQuantity, compareQuantities, parseQuantity } from '../../lib/quantity';

describe('quantities', () => {
  it.each([
    ['1000m', '1'],
    ['0.1', '100m'],
    [0.5, '500m'],
    [2, '2'],
    ['1024Mi', '1Gi'],
    ['1500Mi', '1500Mi'],
    ['1000k', '1M'],
    ['1e3', '1e3'],
    ['1E', '1E'],
    ['0', '0'],
    ['1.5Gi', '1536Mi'],
    ['100u', '100u'],
    ['0.0001', '100u'],
    ['12e6', '12e6'],
    ['1Ki', '1Ki'],
    ['1024', '1024'],
  ])('%s is written %s', (text, canonical) => {
    expect(canonicalQuantity(text)).toBe(canonical);
  });

  it.each(['', 'x', '1GB', '1 Gi', '--1', '1..2', 'Mi', '0x10'])('%j is none', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });

  const suffix = fc.constantFrom('', 'm', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi');
  const quantity = fc
    .tuple(fc.integer({ min: 0, max: 1_000_000 }), suffix)
    .map(([number, unit]) => `${number}${unit}`);

  it('the canonical form means the same and is its own', () => {
    fc.assert(
      fc.property(quantity, (text) => {
        const canonical = canonicalQuantity(text) ?? '';
        expect(parseQuantity(canonical)).toBe(parseQuantity(text));
        expect(canonicalQuantity(canonical)).toBe(canonical);
      }),
    );
  });

  it('are compared by what they mean', () => {
    expect(compareQuantities('1Gi', '1000Mi')).toBe(1);
    expect(compareQuantities('1024Mi', '1Gi')).toBe(0);
    expect(compareQuantities('999m', '1')).toBe(-1);
    expect(compareQuantities('lots', '1')).toBeUndefined();
  });
});

describe('CIDRs', () => {
  it.each(['10.0.0.0/8', '0.0.0.0/0', '10.1.2.3/32', '2001:db8::/32', '::/0', 'fd00:1:2:3::/64'])(
    '%s is one',
    (text) => {
      expect(parseCidr(text)?.prefix).toBe(Number(text.split('/')[1]));
    },
  );

  it.each([
    '10.0.0.1/8',
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0/8',
    '010.0.0.0/8',
    '10.0.0.0/08',
    '::1/64',
    'fe80::1%eth0/128',
    '::ffff:1.2.3.4/128',
    'a/8',
  ])('%s is none', (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });
});

describe('schedules', () => {
  it.each([
    '* * * * *',
    '0 3 * * *',
    '*/15 0-6,22 1 jan-mar mon',
    '0 0 ? * 0',
    '@daily',
    '@every 1h30m',
    '5/10 * * * *',
  ])('%s is one', (text) => {
    expect(isCronSchedule(text)).toBe(true);
  });

  it.each([
    '',
    '* * * *',
    '* * * * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '* * * * 7',
    '5-1 * * * *',
    '*/0 * * * *',
    'tomorrow',
    '@never',
    '@every day',
    'TZ=UTC 0 3 * * *',
  ])('%j is none', (text) => {
    expect(isCronSchedule(text)).toBe(false);
  });
});

describe('names', () => {
  it.each<[string, (name: string) => boolean, string[], string[]]>([
    [
      'DNS labels',
      isDnsLabel,
      ['a', '1a', 'a-b', 'a'.repeat(63)],
      ['', 'A', '-a', 'a-', 'a.b', 'a_b', 'a'.repeat(64)],
    ],
    ['Service names', isServiceName, ['a', 'a1'], ['1a', 'a.b']],
    ['DNS subdomains', isDnsSubdomain, ['a.b', 'a'], ['a..b', '.a', 'a'.repeat(254)]],
    ['path segments', isPathSegment, ['system:reader', 'A b'], ['', '.', '..', 'a/b', 'a%b']],
    [
      'keys of labels',
      isQualifiedName,
      ['a', 'a.b/c', 'A_b'],
      ['', 'a/', '/a', 'a/b/c', 'A.b/c', 'a'.repeat(64)],
    ],
    ['values of labels', isLabelValue, ['', 'a', 'A_b.c'], ['a b', '-a', 'a'.repeat(64)]],
  ])('%s', (_name, test, valid, invalid) => {
    expect(valid.filter((name) => !test(name))).toEqual([]);
    expect(invalid.filter(test)).toEqual([]);
  });

  it('hashes are short, stable and differ', () => {
    expect(shortHash('a')).toBe('ca978112');
    expect(shortHash('b')).not.toBe(shortHash('a'));
  });
});

describe('hints', () => {
  it('name the nearest candidate, or none where all are far', () => {
    expect(didYouMean('replcias', ['replicas', 'resources'])).toBe('did you mean "replicas"?');
    expect(didYouMean('x', ['replicas', 'resources'])).toBeUndefined();
  });

  it('paths read as people write them', () => {
    expect(pathText(['ports', 'http', 0, 'a'])).toBe('ports.http[0].a');
  });
});

describe('JSON', () => {
  it('equality ignores the order of keys and absent entries, not that of lists', () => {
    expect(jsonEqual({ a: 1, b: [1, { c: 2 }] }, { b: [1, { c: 2 }], a: 1, d: undefined })).toBe(true);
    expect(jsonEqual([1, 2], [2, 1])).toBe(false);
    expect(jsonEqual({ a: null }, {})).toBe(false);
  });

  it('equality never takes one map for another, whose entries are no keys', () => {
    const map = new Map([['a', 1]]);
    expect(jsonEqual({ map }, { map })).toBe(true);
    expect(jsonEqual({ map }, { map: new Map([['b', 2]]) })).toBe(false);
    expect(jsonEqual(new Set([1]), new Set([2]))).toBe(false);
  });

  it('compact drops what says nothing', () => {
    expect(compact({ a: undefined, b: null, c: {}, d: [], e: 0, f: '', g: false })).toEqual({
      e: 0,
      f: '',
      g: false,
    });
  });
});

describe('diagnostics', () => {
  const problem: Diagnostic = {
    code: 'unknown-field',
    path: 'a.b',
    problem: 'unknown field',
    got: '"b"',
    expected: 'c',
    fix: 'rename it',
    location: { file: 'x.yaml', line: 3, column: 5, length: 2 },
  };

  it('show position, code, path, what was got, what is allowed, how to mend it, and the line', () => {
    expect(formatDiagnostic(problem, () => '  a: bb c')).toBe(
      [
        'x.yaml:3:5 error unknown-field',
        '  a.b: unknown field, got "b"; expected c; rename it',
        '  3 |   a: bb c',
        '    |     ^^',
      ].join('\n'),
    );
  });

  it('cut a long line around the place', () => {
    const location = { file: 'x.yaml', line: 1, column: 500, length: 3 };
    const shown = formatDiagnostic({ ...problem, location }, () => `${'a'.repeat(499)}bbb${'c'.repeat(499)}`);
    const [, , line = '', caret = ''] = shown.split('\n');
    expect(line.length).toBeLessThan(140);
    expect(line.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1)).toBe('bbb');
  });

  it('are sorted by place, the same on every machine', () => {
    const at = (file: string, line: number, column: number): Diagnostic => ({
      ...problem,
      location: { file, line, column },
    });
    const sorted = [at('a', 1, 2), at('a', 2, 1), at('b', 1, 1)];
    fc.assert(
      fc.property(fc.shuffledSubarray(sorted, { minLength: 3 }), (list) =>
        expect(sortDiagnostics(list)).toEqual(sorted),
      ),
    );
  });

  it('quote values of any length', () => {
    expect(quote('a"b')).toBe('"a\\"b"');
    expect(quote('x'.repeat(100))).toHaveLength(60);
    expect(quote(undefined)).toBe('undefined');
  });
});
