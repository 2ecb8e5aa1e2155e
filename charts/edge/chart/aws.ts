import type { Construct } from 'constructs';
import * as kinds from '../../../imports/edge';
import type {
  ListenerRuleConfigurationSpec,
  LoadBalancerConfigurationSpec,
  TargetGroupConfigurationSpec,
} from '../../../imports/edge';
import { wholeSeconds } from '../../../lib/duration';
import { fieldsOf } from '../../../lib/json';
import type { Route, SessionAffinity } from '../types';
import { platformMetadata, serviceMetadata } from '../../metadata';
import type { GatewayFacts, RouteFacts } from '../facts';
import type { GatewayParts, RouteParts } from './implementation';
import { securityHeaders } from './implementation';

const group = 'gateway.k8s.aws';

type ListenerConfiguration = NonNullable<LoadBalancerConfigurationSpec['listenerConfigurations']>[number];
type TargetGroup = NonNullable<TargetGroupConfigurationSpec['defaultConfiguration']>;
type HealthCheck = NonNullable<TargetGroup['healthCheckConfig']>;

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const sslPolicies = {
  '1.2': 'ELBSecurityPolicy-TLS13-1-2-2021-06',
  '1.3': 'ELBSecurityPolicy-TLS13-1-3-2021-06',
} as const;

/** Headers that the load balancer itself adds to every answer. */
const headerAttributes: Readonly<Record<string, string>> = {
  'Strict-Transport-Security': 'routing.http.response.strict_transport_security.header_value',
  'X-Content-Type-Options': 'routing.http.response.x_content_type_options.header_value',
  'X-Frame-Options': 'routing.http.response.x_frame_options.header_value',
};

/** The load balancer: TLS, certificates, headers, firewall. */
export function awsGateway(scope: Construct, edge: GatewayFacts): GatewayParts {
  const { name, namespace, minTlsVersion, certificateArns, waf, shield, idleTimeout, causes } = edge;
  const [defaultCertificate, ...certificates] = certificateArns;
  const listenerAttributes = Object.entries(headerAttributes).map(([header, key]) => ({
    key,
    value: securityHeaders[header] ?? '',
  }));
  const spec = fieldsOf<LoadBalancerConfigurationSpec>({
    scheme: 'internet-facing',
    listenerConfigurations: [
      fieldsOf<ListenerConfiguration>({
        protocolPort: 'HTTPS:443',
        defaultCertificate,
        certificates,
        sslPolicy: sslPolicies[minTlsVersion],
        listenerAttributes,
      }),
    ],
    loadBalancerAttributes: [
      { key: 'routing.http.drop_invalid_header_fields.enabled', value: 'true' },
      ...(idleTimeout === undefined
        ? []
        : [{ key: 'idle_timeout.timeout_seconds', value: String(idleTimeout) }]),
    ],
    wafV2: waf === undefined ? undefined : { webACL: waf },
    shieldConfiguration: shield ? { enabled: true } : undefined,
  });
  new kinds.LoadBalancerConfiguration(
    scope,
    { metadata: platformMetadata(edge.names, name, namespace), spec },
    causes,
  );
  return { parametersRef: { group, kind: 'LoadBalancerConfiguration', name } };
}

/** Where requests go: to the pods themselves, as soon as they are ready and until they are done. */
export function awsRoute(scope: Construct, { names, route }: RouteFacts): RouteParts {
  const { backend, kind, drain, sessionAffinity, jwt, causes } = route;
  const metadata = serviceMetadata(names, names.name);
  const target: TargetGroupConfigurationSpec = {
    targetReference: { kind: 'Service', name: backend.service },
    defaultConfiguration: {
      targetType: 'ip',
      protocol: 'HTTP',
      protocolVersion: kind === 'GRPCRoute' ? 'GRPC' : 'HTTP1',
      healthCheckConfig: healthCheck(route),
      targetGroupAttributes: [
        { key: 'deregistration_delay.timeout_seconds', value: String(drain) },
        ...(sessionAffinity === undefined ? [] : stickiness(sessionAffinity)),
      ],
    },
  };
  new kinds.TargetGroupConfiguration(scope, { metadata, spec: target }, causes);
  if (jwt === undefined) return { setsHeaders: true };
  const audiences = { name: 'aud', format: 'string-array', values: [...jwt.audiences] } as const;
  const config = { issuer: jwt.issuer, jwksEndpoint: jwt.jwksUri, additionalClaims: [audiences] };
  const spec: ListenerRuleConfigurationSpec = {
    actions: [{ type: 'jwt-validation', jwtValidationConfig: config }],
  };
  new kinds.ListenerRuleConfiguration(scope, { metadata, spec }, causes);
  const extensionRef = { group, kind: 'ListenerRuleConfiguration', name: names.name };
  return { setsHeaders: true, filters: [{ type: 'ExtensionRef', extensionRef }] };
}

/** A cookie of the load balancer's own. */
function stickiness({ ttl }: SessionAffinity): { key: string; value: string }[] {
  const attributes = { 'stickiness.enabled': 'true', 'stickiness.type': 'lb_cookie' };
  const lifetime =
    ttl === undefined ? {} : { 'stickiness.lb_cookie.duration_seconds': String(wholeSeconds(ttl)) };
  return Object.entries({ ...attributes, ...lifetime }).map(([key, value]) => ({ key, value }));
}

/** By the protocol of the targets: that of the pods' readiness where it is the same, else any answer of theirs will do. */
function healthCheck({ health, kind, backend }: Route): HealthCheck {
  const times: HealthCheck = {
    healthCheckInterval: 10,
    healthyThresholdCount: 2,
    unhealthyThresholdCount: 2,
  };
  const check = (
    path: string,
    port: number,
    matcher: NonNullable<HealthCheck['matcher']>,
    protocol: 'HTTP' | 'HTTPS' = 'HTTP',
  ): HealthCheck => ({
    healthCheckPath: path,
    healthCheckPort: String(port),
    healthCheckProtocol: protocol,
    matcher,
    ...times,
  });
  if (kind === 'GRPCRoute') {
    return health.kind === 'grpc'
      ? check('/grpc.health.v1.Health/Check', health.port, { grpcCode: '0' })
      : check('/AWS.ALB/healthcheck', backend.containerPort, { grpcCode: '0-99' });
  }
  return health.kind === 'http'
    ? check(health.path, health.port, { httpCode: '200-399' }, health.secure ? 'HTTPS' : 'HTTP')
    : check('/', backend.containerPort, { httpCode: '200-499' });
}
