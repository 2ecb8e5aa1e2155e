import type { Requirement } from '../concern';
import { concern } from '../concern';
import { optional, part } from '../unit';
import { renderEdge, renderExposure, renderGatewayClass } from './chart';
import { dataPlaneWorkload } from './data-plane';
import type { EdgeReads } from './resolve-edge';
import { resolveEdge, withDataPlane } from './resolve-edge';
import { classFacts, gatewayFacts, routeFacts } from './facts';
import { edgeConnections, edgeFlows } from './flows';
import { environmentFields, serviceFields } from './schema';
import type { Edge } from './types';

/** How services are reached from the internet: one Gateway, and a route for each service that is exposed. */
export const edge = concern<Edge | undefined, EdgeReads>()({
  id: 'edge',
  folders: ['gateway'],
  fields: { service: serviceFields, environment: environmentFields },
  after: ['availability', 'scaling'],
  resolve: resolveEdge,
  workloads: (facts, { chain }) =>
    facts?.gateway.source.kind === 'pods' ? [dataPlaneWorkload(chain, facts)] : [],
  connections: (facts, { services }) => (facts === undefined ? [] : edgeConnections(facts, services)),
  flows: (facts) => (facts === undefined ? () => ({}) : edgeFlows(facts)),
  requires: (facts) => (facts === undefined ? [] : namespacesOf(facts)),
  conclude: (whole, facts, others) => (facts === undefined ? undefined : withDataPlane(facts, whole, others)),
  charts: {
    platform(facts, environment) {
      if (facts === undefined) return [];
      const gateway = { app: 'gateway', parts: [part(renderEdge, gatewayFacts(environment, facts))] };
      if (!('controllerName' in facts.gateway.class)) return [gateway];
      return [{ app: 'cluster', parts: [part(renderGatewayClass, classFacts(environment, facts))] }, gateway];
    },
    service: (facts, environment, service) =>
      facts === undefined ? [] : optional(renderExposure, routeFacts(environment, facts, service)),
  },
});

/** The gateway's own namespace, and labels on those of exposed services by which their pods wait for the load balancer. */
function namespacesOf({ namespace, namespaces, gateway: { readinessGateLabel } }: Edge): Requirement[] {
  return [
    { kind: 'Namespace', name: namespace, needed: true },
    ...(readinessGateLabel === undefined
      ? []
      : namespaces.map((name): Requirement => ({ kind: 'Namespace', name, labels: readinessGateLabel }))),
  ];
}
