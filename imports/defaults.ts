import table from './defaults.json';

/** A map of an object: filling changes it in place. */
type Fields = Record<string, unknown>;

/** Where the definition of a kind has defaults: at the keys of a map, in the items of a list, in the values of a map. */
interface Place {
  readonly defaults: Fields;
  readonly keys: Map<string, Place>;
  items?: Place;
  values?: Place;
}

/** Sets keys of a map that nobody wrote. */
type Fill = (node: Fields, defaults: Readonly<Fields>) => void;

/** By group and kind: one version of each is rendered, and others that people have differ in nothing that is written. */
const tables = new Map<string, Readonly<Fields>>(
  Object.entries(table.kinds).map(([name, { defaults }]) => {
    const [apiVersion = '', kind = ''] = name.split(' ');
    return [key(apiVersion, kind), defaults];
  }),
);
const places = new Map<string, Place>();

function key(apiVersion: string, kind: string): string {
  return `${apiVersion.split('/')[0] ?? ''} ${kind}`;
}

/**
 * Fills in what the API server fills in from the definition of a custom kind: a default belongs to a map that is there,
 * written or made by another default. `status` is left to the kind's controller.
 */
export function fillCustomDefaults(apiVersion: string, kind: string, spec: unknown, fill: Fill): void {
  const name = key(apiVersion, kind);
  const defaults = tables.get(name);
  if (defaults === undefined) return;
  let place = places.get(name);
  if (place === undefined) places.set(name, (place = placesOf(defaults)));
  visit(spec, place, fill);
}

/** A copy of an object with the defaults that its spec lacks. */
export function withCustomDefaults(apiVersion: string, kind: string, object: object): object {
  const { spec } = object as { spec?: unknown };
  const copy = structuredClone(spec);
  fillCustomDefaults(apiVersion, kind, copy, (node, defaults) => {
    for (const [key, value] of Object.entries(defaults)) node[key] ??= structuredClone(value);
  });
  return { ...object, spec: copy };
}

function visit(value: unknown, place: Place, fill: Fill): void {
  if (Array.isArray(value)) {
    const { items } = place;
    if (items !== undefined) for (const entry of value as unknown[]) visit(entry, items, fill);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const node = value as Fields;
  fill(node, place.defaults);
  for (const [key, entry] of Object.entries(node)) {
    const below = place.keys.get(key) ?? place.values;
    if (below !== undefined) visit(entry, below, fill);
  }
}

/** `rules[].matches[].path.type` as a way through maps and lists; `{}` stands for every key of a map. */
function placesOf(defaults: Readonly<Fields>): Place {
  const root = emptyPlace();
  for (const [path, value] of Object.entries(defaults)) {
    const steps = path.match(/\[\]|\{\}|[^.[\]{}]+/g) ?? [];
    const last = steps.pop() ?? '';
    steps.reduce(step, root).defaults[last] = value;
  }
  return root;
}

function step(place: Place, name: string): Place {
  if (name === '[]') return (place.items ??= emptyPlace());
  if (name === '{}') return (place.values ??= emptyPlace());
  const below = place.keys.get(name) ?? emptyPlace();
  place.keys.set(name, below);
  return below;
}

function emptyPlace(): Place {
  return { defaults: {}, keys: new Map() };
}
