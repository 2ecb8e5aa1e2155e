import type { Json } from '../lib/json';
import { isObject } from '../lib/json';
import { valueAt } from '../lib/path';
import type { Node } from './tree';
import { isFilled } from './tree';

/** One leaf of an object. */
export interface Field {
  readonly value: Json;
  /** Nobody wrote it: the API server would fill it in. */
  readonly filled: boolean;
}

/** Lists whose entries are found by one of their fields, as the API server merges them. */
const mergeKeys: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  imagePullSecrets: ['name'],
  volumeClaimTemplates: ['metadata.name'],
  hostAliases: ['ip'],
  matchExpressions: ['key'],
  matchFields: ['key'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
  httpHeaders: ['name'],
  items: ['key'],
};

/** Lists whose order is part of what they say: they are one field. */
const ordered: ReadonlySet<string> = new Set(['command', 'args']);
/** Lists of named entries whose order counts as well: `$(VAR)` and init containers depend on it. */
const orderedByKey: ReadonlySet<string> = new Set(['env', 'initContainers']);

/** Containers that are compared under another name than their own. */
export type Aliases = ReadonlyMap<Node, string>;

/** Path to field of everything that an object says, without its identity. */
export function fieldsOf(node: Node, aliases: Aliases = new Map()): Map<string, Field> {
  const fields = new Map<string, Field>();
  const visit = (value: unknown, path: string, key: string, filled: boolean): void => {
    if (Array.isArray(value)) visitList(value, path, key, filled);
    else if (isObject(value) && Object.keys(value).length > 0) {
      for (const [name, entry] of Object.entries(value)) {
        const below = path === '' ? name : `${path}.${/[./]/.test(name) ? `[${name}]` : name}`;
        visit(entry, below, name, filled || isFilled(value, name));
      }
    } else fields.set(path, { value: value as Json, filled });
  };
  const visitList = (list: readonly unknown[], path: string, key: string, filled: boolean): void => {
    if (ordered.has(key)) {
      fields.set(path, { value: list.map(String), filled });
      return;
    }
    const keys = distinct(list, (entry, index) => entryKey(entry, key, index, aliases));
    for (const [index, entry] of list.entries()) visit(entry, `${path}[${keys[index] ?? index}]`, '', filled);
    if (orderedByKey.has(key) && list.length > 1) fields.set(`${path}#order`, { value: keys, filled });
  };
  visit(node, '', '', false);
  for (const path of ['apiVersion', 'kind', 'metadata.name']) fields.delete(path);
  return fields;
}

/** A list may hold two maps of one key, of which neither may hide the other. */
function distinct(list: readonly unknown[], keyOf: (entry: unknown, index: number) => string): string[] {
  const seen = new Map<string, number>();
  return list.map((entry, index) => {
    const key = keyOf(entry, index);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count > 1 && isObject(entry) ? `${key}/${count}` : key;
  });
}

function entryKey(entry: unknown, key: string, index: number, aliases: Aliases): string {
  if (!isObject(entry)) return String(entry);
  const alias = aliases.get(entry);
  if (alias !== undefined) return alias;
  if (key === 'ports') {
    const port = entry['containerPort'] ?? entry['port'];
    const protocol = typeof entry['protocol'] === 'string' ? entry['protocol'] : 'TCP';
    if (typeof port === 'number' || typeof port === 'string')
      return protocol === 'TCP' ? `${port}` : `${port}/${protocol}`;
  }
  if (key === 'tolerations') {
    const parts = ['key', 'value', 'effect'].flatMap((name) => entry[name] ?? []);
    return parts.length === 0 ? '*' : parts.map(String).join('/');
  }
  const values = (mergeKeys[key] ?? []).map((path) => valueAt(entry, path.split('.')));
  return values.length > 0 && values.every((value) => typeof value === 'string')
    ? values.join('/')
    : String(index);
}
