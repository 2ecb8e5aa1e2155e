// Made by tools/custom-types.ts from the definitions of the operator. Do not edit.

/** `spec` of gateway.envoyproxy.io/v1alpha1 BackendTrafficPolicy: controller-gen.kubebuilder.io/version v0.20.1, sha256 bc05e099001f0577. */
export interface BackendTrafficPolicySpec {
  admissionControl?: BackendTrafficPolicyAdmissionControl;
  bandwidthLimit?: BackendTrafficPolicyBandwidthLimit;
  circuitBreaker?: BackendTrafficPolicyCircuitBreaker;
  compression?: readonly BackendTrafficPolicyCompression[];
  compressor?: readonly BackendTrafficPolicyCompression[];
  connection?: BackendTrafficPolicyConnection;
  dns?: BackendTrafficPolicyDns;
  faultInjection?: BackendTrafficPolicyFaultInjection;
  healthCheck?: BackendTrafficPolicyHealthCheck;
  http2?: BackendTrafficPolicyHttp2;
  httpUpgrade?: readonly BackendTrafficPolicyHttpUpgrade[];
  loadBalancer?: BackendTrafficPolicyLoadBalancer;
  mergeType?: string;
  proxyProtocol?: { version: "V1" | "V2"; };
  rateLimit?: BackendTrafficPolicyRateLimit;
  requestBuffer?: { limit?: number | string; };
  responseOverride?: readonly BackendTrafficPolicyResponseOverride[];
  retry?: BackendTrafficPolicyRetry;
  routingType?: string;
  targetRef?: BackendTrafficPolicyTargetRef;
  targetRefs?: readonly BackendTrafficPolicyTargetRef[];
  targetSelectors?: readonly BackendTrafficPolicyTargetSelectors[];
  tcpKeepalive?: { idleTime?: string; interval?: string; probes?: number; };
  telemetry?: BackendTrafficPolicyTelemetry;
  timeout?: BackendTrafficPolicyTimeout;
  useClientProtocol?: boolean;
}

export interface BackendTrafficPolicyGrpc {
  statusCodes?: readonly ("Ok" | "Cancelled" | "Unknown" | "InvalidArgument" | "DeadlineExceeded" | "NotFound" | "AlreadyExists" | "PermissionDenied" | "ResourceExhausted" | "FailedPrecondition" | "Aborted" | "OutOfRange" | "Unimplemented" | "Internal" | "Unavailable" | "DataLoss" | "Unauthenticated")[];
}

export interface BackendTrafficPolicySuccessCriteria {
  grpc?: BackendTrafficPolicyGrpc;
  http?: { statusCodes?: readonly number[]; };
}

export interface BackendTrafficPolicyAdmissionControl {
  maxRejectionPercent?: number;
  minRequestRate?: number;
  minSuccessRate?: number;
  rejectionAggression?: number;
  samplingWindow?: string;
  successCriteria?: BackendTrafficPolicySuccessCriteria;
}

export interface BackendTrafficPolicyLimit {
  unit: "Second" | "Minute" | "Hour";
  value: number | string;
}

export interface BackendTrafficPolicyResponse {
  limit: BackendTrafficPolicyLimit;
  responseTrailers?: { prefix?: string; };
}

export interface BackendTrafficPolicyBandwidthLimit {
  request?: { limit: BackendTrafficPolicyLimit; };
  response?: BackendTrafficPolicyResponse;
}

export interface BackendTrafficPolicyRetryBudget {
  minRetryConcurrency?: number;
  percent: { denominator?: number; numerator: number; };
}

export interface BackendTrafficPolicyCircuitBreaker {
  maxConnections?: number;
  maxParallelRequests?: number;
  maxParallelRetries?: number;
  maxPendingRequests?: number;
  maxRequestsPerConnection?: number;
  perEndpoint?: { maxConnections?: number; };
  retryBudget?: BackendTrafficPolicyRetryBudget;
}

export interface BackendTrafficPolicyCompression {
  brotli?: object;
  gzip?: object;
  minContentLength?: number | string;
  type: "Gzip" | "Brotli" | "Zstd";
  zstd?: object;
}

export interface BackendTrafficPolicyConnection {
  bufferLimit?: number | string;
  preconnect?: { perEndpointPercent?: number; predictivePercent?: number; };
  socketBufferLimit?: number | string;
}

export interface BackendTrafficPolicyDns {
  dnsRefreshRate?: string;
  lookupFamily?: "IPv4" | "IPv6" | "IPv4Preferred" | "IPv6Preferred" | "IPv4AndIPv6";
  respectDnsTtl?: boolean;
}

export interface BackendTrafficPolicyAbort {
  grpcStatus?: number;
  httpStatus?: number;
  percentage?: number;
}

export interface BackendTrafficPolicyFaultInjection {
  abort?: BackendTrafficPolicyAbort;
  delay?: { fixedDelay: string; percentage?: number; };
}

export interface BackendTrafficPolicySinks {
  file?: { path: string; };
  type: "File";
}

export interface BackendTrafficPolicyHealthCheckLog {
  matches?: readonly ("Failure" | "FailureSeriesStart" | "Success" | "HealthyTransition")[];
  sinks?: readonly BackendTrafficPolicySinks[];
}

export interface BackendTrafficPolicyHttp {
  expectedResponse?: { binary?: string; text?: string; type: string; };
  expectedStatuses?: readonly number[];
  hostname?: string;
  method?: string;
  path: string;
  requestBody?: { binary?: string; text?: string; type: string; };
  retriableStatuses?: readonly number[];
}

export interface BackendTrafficPolicyTcp {
  receive?: { binary?: string; text?: string; type: string; };
  send?: { binary?: string; text?: string; type: string; };
}

export interface BackendTrafficPolicyActive {
  grpc?: { service?: string; };
  healthCheckLog?: BackendTrafficPolicyHealthCheckLog;
  healthyThreshold?: number;
  http?: BackendTrafficPolicyHttp;
  initialJitter?: string;
  interval?: string;
  overrides?: { port?: number; };
  tcp?: BackendTrafficPolicyTcp;
  timeout?: string;
  type: string;
  unhealthyThreshold?: number;
}

export interface BackendTrafficPolicyPassive {
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

export interface BackendTrafficPolicyHealthCheck {
  active?: BackendTrafficPolicyActive;
  panicThreshold?: number;
  passive?: BackendTrafficPolicyPassive;
}

export interface BackendTrafficPolicyConnectionKeepalive {
  idleInterval?: string;
  interval?: string;
  intervalJitter?: number;
  timeout?: string;
}

export interface BackendTrafficPolicyHttp2 {
  connectionKeepalive?: BackendTrafficPolicyConnectionKeepalive;
  initialConnectionWindowSize?: number | string;
  initialStreamWindowSize?: number | string;
  maxConcurrentStreams?: number;
  onInvalidMessage?: string;
}

export interface BackendTrafficPolicyHttpUpgrade {
  connect?: { terminate?: boolean; };
  type: string;
}

export interface BackendTrafficPolicyOutOfBand {
  authority?: string;
  port?: number;
  reportingPeriod?: string;
}

export interface BackendTrafficPolicyBackendUtilization {
  blackoutPeriod?: string;
  errorUtilizationPenaltyPercent?: number;
  keepResponseHeaders?: boolean;
  metricNamesForComputingUtilization?: readonly string[];
  outOfBand?: BackendTrafficPolicyOutOfBand;
  weightExpirationPeriod?: string;
  weightUpdatePeriod?: string;
}

export interface BackendTrafficPolicyCookie {
  attributes?: Readonly<Record<string, string>>;
  name: string;
  ttl?: string;
}

export interface BackendTrafficPolicyConsistentHash {
  cookie?: BackendTrafficPolicyCookie;
  header?: { name: string; };
  headers?: readonly ({ name: string; })[];
  queryParams?: readonly ({ name: string; })[];
  tableSize?: number;
  type: "SourceIP" | "Header" | "Headers" | "Cookie" | "QueryParams";
}

export interface BackendTrafficPolicyEndpointOverride {
  extractFrom: readonly ({ header?: string; })[];
}

export interface BackendTrafficPolicyPreferLocal {
  force?: { minEndpointsInZoneThreshold?: number; };
  minEndpointsThreshold?: number;
  percentageEnabled?: number;
}

export interface BackendTrafficPolicyZoneAware {
  preferLocal?: BackendTrafficPolicyPreferLocal;
  weightedZones?: readonly ({ weight: number; zone: string; })[];
}

export interface BackendTrafficPolicyLoadBalancer {
  backendUtilization?: BackendTrafficPolicyBackendUtilization;
  consistentHash?: BackendTrafficPolicyConsistentHash;
  dynamicModule?: { config?: unknown; lbPolicyName: string; name: string; };
  endpointOverride?: BackendTrafficPolicyEndpointOverride;
  slowStart?: { window: string; };
  type: "ConsistentHash" | "LeastRequest" | "Random" | "RoundRobin" | "BackendUtilization" | "DynamicModule";
  zoneAware?: BackendTrafficPolicyZoneAware;
}

export interface BackendTrafficPolicyHeaders {
  invert?: boolean;
  name: string;
  type?: "Exact" | "RegularExpression" | "Distinct";
  value?: string;
}

export interface BackendTrafficPolicyMethods {
  invert?: boolean;
  value: "GET" | "HEAD" | "POST" | "PUT" | "DELETE" | "CONNECT" | "OPTIONS" | "TRACE" | "PATCH";
}

export interface BackendTrafficPolicyPath {
  invert?: boolean;
  type?: "Exact" | "PathPrefix" | "RegularExpression";
  value?: string;
}

export interface BackendTrafficPolicySourceCIDR {
  invert?: boolean;
  type?: "Exact" | "Distinct";
  value: string;
}

export interface BackendTrafficPolicyClientSelectors {
  headers?: readonly BackendTrafficPolicyHeaders[];
  methods?: readonly BackendTrafficPolicyMethods[];
  path?: BackendTrafficPolicyPath;
  queryParams?: readonly BackendTrafficPolicyHeaders[];
  sourceCIDR?: BackendTrafficPolicySourceCIDR;
}

export interface BackendTrafficPolicyRequest {
  from: "Number" | "Metadata";
  metadata?: { key: string; namespace: string; };
  number?: number;
}

export interface BackendTrafficPolicyCost {
  request?: BackendTrafficPolicyRequest;
  response?: BackendTrafficPolicyRequest;
}

export interface BackendTrafficPolicyRulesLimit {
  fromMetadata?: { key: string; namespace: string; };
  requests: number;
  unit: "Second" | "Minute" | "Hour" | "Day" | "Week" | "Month" | "Year";
}

export interface BackendTrafficPolicyRules {
  clientSelectors?: readonly BackendTrafficPolicyClientSelectors[];
  cost?: BackendTrafficPolicyCost;
  limit: BackendTrafficPolicyRulesLimit;
  shadowMode?: boolean;
  shared?: boolean;
  xRateLimitHeaders?: "Off" | "DraftVersion03";
}

export interface BackendTrafficPolicyRateLimit {
  global?: { rules: readonly BackendTrafficPolicyRules[]; };
  local?: { rules?: readonly BackendTrafficPolicyRules[]; };
  type?: "Global" | "Local";
}

export interface BackendTrafficPolicyValue {
  type?: "Exact" | "Prefix" | "Suffix" | "RegularExpression";
  value: string;
}

export interface BackendTrafficPolicyStatusCodes {
  range?: { end: number; start: number; };
  type?: string;
  value?: number;
}

export interface BackendTrafficPolicyMatch {
  responseHeaders?: readonly ({ name: string; value: BackendTrafficPolicyValue; })[];
  statusCodes?: readonly BackendTrafficPolicyStatusCodes[];
}

export interface BackendTrafficPolicyRedirectPath {
  replaceFullPath?: string;
  replacePrefixMatch?: string;
  type: "ReplaceFullPath" | "ReplacePrefixMatch";
}

export interface BackendTrafficPolicyRedirect {
  hostname?: string;
  path?: BackendTrafficPolicyRedirectPath;
  port?: number;
  scheme?: "http" | "https";
  statusCode?: 301 | 302;
}

export interface BackendTrafficPolicyBody {
  inline?: string;
  type?: string;
  valueRef?: { group: string; kind: string; name: string; };
}

export interface BackendTrafficPolicyHeader {
  add?: readonly ({ name: string; value: string; })[];
  remove?: readonly string[];
  set?: readonly ({ name: string; value: string; })[];
}

export interface BackendTrafficPolicyResponseOverrideResponse {
  body?: BackendTrafficPolicyBody;
  contentType?: string;
  header?: BackendTrafficPolicyHeader;
  statusCode?: number;
}

export interface BackendTrafficPolicyResponseOverride {
  match: BackendTrafficPolicyMatch;
  redirect?: BackendTrafficPolicyRedirect;
  response?: BackendTrafficPolicyResponseOverrideResponse;
  source?: "All" | "Local" | "Backend";
}

export interface BackendTrafficPolicyPerRetry {
  backOff?: { baseInterval?: string; maxInterval?: string; };
  timeout?: string;
}

export interface BackendTrafficPolicyRetryOn {
  httpStatusCodes?: readonly number[];
  triggers?: readonly ("5xx" | "gateway-error" | "reset" | "reset-before-request" | "connect-failure" | "retriable-4xx" | "refused-stream" | "retriable-status-codes" | "cancelled" | "deadline-exceeded" | "internal" | "resource-exhausted" | "unavailable")[];
}

export interface BackendTrafficPolicyRetry {
  numAttemptsPerPriority?: number;
  numRetries?: number;
  perRetry?: BackendTrafficPolicyPerRetry;
  retryOn?: BackendTrafficPolicyRetryOn;
}

export interface BackendTrafficPolicyTargetRef {
  group: string;
  kind: string;
  name: string;
  sectionName?: string;
}

export interface BackendTrafficPolicyMatchExpressions {
  key: string;
  operator: string;
  values?: readonly string[];
}

export interface BackendTrafficPolicySelector {
  matchExpressions?: readonly BackendTrafficPolicyMatchExpressions[];
  matchLabels?: Readonly<Record<string, string>>;
}

export interface BackendTrafficPolicyNamespaces {
  from?: "Same" | "All" | "Selector";
  selector?: BackendTrafficPolicySelector;
}

export interface BackendTrafficPolicyTargetSelectors {
  group?: string;
  kind: string;
  matchExpressions?: readonly BackendTrafficPolicyMatchExpressions[];
  matchLabels?: Readonly<Record<string, string>>;
  namespaces?: BackendTrafficPolicyNamespaces;
}

export interface BackendTrafficPolicyCustomTags {
  environment?: { defaultValue?: string; name: string; };
  literal?: { value: string; };
  requestHeader?: { defaultValue?: string; name: string; };
  type?: "Literal" | "Environment" | "RequestHeader";
}

export interface BackendTrafficPolicyTracing {
  clientSamplingFraction?: { denominator?: number; numerator: number; };
  customTags?: Readonly<Record<string, BackendTrafficPolicyCustomTags>>;
  overallSamplingFraction?: { denominator?: number; numerator: number; };
  samplingFraction?: { denominator?: number; numerator: number; };
  spanName?: { client: string; server: string; };
  tags?: Readonly<Record<string, string>>;
}

export interface BackendTrafficPolicyTelemetry {
  metrics?: { routeStatName?: string; };
  tracing?: BackendTrafficPolicyTracing;
}

export interface BackendTrafficPolicyTimeoutHttp {
  connectionIdleTimeout?: string;
  maxConnectionDuration?: string;
  maxStreamDuration?: string;
  requestTimeout?: string;
  streamIdleTimeout?: string;
}

export interface BackendTrafficPolicyTimeout {
  http?: BackendTrafficPolicyTimeoutHttp;
  tcp?: { connectTimeout?: string; };
}
