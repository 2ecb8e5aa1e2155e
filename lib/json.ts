/** Any value that JSON can say. Rendered objects are made of nothing else. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object: keys are own and enumerable. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** True for objects made by a literal or a parser: no arrays, no class instances. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object without keys whose value is undefined, null, or an empty map or list. */
export function compact<T extends Record<string, unknown>>(value: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const result: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) {
    if (entry === undefined || entry === null) continue;
    if (Array.isArray(entry) ? entry.length === 0 : isObject(entry) && Object.keys(entry).length === 0)
      continue;
    result[key] = entry;
  }
  return result as { [K in keyof T]?: NonNullable<T[K]> };
}

/** As `compact`, for the fields of a type: one that the type does not have does not compile. */
export function fieldsOf<T extends object>(fields: { readonly [K in keyof T]?: T[K] | undefined }): T {
  return compact(fields as Record<string, unknown>) as T;
}

/** Equal as JSON: the order of keys doesn't matter, an undefined entry counts as absent. */
export function jsonEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((entry, index) => jsonEqual(entry, b[index]));
  }
  if (!isObject(a) || !isObject(b) || hasNoKeys(a) || hasNoKeys(b)) return false;
  const keysA = Object.keys(a).filter((key) => a[key] !== undefined);
  const keysB = Object.keys(b).filter((key) => b[key] !== undefined);
  return (
    keysA.length === keysB.length && keysA.every((key) => Object.hasOwn(b, key) && jsonEqual(a[key], b[key]))
  );
}

/** What these hold is in none of their keys, so that two of them would always look the same. */
function hasNoKeys(value: object): boolean {
  return value instanceof Map || value instanceof Set;
}

/** Compares strings by code unit, the same on every machine (localeCompare is not). */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
