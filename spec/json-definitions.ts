import { isObject } from '../lib/json';

type Node = Readonly<Record<string, unknown>>;
type Definitions = ReadonlyMap<string, Node>;

const prefix = '#/definitions/';
/** Keys that say something about a value and forbid none: the place that uses a schema knows it best. */
const documentation: ReadonlySet<string> = new Set(['description', 'derived', 'examples', 'default']);
/** Longer ones are written once, whatever they are. */
const shortText = 300;

/**
 * The schema with only those definitions that are used twice, named by the first place that uses them, where zod numbers
 * one for each field: so a further field is a few lines of difference, in its own place.
 */
export function withNamedDefinitions({ definitions, ...root }: Node): Node {
  const all: Definitions = new Map(Object.entries((definitions ?? {}) as Record<string, Node>));
  const uses = new Map<string, number>();
  for (const schema of [root, ...all.values()])
    for (const name of referencesIn(schema)) uses.set(name, (uses.get(name) ?? 0) + 1);
  const shared: Definitions = new Map(
    [...all].filter(([name, schema]) => (uses.get(name) ?? 0) > 1 && !isShort(schema)),
  );
  const inlined = (schema: Node) => inline(schema, all, shared) as Node;
  const parts: Definitions = new Map([...shared].map(([name, schema]) => [name, inlined(schema)]));
  const top = inlined(root);
  const names = namesOf(top, parts);
  const named = [...names].map(([name, path]): [string, unknown] => [path, renamed(parts.get(name), names)]);
  named.sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...(renamed(top, names) as Node), definitions: Object.fromEntries(named) };
}

function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isObject(value)) return [];
  const own = referenceOf(value);
  return [...(own === undefined ? [] : [own]), ...Object.values(value).flatMap(referencesIn)];
}

function referenceOf({ $ref }: Node): string | undefined {
  return typeof $ref === 'string' && $ref.startsWith(prefix) ? $ref.slice(prefix.length) : undefined;
}

/** What holds no other schema, or only leads to one. */
function isShort(schema: Node): boolean {
  const { allOf, ...rest } = schema;
  const [only, ...more] = (allOf ?? []) as readonly Node[];
  if (only !== undefined && more.length === 0 && Object.keys(rest).length === 0)
    return referenceOf(only) !== undefined;
  const nested = Object.values(schema).some(
    (value) => isObject(value) || (Array.isArray(value) && value.some(isObject)),
  );
  return !nested && JSON.stringify(schema).length < shortText;
}

/** With the definitions that are not shared in the places that use them. */
function inline(value: unknown, all: Definitions, shared: Definitions): unknown {
  if (Array.isArray(value)) return value.map((entry) => inline(entry, all, shared));
  if (!isObject(value)) return value;
  const name = referenceOf(value);
  const { $ref, allOf, ...rest } = value;
  if (name === undefined && allOf === undefined)
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, inline(entry, all, shared)]));
  // Beside `$ref`, draft 7 reads nothing else: both are conditions of one list.
  const conditions = [...(Array.isArray(allOf) ? allOf : []), ...(name === undefined ? [] : [{ $ref }])];
  const own = inline(rest, all, shared) as Node;
  return joined(
    own,
    conditions.map((entry) => resolved(entry as Node, all, shared)),
  );
}

function resolved(entry: Node, all: Definitions, shared: Definitions): Node {
  const name = referenceOf(entry);
  const alone = Object.keys(entry).length === 1;
  if (name === undefined || !alone) return inline(entry, all, shared) as Node;
  return shared.has(name) ? entry : (inline(all.get(name), all, shared) as Node);
}

/** One map where nothing is said twice. */
function joined(own: Node, conditions: readonly Node[]): Node {
  const [only] = conditions;
  if (only === undefined || conditions.length > 1) return { ...own, allOf: conditions };
  const silent = Object.keys(own).length === 0;
  if (silent) return only;
  const twice = Object.keys(only).some((key) => Object.hasOwn(own, key) && !documentation.has(key));
  return twice || referenceOf(only) !== undefined
    ? { ...own, allOf: conditions }
    : { ...own, ...only, ...own };
}

interface Place {
  /** Names of fields; `NAME` is any name of a map. */
  readonly path: readonly string[];
  readonly schema: unknown;
}

/** Each definition's name: the shortest path that leads to it, the first in the alphabet among equals. */
function namesOf(root: Node, parts: Definitions): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  let level: Place[] = [{ path: [], schema: root }];
  while (level.length > 0) {
    const deeper: Place[] = [];
    let here = level;
    while (here.length > 0) {
      const places = here.flatMap((place) => within(place));
      deeper.push(...places.flatMap(below));
      const found = places
        .map(({ path, schema }) => ({ path: path.join('.'), name: referenceOf(schema as Node) }))
        .sort((a, b) => (a.path < b.path ? -1 : 1));
      here = [];
      for (const { path, name } of found) {
        if (name === undefined || names.has(name)) continue;
        names.set(name, unused(path, taken));
        here.push({ path: path.split('.'), schema: parts.get(name) });
      }
    }
    level = deeper;
  }
  return names;
}

/** A place and all that its value has to match as a whole. */
function within({ path, schema }: Place): Place[] {
  if (!isObject(schema)) return [];
  const wholes = ['anyOf', 'oneOf', 'allOf', 'items'].flatMap((key) => schema[key] ?? []);
  return [{ path, schema }, ...wholes.flatMap((entry) => within({ path, schema: entry }))];
}

function below({ path, schema }: Place): Place[] {
  const { properties, additionalProperties, propertyNames } = schema as Node;
  return [
    ...Object.entries(isObject(properties) ? properties : {}),
    ['NAME', additionalProperties],
    ['NAME', propertyNames],
  ].map(([name, entry]) => ({ path: [...path, name as string], schema: entry }));
}

function unused(path: string, taken: Set<string>): string {
  let name = path;
  for (let next = 2; taken.has(name); next++) name = `${path}-${next}`;
  taken.add(name);
  return name;
}

function renamed(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((entry) => renamed(entry, names));
  if (!isObject(value)) return value;
  const name = referenceOf(value);
  if (name !== undefined) return { $ref: `${prefix}${names.get(name) ?? name}` };
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, renamed(entry, names)]));
}
