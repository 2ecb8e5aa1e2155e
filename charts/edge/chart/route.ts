import type { Construct } from 'constructs';
import { GRPCRoute, HTTPRoute } from '../../../imports/edge';
import type { GRPCRouteSpec, HTTPRouteSpec } from '../../../imports/edge';
import { fieldsOf } from '../../../lib/json';
import { hostName } from '../../../lib/names';
import type { Route } from '../types';
import { serviceMetadata } from '../../metadata';
import type { RouteFacts } from '../facts';
import type { RouteFilter, RouteParts } from './implementation';
import { securityHeaders } from './implementation';

type HttpRule = NonNullable<HTTPRouteSpec['rules']>[number];
type Match = NonNullable<HttpRule['matches']>[number];
type BackendRef = NonNullable<GrpcRule['backendRefs']>[number];
type ParentRef = NonNullable<GRPCRouteSpec['parentRefs']>[number];
type GrpcRule = NonNullable<GRPCRouteSpec['rules']>[number];

/** The route of a service: its hosts and paths, attached to the listeners of its hosts and to no other. */
export function renderRoute(
  scope: Construct,
  { names, gateway, route }: RouteFacts,
  parts: RouteParts,
): void {
  const { hosts, backend, timeout, kind, causes } = route;
  const backendRefs: BackendRef[] = [{ name: backend.service, port: backend.port }];
  const filters = [...(parts.setsHeaders === true ? [] : [headersFilter()]), ...(parts.filters ?? [])];
  const common: Pick<GRPCRouteSpec, 'parentRefs' | 'hostnames'> = {
    parentRefs: hosts.map((host): ParentRef => ({
      name: gateway.name,
      namespace: gateway.namespace,
      sectionName: hostName(host),
    })),
    hostnames: [...hosts],
  };
  const metadata = serviceMetadata(names, names.name);
  if (kind === 'GRPCRoute') {
    const rule = fieldsOf<GrpcRule>({ filters, backendRefs });
    new GRPCRoute(scope, { metadata, spec: { ...common, rules: [rule] } }, causes);
    return;
  }
  const timeouts = timeout === undefined ? undefined : { request: timeout };
  const rule = fieldsOf<HttpRule>({ matches: matches(route), filters, timeouts, backendRefs });
  new HTTPRoute(scope, { metadata, spec: { ...common, rules: [rule] } }, causes);
}

function headersFilter(): RouteFilter {
  const set = Object.entries(securityHeaders).map(([name, value]) => ({ name, value }));
  return { type: 'ResponseHeaderModifier', responseHeaderModifier: { set } };
}

/** Every path with every method; one of them has to fit. */
function matches({ paths, methods }: Route): Match[] {
  return paths.flatMap((value): Match[] => {
    const path: Match['path'] = { type: 'PathPrefix', value };
    return methods.length === 0 ? [{ path }] : methods.map((method): Match => ({ path, method }));
  });
}
