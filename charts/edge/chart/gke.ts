import type { Construct } from 'constructs';
import * as kinds from '../../../imports/edge';
import type { GCPBackendPolicySpec, HealthCheckPolicySpec } from '../../../imports/edge';
import { wholeSeconds } from '../../../lib/duration';
import { fieldsOf } from '../../../lib/json';
import type { Health, SessionAffinity } from '../types';
import { platformMetadata, serviceMetadata } from '../../metadata';
import type { GatewayFacts, RouteFacts } from '../facts';
import type { GatewayParts, RouteParts } from './implementation';

type BackendSettings = NonNullable<GCPBackendPolicySpec['default']>;
type HealthConfig = NonNullable<NonNullable<HealthCheckPolicySpec['default']>['config']>;
type HttpCheck = NonNullable<HealthConfig['httpHealthCheck']>;
type Affinity = NonNullable<BackendSettings['sessionAffinity']>;
type Grpc = NonNullable<HealthConfig['grpcHealthCheck']>;

/** The SSL policy of the load balancer. */
export function gkeGateway(scope: Construct, edge: GatewayFacts): GatewayParts {
  const { name, namespace, sslPolicy, causes } = edge;
  if (sslPolicy === undefined) return {};
  const metadata = platformMetadata(edge.names, name, namespace);
  const targetRef = { group: 'gateway.networking.k8s.io', kind: 'Gateway', name };
  new kinds.GCPGatewayPolicy(scope, { metadata, spec: { default: { sslPolicy }, targetRef } }, causes);
  return {};
}

/** How the load balancer treats the pods of one service. */
export function gkeRoute(scope: Construct, { names, route, waf }: RouteFacts): RouteParts {
  const { backend, health, drain, timeout, sessionAffinity, causes } = route;
  const metadata = serviceMetadata(names, names.name);
  const targetRef = { group: '', kind: 'Service', name: backend.service };
  const settings = fieldsOf<BackendSettings>({
    securityPolicy: waf,
    timeoutSec: timeout === undefined ? undefined : wholeSeconds(timeout),
    sessionAffinity: sessionAffinity === undefined ? undefined : affinityOf(sessionAffinity),
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

function affinityOf({ type, ttl }: SessionAffinity): BackendSettings['sessionAffinity'] {
  if (type === 'ClientIP') return { type: 'CLIENT_IP' };
  const cookieTtlSec = ttl === undefined ? undefined : wholeSeconds(ttl);
  return fieldsOf<Affinity>({ type: 'GENERATED_COOKIE', cookieTtlSec });
}

function healthCheck(health: Health): HealthConfig {
  const port: Pick<HttpCheck, 'port' | 'portSpecification'> = {
    port: health.port,
    portSpecification: 'USE_FIXED_PORT',
  };
  if (health.kind === 'http') {
    const check: HttpCheck = { ...port, requestPath: health.path };
    return health.secure
      ? { type: 'HTTPS', httpsHealthCheck: check }
      : { type: 'HTTP', httpHealthCheck: check };
  }
  if (health.kind === 'tcp') return { type: 'TCP', tcpHealthCheck: port };
  return { type: 'GRPC', grpcHealthCheck: fieldsOf<Grpc>({ ...port, grpcServiceName: health.service }) };
}
