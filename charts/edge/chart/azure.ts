import type { Construct } from 'constructs';
import * as kinds from '../../../imports/edge';
import type { AzureHealthCheckPolicySpec, FrontendTLSPolicySpec } from '../../../imports/edge';
import type { Route } from '../types';
import { platformMetadata, serviceMetadata } from '../../metadata';
import type { GatewayFacts, RouteFacts } from '../facts';
import type { GatewayParts, RouteParts } from './implementation';

/** The load balancer that is there, and the strictest of its two policies: both begin with TLS 1.2. */
export function azureGateway(scope: Construct, edge: GatewayFacts): GatewayParts {
  const { name, namespace, loadBalancer = '', causes } = edge;
  const metadata = platformMetadata(edge.names, name, namespace);
  const targetRef = { group: 'gateway.networking.k8s.io', kind: 'Gateway', name, namespace };
  const policyType = { type: 'predefined', name: '2023-06-S' } as const;
  const spec: FrontendTLSPolicySpec = { targetRef, default: { policyType } };
  new kinds.FrontendTLSPolicy(scope, { metadata, spec }, causes);
  return { annotations: { 'alb.networking.azure.io/alb-id': loadBalancer } };
}

/** How the load balancer finds out that a pod is ready. */
export function azureRoute(scope: Construct, { names, route }: RouteFacts): RouteParts {
  const { backend, causes } = route;
  const metadata = serviceMetadata(names, names.name);
  const targetRef = { group: '', kind: 'Service', name: backend.service, namespace: names.namespace };
  const spec: AzureHealthCheckPolicySpec = { targetRef, default: healthCheck(route) };
  new kinds.AzureHealthCheckPolicy(scope, { metadata, spec }, causes);
  return {};
}

function healthCheck({ health, backend }: Route): AzureHealthCheckPolicySpec['default'] {
  const path = health.kind === 'http' ? health.path : '/';
  const statusCodes = health.kind === 'http' ? [{ start: 200, end: 399 }] : [{ start: 200, end: 499 }];
  return {
    interval: '10s',
    timeout: '5s',
    healthyThreshold: 1,
    unhealthyThreshold: 3,
    port: health.kind === 'http' ? health.port : backend.containerPort,
    protocol: health.kind === 'http' && health.secure ? 'HTTPS' : 'HTTP',
    http: { path, match: { statusCodes } },
  };
}
