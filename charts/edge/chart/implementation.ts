import type { Construct } from 'constructs';
import type { GRPCRouteSpec } from '../../../imports/edge';
import type { GatewayFacts, RouteFacts } from '../facts';

/** A reference to an object of the same namespace. */
export interface LocalReference {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

/** What an implementation's objects mean for the Gateway. */
export interface GatewayParts {
  readonly parametersRef?: LocalReference;
  readonly annotations?: Readonly<Record<string, string>>;
}

type GrpcRule = NonNullable<GRPCRouteSpec['rules']>[number];

/** A filter that routes of both kinds have. */
export type RouteFilter = NonNullable<GrpcRule['filters']>[number];

/** What an implementation's objects mean for a route. */
export interface RouteParts {
  /** Filters beside the headers of the answer. */
  readonly filters?: readonly RouteFilter[];
  /** True where the implementation sets the headers of the answer at the load balancer. */
  readonly setsHeaders?: boolean;
}

/** Renders what one implementation needs beside the objects of the Gateway API. */
export interface Implementation {
  readonly gateway: (scope: Construct, facts: GatewayFacts) => GatewayParts;
  readonly route: (scope: Construct, facts: RouteFacts) => RouteParts;
}

/** What every answer says to browsers: of its own host alone, as others below it may be somebody else's. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'Strict-Transport-Security': 'max-age=31536000',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'SAMEORIGIN',
};
