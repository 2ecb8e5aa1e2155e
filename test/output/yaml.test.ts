import fc from 'fast-check';
import { load } from 'js-yaml';
import { parse } from 'yaml';
import type { JsonObject } from '../../lib/json';
import { emitYaml } from '../../output/yaml';

/** Readers of both YAML versions and of two families: what is written has to read back the same in all of them. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  'yaml 1.2': (text) => parse(text),
  'yaml 1.1': (text) => parse(text, { version: '1.1' }),
  'js-yaml': (text) => load(text),
};

/** Strings that some reader takes for something else, or changes. */
const nasty = [
  'yes',
  'No',
  'on',
  'OFF',
  'y',
  'N',
  'true',
  'Null',
  '~',
  '',
  ' ',
  '=',
  '<<',
  '-',
  '--',
  '---',
  '...',
  '?',
  ':',
  '!',
  '&a',
  '*a',
  '%',
  '@',
  '`',
  '0',
  '007',
  '0755',
  '0o17',
  '0x1F',
  '1_000',
  '1e3',
  '1E+3',
  '.5',
  '+1',
  '-0',
  '.inf',
  '-.INF',
  '.nan',
  '12:30:45',
  '190:20:30',
  '2026-11-24',
  '2001-12-14t21:59:43.10-05:00',
  '1.',
  '1.2.3',
  '100m',
  '5Gi',
  '10.0.0.0/8',
  'a: b',
  'a #b',
  '#a',
  'a:',
  ':a',
  '[a]',
  '{a}',
  'a, b',
  '"a"',
  "'a'",
  ' a',
  'a ',
  '\ta',
  'a\t',
  'a\n',
  '\na',
  'a\nb',
  'a\n\n',
  ' a\nb',
  'a \nb',
  'a\n b\n',
  '\n',
  '\n\n',
  'a\r\nb',
  'a\u0085b',
  'a\u2028b',
  'a\u2029b',
  '\u00a0',
  '\ufeffa',
  '\u200b',
  '\u0000',
  '\u001b[31m',
  '\u007f',
  '\ud83d\ude00',
  'ação',
  '日本',
  '$(VAR)',
  '${VAR}',
  'a\\nb',
  '| a',
  '> a',
  '#!/bin/sh\nset -e\n',
  'key: |\n  text\n',
  'tabs\tinside\nand lines\n',
  '0.0.0.0:80',
  'http://a:80/?b=c&d=e#f',
];

const string = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => !/[\ud800-\udfff]/u.test(text)),
  fc.array(fc.constantFrom(...nasty), { minLength: 2, maxLength: 3 }).map((parts) => parts.join('')),
);
const key = string.filter((text) => text !== '__proto__');
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    string,
    fc.boolean(),
    fc.constant(null),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
}));
const object = fc.dictionary(key, value, { maxKeys: 5 }) as fc.Arbitrary<JsonObject>;

describe.each(Object.entries(readers))('read back by %s', (_name, read) => {
  it('any object is the same', () => {
    fc.assert(
      fc.property(object, (written) => {
        expect(read(emitYaml(written))).toEqual({ ...written });
      }),
      { numRuns: 1000 },
    );
  });

  it.each(nasty.map((text) => [JSON.stringify(text), text]))(
    '%s is the same as value, key and item',
    (_title, text) => {
      const written = { value: text, [text]: 1, list: [text, { [text]: text }] };
      expect(read(emitYaml(written))).toEqual(written);
    },
  );
});

it('the order of keys makes no difference to the bytes', () => {
  const reversed = (entry: unknown): unknown => {
    if (Array.isArray(entry)) return entry.map(reversed);
    if (typeof entry !== 'object' || entry === null) return entry;
    return Object.fromEntries(
      Object.entries(entry)
        .reverse()
        .map(([name, inner]) => [name, reversed(inner)]),
    );
  };
  fc.assert(
    fc.property(object, (written) =>
      expect(emitYaml(reversed(written) as JsonObject)).toBe(emitYaml(written)),
    ),
  );
});

it('an object looks as a person would write it', () => {
  const deployment = {
    spec: {
      template: {
        spec: {
          containers: [
            {
              args: ['-c', 'sleep 1; exit 0'],
              name: 'web',
              env: [
                { value: '8080', name: 'PORT' },
                { name: 'SCRIPT', value: 'set -e\necho hello\n' },
              ],
              image: 'ghcr.io/acme/web:1.2.3',
            },
          ],
          volumes: [{ emptyDir: {}, name: 'tmp' }],
        },
      },
    },
    metadata: { labels: { b: 'x', a: 'yes' }, name: 'web', annotations: {} },
    kind: 'Deployment',
    apiVersion: 'apps/v1',
    absent: undefined,
  };
  expect(emitYaml(deployment)).toBe(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    a: "yes"
    b: x
  annotations: {}
spec:
  template:
    spec:
      containers:
        - name: web
          image: ghcr.io/acme/web:1.2.3
          args:
            - -c
            - sleep 1; exit 0
          env:
            - name: PORT
              value: "8080"
            - name: SCRIPT
              value: |
                set -e
                echo hello
      volumes:
        - name: tmp
          emptyDir: {}
`);
});

it('what JSON cannot say is refused', () => {
  expect(() => emitYaml({ a: Number.NaN })).toThrow("NaN can't be written as YAML");
  expect(() => emitYaml({ a: (() => 1) as unknown as string })).toThrow(
    "a function can't be written as YAML",
  );
});
