// Made by tools/custom-types.ts from the definitions of the operator. Do not edit.

/** `spec` of gateway.networking.k8s.io/v1 HTTPRoute: gateway.networking.k8s.io/bundle-version v0.0.0-dev, gateway.networking.k8s.io/channel standard, sha256 fbc855d10aa975f3. */
export interface HTTPRouteSpec {
  hostnames?: readonly string[];
  parentRefs?: readonly HTTPRouteParentRefs[];
  rules?: readonly HTTPRouteRules[];
}

export interface HTTPRouteParentRefs {
  group?: string;
  kind?: string;
  name: string;
  namespace?: string;
  port?: number;
  sectionName?: string;
}

export interface HTTPRouteCors {
  allowCredentials?: boolean;
  allowHeaders?: readonly string[];
  allowMethods?: readonly ("GET" | "HEAD" | "POST" | "PUT" | "DELETE" | "CONNECT" | "OPTIONS" | "TRACE" | "PATCH" | "*")[];
  allowOrigins?: readonly string[];
  exposeHeaders?: readonly string[];
  maxAge?: number;
}

export interface HTTPRouteRequestHeaderModifier {
  add?: readonly ({ name: string; value: string; })[];
  remove?: readonly string[];
  set?: readonly ({ name: string; value: string; })[];
}

export interface HTTPRouteBackendRef {
  group?: string;
  kind?: string;
  name: string;
  namespace?: string;
  port?: number;
}

export interface HTTPRouteRequestMirror {
  backendRef: HTTPRouteBackendRef;
  fraction?: { denominator?: number; numerator: number; };
  percent?: number;
}

export interface HTTPRoutePath {
  replaceFullPath?: string;
  replacePrefixMatch?: string;
  type: "ReplaceFullPath" | "ReplacePrefixMatch";
}

export interface HTTPRouteRequestRedirect {
  hostname?: string;
  path?: HTTPRoutePath;
  port?: number;
  scheme?: "http" | "https";
  statusCode?: 301 | 302 | 303 | 307 | 308;
}

export interface HTTPRouteFilters {
  cors?: HTTPRouteCors;
  extensionRef?: { group: string; kind: string; name: string; };
  requestHeaderModifier?: HTTPRouteRequestHeaderModifier;
  requestMirror?: HTTPRouteRequestMirror;
  requestRedirect?: HTTPRouteRequestRedirect;
  responseHeaderModifier?: HTTPRouteRequestHeaderModifier;
  type: "RequestHeaderModifier" | "ResponseHeaderModifier" | "RequestMirror" | "RequestRedirect" | "URLRewrite" | "ExtensionRef" | "CORS";
  urlRewrite?: { hostname?: string; path?: HTTPRoutePath; };
}

export interface HTTPRouteBackendRefs {
  filters?: readonly HTTPRouteFilters[];
  group?: string;
  kind?: string;
  name: string;
  namespace?: string;
  port?: number;
  weight?: number;
}

export interface HTTPRouteHeaders {
  name: string;
  type?: "Exact" | "RegularExpression";
  value: string;
}

export interface HTTPRouteMatchesPath {
  type?: "Exact" | "PathPrefix" | "RegularExpression";
  value?: string;
}

export interface HTTPRouteMatches {
  headers?: readonly HTTPRouteHeaders[];
  method?: "GET" | "HEAD" | "POST" | "PUT" | "DELETE" | "CONNECT" | "OPTIONS" | "TRACE" | "PATCH";
  path?: HTTPRouteMatchesPath;
  queryParams?: readonly HTTPRouteHeaders[];
}

export interface HTTPRouteRules {
  backendRefs?: readonly HTTPRouteBackendRefs[];
  filters?: readonly HTTPRouteFilters[];
  matches?: readonly HTTPRouteMatches[];
  name?: string;
  timeouts?: { backendRequest?: string; request?: string; };
}
