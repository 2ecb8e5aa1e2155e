/*
 * Kinds of clouds whose definitions are not published: what we write of their specs, from their documentation, so that a
 * misspelt field of these does not compile either.
 */

interface Target {
  group: string;
  kind: string;
  name: string;
  namespace: string;
}

/** @see https://cloud.google.com/kubernetes-engine/docs/how-to/fqdn-network-policies */
export interface FQDNNetworkPolicySpec {
  podSelector: { matchLabels: Record<string, string> };
  egress: {
    matches: ({ name: string } | { pattern: string })[];
    ports: { port: number; protocol: 'TCP' | 'UDP' | 'SCTP' }[];
  }[];
}

/** @see https://learn.microsoft.com/azure/application-gateway/for-containers/api-specification-kubernetes */
export interface FrontendTLSPolicySpec {
  targetRef: Target;
  default: { policyType: { type: 'predefined'; name: string } };
}

export interface AzureHealthCheckPolicySpec {
  targetRef: Target;
  default: {
    interval: string;
    timeout: string;
    healthyThreshold: number;
    unhealthyThreshold: number;
    port: number;
    protocol: 'HTTP' | 'HTTPS';
    http: { path: string; match: { statusCodes: { start: number; end: number }[] } };
  };
}
