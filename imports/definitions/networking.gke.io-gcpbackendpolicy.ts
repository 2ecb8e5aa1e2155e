// Made by tools/custom-types.ts from the definitions of the operator. Do not edit.

/** `spec` of networking.gke.io/v1 GCPBackendPolicy: controller-gen.kubebuilder.io/version (unknown), sha256 4ef93048c7cd020f. */
export interface GCPBackendPolicySpec {
  default?: GCPBackendPolicyDefault;
  targetRef: GCPBackendPolicyTargetRef;
}

export interface GCPBackendPolicyIap {
  clientID?: string;
  enabled?: boolean;
  oauth2ClientSecret?: { name?: string; };
}

export interface GCPBackendPolicySessionAffinity {
  cookieTtlSec?: number;
  type?: "CLIENT_IP" | "CLIENT_IP_PORT_PROTO" | "CLIENT_IP_PROTO" | "GENERATED_COOKIE" | "HEADER_FIELD" | "HTTP_COOKIE" | "NONE";
}

export interface GCPBackendPolicyDefault {
  connectionDraining?: { drainingTimeoutSec?: number; };
  iap?: GCPBackendPolicyIap;
  logging?: { enabled?: boolean; sampleRate?: number; };
  securityPolicy?: string;
  sessionAffinity?: GCPBackendPolicySessionAffinity;
  timeoutSec?: number;
}

export interface GCPBackendPolicyTargetRef {
  group: string;
  kind: string;
  name: string;
  namespace?: string;
}
