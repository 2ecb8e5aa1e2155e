import { isIP } from 'node:net';

/** An address range. */
export interface Cidr {
  readonly family: 4 | 6;
  readonly prefix: number;
  /** First address as a number. */
  readonly address: bigint;
}

/** Whether an address or range of IPv6 stands for one of IPv4 (`::ffff:10.0.0.1`), which Kubernetes refuses. */
export function isMapped(text: string): boolean {
  const [host = ''] = text.split('/');
  return isIP(host) === 6 && /^\[::ffff:[\da-f]+:[\da-f]+\]$/.test(new URL(`http://[${host}]`).hostname);
}

/** A range as Kubernetes takes it: undefined for anything else, and where a host bit is set. */
export function parseCidr(text: string): Cidr | undefined {
  const [host = '', prefixText = '', ...more] = text.split('/');
  const family = isIP(host);
  if ((family !== 4 && family !== 6) || more.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(prefixText))
    return undefined;
  const bits = family === 4 ? 32 : 128;
  const prefix = Number(prefixText);
  if (prefix > bits) return undefined;
  const address = family === 4 ? ipv4(host) : ipv6(host);
  if (address === undefined) return undefined;
  const hostBits = BigInt(bits - prefix);
  return (address >> hostBits) << hostBits === address ? { family, prefix, address } : undefined;
}

function ipv4(host: string): bigint {
  return host.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function ipv6(host: string): bigint | undefined {
  // Addresses with an embedded IPv4 part or a zone are not ranges that a policy takes.
  if (host.includes('.') || host.includes('%')) return undefined;
  const [head = '', tail] = host.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail ?? '')];
  return all.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}

/** True where every address of the second range is one of the first. */
export function containsRange(outer: Cidr, inner: Cidr): boolean {
  if (outer.family !== inner.family || outer.prefix > inner.prefix) return false;
  const hostBits = BigInt((outer.family === 4 ? 32 : 128) - outer.prefix);
  return outer.address >> hostBits === inner.address >> hostBits;
}

/** A single address as a range; undefined for anything but an address. */
export function addressRange(host: string): string | undefined {
  const family = isIP(host);
  if (family === 0 || host.includes('%')) return undefined;
  return `${host}/${family === 4 ? 32 : 128}`;
}
