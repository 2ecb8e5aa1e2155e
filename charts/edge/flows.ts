import type { Contributor } from '../../model/flows/contribution';
import { podsOfCluster, tcp } from '../../model/flows/peers';
import type { Flow } from '../../model/types/flow';
import type { ResolvedService } from '../../model/context';
import type { Connection } from '../../model/types/connection';
import { gatewayWorkload } from './data-plane';
import type { Edge, Route } from './types';

/** What pods of the gateway talk to for the services that are exposed: those themselves, and where keys of tokens are. */
export function edgeConnections(
  { routes, gateway }: Edge,
  resolved: ReadonlyMap<string, ResolvedService>,
): Connection[] {
  if (gateway.source.kind !== 'pods') return [];
  return [...routes.values()].flatMap(({ service, backend, jwt }) => {
    const context = resolved.get(service)?.context;
    const found = (path: readonly string[]) => {
      const location = context?.locate(path);
      return location === undefined ? {} : { location };
    };
    const port = { name: String(backend.port), port: backend.containerPort, protocol: 'TCP' as const };
    const toService: Connection = {
      from: gatewayWorkload,
      to: { kind: 'service', name: service, ports: [port] },
      ...found(['expose']),
    };
    return [
      toService,
      ...(jwt === undefined ? [] : [keysOf(jwt.jwksUri, found(['expose', 'auth', 'jwt', 'jwksUri']))]),
    ];
  });
}

function keysOf(uri: string, found: Pick<Connection, 'location'>): Connection {
  const { hostname: host, port } = new URL(uri);
  const to = {
    kind: 'url',
    url: uri,
    host,
    port: port === '' ? 443 : Number(port),
    protocol: 'TCP',
    cidrs: [],
  } as const;
  return { from: gatewayWorkload, to, ...found };
}

/** The gateway reaches its operator; load balancers without pods of ours reach what is exposed. */
export function edgeFlows(edge: Edge): Contributor {
  return ({ context }) => {
    const route = edge.routes.get(context.name);
    return {
      ...(route === undefined ? {} : { ingress: balancerFlows(edge, route, context.locate(['expose'])) }),
      ...(context.name === gatewayWorkload ? { egress: operatorFlows(edge) } : {}),
    };
  };
}

/** What the gateway's pods need of its operator. */
function operatorFlows({ gateway, routes }: Edge): Flow[] {
  const { controlPlane } = gateway;
  if (controlPlane === undefined) return [];
  const limited = [...routes.values()].some(({ rateLimit }) => rateLimit?.global === true);
  const ports = tcp(...controlPlane.ports, ...(limited ? [controlPlane.rateLimitPort] : []));
  return [
    { peer: podsOfCluster(controlPlane), ports, because: { kind: 'control-plane', of: gateway.title } },
  ];
}

/** Load balancers that call the pods themselves. */
function balancerFlows({ sources, gateway }: Edge, route: Route, location: Flow['location']): Flow[] {
  return sources.map((cidr): Flow => {
    const ports = tcp(...new Set([route.backend.containerPort, route.health.port]));
    const peer = { kind: 'range', name: gateway.title, cidr, except: [] } as const;
    const because = { kind: 'exposed', service: route.service } as const;
    return { peer, ports, because, ...(location === undefined ? {} : { location }) };
  });
}
