/** Adds to the list of a key. */
export function pushTo<K, T>(lists: Map<K, T[]>, key: K, entry: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [entry]);
  else list.push(entry);
}

/** Entries by a key, in their order; those without one are left out. */
export function groupBy<T>(
  entries: Iterable<T>,
  keyOf: (entry: T) => string | undefined,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    if (key === undefined) continue;
    pushTo(groups, key, entry);
  }
  return groups;
}
