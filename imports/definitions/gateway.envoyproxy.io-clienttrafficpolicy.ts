// Made by tools/custom-types.ts from the definitions of the operator. Do not edit.

/** `spec` of gateway.envoyproxy.io/v1alpha1 ClientTrafficPolicy: controller-gen.kubebuilder.io/version v0.20.1, sha256 0cb4c409b397fef3. */
export interface ClientTrafficPolicySpec {
  clientIPDetection?: ClientTrafficPolicyClientIPDetection;
  connection?: ClientTrafficPolicyConnection;
  enableProxyProtocol?: boolean;
  grpc?: { enableWeb?: boolean; };
  headers?: ClientTrafficPolicyHeaders;
  healthCheck?: { path: string; };
  http1?: ClientTrafficPolicyHttp1;
  http2?: ClientTrafficPolicyHttp2;
  http3?: object;
  path?: ClientTrafficPolicyPath;
  proxyProtocol?: { optional?: boolean; };
  scheme?: "Preserve" | "MatchBackend";
  targetRef?: ClientTrafficPolicyTargetRef;
  targetRefs?: readonly ClientTrafficPolicyTargetRef[];
  targetSelectors?: readonly ClientTrafficPolicyTargetSelectors[];
  tcpKeepalive?: { idleTime?: string; interval?: string; probes?: number; };
  timeout?: ClientTrafficPolicyTimeout;
  tls?: ClientTrafficPolicyTls;
}

export interface ClientTrafficPolicyXForwardedFor {
  disableXForwardedForAppend?: boolean;
  numTrustedHops?: number;
  trustedCIDRs?: readonly string[];
}

export interface ClientTrafficPolicyClientIPDetection {
  customHeader?: { failClosed?: boolean; name: string; };
  directSourceIP?: object;
  xForwardedFor?: ClientTrafficPolicyXForwardedFor;
}

export interface ClientTrafficPolicyConnectionLimit {
  closeDelay?: string;
  maxConnectionDuration?: string;
  maxRequestsPerConnection?: number;
  maxStreamDuration?: string;
  value?: number;
}

export interface ClientTrafficPolicyConnection {
  bufferLimit?: number | string;
  connectionLimit?: ClientTrafficPolicyConnectionLimit;
  maxAcceptPerSocketEvent?: number;
  socketBufferLimit?: number | string;
}

export interface ClientTrafficPolicyRemoveOnMatch {
  type?: "Exact" | "Prefix" | "Suffix" | "RegularExpression";
  value: string;
}

export interface ClientTrafficPolicyEarlyRequestHeaders {
  add?: readonly ({ name: string; value: string; })[];
  addIfAbsent?: readonly ({ name: string; value: string; })[];
  remove?: readonly string[];
  removeOnMatch?: readonly ClientTrafficPolicyRemoveOnMatch[];
  set?: readonly ({ name: string; value: string; })[];
}

export interface ClientTrafficPolicyXForwardedClientCert {
  certDetailsToAdd?: readonly ("Subject" | "Cert" | "Chain" | "DNS" | "URI")[];
  mode?: "Sanitize" | "ForwardOnly" | "AppendForward" | "SanitizeSet" | "AlwaysForwardOnly";
}

export interface ClientTrafficPolicyHeaders {
  disableRateLimitHeaders?: boolean;
  earlyRequestHeaders?: ClientTrafficPolicyEarlyRequestHeaders;
  enableEnvoyHeaders?: boolean;
  host?: { stripTrailingHostDot?: boolean; };
  lateResponseHeaders?: ClientTrafficPolicyEarlyRequestHeaders;
  maxRequestHeaderLimit?: number | string;
  preserveXRequestID?: boolean;
  requestID?: "PreserveOrGenerate" | "Preserve" | "Generate" | "Disable";
  withUnderscoresAction?: "Allow" | "RejectRequest" | "DropHeader";
  xForwardedClientCert?: ClientTrafficPolicyXForwardedClientCert;
}

export interface ClientTrafficPolicyHttp1 {
  disableSafeMaxConnectionDuration?: boolean;
  enableTrailers?: boolean;
  http10?: { useDefaultHost?: boolean; };
  ignoredUpgradeTypes?: readonly ClientTrafficPolicyRemoveOnMatch[];
  preserveHeaderCase?: boolean;
}

export interface ClientTrafficPolicyConnectionKeepalive {
  idleInterval?: string;
  interval?: string;
  intervalJitter?: number;
  timeout?: string;
}

export interface ClientTrafficPolicyHttp2 {
  connectionKeepalive?: ClientTrafficPolicyConnectionKeepalive;
  initialConnectionWindowSize?: number | string;
  initialStreamWindowSize?: number | string;
  maxConcurrentStreams?: number;
  onInvalidMessage?: string;
}

export interface ClientTrafficPolicyPath {
  disableMergeSlashes?: boolean;
  escapedSlashesAction?: "KeepUnchanged" | "RejectRequest" | "UnescapeAndForward" | "UnescapeAndRedirect";
}

export interface ClientTrafficPolicyTargetRef {
  group: string;
  kind: string;
  name: string;
  sectionName?: string;
}

export interface ClientTrafficPolicyMatchExpressions {
  key: string;
  operator: string;
  values?: readonly string[];
}

export interface ClientTrafficPolicySelector {
  matchExpressions?: readonly ClientTrafficPolicyMatchExpressions[];
  matchLabels?: Readonly<Record<string, string>>;
}

export interface ClientTrafficPolicyNamespaces {
  from?: "Same" | "All" | "Selector";
  selector?: ClientTrafficPolicySelector;
}

export interface ClientTrafficPolicyTargetSelectors {
  group?: string;
  kind: string;
  matchExpressions?: readonly ClientTrafficPolicyMatchExpressions[];
  matchLabels?: Readonly<Record<string, string>>;
  namespaces?: ClientTrafficPolicyNamespaces;
}

export interface ClientTrafficPolicyHttp {
  idleTimeout?: string;
  requestHeadersReceivedTimeout?: string;
  requestReceivedTimeout?: string;
  streamIdleTimeout?: string;
}

export interface ClientTrafficPolicyTcp {
  connectionInspectionTimeout?: string;
  idleTimeout?: string;
  tlsHandshakeTimeout?: string;
}

export interface ClientTrafficPolicyTimeout {
  http?: ClientTrafficPolicyHttp;
  tcp?: ClientTrafficPolicyTcp;
}

export interface ClientTrafficPolicyCaCertificateRefs {
  group?: string;
  kind?: string;
  name: string;
  namespace?: string;
}

export interface ClientTrafficPolicyCrl {
  onlyVerifyLeafCertificate?: boolean;
  refs: readonly ClientTrafficPolicyCaCertificateRefs[];
}

export interface ClientTrafficPolicyOtherNames {
  oid: string;
  type?: "Exact" | "Prefix" | "Suffix" | "RegularExpression";
  value: string;
}

export interface ClientTrafficPolicySubjectAltNames {
  dnsNames?: readonly ClientTrafficPolicyRemoveOnMatch[];
  emailAddresses?: readonly ClientTrafficPolicyRemoveOnMatch[];
  ipAddresses?: readonly ClientTrafficPolicyRemoveOnMatch[];
  otherNames?: readonly ClientTrafficPolicyOtherNames[];
  uris?: readonly ClientTrafficPolicyRemoveOnMatch[];
}

export interface ClientTrafficPolicyClientValidation {
  allowExpiredCertificate?: boolean;
  caCertificateRefs?: readonly ClientTrafficPolicyCaCertificateRefs[];
  certificateHashes?: readonly string[];
  crl?: ClientTrafficPolicyCrl;
  mode?: "Request" | "RequireAny" | "VerifyIfGiven" | "RequireAndVerify";
  optional?: boolean;
  spkiHashes?: readonly string[];
  subjectAltNames?: ClientTrafficPolicySubjectAltNames;
}

export interface ClientTrafficPolicySession {
  resumption?: { stateful?: object; stateless?: object; };
}

export interface ClientTrafficPolicyTls {
  alpnProtocols?: readonly string[];
  ciphers?: readonly string[];
  clientValidation?: ClientTrafficPolicyClientValidation;
  ecdhCurves?: readonly string[];
  fingerprints?: readonly ("JA3" | "JA4")[];
  maxVersion?: "Auto" | "1.0" | "1.1" | "1.2" | "1.3";
  minVersion?: "Auto" | "1.0" | "1.1" | "1.2" | "1.3";
  session?: ClientTrafficPolicySession;
  signatureAlgorithms?: readonly string[];
}
