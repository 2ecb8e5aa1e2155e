import type { HTTPRouteSpec } from '../../imports/edge';
import type { Location } from '../../lib/diagnostics';
import type { Gateway } from '../../providers';
import type { Workload } from '../../model/types/workload';
import type { DisruptionBudget } from '../availability';
import type { HorizontalAutoscaler } from '../scaling';

/** The public entry point: one Gateway, and what is behind it. */
export interface Edge {
  readonly gateway: Gateway;
  /** Of the Gateway, and of all that belongs to it. */
  readonly name: string;
  /** Holds the private keys, and no pods of services. */
  readonly namespace: string;
  readonly minTlsVersion: '1.2' | '1.3';
  readonly listeners: readonly Listener[];
  readonly certificates: readonly IssuedCertificate[];
  /** Certificates of ACM, the first of which is the default. */
  readonly certificateArns: readonly string[];
  /** Secrets in namespaces of others that the Gateway refers to. */
  readonly grants: readonly { readonly namespace: string; readonly secretName: string }[];
  /** By service. */
  readonly routes: ReadonlyMap<string, Route>;
  /** Namespaces whose routes the Gateway takes. */
  readonly namespaces: readonly string[];
  /** Ranges from which a load balancer calls exposed pods; none where pods of the gateway do. */
  readonly sources: readonly string[];
  readonly waf?: string;
  readonly shield: boolean;
  readonly sslPolicy?: string;
  readonly loadBalancer?: string;
  /**
   * Seconds of the one idle timeout that all services share.
   * @default - none is asked for, or each route has its own
   */
  readonly idleTimeout?: number;
  /** The pods of the gateway, resolved as those of a service. */
  readonly dataPlane?: DataPlane;
  readonly causes: readonly Location[];
}

export interface Listener {
  readonly host: string;
  /** Namespaces whose routes it takes: those of the services with this host. */
  readonly namespaces: readonly string[];
  /** Undefined where the load balancer has the certificate. */
  readonly secret?: { readonly name: string; readonly namespace?: string };
}

/** A certificate that cert-manager makes. */
export interface IssuedCertificate {
  readonly name: string;
  readonly hosts: readonly string[];
  readonly issuer: { readonly kind: string; readonly name: string };
}

/** An exposed service. */
export interface Route {
  readonly service: string;
  readonly namespace: string;
  readonly kind: 'HTTPRoute' | 'GRPCRoute';
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
  readonly methods: readonly Method[];
  readonly backend: { readonly service: string; readonly port: number; readonly containerPort: number };
  /**
   * Time of a whole request, `0s` for none.
   * @default - the gateway's own
   */
  readonly timeout?: string;
  readonly retries?: number;
  readonly idleTimeout?: string;
  readonly sessionAffinity?: SessionAffinity;
  readonly maxBodySize?: string;
  readonly cors?: Cors;
  readonly rateLimit?: RateLimit;
  readonly jwt?: Jwt;
  /** How the load balancer finds out that a pod is ready. */
  readonly health: Health;
  /** Seconds in which requests that have begun may end. */
  readonly drain: number;
  readonly causes: readonly Location[];
}

/** What sends the requests of one client to the same pod. */
export interface SessionAffinity {
  readonly type: 'ClientIP' | 'Cookie';
  /**
   * How long the cookie lives.
   * @default - the gateway's own
   */
  readonly ttl?: string;
}

type HttpRule = NonNullable<HTTPRouteSpec['rules']>[number];
export type Method = NonNullable<NonNullable<HttpRule['matches']>[number]['method']>;

/** Other origins that browsers may call from. */
export interface Cors {
  readonly origins?: readonly string[];
  readonly methods?: readonly string[];
  readonly headers?: readonly string[];
  readonly exposeHeaders?: readonly string[];
  readonly credentials?: boolean;
  /** Time for which a browser remembers the answer. */
  readonly maxAge?: string;
}

export interface RateLimit {
  readonly requests: number;
  readonly unit: 'second' | 'minute' | 'hour';
  readonly perClient: boolean;
  readonly global: boolean;
}

export interface Jwt {
  readonly issuer: string;
  readonly jwksUri: string;
  readonly audiences: readonly string[];
}

export type Health =
  | { readonly kind: 'http'; readonly path: string; readonly port: number; readonly secure: boolean }
  | { readonly kind: 'grpc'; readonly port: number; readonly service?: string }
  | { readonly kind: 'tcp'; readonly port: number };

/** Pods of the gateway that its operator makes, from the plan of a system workload. */
export interface DataPlane {
  /** Undefined where its plan has none. */
  readonly workload: Workload | undefined;
  readonly podSelector: Readonly<Record<string, string>>;
  readonly autoscaler?: HorizontalAutoscaler;
  readonly disruptionBudget?: DisruptionBudget;
}
