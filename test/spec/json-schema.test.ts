import { z } from 'zod';
import { isObject } from '../../lib/json';
import { field } from '../../spec/field';
import { withNamedDefinitions } from '../../spec/json-definitions';
import type { FileKind } from '../../spec/json-schema';
import { jsonSchema, schemas } from '../../app/schema';
import { schemasAt, unwrap } from '../../spec/schema-walk';

const kinds = Object.keys(schemas) as FileKind[];
const textOf = (value: unknown) => JSON.stringify(value, undefined, 2).split('\n');

function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isObject(value)) return [];
  const { $ref, ...rest } = value;
  return [...(typeof $ref === 'string' ? [$ref] : []), ...Object.values(rest).flatMap(referencesIn)];
}

/** Lines from the first to the last that differ, of the longer text. */
function changedLines(before: readonly string[], after: readonly string[]): number {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start++;
  let end = 0;
  while (end < least - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return Math.max(before.length, after.length) - start - end;
}

describe.each(kinds)('the JSON Schema of a file: %s', (kind) => {
  it('defines what is used more than once, and each definition leads somewhere', () => {
    const schema = jsonSchema(kind) as { definitions: Record<string, unknown> };
    const used = new Map<string, number>();
    for (const name of referencesIn(schema)) used.set(name, (used.get(name) ?? 0) + 1);
    const defined = Object.keys(schema.definitions).map((name) => `#/definitions/${name}`);
    expect([...used.keys()].sort()).toEqual(defined.sort());
    expect([...used].filter(([, times]) => times < 2)).toEqual([]);
    // Nothing is read beside a reference, and names are paths: no character of theirs has to be escaped.
    expect([...used.keys()].filter((name) => !/^#\/definitions\/[\w.-]+$/.test(name))).toEqual([]);
    expect(JSON.stringify(schema).match(/[{,]"\$ref":"[^"]*",|,"\$ref":"[^"]*"/g)).toBeNull();
  });

  const prefix: Record<FileKind, string[]> = {
    service: [],
    environment: ['services', 'web'],
    platform: ['defaults'],
  };
  const places = [
    [],
    ['resources'],
    ['securityContext'],
    ['probes', 'liveness'],
    ['affinity', 'podAffinity'],
    ['replicas', 'behavior', 'scaleUp'],
    ['topologySpreadConstraints', 'labelSelector'],
    ['lifecycle', 'preStop'],
  ];

  it.each(places.map((path) => [path.join('.'), path] as const))(
    'one field more in %j is a few lines',
    (_, path) => {
      const holder = schemasAt(schemas[kind], [...prefix[kind], ...path])
        .map(unwrap)
        .find((entry) => entry instanceof z.ZodObject);
      if (holder === undefined) throw new Error(`no map at ${path.join('.')}`);
      const before = textOf(jsonSchema(kind));
      const shape = holder.shape as Record<string, unknown>;
      shape['added'] = field(z.boolean(), { description: 'A field that was added.' });
      const after = textOf(jsonSchema(kind));
      delete shape['added'];
      expect(after.join('\n')).toContain('A field that was added.');
      expect(changedLines(before, after)).toBeLessThanOrEqual(15);
    },
  );
});

describe('definitions', () => {
  const pair = { type: 'object', properties: { a: { type: 'string' } } };

  it('are named by the shortest path, and inline where they are used once', () => {
    const definitions = {
      one: pair,
      two: { allOf: [{ $ref: '#/definitions/one' }], description: 'A pair.' },
    };
    const properties = {
      long: { type: 'object', properties: { inside: { $ref: '#/definitions/one' } } },
      short: { $ref: '#/definitions/two' },
    };
    expect(withNamedDefinitions({ type: 'object', properties, definitions })).toEqual({
      type: 'object',
      properties: {
        long: { type: 'object', properties: { inside: { $ref: '#/definitions/short' } } },
        short: { allOf: [{ $ref: '#/definitions/short' }], description: 'A pair.' },
      },
      definitions: { short: pair },
    });
  });

  it('lose no condition beside a reference, nor one that is said twice', () => {
    const definitions = {
      few: { type: 'integer', maximum: 9 },
      pattern: { type: 'string', pattern: 'a' },
    };
    const few = { allOf: [{ $ref: '#/definitions/few' }], maximum: 5, minimum: 1 };
    const text = { $ref: '#/definitions/pattern', allOf: [{ pattern: 'b' }] };
    expect(withNamedDefinitions({ properties: { few, text }, definitions })).toEqual({
      properties: {
        few: { allOf: [{ type: 'integer', maximum: 9 }], maximum: 5, minimum: 1 },
        text: { allOf: [{ pattern: 'b' }, { type: 'string', pattern: 'a' }] },
      },
      definitions: {},
    });
  });
});
