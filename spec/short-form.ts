/** What was written in a short form, such as `http: 8080` for `http: {port: 8080}`. */
const short = new WeakSet();

/** The long form of what is written: where that was short, it replaces all of a weaker layer's, as the scalar would. */
export function longForm<T extends object>(written: unknown, long: T): T {
  if (long !== written) short.add(long);
  return long;
}

export function isWrittenShort(value: object): boolean {
  return short.has(value);
}
