import type { LineCounter, Node, ParsedNode } from 'yaml';
import { isMap, isScalar, isSeq } from 'yaml';
import type { Location } from '../lib/diagnostics';

/**
 * Finds the deepest node along a path. A list is also entered by the text of an item, since long forms turn
 * `connects: [cart]` into a map.
 */
export function locateNode(
  root: Node | null,
  path: readonly (string | number)[],
  target: 'key' | 'value',
  file: string,
  lines: LineCounter,
): Location {
  const { node, keyNode } = deepest(root, path);
  return place(target === 'key' && keyNode !== null ? keyNode : node, file, lines);
}

/** A scalar as the file spells it: `1.10` stays `1.10`. Undefined for anything but a scalar. */
export function sourceText(root: Node | null, path: readonly (string | number)[]): string | undefined {
  const { node } = deepest(root, path);
  return isScalar(node) ? node.source : undefined;
}

function deepest(
  root: Node | null,
  path: readonly (string | number)[],
): { node: Node | null; keyNode: Node | null } {
  let node = root;
  let keyNode: Node | null = null;
  for (const key of path) {
    const next = child(node, key);
    if (next === undefined) break;
    node = next.value ?? next.key;
    keyNode = next.key;
  }
  return { node, keyNode };
}

function child(
  node: Node | null,
  key: string | number,
): { key: Node | null; value: Node | null } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((entry) => isScalar(entry.key) && String(entry.key.value) === String(key));
    return pair === undefined ? undefined : { key: pair.key as Node, value: pair.value as Node | null };
  }
  if (!isSeq(node)) return undefined;
  const item =
    typeof key === 'number'
      ? node.items[key]
      : node.items.find((entry) => isScalar(entry) && entry.value === key);
  return item === undefined ? undefined : { key: null, value: item as Node };
}

function place(node: Node | null, file: string, lines: LineCounter): Location {
  const range = (node as ParsedNode | null)?.range;
  if (range === undefined || range === null) return { file, line: 1, column: 1 };
  const { line, col } = lines.linePos(range[0]);
  return {
    file,
    line: Math.max(1, line),
    column: Math.max(1, col),
    length: Math.max(1, range[1] - range[0]),
  };
}
