// Made by tools/custom-types.ts from the definitions of the operator. Do not edit.

/** `spec` of gateway.networking.k8s.io/v1 GRPCRoute: gateway.networking.k8s.io/bundle-version v0.0.0-dev, gateway.networking.k8s.io/channel standard, sha256 215959e6a1a04294. */
export interface GRPCRouteSpec {
  hostnames?: readonly string[];
  parentRefs?: readonly GRPCRouteParentRefs[];
  rules?: readonly GRPCRouteRules[];
}

export interface GRPCRouteParentRefs {
  group?: string;
  kind?: string;
  name: string;
  namespace?: string;
  port?: number;
  sectionName?: string;
}

export interface GRPCRouteRequestHeaderModifier {
  add?: readonly ({ name: string; value: string; })[];
  remove?: readonly string[];
  set?: readonly ({ name: string; value: string; })[];
}

export interface GRPCRouteBackendRef {
  group?: string;
  kind?: string;
  name: string;
  namespace?: string;
  port?: number;
}

export interface GRPCRouteRequestMirror {
  backendRef: GRPCRouteBackendRef;
  fraction?: { denominator?: number; numerator: number; };
  percent?: number;
}

export interface GRPCRouteFilters {
  extensionRef?: { group: string; kind: string; name: string; };
  requestHeaderModifier?: GRPCRouteRequestHeaderModifier;
  requestMirror?: GRPCRouteRequestMirror;
  responseHeaderModifier?: GRPCRouteRequestHeaderModifier;
  type: "ResponseHeaderModifier" | "RequestHeaderModifier" | "RequestMirror" | "ExtensionRef";
}

export interface GRPCRouteBackendRefs {
  filters?: readonly GRPCRouteFilters[];
  group?: string;
  kind?: string;
  name: string;
  namespace?: string;
  port?: number;
  weight?: number;
}

export interface GRPCRouteHeaders {
  name: string;
  type?: "Exact" | "RegularExpression";
  value: string;
}

export interface GRPCRouteMethod {
  method?: string;
  service?: string;
  type?: "Exact" | "RegularExpression";
}

export interface GRPCRouteMatches {
  headers?: readonly GRPCRouteHeaders[];
  method?: GRPCRouteMethod;
}

export interface GRPCRouteRules {
  backendRefs?: readonly GRPCRouteBackendRefs[];
  filters?: readonly GRPCRouteFilters[];
  matches?: readonly GRPCRouteMatches[];
  name?: string;
}
