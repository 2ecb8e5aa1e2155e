import { didYouMean } from '../lib/nearest';
import { parseCidr } from '../lib/cidr';
import type { ServiceContext } from './context';
import type { Connection, Service } from './types';

interface Known {
  readonly services: ReadonlyMap<string, Service>;
  readonly dataServices: ReadonlySet<string>;
  /** True for what is there, but is in itself so wrong that nothing is known of it. */
  isBroken(name: string): boolean;
}

const urlPorts: Readonly<Record<string, number>> = { 'https:': 443, 'http:': 80 };

/** The connections of one service; unknown targets are reported. */
export function resolveConnections(context: ServiceContext, known: Known): Connection[] {
  return Object.entries(context.spec.connects ?? {}).flatMap(([target, options]) => {
    const ports = typeof options === 'object' ? (options.ports ?? []) : [];
    const to = resolveTarget(context, target, ports, known);
    return to === undefined ? [] : [{ from: context.name, to }];
  });
}

function resolveTarget(
  context: ServiceContext,
  target: string,
  ports: readonly (string | number)[],
  known: Known,
): Connection['to'] | undefined {
  if (target.includes('://')) return urlTarget(context, target);
  if (/^[0-9a-fA-F:.]+\/\d+$/.test(target)) return cidrTarget(context, target, ports);
  const [name = '', port, ...more] = target.split(':');
  const service = more.length > 0 ? undefined : known.services.get(name);
  if (service !== undefined)
    return serviceTarget(context, target, service, port === undefined ? ports : [port, ...ports]);
  if (known.dataServices.has(target)) {
    if (ports.length === 0) return { kind: 'data-service', name: target };
    context.report('unknown-port', ['connects', target], {
      problem: 'a data service has the one port that the environment gives it',
      got: ports.join(', '),
      fix: 'remove ports',
    });
    return undefined;
  }
  if (more.length === 0 && known.isBroken(name)) return undefined;
  const hint = didYouMean(name, [...known.services.keys(), ...known.dataServices]);
  context.report('unknown-target', ['connects', target], {
    problem: 'neither a service nor a data service of this environment',
    got: target,
    fix: hint ?? 'name a service, a data service of the environment, a URL with https://, or a CIDR',
  });
  return undefined;
}

function serviceTarget(
  context: ServiceContext,
  target: string,
  service: Service,
  wanted: readonly (string | number)[],
): Connection['to'] | undefined {
  const names = wanted.map((port) =>
    service.ports.find((entry) => entry.name === port || entry.port === Number(port)),
  );
  const unknown = names.indexOf(undefined);
  if (unknown >= 0) {
    context.report('unknown-port', ['connects', target], {
      problem: `${service.name} has no such port`,
      got: wanted[unknown] === '' ? '""' : String(wanted[unknown]),
      expected: service.ports.map((port) => port.name).join(', ') || 'a service with ports',
    });
    return undefined;
  }
  if (names.length === 0 && service.mainPort === undefined) {
    context.report('unknown-port', ['connects', target], {
      problem: `${service.name} has no ports to connect to`,
      fix: 'remove it, or give that service ports',
    });
    return undefined;
  }
  const ports = names.length === 0 ? [service.mainPort?.name ?? ''] : names.map((port) => port?.name ?? '');
  return { kind: 'service', name: service.name, ports };
}

function urlTarget(context: ServiceContext, target: string): Connection['to'] | undefined {
  const url = URL.canParse(target) ? new URL(target) : undefined;
  const port = url === undefined ? undefined : url.port === '' ? urlPorts[url.protocol] : Number(url.port);
  if (url === undefined || port === undefined || url.hostname === '') {
    context.report('unknown-target', ['connects', target], {
      problem: 'no URL with a host and a port',
      got: target,
      expected: 'a URL such as https://api.stripe.com or tcp://host.example:5432',
    });
    return undefined;
  }
  return { kind: 'url', host: url.hostname, port };
}

function cidrTarget(
  context: ServiceContext,
  target: string,
  ports: readonly (string | number)[],
): Connection['to'] | undefined {
  const numbers = ports.filter((port) => typeof port === 'number');
  if (parseCidr(target) === undefined || numbers.length !== ports.length) {
    context.report('unknown-target', ['connects', target], {
      problem: 'no CIDR with numbered ports',
      got: target,
      expected: 'a range such as 10.20.0.0/16 whose host bits are 0, with ports as numbers',
    });
    return undefined;
  }
  return { kind: 'cidr', cidr: target, ports: numbers };
}
