import type { ForeignPods } from './cluster-network';

export const gatewayImplementations = [
  'envoy-gateway',
  'aws-load-balancer-controller',
  'gke-gateway',
  'application-gateway-for-containers',
] as const;

export type GatewayId = (typeof gatewayImplementations)[number];

/** What a service, or an environment, can ask of a gateway beyond routes and TLS. */
export type GatewayFeature =
  | 'clientAffinity'
  | 'cookieAffinity'
  | 'cors'
  | 'grpc'
  | 'idleTimeout'
  | 'jwt'
  | 'maxBodySize'
  | 'methods'
  | 'rateLimit'
  | 'retries'
  | 'shield'
  | 'timeout'
  | 'waf';

/** Where requests come from that a gateway hands on. */
export type GatewaySource =
  /** Pods of its own. */
  | { readonly kind: 'pods' }
  /** Ranges that the cloud publishes. */
  | { readonly kind: 'ranges'; readonly ranges: readonly string[] }
  /** Subnets of the platform, which the environment has to name. */
  | { readonly kind: 'subnets'; readonly which: string };

/** An implementation of the Gateway API, as data. */
export interface Gateway {
  /** The word that an environment's `edge.implementation` uses. */
  readonly id: GatewayId;
  readonly title: string;
  /** GatewayClass that the cluster has, or the controller for which one is rendered. */
  readonly class: { readonly name: string } | { readonly controllerName: string };
  readonly source: GatewaySource;
  /** What it can do, with the object that says it. */
  readonly features: readonly GatewayFeature[];
  /**
   * Seconds that an affinity cookie lives at most.
   * @default - any
   */
  readonly longestCookie?: number;
  /**
   * Seconds of the one idle timeout that all its services share, at most.
   * @default - each route has its own
   */
  readonly longestSharedIdle?: number;
  /**
   * Time without a byte after which a call of gRPC ends, where the gateway ends whole requests after a time of its own that
   * streams outlast.
   * @default - it has no such time
   */
  readonly callIdleTimeout?: string;
  /** Where a certificate lies. */
  readonly certificates: 'secret' | 'acm';
  /** Oldest TLS that it can be told to refuse everything below of. */
  readonly highestMinTls: '1.2' | '1.3';
  /**
   * What names a firewall.
   * @default - it has none
   */
  readonly waf?: { readonly pattern: RegExp; readonly shape: string };
  /**
   * True where listeners that could be meant by one connection speak HTTP/1.1 alone.
   * @default - they speak HTTP/2 anyway
   */
  readonly overlapsSpeakHttp1?: true;
  /** Fields of `edge` that it takes beside those of all. */
  readonly fields: readonly string[];
  /**
   * What its own pods talk to beside the services.
   * @default - it has none
   */
  readonly controlPlane?: ForeignPods & { readonly ports: readonly number[]; readonly rateLimitPort: number };
  /**
   * Label by which the pods' readiness waits for the load balancer.
   * @default - it needs none
   */
  readonly readinessGateLabel?: Readonly<Record<string, string>>;
}

/** @see https://gateway.envoyproxy.io/docs/api/extension_types/ */
const envoy: Gateway = {
  id: 'envoy-gateway',
  title: 'Envoy Gateway',
  class: { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' },
  source: { kind: 'pods' },
  features: [
    'clientAffinity',
    'cookieAffinity',
    'cors',
    'grpc',
    'idleTimeout',
    'jwt',
    'maxBodySize',
    'methods',
    'rateLimit',
    'retries',
    'timeout',
  ],
  // What it has for all streams. Whole requests end after 15 s, which gRPC leaves to the deadlines of its clients.
  callIdleTimeout: '5m',
  certificates: 'secret',
  highestMinTls: '1.3',
  fields: ['issuer', 'gateway', 'globalRateLimit'],
  overlapsSpeakHttp1: true,
  // Configuration, WebAssembly modules, the rate limit service.
  controlPlane: { namespace: 'envoy-gateway-system', ports: [18_000, 18_002], rateLimitPort: 8081 },
};

/** @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/gateway/l7gateway/ */
const awsLoadBalancerController: Gateway = {
  id: 'aws-load-balancer-controller',
  title: 'the AWS Load Balancer Controller',
  class: { controllerName: 'gateway.k8s.aws/alb' },
  source: { kind: 'subnets', which: 'the subnets of the load balancer' },
  features: ['cookieAffinity', 'grpc', 'idleTimeout', 'jwt', 'methods', 'shield', 'waf'],
  longestCookie: 604_800,
  longestSharedIdle: 4000,
  certificates: 'acm',
  highestMinTls: '1.3',
  waf: {
    pattern: /^arn:aws[-a-z]*:wafv2:[-a-z0-9]+:\d{12}:regional\/webacl\//,
    shape: 'the ARN of a regional web ACL',
  },
  fields: ['waf', 'shield', 'sourceRanges'],
  readinessGateLabel: { 'elbv2.k8s.aws/pod-readiness-gate-inject': 'enabled' },
};

/**
 * The global external load balancer: its proxies and health checks call from ranges that are published.
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/gatewayclass-capabilities
 */
const gke: Gateway = {
  id: 'gke-gateway',
  title: 'GKE Gateway',
  class: { name: 'gke-l7-global-external-managed' },
  source: { kind: 'ranges', ranges: ['35.191.0.0/16', '130.211.0.0/22'] },
  features: ['clientAffinity', 'cookieAffinity', 'timeout', 'waf'],
  longestCookie: 1_209_600,
  certificates: 'secret',
  highestMinTls: '1.3',
  waf: { pattern: /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/, shape: 'the name of a policy of Cloud Armor' },
  fields: ['issuer', 'sslPolicy', 'waf'],
};

/** @see https://learn.microsoft.com/azure/application-gateway/for-containers/tls-policy */
const azure: Gateway = {
  id: 'application-gateway-for-containers',
  title: 'Application Gateway for Containers',
  class: { name: 'azure-alb-external' },
  source: { kind: 'subnets', which: 'the subnet of the association' },
  features: ['methods'],
  certificates: 'secret',
  highestMinTls: '1.2',
  fields: ['issuer', 'loadBalancer', 'sourceRanges'],
};

/** All implementations. */
export const gateways: readonly Gateway[] = [envoy, awsLoadBalancerController, gke, azure];

/** The profile of an implementation that the schema let pass. */
export function gatewayProfile(id: GatewayId): Gateway {
  const found = gateways.find((gateway) => gateway.id === id);
  if (found === undefined) throw new Error(`the schema knows a gateway without a profile: ${id}`);
  return found;
}
