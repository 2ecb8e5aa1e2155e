import type { Target } from '../types/connection';
import { numbersOf } from './ports';
import type { Protocol } from '../types/flow';

/** A target as people name it. */
export function targetName(to: Target): string {
  return to.kind === 'url'
    ? to.url
    : to.kind === 'cidr'
      ? to.cidr
      : to.kind === 'kube-apiserver'
        ? to.kind
        : to.name;
}

const portsOfSchemes: Readonly<Record<string, number>> = { 'https:': 443, 'http:': 80 };
const protocolsOfSchemes: Readonly<Record<string, Protocol>> = { 'udp:': 'UDP', 'sctp:': 'SCTP' };

/** Where a URL leads, whatever its path. Undefined for what is not a URL with a host and a port. */
export function urlEnd(
  text: string,
): { readonly host: string; readonly port: number; readonly protocol: Protocol } | undefined {
  if (!text.includes('://') || !URL.canParse(text)) return undefined;
  const { hostname, port: written, protocol: scheme } = new URL(text);
  const port = written === '' ? portsOfSchemes[scheme] : Number(written);
  if (port === undefined || port === 0 || hostname === '') return undefined;
  // Only the schemes of the web have their hosts in small letters.
  const host = hostname
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/(?<=.)\.$/, '');
  return { host, port, protocol: protocolsOfSchemes[scheme] ?? 'TCP' };
}

/** The host of a URL with its port or ports. */
export function hostAndPort(to: Extract<Target, { kind: 'url' }>): string {
  return `${to.host}:${numbersOf(to)}`;
}
