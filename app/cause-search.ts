import { isObject } from '../lib/json';

export type Path = readonly string[];

/** A part of a written value, and how well its absence explains something: 0 is best. */
export interface Cause {
  readonly path: Path;
  readonly rank: number;
}

/** How well something is explained by the absence of some parts together. Undefined: it is there without them, too. */
export type RankWithout = (paths: readonly Path[]) => number | undefined;

/**
 * The smallest part of a written value without which something goes, the best explained one first. Each map is halved until
 * one entry is left, then that entry's own map: the number of questions grows with the logarithm of the number of entries.
 */
export function causeIn(value: unknown, rankWithout: RankWithout): Cause | undefined {
  const candidates = narrow(entriesOf(value, []), rankWithout).map((cause) =>
    deepest(value, cause, rankWithout),
  );
  return best(candidates);
}

/** The worst rank that is good enough for an entry of a map that explains it better: the object stays. */
const goodInside = 1;

function deepest(value: unknown, cause: Cause, rankWithout: RankWithout): Cause {
  const inner = best(narrow(entriesOf(value, cause.path), rankWithout));
  if (inner === undefined || inner.rank > Math.max(cause.rank, goodInside)) return cause;
  return { ...deepest(value, inner, rankWithout), rank: Math.min(cause.rank, inner.rank) };
}

/** Each entry that explains it alone; after a best one, no further ones are looked for. */
function narrow(paths: readonly Path[], rankWithout: RankWithout): Cause[] {
  const [path] = paths;
  const rank = path === undefined ? undefined : rankWithout(paths);
  if (path === undefined || rank === undefined) return [];
  if (paths.length === 1) return [{ path, rank }];
  const middle = Math.ceil(paths.length / 2);
  const first = narrow(paths.slice(0, middle), rankWithout);
  if (first.some((cause) => cause.rank === 0)) return first;
  return [...first, ...narrow(paths.slice(middle), rankWithout)];
}

function best(causes: readonly Cause[]): Cause | undefined {
  return causes.reduce<Cause | undefined>(
    (left, cause) => (left === undefined || cause.rank < left.rank ? cause : left),
    undefined,
  );
}

/** The entries of the map at a path. */
function entriesOf(value: unknown, path: Path): Path[] {
  let map = value;
  for (const key of path) map = isObject(map) ? map[key] : undefined;
  if (!isObject(map)) return [];
  return Object.entries(map).flatMap(([key, entry]) => (entry === undefined ? [] : [[...path, key]]));
}
