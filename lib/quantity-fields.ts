import { isObject } from './json';

/** Maps of quantities by resource, wherever they stand in a kind of Kubernetes. */
const maps: ReadonlySet<string> = new Set([
  'requests',
  'limits',
  'hard',
  'capacity',
  'overhead',
  'podFixed',
  'min',
  'max',
  'default',
  'defaultRequest',
]);

/** Quantities that stand alone, by what holds them: a ConfigMap may call anything `divisor`. */
const fields: Readonly<Record<string, readonly string[]>> = {
  emptyDir: ['sizeLimit'],
  resourceFieldRef: ['divisor'],
  target: ['value', 'averageValue'],
};

/** Calls back for each quantity in an object of a kind of Kubernetes, with the map that holds it. */
export function eachQuantity(
  value: unknown,
  visit: (holder: Record<string, unknown>, name: string, quantity: string | number) => void,
  key = '',
): void {
  if (Array.isArray(value)) for (const entry of value) eachQuantity(entry, visit);
  if (!isObject(value)) return;
  const own = Object.hasOwn(fields, key) ? fields[key] : undefined;
  for (const [name, entry] of Object.entries(value)) {
    const quantity = typeof entry === 'string' || typeof entry === 'number' ? entry : undefined;
    if (quantity === undefined) eachQuantity(entry, visit, name);
    else if (maps.has(key) || own?.includes(name) === true) visit(value, name, quantity);
  }
}
