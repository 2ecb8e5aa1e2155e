// Made by tools/custom-types.ts from the definitions of the operator. Do not edit.

/** `spec` of gateway.envoyproxy.io/v1alpha1 SecurityPolicy: controller-gen.kubebuilder.io/version v0.20.1, sha256 4a66e21150a5befb. */
export interface SecurityPolicySpec {
  apiKeyAuth?: SecurityPolicyApiKeyAuth;
  authorization?: SecurityPolicyAuthorization;
  basicAuth?: SecurityPolicyBasicAuth;
  cors?: SecurityPolicyCors;
  csrf?: SecurityPolicyCsrf;
  extAuth?: SecurityPolicyExtAuth;
  jwt?: SecurityPolicyJwt53;
  mergeType?: string;
  oidc?: SecurityPolicyOidc;
  targetRef?: SecurityPolicyTargetRef;
  targetRefs?: readonly SecurityPolicyTargetRef[];
  targetSelectors?: readonly SecurityPolicyTargetSelectors[];
}

export interface SecurityPolicyCredentialRefs {
  group?: string;
  kind?: string;
  name: string;
  namespace?: string;
}

export interface SecurityPolicyExtractFrom {
  cookies?: readonly string[];
  headers?: readonly string[];
  params?: readonly string[];
}

export interface SecurityPolicyApiKeyAuth {
  credentialRefs: readonly SecurityPolicyCredentialRefs[];
  extractFrom: readonly SecurityPolicyExtractFrom[];
  forwardClientIDHeader?: string;
  sanitize?: boolean;
}

export interface SecurityPolicyPath {
  invert?: boolean;
  type?: "Exact" | "PathPrefix" | "RegularExpression";
  value?: string;
}

export interface SecurityPolicyOperation {
  methods?: readonly ("GET" | "HEAD" | "POST" | "PUT" | "DELETE" | "CONNECT" | "OPTIONS" | "TRACE" | "PATCH")[];
  path?: SecurityPolicyPath;
}

export interface SecurityPolicyAnonymous {
  isAnonymous?: boolean;
  isHosting?: boolean;
  isProxy?: boolean;
  isTor?: boolean;
  isVPN?: boolean;
}

export interface SecurityPolicyClientIPGeoLocations {
  anonymous?: SecurityPolicyAnonymous;
  asn?: number;
  city?: string;
  country?: string;
  isp?: string;
  region?: string;
}

export interface SecurityPolicyClaims {
  name: string;
  valueType?: "String" | "StringArray";
  values: readonly string[];
}

export interface SecurityPolicyJwt {
  claims?: readonly SecurityPolicyClaims[];
  provider: string;
  scopes?: readonly string[];
}

export interface SecurityPolicyPrincipal {
  clientCIDRs?: readonly string[];
  clientIPGeoLocations?: readonly SecurityPolicyClientIPGeoLocations[];
  headers?: readonly ({ name: string; values: readonly string[]; })[];
  jwt?: SecurityPolicyJwt;
}

export interface SecurityPolicyRules {
  action: "Allow" | "Deny";
  cel?: string;
  name?: string;
  operation?: SecurityPolicyOperation;
  principal?: SecurityPolicyPrincipal;
}

export interface SecurityPolicyAuthorization {
  defaultAction?: "Allow" | "Deny";
  rules?: readonly SecurityPolicyRules[];
}

export interface SecurityPolicyBasicAuth {
  forwardUsernameHeader?: string;
  users: SecurityPolicyCredentialRefs;
}

export interface SecurityPolicyCors {
  allowCredentials?: boolean;
  allowHeaders?: readonly string[];
  allowMethods?: readonly string[];
  allowOrigins?: readonly string[];
  exposeHeaders?: readonly string[];
  maxAge?: string;
}

export interface SecurityPolicyCsrf {
  additionalOrigins?: readonly string[];
  shadowFraction?: { denominator?: number; numerator: number; };
}

export interface SecurityPolicyContextExtensions {
  name: string;
  type?: "Value" | "ValueRef";
  value?: string;
  valueRef?: { group: string; key: string; kind: string; name: string; };
}

export interface SecurityPolicyBackendRef {
  group?: string;
  kind?: string;
  name: string;
  namespace?: string;
  port?: number;
}

export interface SecurityPolicyBackendRefs {
  fallback?: boolean;
  group?: string;
  kind?: string;
  name: string;
  namespace?: string;
  port?: number;
  weight?: number;
}

export interface SecurityPolicyRetryBudget {
  minRetryConcurrency?: number;
  percent: { denominator?: number; numerator: number; };
}

export interface SecurityPolicyCircuitBreaker {
  maxConnections?: number;
  maxParallelRequests?: number;
  maxParallelRetries?: number;
  maxPendingRequests?: number;
  maxRequestsPerConnection?: number;
  perEndpoint?: { maxConnections?: number; };
  retryBudget?: SecurityPolicyRetryBudget;
}

export interface SecurityPolicyConnection {
  bufferLimit?: number | string;
  preconnect?: { perEndpointPercent?: number; predictivePercent?: number; };
  socketBufferLimit?: number | string;
}

export interface SecurityPolicyDns {
  dnsRefreshRate?: string;
  lookupFamily?: "IPv4" | "IPv6" | "IPv4Preferred" | "IPv6Preferred" | "IPv4AndIPv6";
  respectDnsTtl?: boolean;
}

export interface SecurityPolicySinks {
  file?: { path: string; };
  type: "File";
}

export interface SecurityPolicyHealthCheckLog {
  matches?: readonly ("Failure" | "FailureSeriesStart" | "Success" | "HealthyTransition")[];
  sinks?: readonly SecurityPolicySinks[];
}

export interface SecurityPolicyHttp {
  expectedResponse?: { binary?: string; text?: string; type: string; };
  expectedStatuses?: readonly number[];
  hostname?: string;
  method?: string;
  path: string;
  requestBody?: { binary?: string; text?: string; type: string; };
  retriableStatuses?: readonly number[];
}

export interface SecurityPolicyTcp {
  receive?: { binary?: string; text?: string; type: string; };
  send?: { binary?: string; text?: string; type: string; };
}

export interface SecurityPolicyActive {
  grpc?: { service?: string; };
  healthCheckLog?: SecurityPolicyHealthCheckLog;
  healthyThreshold?: number;
  http?: SecurityPolicyHttp;
  initialJitter?: string;
  interval?: string;
  overrides?: { port?: number; };
  tcp?: SecurityPolicyTcp;
  timeout?: string;
  type: string;
  unhealthyThreshold?: number;
}

export interface SecurityPolicyPassive {
  alwaysEjectOneEndpoint?: boolean;
  baseEjectionTime?: string;
  consecutive5XxErrors?: number;
  consecutiveGatewayErrors?: number;
  consecutiveLocalOriginFailures?: number;
  failurePercentageThreshold?: number;
  interval?: string;
  maxEjectionPercent?: number;
  splitExternalLocalOriginErrors?: boolean;
}

export interface SecurityPolicyHealthCheck {
  active?: SecurityPolicyActive;
  panicThreshold?: number;
  passive?: SecurityPolicyPassive;
}

export interface SecurityPolicyConnectionKeepalive {
  idleInterval?: string;
  interval?: string;
  intervalJitter?: number;
  timeout?: string;
}

export interface SecurityPolicyHttp2 {
  connectionKeepalive?: SecurityPolicyConnectionKeepalive;
  initialConnectionWindowSize?: number | string;
  initialStreamWindowSize?: number | string;
  maxConcurrentStreams?: number;
  onInvalidMessage?: string;
}

export interface SecurityPolicyOutOfBand {
  authority?: string;
  port?: number;
  reportingPeriod?: string;
}

export interface SecurityPolicyBackendUtilization {
  blackoutPeriod?: string;
  errorUtilizationPenaltyPercent?: number;
  keepResponseHeaders?: boolean;
  metricNamesForComputingUtilization?: readonly string[];
  outOfBand?: SecurityPolicyOutOfBand;
  weightExpirationPeriod?: string;
  weightUpdatePeriod?: string;
}

export interface SecurityPolicyCookie {
  attributes?: Readonly<Record<string, string>>;
  name: string;
  ttl?: string;
}

export interface SecurityPolicyConsistentHash {
  cookie?: SecurityPolicyCookie;
  header?: { name: string; };
  headers?: readonly ({ name: string; })[];
  queryParams?: readonly ({ name: string; })[];
  tableSize?: number;
  type: "SourceIP" | "Header" | "Headers" | "Cookie" | "QueryParams";
}

export interface SecurityPolicyEndpointOverride {
  extractFrom: readonly ({ header?: string; })[];
}

export interface SecurityPolicyPreferLocal {
  force?: { minEndpointsInZoneThreshold?: number; };
  minEndpointsThreshold?: number;
  percentageEnabled?: number;
}

export interface SecurityPolicyZoneAware {
  preferLocal?: SecurityPolicyPreferLocal;
  weightedZones?: readonly ({ weight: number; zone: string; })[];
}

export interface SecurityPolicyLoadBalancer {
  backendUtilization?: SecurityPolicyBackendUtilization;
  consistentHash?: SecurityPolicyConsistentHash;
  dynamicModule?: { config?: unknown; lbPolicyName: string; name: string; };
  endpointOverride?: SecurityPolicyEndpointOverride;
  slowStart?: { window: string; };
  type: "ConsistentHash" | "LeastRequest" | "Random" | "RoundRobin" | "BackendUtilization" | "DynamicModule";
  zoneAware?: SecurityPolicyZoneAware;
}

export interface SecurityPolicyPerRetry {
  backOff?: { baseInterval?: string; maxInterval?: string; };
  timeout?: string;
}

export interface SecurityPolicyRetryOn {
  httpStatusCodes?: readonly number[];
  triggers?: readonly ("5xx" | "gateway-error" | "reset" | "reset-before-request" | "connect-failure" | "retriable-4xx" | "refused-stream" | "retriable-status-codes" | "cancelled" | "deadline-exceeded" | "internal" | "resource-exhausted" | "unavailable")[];
}

export interface SecurityPolicyRetry {
  numAttemptsPerPriority?: number;
  numRetries?: number;
  perRetry?: SecurityPolicyPerRetry;
  retryOn?: SecurityPolicyRetryOn;
}

export interface SecurityPolicyTimeoutHttp {
  connectionIdleTimeout?: string;
  maxConnectionDuration?: string;
  maxStreamDuration?: string;
  requestTimeout?: string;
  streamIdleTimeout?: string;
}

export interface SecurityPolicyTimeout {
  http?: SecurityPolicyTimeoutHttp;
  tcp?: { connectTimeout?: string; };
}

export interface SecurityPolicyBackendSettings {
  circuitBreaker?: SecurityPolicyCircuitBreaker;
  connection?: SecurityPolicyConnection;
  dns?: SecurityPolicyDns;
  healthCheck?: SecurityPolicyHealthCheck;
  http2?: SecurityPolicyHttp2;
  loadBalancer?: SecurityPolicyLoadBalancer;
  proxyProtocol?: { version: "V1" | "V2"; };
  retry?: SecurityPolicyRetry;
  tcpKeepalive?: { idleTime?: string; interval?: string; probes?: number; };
  timeout?: SecurityPolicyTimeout;
}

export interface SecurityPolicyGrpc {
  backendRef?: SecurityPolicyBackendRef;
  backendRefs?: readonly SecurityPolicyBackendRefs[];
  backendSettings?: SecurityPolicyBackendSettings;
}

export interface SecurityPolicyExtAuthHttp {
  backendRef?: SecurityPolicyBackendRef;
  backendRefs?: readonly SecurityPolicyBackendRefs[];
  backendSettings?: SecurityPolicyBackendSettings;
  headersToBackend?: readonly string[];
  path?: string;
  pathOverride?: string;
}

export interface SecurityPolicyExtAuth {
  bodyToExtAuth?: { maxRequestBytes: number; };
  contextExtensions?: readonly SecurityPolicyContextExtensions[];
  failOpen?: boolean;
  grpc?: SecurityPolicyGrpc;
  headersToExtAuth?: readonly string[];
  http?: SecurityPolicyExtAuthHttp;
  includeRouteMetadata?: boolean;
  recomputeRoute?: boolean;
  statusOnError?: 400 | 401 | 402 | 403 | 404 | 405 | 406 | 407 | 408 | 409 | 410 | 411 | 412 | 413 | 414 | 415 | 416 | 417 | 421 | 422 | 423 | 424 | 426 | 428 | 429 | 431 | 500 | 501 | 502 | 503 | 504 | 505 | 506 | 507 | 508 | 510 | 511;
  timeout?: string;
}

export interface SecurityPolicyProvidersExtractFrom {
  cookies?: readonly string[];
  headers?: readonly ({ name: string; valuePrefix?: string; })[];
  params?: readonly string[];
}

export interface SecurityPolicyLocalJWKS {
  inline?: string;
  type?: "Inline" | "ValueRef";
  valueRef?: { group: string; kind: string; name: string; };
}

export interface SecurityPolicyRemoteJWKS {
  backendRef?: SecurityPolicyBackendRef;
  backendRefs?: readonly SecurityPolicyBackendRefs[];
  backendSettings?: SecurityPolicyBackendSettings;
  cacheDuration?: string;
  failedRefetchDuration?: string;
  uri: string;
}

export interface SecurityPolicyProviders {
  audiences?: readonly string[];
  claimToHeaders?: readonly ({ claim: string; header: string; })[];
  extractFrom?: SecurityPolicyProvidersExtractFrom;
  issuer?: string;
  localJWKS?: SecurityPolicyLocalJWKS;
  name: string;
  recomputeRoute?: boolean;
  remoteJWKS?: SecurityPolicyRemoteJWKS;
}

export interface SecurityPolicyJwt53 {
  failOpen?: boolean;
  optional?: boolean;
  providers: readonly SecurityPolicyProviders[];
}

export interface SecurityPolicyHeaders {
  name: string;
  type?: "Exact" | "Prefix" | "Suffix" | "RegularExpression";
  value: string;
}

export interface SecurityPolicyProvider {
  authorizationEndpoint?: string;
  backendRef?: SecurityPolicyBackendRef;
  backendRefs?: readonly SecurityPolicyBackendRefs[];
  backendSettings?: SecurityPolicyBackendSettings;
  endSessionEndpoint?: string;
  issuer: string;
  tokenEndpoint?: string;
}

export interface SecurityPolicyOidc {
  clientID?: string;
  clientIDRef?: SecurityPolicyCredentialRefs;
  clientSecret: SecurityPolicyCredentialRefs;
  cookieConfig?: { sameSite?: "Lax" | "Strict" | "None"; };
  cookieDomain?: string;
  cookieNames?: { accessToken?: string; idToken?: string; };
  csrfTokenTTL?: string;
  defaultRefreshTokenTTL?: string;
  defaultTokenTTL?: string;
  denyRedirect?: { headers: readonly SecurityPolicyHeaders[]; };
  disableTokenEncryption?: boolean;
  forwardAccessToken?: boolean;
  forwardIDToken?: { header: string; };
  logoutPath?: string;
  passThroughAuthHeader?: boolean;
  provider: SecurityPolicyProvider;
  redirectURL?: string;
  refreshToken?: boolean;
  resources?: readonly string[];
  scopes?: readonly string[];
}

export interface SecurityPolicyTargetRef {
  group: string;
  kind: string;
  name: string;
  sectionName?: string;
}

export interface SecurityPolicyMatchExpressions {
  key: string;
  operator: string;
  values?: readonly string[];
}

export interface SecurityPolicySelector {
  matchExpressions?: readonly SecurityPolicyMatchExpressions[];
  matchLabels?: Readonly<Record<string, string>>;
}

export interface SecurityPolicyNamespaces {
  from?: "Same" | "All" | "Selector";
  selector?: SecurityPolicySelector;
}

export interface SecurityPolicyTargetSelectors {
  group?: string;
  kind: string;
  matchExpressions?: readonly SecurityPolicyMatchExpressions[];
  matchLabels?: Readonly<Record<string, string>>;
  namespaces?: SecurityPolicyNamespaces;
}
