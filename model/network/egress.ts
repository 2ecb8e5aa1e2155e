import type { Code } from '../../lib/codes';
import type { ServiceContext } from '../context';
import { gatewayWorkload } from '../edge/data-plane';
import type { Connection, DataService, Service, Target } from '../types';
import {
  everywhere,
  hostRange,
  podsOfCluster,
  podsOfService,
  publicRanges,
  rangeWithout,
  tcp,
} from './peers';
import type { NetworkSettings } from './settings';
import type { Flow, Peer, PolicyMode, PolicyPort } from './types';

/** What the traffic of one service is judged with. */
export interface Caller {
  readonly context: ServiceContext;
  readonly service: Service;
  readonly mode: PolicyMode;
  readonly settings: NetworkSettings;
  readonly services: ReadonlyMap<string, Service>;
  readonly dataServices: ReadonlyMap<string, DataService>;
}

/** Everything that a service may reach. */
export function egressOf(caller: Caller, connections: readonly Connection[]): Flow[] {
  const wide: string[] = [];
  const flows = [
    ...resolverFlows(caller.settings),
    ...connections.flatMap((connection) => connectionFlows(caller, connection, wide)),
    ...identityFlows(caller, wide),
    ...meshFlows(caller.settings),
    ...collectorFlows(caller.settings),
  ];
  warnOfWide(caller, connections, wide);
  return flows;
}

function families({ engine }: NetworkSettings): 'ipv4' | 'both' {
  return engine?.families === 'ipv4' ? 'ipv4' : 'both';
}

function resolverFlows({ resolver, resolverRanges, engine }: NetworkSettings): Flow[] {
  const ports: PolicyPort[] = [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ];
  const onNode: Peer[] =
    resolver.onNode === true && engine?.entities === true
      ? [{ kind: 'entities', name: 'the resolver of the node', entities: ['host'] }]
      : [];
  const ranges = [...resolver.ranges, ...resolverRanges].map((cidr): Peer => ({
    kind: 'range',
    name: cidr,
    cidr,
    except: [],
  }));
  const peers = [...resolver.pods.map(podsOfCluster), ...ranges, ...onNode];
  return peers.map((peer) => ({ peer, ports, reason: 'DNS' }));
}

function connectionFlows(caller: Caller, connection: Connection, wide: string[]): Flow[] {
  const { to } = connection;
  const located = connection.location === undefined ? {} : { location: connection.location };
  const reason = `${connection.from} connects to ${nameOf(to)}`;
  return targetPeers(caller, to, wide).map(({ peer, ports }) => ({ peer, ports, reason, ...located }));
}

/** A target as people name it. */
export function nameOf(to: Target): string {
  return to.kind === 'url'
    ? to.url
    : to.kind === 'cidr'
      ? to.cidr
      : to.kind === 'kube-apiserver'
        ? to.kind
        : to.name;
}

/** Ports of a connection between two services, which their proxies may carry over one of their own. */
export function portsBetween(
  { ports }: Extract<Target, { kind: 'service' }>,
  { mesh }: NetworkSettings,
): PolicyPort[] {
  const own = mesh?.peerPort === undefined ? [] : tcp(mesh.peerPort);
  return [...ports.map(({ port, protocol }) => ({ port, protocol })), ...own];
}

type Reached = Pick<Flow, 'peer' | 'ports'>;

function targetPeers(caller: Caller, to: Target, wide: string[]): Reached[] {
  switch (to.kind) {
    case 'service': {
      const service = caller.services.get(to.name);
      if (service === undefined) return [];
      const ports = portsBetween(to, caller.settings);
      return [{ peer: podsOfService(service, caller.service.namespace), ports }];
    }
    case 'data-service':
      return dataServicePeers(caller, to.name);
    case 'cidr':
      return ranges(caller, to.cidr, [to.cidr], to.ports, ['connects', to.cidr]);
    case 'kube-apiserver':
      return apiServerPeers(caller);
    case 'url':
      return urlPeers(caller, to, wide);
  }
}

function ranges(
  { context, settings }: Caller,
  name: string,
  cidrs: readonly string[],
  ports: readonly PolicyPort[],
  path: readonly string[],
): Reached[] {
  return cidrs.flatMap((cidr) => {
    const peer = rangeWithout(name, cidr, settings.protectedRanges);
    if (peer !== undefined) return [{ peer, ports }];
    context.report('protected-range', path, {
      problem:
        'the metadata service of the machine is never opened to pods: it hands out the credentials of the node',
      got: cidr,
      fix: 'give the pods an identity of their own: serviceAccount: {identity: …}',
    });
    return [];
  });
}

function dataServicePeers(caller: Caller, name: string): Reached[] {
  const { context, mode, dataServices } = caller;
  const known = dataServices.get(name);
  if (known === undefined) return [];
  if (known.cidrs.length === 0 && mode !== 'off') {
    context.report('missing-field', ['connects', name], {
      problem: `policies can not name hosts, and the environment does not say where ${name} is`,
      expected: `dataServices.${name}.cidrs in environments/${context.settings.environment}.yaml`,
    });
  }
  return ranges(caller, name, known.cidrs, tcp(known.port), ['connects', name]);
}

function apiServerPeers({ context, mode, settings }: Caller): Reached[] {
  const { engine, apiServer } = settings;
  if (engine?.entities === true) {
    const peer: Peer = { kind: 'entities', name: 'kube-apiserver', entities: ['kube-apiserver'] };
    return [{ peer, ports: tcp(apiServer.port) }];
  }
  if (apiServer.cidrs.length === 0 && mode !== 'off') {
    context.report('missing-field', ['connects', 'kube-apiserver'], {
      problem: 'the environment does not say where the API server of its cluster is',
      expected: `egress: {kubeApiServer: {cidrs: […]}} in environments/${context.settings.environment}.yaml`,
    });
  }
  return apiServer.cidrs.map((cidr) => ({
    peer: { kind: 'range', name: 'kube-apiserver', cidr, except: [] },
    ports: tcp(apiServer.port),
  }));
}

function urlPeers(caller: Caller, to: Extract<Target, { kind: 'url' }>, wide: string[]): Reached[] {
  const ports = [{ port: to.port, protocol: to.protocol }];
  const address = hostRange(to.host);
  if (address !== undefined && to.cidrs.length > 0) {
    caller.context.report('conflicting-fields', ['connects', to.url, 'cidrs'], {
      problem: 'the host is an address already',
      got: to.cidrs.join(', '),
      fix: 'remove cidrs',
    });
  }
  const known = address === undefined ? to.cidrs : [address];
  if (known.length > 0) return ranges(caller, to.url, known, ports, ['connects', to.url]);
  return hostPeers(caller, to.host, ports, `${to.host}:${to.port}`, wide);
}

/** A host that is known by its name alone: by the engine's own policies, or as any address of the internet. */
function hostPeers(
  { settings }: Caller,
  host: string,
  ports: readonly PolicyPort[],
  text: string,
  wide: string[],
): Reached[] {
  if (settings.hostPolicies) return [{ peer: { kind: 'host', name: host }, ports }];
  wide.push(text);
  const open = publicRanges(host, settings.protectedRanges, families(settings));
  const near = settings.privateEndpoints.flatMap(
    (cidr) => rangeWithout(host, cidr, settings.protectedRanges) ?? [],
  );
  return [...open, ...near].map((peer) => ({ peer, ports }));
}

function identityFlows(caller: Caller, wide: string[]): Flow[] {
  const reason = `the identity of ${caller.service.name}`;
  return (caller.service.identity?.endpoints ?? []).flatMap((endpoint): Flow[] => {
    const ports = tcp(...endpoint.ports);
    if ('range' in endpoint) {
      const { range: cidr } = endpoint;
      const peers: Peer[] = [{ kind: 'range', name: 'credentials', cidr, except: [] }];
      // Its agent is on the node, which ranges leave out.
      const onNode = caller.settings.engine?.entities === true;
      if (onNode) peers.push({ kind: 'entities', name: 'credentials', entities: ['host'] });
      return peers.map((peer) => ({ peer, ports, reason }));
    }
    const text = endpoint.ports.map((port) => `${endpoint.host}:${port}`).join(', ');
    return hostPeers(caller, endpoint.host, ports, `${text} for its identity`, wide).map((reached) => ({
      ...reached,
      reason,
    }));
  });
}

function meshFlows({ mesh }: NetworkSettings): Flow[] {
  return (mesh?.controlPlane ?? []).map((pods) => ({
    peer: podsOfCluster(pods),
    ports: tcp(...pods.ports),
    reason: `control plane of ${mesh?.title ?? ''}`,
  }));
}

function collectorFlows({ collector }: NetworkSettings): Flow[] {
  return collector === undefined ? [] : [{ ...collector, reason: 'telemetry' }];
}

/** Never silently wide: what is open to the whole internet is said. */
function warnOfWide(caller: Caller, connections: readonly Connection[], wide: readonly string[]): void {
  const { context, mode } = caller;
  if (mode === 'off') return;
  const everything = connections.flatMap(({ to }) =>
    to.kind === 'cidr' && everywhere('', 'both').some(({ cidr }) => cidr === to.cidr) ? [to.cidr] : [],
  );
  if (everything.length > 0) report(context, 'open-egress', ['connects', everything[0] ?? ''], everything);
  if (wide.length === 0) return;
  const first = connections.find(({ to }) => to.kind === 'url' && wide.includes(`${to.host}:${to.port}`));
  if (context.name === gatewayWorkload) return warnOfKeys(caller, first, wide);
  const path = first === undefined ? ['serviceAccount', 'identity'] : ['connects', nameOf(first.to)];
  context.report('open-egress', path, {
    problem: 'policies can not name hosts, so the port is open to every public address',
    got: wide.join(', '),
    fix: narrower(caller, first === undefined),
  });
}

/** The gateway has no file of its own: what it needs is asked for where a service is exposed. */
function warnOfKeys(
  { context, settings }: Caller,
  first: Connection | undefined,
  wide: readonly string[],
): void {
  const { location } = first ?? {};
  context.diagnostics.push({
    code: 'open-egress',
    path: gatewayWorkload,
    problem:
      'policies can not name hosts, so the gateway may reach every public address on the port of the keys of tokens',
    got: wide.join(', '),
    fix:
      settings.engine?.hostPolicies === undefined
        ? 'know that it is so'
        : 'write egress: {hostPolicies: true} in the environment',
    ...(location === undefined ? {} : { location }),
  });
}

/** How to be exact instead. */
function narrower({ settings, context }: Caller, identityAlone: boolean): string {
  const byName =
    settings.engine?.hostPolicies === undefined
      ? []
      : ['write egress: {hostPolicies: true} in the environment'];
  const near = context.settings.provider.identities.find(({ endpoints }) =>
    endpoints.every((entry) => 'range' in entry),
  );
  const inside =
    near === undefined ? [] : [`use an identity whose credentials come from the node: ${near.shape}`];
  const ways = identityAlone
    ? [...inside, ...byName]
    : ['give the addresses: connects: {URL: {cidrs: […]}}', ...byName];
  return ways.join(', or ') || 'know that it is so';
}

function report(context: ServiceContext, code: Code, path: readonly string[], got: readonly string[]): void {
  context.report(code, path, {
    problem: 'the range is every address there is',
    got: got.join(', '),
    fix: 'name the ranges that are meant',
  });
}
