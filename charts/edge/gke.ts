import type { Construct } from 'constructs';
import * as kinds from '../../imports/edge';
import { compact } from '../../lib/json';
import type { Edge, Health, Route } from '../../model/edge/types';
import type { Environment, Service } from '../../model/types';
import { platformMetadata, serviceMetadata } from '../metadata';
import type { GatewayParts, RouteParts } from './implementation';

/** The SSL policy of the load balancer. */
export function gkeGateway(scope: Construct, environment: Environment, edge: Edge): GatewayParts {
  const { name, namespace, sslPolicy, causes } = edge;
  if (sslPolicy === undefined) return {};
  const metadata = platformMetadata(environment, name, namespace);
  const targetRef = { group: 'gateway.networking.k8s.io', kind: 'Gateway', name };
  new kinds.GCPGatewayPolicy(scope, { metadata, spec: { default: { sslPolicy }, targetRef } }, causes);
  return {};
}

/** How the load balancer treats the pods of one service. */
export function gkeRoute(
  scope: Construct,
  environment: Environment,
  service: Service,
  { waf }: Edge,
  { backend, health, drain, timeout, causes }: Route,
): RouteParts {
  const metadata = serviceMetadata(environment, service, service.name);
  const targetRef = { group: '', kind: 'Service', name: backend.service };
  const settings = compact({
    securityPolicy: waf,
    timeoutSec: timeout === undefined ? undefined : seconds(timeout),
    connectionDraining: { drainingTimeoutSec: drain },
    logging: { enabled: true },
  });
  new kinds.GCPBackendPolicy(scope, { metadata, spec: { default: settings, targetRef } }, causes);
  new kinds.HealthCheckPolicy(
    scope,
    { metadata, spec: { default: { config: healthCheck(health) }, targetRef } },
    causes,
  );
  return {};
}

function healthCheck(health: Health): object {
  const port = { port: health.port, portSpecification: 'USE_FIXED_PORT' };
  if (health.kind === 'http') {
    const check = { ...port, requestPath: health.path };
    return health.secure
      ? { type: 'HTTPS', httpsHealthCheck: check }
      : { type: 'HTTP', httpHealthCheck: check };
  }
  if (health.kind === 'tcp') return { type: 'TCP', tcpHealthCheck: port };
  return { type: 'GRPC', grpcHealthCheck: compact({ ...port, grpcServiceName: health.service }) };
}

const secondsOf = { h: 3600, m: 60, s: 1, ms: 0.001 } as const;

/** A duration of the Gateway API in whole seconds, none of it lost. */
function seconds(duration: string): number {
  const parts = [...duration.matchAll(/(\d+)(h|ms|m|s)/g)];
  return Math.ceil(
    parts.reduce(
      (sum, [, number, unit]) => sum + Number(number) * secondsOf[unit as keyof typeof secondsOf],
      0,
    ),
  );
}
