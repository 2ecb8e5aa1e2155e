import type { z } from 'zod';
import { isObject } from '../../lib/json';
import { describeFields } from '../../spec/describe-fields';

/**
 * Paths of a schema's fields that none of the values writes, without what `covered` matches: `replicas.triggers.NAME.type`.
 * What stands below `whole` is not asked for.
 */
export function missingFields(
  schema: z.ZodType,
  values: readonly unknown[],
  covered: RegExp,
  whole: readonly string[] = [],
): string[] {
  const used = [...new Set(values.flatMap((value) => pathsOf(value, []).map((path) => path.join('\u0000'))))];
  const parts = used.map((path) => path.split('\u0000'));
  return describeFields(schema, '', new Set(whole))
    .map(({ path }) => path.replace(/\[\]/g, ''))
    .filter((path) => !covered.test(path))
    .filter((path) => !parts.some((entry) => matchesPath(entry, path.split('.'))));
}

function pathsOf(value: unknown, path: readonly string[]): (readonly string[])[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((entry) => pathsOf(entry, path))];
  if (!isObject(value)) return [path];
  return [path, ...Object.entries(value).flatMap(([key, entry]) => pathsOf(entry, [...path, key]))];
}

function matchesPath(used: readonly string[], wanted: readonly string[]): boolean {
  return (
    used.length === wanted.length && wanted.every((part, index) => part === 'NAME' || part === used[index])
  );
}
