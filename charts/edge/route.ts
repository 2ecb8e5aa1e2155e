import type { Construct } from 'constructs';
import { GRPCRoute, HTTPRoute } from '../../imports/edge';
import { compact } from '../../lib/json';
import { hostName } from '../../lib/names';
import type { Route } from '../../model/edge/types';
import { serviceMetadata } from '../metadata';
import type { RouteFacts } from './facts';
import type { RouteParts } from './implementation';
import { securityHeaders } from './implementation';

/** The route of a service: its hosts and paths, attached to the listeners of its hosts and to no other. */
export function renderRoute(
  scope: Construct,
  { names, gateway, route }: RouteFacts,
  parts: RouteParts,
): void {
  const { hosts, backend, timeout, kind, causes } = route;
  const set = Object.entries(securityHeaders).map(([name, value]) => ({ name, value }));
  const headers =
    parts.setsHeaders === true ? [] : [{ type: 'ResponseHeaderModifier', responseHeaderModifier: { set } }];
  const rule = compact({
    matches: kind === 'HTTPRoute' ? matches(route) : [],
    filters: [...headers, ...(parts.filters ?? [])],
    timeouts: kind === 'GRPCRoute' || timeout === undefined ? undefined : { request: timeout },
    backendRefs: [{ name: backend.service, port: backend.port }],
  });
  const spec = {
    parentRefs: hosts.map((host) => ({
      name: gateway.name,
      namespace: gateway.namespace,
      sectionName: hostName(host),
    })),
    hostnames: [...hosts],
    rules: [rule],
  };
  const metadata = serviceMetadata(names, names.name);
  const RouteKind = kind === 'HTTPRoute' ? HTTPRoute : GRPCRoute;
  new RouteKind(scope, { metadata, spec }, causes);
}

/** Every path with every method; one of them has to fit. */
function matches({ paths, methods }: Route): object[] {
  return paths.flatMap((value) => {
    const path = { type: 'PathPrefix', value };
    return methods.length === 0 ? [{ path }] : methods.map((method) => ({ path, method }));
  });
}
