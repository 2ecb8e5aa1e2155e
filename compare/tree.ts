import { isObject } from '../lib/json';
import { apiGroup, isBuiltin, type KubernetesObject } from '../lib/rendered';

/** A map in a working copy of an object: normalising changes it in place. */
export type Node = Record<string, unknown>;

/** Which keys of a node were filled in and not written by anybody. */
const filled = new WeakMap<Node, Set<string>>();

/** Group and kind: `apps/Deployment`, `/Service`. */
export function groupKind(object: KubernetesObject): string {
  return `${apiGroup(object.apiVersion)}/${object.kind}`;
}

/** The node below a key, if it is a map. */
export function child(node: Node | undefined, key: string): Node | undefined {
  const value = node?.[key];
  return isObject(value) ? value : undefined;
}

/** The maps in the list below a key; other entries are left out. */
export function children(node: Node | undefined, key: string): Node[] {
  const value = node?.[key];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Sets what is not written, and remembers that nobody wrote it. */
export function fill(node: Node | undefined, defaults: Readonly<Node>): void {
  if (node === undefined) return;
  const keys = filled.get(node) ?? new Set<string>();
  for (const [key, value] of Object.entries(defaults)) {
    if (value === undefined || node[key] !== undefined) continue;
    node[key] = structuredClone(value);
    keys.add(key);
  }
  filled.set(node, keys);
}

/** The node below a key, made empty where there is none. */
export function fillChild(node: Node, key: string): Node {
  fill(node, { [key]: {} });
  return child(node, key) ?? {};
}

/** True for a key that `fill` set. */
export function isFilled(node: Node, key: string): boolean {
  return filled.get(node)?.has(key) ?? false;
}

/** A copy without nulls and without empties that mean nothing. */
export function workingCopy(object: KubernetesObject): Node {
  const copy = clean(object, '', isBuiltin(object));
  return isObject(copy) ? copy : {};
}

/**
 * True where an empty map says something else than no map: `podSelector: {}` selects everything.
 * Of a custom resource nobody knows (`selfSigned: {}`).
 */
function emptyMatters(key: string, builtin: boolean): boolean {
  return !builtin || key === 'emptyDir' || isSelector(key);
}

/** True for the fields that hold a label selector. */
export function isSelector(key: string): boolean {
  return /selector$/i.test(key);
}

function clean(value: unknown, key: string, builtin: boolean): unknown {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) {
    // an empty map in a list is an entry: a NetworkPolicy's rule `{}` allows everything
    const entries = value.flatMap((entry) => clean(entry, key, builtin) ?? (isObject(entry) ? {} : []));
    return entries.length === 0 ? undefined : entries;
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value)
    .map(([name, entry]) => [name, clean(entry, name, builtin)] as const)
    .filter(([, entry]) => entry !== undefined);
  if (entries.length === 0 && !emptyMatters(key, builtin)) return undefined;
  return Object.fromEntries(entries);
}
