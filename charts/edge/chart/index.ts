import type { Construct } from 'constructs';
import * as kinds from '../../../imports/edge';
import type { Edge } from '../types';
import { platformMetadata } from '../../metadata';
import { awsGateway, awsRoute } from './aws';
import { azureGateway, azureRoute } from './azure';
import { envoyGateway, envoyRoute } from './envoy';
import type { ClassFacts, GatewayFacts, RouteFacts } from '../facts';
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
export function renderGatewayClass(scope: Construct, { names, name, gateway, causes }: ClassFacts): void {
  if (!('controllerName' in gateway.class)) return;
  const metadata = platformMetadata(names, ownClassName(name, gateway.id));
  const { controllerName } = gateway.class;
  new kinds.GatewayClass(scope, { metadata, spec: { controllerName } }, causes);
}

/** The Gateway with its certificates, and what its implementation needs. */
export function renderEdge(scope: Construct, facts: GatewayFacts): void {
  const { gateway } = implementations[facts.gateway.id];
  renderGateway(scope, facts, gateway(scope, facts));
}

/** The way to one exposed service, in its own namespace. */
export function renderExposure(scope: Construct, facts: RouteFacts): void {
  renderRoute(scope, facts, implementations[facts.gateway.id].route(scope, facts));
}
