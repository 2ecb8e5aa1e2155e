import type { Construct } from 'constructs';
import * as kinds from '../../imports/edge';
import type { Edge, Route } from '../../model/edge/types';
import type { Environment, Service } from '../../model/types';
import { platformMetadata } from '../metadata';
import { awsGateway, awsRoute } from './aws';
import { azureGateway, azureRoute } from './azure';
import { envoyGateway, envoyRoute } from './envoy';
import { ownClassName, renderGateway } from './gateway';
import { gkeGateway, gkeRoute } from './gke';
import { renderRoute } from './route';
import type { Implementation } from './implementation';

/** What each implementation adds to the objects of the Gateway API. */
const implementations: Readonly<Record<Edge['gateway']['id'], Implementation>> = {
  'envoy-gateway': { gateway: envoyGateway, route: envoyRoute },
  'aws-load-balancer-controller': { gateway: awsGateway, route: awsRoute },
  'gke-gateway': { gateway: gkeGateway, route: gkeRoute },
  'application-gateway-for-containers': { gateway: azureGateway, route: azureRoute },
};

/** The class of the gateway, where the cluster has none. */
export function renderGatewayClass(scope: Construct, environment: Environment, edge: Edge): void {
  if (!('controllerName' in edge.gateway.class)) return;
  const metadata = platformMetadata(environment, ownClassName(edge.name, edge.gateway.id));
  new kinds.GatewayClass(
    scope,
    { metadata, spec: { controllerName: edge.gateway.class.controllerName } },
    edge.causes,
  );
}

/** The Gateway with its certificates, and what its implementation needs. */
export function renderEdge(scope: Construct, environment: Environment, edge: Edge): void {
  const { gateway } = implementations[edge.gateway.id];
  renderGateway(scope, environment, edge, gateway(scope, environment, edge));
}

/** The way to one exposed service, in its own namespace. */
export function renderExposure(
  scope: Construct,
  environment: Environment,
  service: Service,
  edge: Edge,
  route: Route,
): void {
  const own = implementations[edge.gateway.id].route(scope, environment, service, edge, route);
  renderRoute(scope, environment, service, edge, route, own);
}
