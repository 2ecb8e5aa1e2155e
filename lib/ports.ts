/** The two ends of a range of ports that is written `30000-32767`; undefined for what is not one. */
export function portRange(text: string): { readonly port: number; readonly endPort: number } | undefined {
  const [, first, last] = /^(\d{1,5})-(\d{1,5})$/.exec(text) ?? [];
  const [port, endPort] = [Number(first), Number(last)];
  return port >= 1 && port <= endPort && endPort <= 65_535 ? { port, endPort } : undefined;
}

/** The range that a text means whose last port comes first; undefined for any other. */
export function reversedRange(text: string): { readonly port: number; readonly endPort: number } | undefined {
  const [, first = '', last = ''] = /^(\d{1,5})-(\d{1,5})$/.exec(text) ?? [];
  const range = portRange(`${last}-${first}`);
  return range?.port === range?.endPort ? undefined : range;
}

/** A range as somebody may write it: in the wrong order it is told from what is none. */
export function isPortRange(text: string): boolean {
  return (portRange(text) ?? reversedRange(text)) !== undefined;
}
