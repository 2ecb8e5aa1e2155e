import { addressRange } from '../../lib/cidr';
import type { Connection, Target } from '../../model/types/connection';
import {
  podsOfCluster,
  podsOfService,
  portsThroughMesh,
  publicRanges,
  rangeWithout,
  tcp,
} from '../../model/flows/peers';
import type { Caller } from './caller';
import type { NetworkSettings } from './settings';
import type { Because } from '../../model/types/because';
import { hostAndPort } from '../../model/flows/connection-targets';
import { warnOfOpenEgress } from './open-egress';
import type { Flow, Peer, PolicyPort } from '../../model/types/flow';

/** Everything that a service may reach. */
export function egressOf(caller: Caller, connections: readonly Connection[]): Flow[] {
  const openHosts: string[] = [];
  const flows = [
    ...resolverFlows(caller.settings),
    ...connections.flatMap((connection) => connectionFlows(caller, connection, openHosts)),
    ...identityFlows(caller, openHosts),
  ];
  warnOfOpenEgress(caller, connections, openHosts);
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
  return peers.map((peer) => ({ peer, ports, because: { kind: 'dns' } }));
}

function connectionFlows(caller: Caller, connection: Connection, openHosts: string[]): Flow[] {
  const { to } = connection;
  const located = connection.location === undefined ? {} : { location: connection.location };
  const because: Because = { kind: 'connects', from: connection.from, to };
  return targetPeers(caller, to, openHosts).map(({ peer, ports }) => ({ peer, ports, because, ...located }));
}

/** Ports of a connection between two services, which their proxies may carry over one of their own. */
export function portsBetween(
  { ports }: Extract<Target, { kind: 'service' }>,
  { mesh }: NetworkSettings,
): PolicyPort[] {
  return portsThroughMesh(
    ports.map(({ port, protocol }) => ({ port, protocol })),
    mesh,
  );
}

type Reached = Pick<Flow, 'peer' | 'ports'>;

function targetPeers(caller: Caller, to: Target, openHosts: string[]): Reached[] {
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
      return ranges(caller, to.cidr, [to.cidr], to.ports, ['connects', to.written]);
    case 'kube-apiserver':
      return apiServerPeers(caller);
    case 'url':
      return urlPeers(caller, to, openHosts);
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
        'connections to the metadata service of the node, or to IPv4-mapped IPv6 addresses, are never opened',
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
  const pods = known.pods === undefined ? [] : [{ peer: known.pods, ports: tcp(known.port) }];
  if (known.cidrs.length + pods.length === 0 && mode === 'enforce') {
    context.report('missing-field', ['connects', name], {
      problem: `a NetworkPolicy cannot match host names, and the environment has no addresses for ${name}`,
      expected: `dataServices.${name}.cidrs, or the namespace of its pods, in environments/${context.settings.environment}.yaml`,
    });
  }
  return [...pods, ...ranges(caller, name, known.cidrs, tcp(known.port), ['connects', name])];
}

function apiServerPeers(caller: Caller): Reached[] {
  const { context, mode, settings } = caller;
  const { engine, apiServer } = settings;
  const ports = tcp(apiServer.port);
  const named: Reached[] =
    engine?.entities === true
      ? [{ peer: { kind: 'entities', name: 'kube-apiserver', entities: ['kube-apiserver'] }, ports }]
      : [];
  if (apiServer.cidrs.length + named.length === 0 && mode === 'enforce') {
    context.report('missing-field', ['connects', 'kube-apiserver'], {
      problem: 'the environment does not set the addresses of its API server',
      expected: `egress: {kubeApiServer: {cidrs: […]}} in environments/${context.settings.environment}.yaml`,
    });
  }
  return [
    ...named,
    ...ranges(caller, 'kube-apiserver', apiServer.cidrs, ports, ['connects', 'kube-apiserver']),
  ];
}

function urlPeers(caller: Caller, to: Extract<Target, { kind: 'url' }>, openHosts: string[]): Reached[] {
  const { port, endPort, protocol } = to;
  const ports = [{ port, ...(endPort === undefined ? {} : { endPort }), protocol }];
  const address = addressRange(to.host);
  if (address !== undefined && to.cidrs.length > 0) {
    caller.context.report('conflicting-fields', ['connects', to.url, 'cidrs'], {
      problem: 'the host is an IP address already',
      got: to.cidrs.join(', '),
      fix: 'remove cidrs',
    });
  }
  const known = address === undefined ? to.cidrs : [address];
  if (known.length > 0) return ranges(caller, to.url, known, ports, ['connects', to.url]);
  return hostPeers(caller, to.host, ports, hostAndPort(to), openHosts);
}

/** A host that is known by its name alone: by the engine's own policies, or as any address of the internet. */
function hostPeers(
  { settings }: Caller,
  host: string,
  ports: readonly PolicyPort[],
  text: string,
  openHosts: string[],
): Reached[] {
  if (settings.hostPolicies) return [{ peer: { kind: 'host', name: host }, ports }];
  openHosts.push(text);
  const open = publicRanges(host, settings.protectedRanges, families(settings));
  const near = settings.privateEndpoints.flatMap(
    (cidr) => rangeWithout(host, cidr, settings.protectedRanges) ?? [],
  );
  return [...open, ...near].map((peer) => ({ peer, ports }));
}

function identityFlows(caller: Caller, openHosts: string[]): Flow[] {
  const because: Because = { kind: 'identity', service: caller.service.name };
  return (caller.service.identity?.endpoints ?? []).flatMap((endpoint): Flow[] => {
    const ports = tcp(...endpoint.ports);
    if ('range' in endpoint) {
      const { range: cidr } = endpoint;
      const peers: Peer[] = [{ kind: 'range', name: 'credentials', cidr, except: [] }];
      // Its agent is on the node, which ranges leave out.
      const onNode = caller.settings.engine?.entities === true;
      if (onNode) peers.push({ kind: 'entities', name: 'credentials', entities: ['host'] });
      return peers.map((peer) => ({ peer, ports, because }));
    }
    const text = endpoint.ports.map((port) => `${endpoint.host}:${port}`).join(', ');
    return hostPeers(caller, endpoint.host, ports, `${text} for its identity`, openHosts).map((reached) => ({
      ...reached,
      because,
    }));
  });
}
