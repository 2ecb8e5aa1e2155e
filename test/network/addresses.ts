import { BlockList, isIP } from 'node:net';

/** Tells whether an address is in a range. IPv4 and IPv6 never match each other. */
export type Range = (address: string) => boolean;

/** @throws Error for what is no range */
export function rangeOf(cidr: unknown, place: string): Range {
  const [host = '', prefix = '', ...more] = String(cidr).split('/');
  const family = isIP(host);
  const bits = family === 4 ? 32 : 128;
  if (family === 0 || more.length > 0 || !/^\d{1,3}$/.test(prefix) || Number(prefix) > bits)
    throw new Error(`${place}: no range ${String(cidr)}`);
  const list = new BlockList();
  const name = family === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(host, Number(prefix), name);
  return (address) => isIP(address) === family && list.check(address, name);
}

export function isAddress(text: string): boolean {
  return isIP(text) !== 0;
}
