// Made by tools/custom-types.ts from the definitions of the operator. Do not edit.

/** `spec` of gateway.k8s.aws/v1 LoadBalancerConfiguration: controller-gen.kubebuilder.io/version v0.19.0, sha256 309a7450fd25b43b. */
export interface LoadBalancerConfigurationSpec {
  customerOwnedIpv4Pool?: string;
  defaultTargetGroupConfiguration?: { name: string; };
  disableSecurityGroup?: boolean;
  enableICMP?: boolean;
  enforceSecurityGroupInboundRulesOnPrivateLinkTraffic?: string;
  ipAddressType?: "ipv4" | "dualstack" | "dualstack-without-public-ipv4";
  ipv4IPAMPoolId?: string;
  listenerConfigurations?: readonly LoadBalancerConfigurationListenerConfigurations[];
  loadBalancerAttributes?: readonly ({ key: string; value: string; })[];
  loadBalancerName?: string;
  loadBalancerSubnets?: readonly LoadBalancerConfigurationLoadBalancerSubnets[];
  loadBalancerSubnetsSelector?: Readonly<Record<string, readonly string[]>>;
  manageBackendSecurityGroupRules?: boolean;
  mergingMode?: "prefer-gateway" | "prefer-gateway-class";
  minimumLoadBalancerCapacity?: { capacityUnits: number; };
  scheme?: "internal" | "internet-facing";
  securityGroupPrefixes?: readonly string[];
  securityGroups?: readonly string[];
  shieldConfiguration?: { enabled?: boolean; };
  sourceRanges?: readonly string[];
  tags?: Readonly<Record<string, string>>;
  wafV2?: { webACL: string; };
}

export interface LoadBalancerConfigurationMutualAuthentication {
  advertiseTrustStoreCaNames?: "on" | "off";
  ignoreClientCertificateExpiry?: boolean;
  mode: "off" | "passthrough" | "verify";
  trustStore?: string;
}

export interface LoadBalancerConfigurationListenerConfigurations {
  alpnPolicy?: "HTTP1Only" | "HTTP2Only" | "HTTP2Optional" | "HTTP2Preferred" | "None";
  certificates?: readonly string[];
  defaultCertificate?: string;
  listenerAttributes?: readonly ({ key: string; value: string; })[];
  mutualAuthentication?: LoadBalancerConfigurationMutualAuthentication;
  protocolPort: string;
  quicEnabled?: boolean;
  sslPolicy?: string;
  targetGroupStickiness?: boolean;
}

export interface LoadBalancerConfigurationLoadBalancerSubnets {
  eipAllocation?: string;
  identifier?: string;
  ipv6Allocation?: string;
  privateIPv4Allocation?: string;
  sourceNatIPv6Prefix?: string;
}
