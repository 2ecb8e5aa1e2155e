import { quote } from '../lib/diagnostics';
import type { Json } from '../lib/json';
import { isObject, jsonEqual } from '../lib/json';
import { pathText } from '../lib/path';

/** Parts that are shown of a large value. */
const mostParts = 2;

/** Longest value that is shown whole. */
const whole = 60;

interface Part {
  readonly path: readonly (string | number)[];
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** `NEW where OLD was`; of values that are too long to be shown whole, the parts that differ. */
export function differenceText(before: Json | undefined, after: Json | undefined): string {
  const isShort = [before, after].every((value) => JSON.stringify(value ?? null).length <= whole);
  const parts = isShort ? [{ path: [], before, after }] : partsOf(before, after, []);
  const shown = parts.slice(0, mostParts).map((part) => {
    const place = part.path.length === 0 ? '' : `${pathText(part.path)} `;
    const [was, is] = fromDifference(part.before, part.after);
    return `${place}${valueText(is)} where ${valueText(was)} was`;
  });
  const more = parts.length - shown.length;
  return `${shown.join(', ')}${more === 0 ? '' : `, and ${more} more`}`;
}

/** The smallest parts that differ, each with its place. */
function partsOf(before: Json | undefined, after: Json | undefined, path: Part['path']): readonly Part[] {
  if (jsonEqual(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) {
    const [olds, news] = [before as readonly Json[], after as readonly Json[]];
    const longer = olds.length > news.length ? olds : news;
    return longer.flatMap((_, index) => partsOf(olds[index], news[index], [...path, index]));
  }
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => partsOf(before[key] as Json, after[key] as Json, [...path, key]));
  }
  return [{ path, before, after }];
}

/** Two long texts from shortly before the place where they differ. */
function fromDifference(before: Json | undefined, after: Json | undefined): (Json | undefined)[] {
  if (typeof before !== 'string' || typeof after !== 'string') return [before, after];
  const length = Math.max(before.length, after.length);
  let first = 0;
  while (first < length && before[first] === after[first]) first++;
  const start = first - whole / 4;
  if (length <= whole || start <= 0) return [before, after];
  return [before, after].map((text) => `...${text.slice(start)}`);
}

function valueText(value: Json | undefined): string {
  return value === undefined ? 'nothing' : quote(value);
}
