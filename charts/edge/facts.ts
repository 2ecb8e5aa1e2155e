import type { DataPlane, Edge, Route } from './types';
import type { Environment } from '../../model/types/environment';
import type { Service } from '../../model/types/service';
import type { Workload } from '../../model/types/workload';
import type { PlatformNames, ServiceNames } from '../metadata';
import { platformNames, serviceNames } from '../metadata';

/** The pods of a gateway that its operator makes. */
export interface DataPlaneFacts extends DataPlane {
  readonly workload: Workload | undefined;
  /** Of the Service that gets the load balancer. */
  readonly serviceAnnotations: Readonly<Record<string, string>>;
}

/** The Gateway itself: what is behind it changes none of its objects. */
export interface GatewayFacts extends Omit<Edge, 'routes' | 'dataPlane' | 'sources' | 'namespaces'> {
  readonly names: PlatformNames;
  /** @default - the load balancer is the cloud's own */
  readonly dataPlane?: DataPlaneFacts;
}

export interface ClassFacts extends Pick<Edge, 'name' | 'gateway' | 'causes'> {
  readonly names: PlatformNames;
}

/** The way to one service. */
export interface RouteFacts extends Pick<Edge, 'waf'> {
  readonly names: ServiceNames;
  readonly gateway: Pick<Edge, 'name' | 'namespace'> & Pick<Edge['gateway'], 'id'>;
  readonly route: Route;
}

export function gatewayFacts(environment: Environment, edge: Edge): GatewayFacts {
  const { routes: _routes, sources: _sources, namespaces: _namespaces, dataPlane, ...own } = edge;
  const names = platformNames(environment);
  if (dataPlane === undefined) return { names, ...own };
  const serviceAnnotations = environment.provider.balancerAnnotations ?? {};
  return { names, ...own, dataPlane: { ...dataPlane, serviceAnnotations } };
}

export function classFacts(environment: Environment, { name, gateway, causes }: Edge): ClassFacts {
  return { names: platformNames(environment), name, gateway, causes };
}

/** Undefined where the service is not exposed. */
export function routeFacts(environment: Environment, edge: Edge, service: Service): RouteFacts | undefined {
  const route = edge.routes.get(service.name);
  if (route === undefined) return undefined;
  const { waf, name, namespace } = edge;
  const gateway = { id: edge.gateway.id, name, namespace };
  return { names: serviceNames(environment, service), gateway, route, ...(waf === undefined ? {} : { waf }) };
}
