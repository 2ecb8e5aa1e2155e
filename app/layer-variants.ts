import { schemas } from './schema';
import { z } from 'zod';
import { isObject } from '../lib/json';
import type { Layer } from '../spec/layers';
import type { EnvironmentLayer } from '../spec/schema/platform';
import { schemasAt, unwrap } from '../spec/schema-walk';
import type { ServiceLayer } from '../spec/schema/service';

export type Layers = readonly Layer<ServiceLayer>[];
type Path = readonly string[];

/** The paths of everything that a layer writes. */
export function leavesOf(value: unknown, path: Path): Path[] {
  if (!isObject(value) || Object.keys(value).length === 0) return [path];
  return Object.entries(value).flatMap(([key, entry]) =>
    entry === undefined ? [] : leavesOf(entry, [...path, key]),
  );
}

/** The paths of everything that a layer writes and of the maps around it, the deepest first. */
export function pathsOf(value: unknown): Path[] {
  const all = new Map<string, Path>();
  for (const leaf of leavesOf(value, [])) {
    for (let length = leaf.length; length > 0; length--) {
      const path = leaf.slice(0, length);
      all.set(JSON.stringify(path), path);
    }
  }
  return [...all.values()].sort((a, b) => b.length - a.length);
}

/** The layers without what one of them writes at a path; undefined where the schema needs it. */
export function withoutPath(layers: Layers, index: number, path: Path): Layers | undefined {
  return replaced(schemas.service, layers, index, path, () => undefined);
}

/** The layers without several entries of one map of one of them. */
export function withoutEntries(layers: Layers, index: number, paths: readonly Path[]): Layers | undefined {
  const keys = new Set(paths.map((path) => path.at(-1)));
  const kept = changedAt(layers[index]?.data, paths[0]?.slice(0, -1) ?? [], (map) =>
    isObject(map) ? Object.fromEntries(Object.entries(map).filter(([key]) => !keys.has(key))) : map,
  );
  return replacedBy(schemas.service, layers, index, kept);
}

/** The same for what an environment and those that it extends say. */
export function withoutSetting(
  layers: readonly Layer<EnvironmentLayer>[],
  index: number,
  path: Path,
): readonly Layer<EnvironmentLayer>[] | undefined {
  return replaced(schemas.environment, layers, index, path, () => undefined);
}

/** The layers without a path in any of them. */
export function withoutInAll(layers: Layers, path: Path): Layers | undefined {
  return layers.reduce<Layers | undefined>(
    (left, _, index) => (left === undefined ? undefined : withoutPath(left, index, path)),
    layers,
  );
}

/** The layers with another value at a path of one of them; undefined where the schema allows no other. */
export function withOtherValue(layers: Layers, index: number, path: Path): Layers | undefined {
  const simple = replaced(schemas.service, layers, index, path, (value) => {
    if (typeof value === 'string') return `${value}-x`;
    if (typeof value === 'number') return value + 1;
    if (Array.isArray(value)) return [];
    return typeof value === 'boolean' ? !value : undefined;
  });
  return (
    simple ??
    replaced(schemas.service, layers, index, path, (value) => wordsAt(path).find((word) => word !== value))
  );
}

/** The words that a field chooses from. */
function wordsAt(path: Path): string[] {
  return schemasAt(schemas.service, path).flatMap((schema) => {
    const plain = unwrap(schema);
    return plain instanceof z.ZodEnum ? Object.values(plain.def.entries).map(String) : [];
  });
}

function replaced<T>(
  schema: z.ZodType<T>,
  layers: readonly Layer<T>[],
  index: number,
  path: Path,
  change: (value: unknown) => unknown,
): readonly Layer<T>[] | undefined {
  return replacedBy(schema, layers, index, changedAt(layers[index]?.data, path, change));
}

function replacedBy<T>(
  schema: z.ZodType<T>,
  layers: readonly Layer<T>[],
  index: number,
  data: unknown,
): readonly Layer<T>[] | undefined {
  const changed = schema.safeParse(data);
  if (!changed.success) return undefined;
  return layers.map((layer, position) => (position === index ? { ...layer, data: changed.data } : layer));
}

/** Undefined as the result of `change` removes the value. */
function changedAt(value: unknown, path: Path, change: (value: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (!isObject(value)) return value;
  const { [key]: entry, ...others } = value;
  const changed = changedAt(entry, rest, change);
  // The order of keys counts: that of `env` is rendered.
  if (changed === undefined) return others;
  return Object.fromEntries(Object.entries(value).map(([name, old]) => [name, name === key ? changed : old]));
}
