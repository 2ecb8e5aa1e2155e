import type { Cidr } from '../../lib/cidr';
import { addressRange, containsRange, parseCidr } from '../../lib/cidr';
import type { DataService, Target } from '../../model/connection-types';
import { holdsNumber } from '../../model/flows/ports';
import { urlEnd } from '../../model/flows/targets';
import type { Peer, Protocol } from '../../model/flows/types';

/** An end of a question that is not a service of the platform, as far as its text tells. */
export type Asked =
  | { readonly kind: 'host'; readonly host: string; readonly port?: number; readonly protocol?: Protocol }
  | { readonly kind: 'range'; readonly range: Cidr }
  | { readonly kind: 'name'; readonly name: string };

/** A URL with whatever path, a host, an address, a range, or a name. */
export function askedOf(text: string): Asked {
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
export function isAsked(
  to: Target,
  asked: Asked,
  dataServices: ReadonlyMap<string, Pick<DataService, 'host' | 'port'>>,
): boolean {
  switch (to.kind) {
    case 'service':
      return false;
    case 'kube-apiserver':
      return asked.kind === 'name' && asked.name === to.kind;
    case 'data-service':
      if (asked.kind === 'name') return asked.name === to.name;
      return isHostOf(dataServices.get(to.name), asked);
    case 'cidr': {
      const range = parseCidr(to.cidr);
      if (asked.kind !== 'range' || range === undefined) return false;
      return containsRange(range, asked.range) && containsRange(asked.range, range);
    }
    case 'url': {
      if (asked.kind !== 'host' || asked.host !== hostName(to.host)) return false;
      const { port, protocol = to.protocol } = asked;
      return (port === undefined || holdsNumber(to, port)) && protocol === to.protocol;
    }
  }
}

function isHostOf(known: Pick<DataService, 'host' | 'port'> | undefined, asked: Asked): boolean {
  if (known?.host === undefined || asked.kind !== 'host') return false;
  return asked.host === hostName(known.host) && (asked.port ?? known.port) === known.port;
}

/** True where the peer is a range that holds an address or another range, outside of its exceptions. */
export function holdsAddress(peer: Peer, asked: Asked): boolean {
  if (peer.kind !== 'range') return false;
  const wanted = rangeOf(asked);
  const whole = parseCidr(peer.cidr);
  if (wanted === undefined || whole === undefined || !containsRange(whole, wanted)) return false;
  return !peer.except.some((cidr) => {
    const hole = parseCidr(cidr);
    return hole !== undefined && (containsRange(hole, wanted) || containsRange(wanted, hole));
  });
}

/** The host of a URL may be an address, too. */
function rangeOf(asked: Asked): Cidr | undefined {
  if (asked.kind === 'range') return asked.range;
  const address = asked.kind === 'host' ? addressRange(asked.host) : undefined;
  return address === undefined ? undefined : parseCidr(address);
}
