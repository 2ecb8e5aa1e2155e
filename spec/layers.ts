import type { Location } from '../lib/diagnostics';
import { isObject } from '../lib/json';
import type { Merged } from './field';
import { isWrittenShort } from './short-form';
import type { SourceDocument } from './yaml';

export type Path = readonly (string | number)[];

/** What one file, or one part of it, says about a thing: validated, in long form, without defaults. */
export interface Layer<T> {
  readonly data: T;
  readonly document: SourceDocument;
  /** Where in the document this layer begins. */
  readonly base: Path;
}

/** Several layers merged. Locations are looked up only when asked for: errors and `explain` are rare. */
export interface Layered<T> {
  readonly value: Merged<T>;
  /** Weakest first. */
  readonly layers: readonly Layer<T>[];
}

/** Maps of containers by name, each of which has an `env` of its own. */
const containerMaps: ReadonlySet<unknown> = new Set(['containers', 'sidecars', 'initContainers']);

/**
 * True for the maps of a service whose entries are one choice each: a stronger layer's entry replaces the weaker one
 * whole. It goes by their place, since anything may be called `env`.
 */
function isReplacedWhole(path: Path): boolean {
  if (path.length === 1) return path[0] === 'env' || path[0] === 'connects';
  return path.length === 3 && path[2] === 'env' && containerMaps.has(path[0]);
}

/** Merges layers, weakest first: maps by key, lists replaced, `null` removes. */
export function mergeLayers<T>(layers: readonly Layer<T>[]): Layered<T> {
  let value: unknown = {};
  for (const layer of layers) value = mergeValues(value, layer.data);
  return { value: value as Merged<T>, layers };
}

/** `strong` over `weak`; what is written short replaces all. The result has no null and shares nothing that is changed. */
export function mergeValues(weak: unknown, strong: unknown, path: Path = []): unknown {
  if (!isObject(strong) || isWrittenShort(strong)) return strong;
  const result: Record<string, unknown> = isObject(weak) ? { ...weak } : {};
  const whole = isReplacedWhole(path);
  for (const [name, entry] of Object.entries(strong)) {
    if (entry === undefined) continue;
    if (entry === null) delete result[name];
    else result[name] = whole ? entry : mergeValues(result[name], entry, [...path, name]);
  }
  return result;
}

/** Where a value was written or removed: in the strongest layer that says it, or the nearest thing around it. */
export function locate<T>(layered: Layered<T>, path: Path): Location | undefined {
  for (let length = path.length; length >= 0; length--) {
    const part = path.slice(0, length);
    for (let index = layered.layers.length - 1; index >= 0; index--) {
      const layer = layered.layers[index];
      if (layer !== undefined && (length === 0 || hasValueAt(layer.data, part))) {
        return layer.document.locate([...layer.base, ...part]);
      }
    }
  }
  return undefined;
}

/** True where something other than null was written. */
export function hasValueAt(data: unknown, path: Path): boolean {
  let value = data;
  for (const key of path) {
    if (Array.isArray(value)) value = value[Number(key)];
    else if (isObject(value) && Object.hasOwn(value, key)) value = value[key];
    else return false;
    // It takes away what weaker layers have, also further inside.
    if (value === null) return true;
  }
  return value !== undefined;
}

/** True where the strongest layer that speaks of this very value wrote `null`. One around it only takes weaker layers away. */
export function isDeclined<T>(layered: Layered<T>, path: Path): boolean {
  for (const { data } of [...layered.layers].reverse()) {
    let value: unknown = data;
    for (const [depth, key] of path.entries()) {
      value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
      if (value === null) return depth === path.length - 1;
    }
    if (value !== undefined) return false;
  }
  return false;
}
