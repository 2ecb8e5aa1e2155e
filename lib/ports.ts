/** The two ends of a range of ports that is written `30000-32767`; undefined for what is not one. */
export function portRange(text: string): { readonly port: number; readonly endPort: number } | undefined {
  const [, first, last] = /^(\d{1,5})-(\d{1,5})$/.exec(text) ?? [];
  const [port, endPort] = [Number(first), Number(last)];
  return port >= 1 && port <= endPort && endPort <= 65_535 ? { port, endPort } : undefined;
}

export function isPortRange(text: string): boolean {
  return portRange(text) !== undefined;
}
