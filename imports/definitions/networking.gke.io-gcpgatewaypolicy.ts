// Made by tools/custom-types.ts from the definitions of the operator. Do not edit.

/** `spec` of networking.gke.io/v1 GCPGatewayPolicy: controller-gen.kubebuilder.io/version (unknown), sha256 962f96854806a52b. */
export interface GCPGatewayPolicySpec {
  default?: { allowGlobalAccess?: boolean; sslPolicy?: string; };
  targetRef: GCPGatewayPolicyTargetRef;
}

export interface GCPGatewayPolicyTargetRef {
  group: string;
  kind: string;
  name: string;
  namespace?: string;
}
