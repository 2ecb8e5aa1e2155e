import { didYouMean } from '../../lib/nearest';
import { isMapped, parseCidr } from '../../lib/cidr';
import { portRange } from '../../lib/ports';
import type { ServiceContext, ServiceSpec } from '../context';
import type { ReachablePort } from '../flows/ports';
import { portsCalled, reachablePorts } from '../flows/ports';
import { urlEnd } from '../flows/connection-targets';
import type { PolicyPort } from '../types/flow';
import { refuseReversed } from './reversed-ranges';
import type { CalledPort, Connection, Target } from '../types/connection';
import type { Service } from '../types/service';

interface KnownTargets {
  readonly services: ReadonlyMap<string, Service>;
  readonly dataServices: ReadonlySet<string>;
  /** True for what is there, but so wrong that nothing can be resolved of it. */
  isBroken(name: string): boolean;
}

type Options = Exclude<NonNullable<ServiceSpec['connects']>[string], true>;
type WrittenPort = NonNullable<Options['ports']>[number];

/** The target that means the API server of the cluster. */
const apiServer = 'kube-apiserver';

/** The connections of one service; unknown targets are reported. */
export function resolveConnections(context: ServiceContext, known: KnownTargets): Connection[] {
  return Object.entries(context.spec.connects ?? {}).flatMap(([target, written]) => {
    const options = typeof written === 'object' ? written : {};
    const to = resolveTarget(context, target, options, known);
    if (to === undefined) return [];
    if (to.kind !== 'url') refuseCidrs(context, target, options);
    const location = context.locate(['connects', target]);
    return [{ from: context.name, to, ...(location === undefined ? {} : { location }) }];
  });
}

function resolveTarget(
  context: ServiceContext,
  target: string,
  options: Options,
  known: KnownTargets,
): Target | undefined {
  const ports = options.ports ?? [];
  if (refuseReversed(context, target, options)) return undefined;
  if (target.includes('://')) return urlTarget(context, target, options);
  if (/^[0-9a-fA-F:.]+\/\d+(:|$)/.test(target)) return cidrTarget(context, target, ports);
  const [name = '', port, ...more] = target.split(':');
  const service = more.length > 0 ? undefined : known.services.get(name);
  if (service !== undefined) {
    return serviceTarget(context, target, service, port === undefined ? ports : [port, ...ports]);
  }
  if (known.dataServices.has(target)) return withoutPorts(context, target, ports, 'data-service');
  if (target === apiServer) return withoutPorts(context, target, ports, apiServer);
  if (more.length === 0 && known.isBroken(name)) return undefined;
  const hint = didYouMean(name, [...known.services.keys(), ...known.dataServices, apiServer]);
  context.report('unknown-target', ['connects', target], {
    problem: 'neither a service nor a data service of this environment',
    got: target,
    fix: hint ?? 'name a service, a data service of the environment, a URL with https://, or a CIDR',
  });
  return undefined;
}

/** What the environment gives its one port. */
function withoutPorts(
  context: ServiceContext,
  target: string,
  ports: readonly WrittenPort[],
  kind: 'data-service' | typeof apiServer,
): Target | undefined {
  if (ports.length === 0) return kind === apiServer ? { kind } : { kind, name: target };
  context.report('unknown-port', ['connects', target], {
    problem: `${kind === apiServer ? 'the API server' : 'a data service'} has the one port that the environment gives it`,
    got: ports.map(portText).join(', '),
    fix: 'remove ports',
  });
  return undefined;
}

/** Addresses belong to what policies cannot name. */
function refuseCidrs(context: ServiceContext, target: string, { cidrs }: Options): void {
  if (cidrs === undefined) return;
  context.report('conflicting-fields', ['connects', target, 'cidrs'], {
    problem: 'only the host of a URL needs addresses: policies know the addresses of the others',
    got: cidrs.join(', '),
    fix: 'remove cidrs',
  });
}

function serviceTarget(
  context: ServiceContext,
  target: string,
  service: Service,
  wanted: readonly WrittenPort[],
): Target | undefined {
  const own = service.kubernetesServices.find(({ name }) => name === service.name);
  if (own?.spec.type === 'ExternalName') {
    context.report('unknown-target', ['connects', target], {
      problem: `the Service ${service.name} is of type ExternalName: it points to a host, not to pods`,
      got: JSON.stringify(own.spec.externalName),
      fix: 'connect to the host by its URL',
    });
    return undefined;
  }
  const ports = reachablePorts(service);
  if (refuseRange(context, target, wanted)) return undefined;
  const found = wanted.map((port) => calledPorts(ports, port));
  const unknown = found.findIndex((called) => called.length === 0);
  if (unknown >= 0) {
    const port = wanted[unknown];
    context.report('unknown-port', ['connects', target], {
      problem: `${service.name} has no such port`,
      got: port === '' || port === undefined ? '""' : portText(port),
      expected: knownPorts(ports) || 'a service with ports',
    });
    return undefined;
  }
  if (found.length === 0 && service.mainPort === undefined) {
    context.report('unknown-port', ['connects', target], {
      problem: `${service.name} has no ports to connect to`,
      fix: 'remove it, or give that service ports',
    });
    return undefined;
  }
  const main = service.mainPort?.name ?? '';
  const called = found.length === 0 ? calledPorts(ports, main) : found.flat();
  return { kind: 'service', name: service.name, ports: called };
}

/** A Service has ports one by one. */
function refuseRange(context: ServiceContext, target: string, wanted: readonly WrittenPort[]): boolean {
  const range = wanted.find((port) =>
    typeof port === 'object' ? port.endPort !== undefined : portRange(String(port)) !== undefined,
  );
  if (range === undefined) return false;
  context.report('unknown-port', ['connects', target], {
    problem: 'only addresses outside the cluster have ranges of ports; a Service has ports one by one',
    got: portText(range),
    fix: 'name the ports of the service',
  });
  return true;
}

function knownPorts(ports: readonly ReachablePort[]): string {
  const names = ports.flatMap(({ name, serviceNames }) => [
    ...(name === undefined ? [] : [name]),
    ...serviceNames,
  ]);
  return [...new Set(names)].join(', ');
}

/** The ports behind a name or number, each under the name by which it was called. */
function calledPorts(ports: readonly ReachablePort[], wanted: WrittenPort): CalledPort[] {
  const reference = typeof wanted === 'object' ? (wanted.port ?? 0) : wanted;
  return portsCalled(ports, reference)
    .filter(({ protocol }) => typeof wanted !== 'object' || (wanted.protocol ?? 'TCP') === protocol)
    .map(({ name, port, protocol, serviceNames }) => ({
      name:
        typeof wanted === 'string' && Number.isNaN(Number(wanted))
          ? wanted
          : (name ?? serviceNames[0] ?? `${port}`),
      port,
      protocol,
    }));
}

function urlTarget(context: ServiceContext, target: string, { ports, cidrs }: Options): Target | undefined {
  // No URL has a range of ports: what is left without its end is one.
  const [, before, first, last, after = ''] =
    /^([a-z]+:\/\/[^/?#]*:)(\d+)-(\d+)([/?#].*)?$/.exec(target) ?? [];
  const range = first === undefined ? undefined : portRange(`${first}-${last}`);
  const single = range === undefined ? target : `${before}${range.port}${after}`;
  const end = urlEnd(single);
  if (end === undefined) {
    context.report('unknown-target', ['connects', target], {
      problem: 'not a URL with a host and a port',
      got: target,
      expected: 'a URL such as https://api.stripe.com or tcp://host.example:5432',
    });
    return undefined;
  }
  if (ports !== undefined) {
    context.report('conflicting-fields', ['connects', target, 'ports'], {
      problem: 'the port belongs in the URL',
      got: ports.map(portText).join(', '),
      fix: `write it in the URL: ${target.slice(0, target.indexOf(':'))}://${end.host}:PORT`,
    });
    return undefined;
  }
  const { host, port, protocol } = end;
  if (isInCluster(host)) {
    context.report('unknown-target', ['connects', target], {
      problem: 'the host name belongs to the cluster, or to the pod itself',
      got: host,
      fix: 'name the service of the platform, or a data service with the namespace of its pods',
    });
    return undefined;
  }
  const { endPort } = range ?? {};
  const numbers = { port, ...(endPort === undefined ? {} : { endPort }) };
  return { kind: 'url', url: target, host, ...numbers, protocol, cidrs: cidrs ?? [] };
}

/** Names that only the resolver of a cluster knows. */
function isInCluster(host: string): boolean {
  if (host.includes(':')) return false;
  return !host.includes('.') || /\.(svc|localhost)$|\.svc\.|\.cluster\.local$/.test(host);
}

function cidrTarget(
  context: ServiceContext,
  target: string,
  listed: readonly WrittenPort[],
): Target | undefined {
  const [, cidr = target, own] = /^(.*\/\d+):(.*)$/.exec(target) ?? [];
  const ports = own === undefined ? listed : [/^\d+$/.test(own) ? Number(own) : own, ...listed];
  const numbers = ports.flatMap(policyPort);
  if (parseCidr(cidr) === undefined || isMapped(cidr) || numbers.length !== ports.length) {
    context.report('unknown-target', ['connects', target], {
      problem: 'not a CIDR with numbered ports',
      got: target,
      expected:
        'a range such as 10.20.0.0/16 whose host bits are 0, with ports as numbers, or as ranges such as 30000-32767',
    });
    return undefined;
  }
  if (numbers.length === 0) {
    context.report('missing-field', ['connects', target], {
      problem: 'without ports, the range would be open on every port',
      expected: `${target}: {ports: [443]}`,
    });
    return undefined;
  }
  return { kind: 'cidr', cidr, written: target, ports: numbers };
}

/** A port of an address, which has no names; none where it is not one. */
function policyPort(written: WrittenPort): PolicyPort[] {
  if (typeof written === 'string') {
    const range = portRange(written);
    return range === undefined ? [] : [{ ...range, protocol: 'TCP' }];
  }
  if (typeof written === 'number')
    return written >= 1 && written <= 65_535 ? [{ port: written, protocol: 'TCP' }] : [];
  const { port, endPort, protocol = 'TCP' } = written;
  if (port === undefined || (endPort !== undefined && endPort < port)) return [];
  return [{ port, ...(endPort === undefined || endPort === port ? {} : { endPort }), protocol }];
}

function portText(port: WrittenPort): string {
  return typeof port === 'object'
    ? `${port.port ?? ''}${port.endPort === undefined ? '' : `-${port.endPort}`}/${port.protocol ?? 'TCP'}`
    : String(port);
}
