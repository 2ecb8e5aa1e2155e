import { groupBy } from '../../lib/group';
import { selectorMatches } from '../../lib/label-selectors';
import type { Selector } from '../types/flow';

type Labels = Readonly<Record<string, string>>;

/** What selects pods of its own namespace. */
interface Selecting {
  readonly namespace: string | undefined;
  readonly selector: Selector;
}

/**
 * Finds those that select pods with some labels. Each is kept under one label that it asks for, the one that the fewest others
 * ask for, so that many of them and many pods stay linear.
 */
export function selectorIndex<T>(
  entries: readonly T[],
  selectingOf: (entry: T) => Selecting,
): (namespace: string, labels: Labels) => readonly T[] {
  const all = entries.map((entry) => ({ entry, ...selectingOf(entry) }));
  const wanted = new Map<string, number>();
  const keysOf = ({ namespace, selector }: Selecting) =>
    Object.entries(selector.matchLabels ?? {}).map((pair) => JSON.stringify([namespace, ...pair]));
  for (const key of all.flatMap(keysOf)) wanted.set(key, (wanted.get(key) ?? 0) + 1);
  const groups = groupBy(all, (entry) => {
    const keys = keysOf(entry);
    const least = Math.min(...keys.map((key) => wanted.get(key) ?? 0));
    return keys.find((key) => wanted.get(key) === least) ?? JSON.stringify([entry.namespace]);
  });
  return (namespace, labels) =>
    [[], ...Object.entries(labels)]
      .flatMap((pair) => groups.get(JSON.stringify([namespace, ...pair])) ?? [])
      .filter(({ selector }) => selectorMatches(selector, labels))
      .map(({ entry }) => entry);
}
