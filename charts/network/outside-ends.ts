import type { Cidr } from '../../lib/cidr';
import { addressRange, containsRange, parseCidr } from '../../lib/cidr';
import type { DataService, Target } from '../../model/types/connection';
import { holdsNumber } from '../../model/flows/ports';
import { urlEnd } from '../../model/flows/connection-targets';
import type { Peer, Protocol } from '../../model/types/flow';

/** An end of a question that is not a service of the platform, as far as its text tells. */
export type OutsideEnd =
  | { readonly kind: 'host'; readonly host: string; readonly port?: number; readonly protocol?: Protocol }
  | { readonly kind: 'range'; readonly range: Cidr }
  | { readonly kind: 'name'; readonly name: string };

/** A URL with whatever path, a host, an address, a range, or a name. */
export function outsideEndOf(text: string): OutsideEnd {
  const end = urlEnd(text);
  const range = parseCidr(addressRange(end?.host ?? text) ?? text);
  if (range !== undefined && end === undefined) return { kind: 'range', range };
  if (end !== undefined) return { kind: 'host', ...end };
  const host = hostName(text);
  return host.includes('.') ? { kind: 'host', host } : { kind: 'name', name: text };
}

/** Hosts have no capitals that count, and may end in the dot of the root. */
function hostName(text: string): string {
  return text.toLowerCase().replace(/\.$/, '');
}

/** Whether a line of `connects` asks for what the question names. */
export function isSameEnd(
  to: Target,
  end: OutsideEnd,
  dataServices: ReadonlyMap<string, Pick<DataService, 'host' | 'port'>>,
): boolean {
  switch (to.kind) {
    case 'service':
      return false;
    case 'kube-apiserver':
      return end.kind === 'name' && end.name === to.kind;
    case 'data-service':
      if (end.kind === 'name') return end.name === to.name;
      return isHostOf(dataServices.get(to.name), end);
    case 'cidr': {
      const range = parseCidr(to.cidr);
      if (end.kind !== 'range' || range === undefined) return false;
      return containsRange(range, end.range) && containsRange(end.range, range);
    }
    case 'url': {
      if (end.kind !== 'host' || end.host !== hostName(to.host)) return false;
      const { port, protocol = to.protocol } = end;
      return (port === undefined || holdsNumber(to, port)) && protocol === to.protocol;
    }
  }
}

function isHostOf(known: Pick<DataService, 'host' | 'port'> | undefined, end: OutsideEnd): boolean {
  if (known?.host === undefined || end.kind !== 'host') return false;
  return end.host === hostName(known.host) && (end.port ?? known.port) === known.port;
}

/** True where the peer is a range that holds an address or another range, outside of its exceptions. */
export function holdsAddress(peer: Peer, end: OutsideEnd): boolean {
  if (peer.kind !== 'range') return false;
  const wanted = rangeOf(end);
  const whole = parseCidr(peer.cidr);
  if (wanted === undefined || whole === undefined || !containsRange(whole, wanted)) return false;
  return !peer.except.some((cidr) => {
    const hole = parseCidr(cidr);
    return hole !== undefined && (containsRange(hole, wanted) || containsRange(wanted, hole));
  });
}

/** The host of a URL may be an address, too. */
function rangeOf(end: OutsideEnd): Cidr | undefined {
  if (end.kind === 'range') return end.range;
  const address = end.kind === 'host' ? addressRange(end.host) : undefined;
  return address === undefined ? undefined : parseCidr(address);
}
