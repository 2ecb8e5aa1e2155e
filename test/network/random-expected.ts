import { kubeDns, standIn } from './objects';
import type { KubeObject, PodPort } from './objects';
import type { Accept, Call, RandomPlatform, RandomPort, RandomService } from './random-platform';
import { dataServices, namespaces, ranges } from './random-platform';

/** An end of a connection as the test knows it, beside how the rendering describes it. */
export type Known =
  | { readonly kind: 'service'; readonly service: RandomService; readonly name: string }
  | { readonly kind: 'other'; readonly namespace: string; readonly name: string; readonly app: string }
  | { readonly kind: 'address'; readonly address: string };

/** Addresses in the ranges that a platform may name, one beside each, and the one that nobody may reach. */
const addresses: Readonly<Record<string, string>> = {
  '203.0.113.9': '203.0.113.0/24',
  '203.0.112.9': 'none',
  '2001:db8:1::9': '2001:db8:1::/48',
  '2001:db8:2::9': 'none',
  '198.51.100.7': '198.51.100.0/24',
  '2001:db8:5::7': '2001:db8:5::/48',
  '10.20.0.5': '10.20.0.0/24',
  '10.21.0.5': '10.21.0.0/24',
  '10.22.0.5': 'none',
  '169.254.169.254': 'none',
};

export const outside = Object.keys(addresses);

const others = [
  { namespace: 'ingress-nginx', name: 'nginx', app: 'nginx' },
  { namespace: 'ingress-nginx', name: 'other', app: 'other' },
  { namespace: 'tools', name: 'nginx', app: 'nginx' },
  { namespace: 'tools', name: 'other', app: 'other' },
  { namespace: 'monitoring', name: 'prometheus', app: 'prometheus' },
  { namespace: 'kube-system', name: 'neighbour', app: 'other' },
  // Pods that others put into namespaces of the platform.
  ...namespaces.map((namespace) => ({ namespace, name: 'foreign', app: 'nginx' })),
];

/** What runs beside the platform. */
export const beside: readonly KubeObject[] = [
  ...kubeDns,
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'tools', labels: { team: 'operators' } } },
  ...others.map(({ namespace, name, app }) => standIn(namespace, name, { app })),
];

/** All ends by the name that the matrix gives them. */
export function endsOf({ services }: RandomPlatform): Map<string, Known> {
  const known = new Map<string, Known>();
  for (const service of services) {
    const workloads = service.floor ? [service.name, `${service.name}-spot`] : [service.name];
    for (const name of workloads)
      known.set(`${service.namespace}/${name}`, { kind: 'service', service, name });
  }
  for (const other of others) known.set(`${other.namespace}/${other.name}`, { kind: 'other', ...other });
  known.set('kube-system/kube-dns', { kind: 'other', namespace: 'kube-system', name: 'kube-dns', app: '' });
  for (const address of outside) known.set(address, { kind: 'address', address });
  return known;
}

function isEnforced({ mode = 'enforce' }: RandomService): boolean {
  return mode === 'enforce';
}

function isSame(one: PodPort, other: PodPort): boolean {
  return one.port === other.port && one.protocol === other.protocol;
}

/** What should be let through, by what the platform's own data say. */
export class Expected {
  /** Namespaces of ours in which everyone is isolated. */
  private readonly denied: ReadonlySet<string>;

  constructor(private readonly platform: RandomPlatform) {
    const { services, shared } = platform;
    this.denied = new Set(
      services
        .map(({ namespace }) => namespace)
        .filter((name) => !shared.includes(name))
        .filter((name) => services.every((service) => service.namespace !== name || isEnforced(service))),
    );
  }

  egress(from: Known, to: Known, port: PodPort): boolean {
    if (from.kind === 'address') return true;
    if (from.kind === 'other') return !this.denied.has(from.namespace);
    const { service } = from;
    if (!isEnforced(service)) return true;
    switch (to.kind) {
      case 'service':
        return calls(service, to.service, port);
      case 'address':
        return dials(service, to.address, port);
      case 'other':
        return to.name === 'kube-dns' && port.port === 53 && port.protocol !== 'SCTP';
    }
  }

  ingress(from: Known, to: Known, port: PodPort): boolean {
    if (to.kind === 'address') return true;
    if (to.kind === 'other') return !this.denied.has(to.namespace);
    const { service } = to;
    if (!isEnforced(service)) return true;
    if (from.kind === 'service' && calls(from.service, service, port)) return true;
    if (from.kind === 'other' && from.namespace === 'monitoring')
      return service.ports.some((own) => own.name === 'metrics' && isSame(own, port));
    return service.accepts.some(
      (accept) =>
        this.isCaller(accept, service, from) && portsOf(service, accept).some((own) => isSame(own, port)),
    );
  }

  private isCaller({ who }: Accept, service: RandomService, from: Known): boolean {
    if (from.kind === 'address')
      return 'cidrs' in who && who.cidrs.some((cidr) => cidr === addresses[from.address]);
    if ('cidrs' in who) return false;
    const namespace = from.kind === 'service' ? from.service.namespace : from.namespace;
    const isNginx = from.kind === 'service' ? from.service.isNginx : from.app === 'nginx';
    if ('podSelector' in who && !isNginx) return false;
    if ('namespaceSelector' in who)
      return namespace === 'tools' || this.platform.labelled.includes(namespace);
    return namespace === ('namespace' in who ? who.namespace : service.namespace);
  }
}

/** The ports that are meant: the main one where none is named. */
function portsOf({ main }: RandomService, { ports }: Accept): readonly RandomPort[] {
  if (ports.length > 0) return ports.map(({ port }) => port);
  return main === undefined ? [] : [main.port];
}

function calls(caller: RandomService, called: RandomService, port: PodPort): boolean {
  const call: Call | undefined = caller.calls.get(called.name);
  if (call === undefined) return false;
  const onMain = call.main && called.main !== undefined && isSame(called.main.port, port);
  return onMain || call.ports.some((wanted) => isSame(wanted.port, port));
}

function dials({ data, ranges: own }: RandomService, address: string, { port, protocol }: PodPort): boolean {
  if (protocol !== 'TCP') return false;
  const range = addresses[address];
  return (
    data.some((name) => dataServices[name].cidr === range && dataServices[name].port === port) ||
    own.some((cidr) => cidr === range && ranges[cidr] === port)
  );
}
