import { isObject } from './json';

/** Path as people write it: `ports.http`, `args[0]`. */
export function pathText(path: readonly (string | number)[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`))
    .join('');
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  let current = value;
  for (const key of path) {
    if (Array.isArray(current)) current = current[Number(key)];
    else current = isObject(current) && Object.hasOwn(current, key) ? current[key] : undefined;
  }
  return current;
}

/** The list at a path; an empty one where there is none. */
export function listAt(value: unknown, path: readonly (string | number)[]): readonly unknown[] {
  const list = valueAt(value, path);
  return Array.isArray(list) ? (list as unknown[]) : [];
}

/** The path that a text means in a value; it ends where the value does. Keys may hold dots: `labels.app.kubernetes.io/name`. */
export function pathIn(value: unknown, text: string): (string | number)[] {
  const index = /^\[(\d+)\]\.?/.exec(text);
  if (Array.isArray(value) && index !== null) {
    const position = Number(index[1]);
    return [position, ...pathIn(value[position], text.slice(index[0].length))];
  }
  if (!isObject(value)) return [];
  const [key] = Object.keys(value)
    .filter((name) => text === name || text.startsWith(`${name}.`) || text.startsWith(`${name}[`))
    .sort((a, b) => b.length - a.length);
  return key === undefined ? [] : [key, ...pathIn(value[key], text.slice(key.length).replace(/^\./, ''))];
}
