// Made by tools/custom-types.ts from the definitions of the operator. Do not edit.

/** `spec` of cilium.io/v2 CiliumNetworkPolicy: controller-gen.kubebuilder.io/version v0.20.1, sha256 e2ede5a78383cc99. */
export interface CiliumNetworkPolicySpec {
  description?: string;
  egress?: readonly CiliumNetworkPolicyEgress[];
  egressDeny?: readonly CiliumNetworkPolicyEgressDeny[];
  enableDefaultDeny?: { egress?: boolean; ingress?: boolean; };
  endpointSelector?: CiliumNetworkPolicyCidrGroupSelector;
  ingress?: readonly CiliumNetworkPolicyIngress[];
  ingressDeny?: readonly CiliumNetworkPolicyIngressDeny[];
  labels?: readonly ({ key: string; source?: string; value?: string; })[];
  log?: { value?: string; };
  nodeSelector?: CiliumNetworkPolicyCidrGroupSelector;
}

export interface CiliumNetworkPolicyIcmps {
  fields?: readonly ({ family?: "IPv4" | "IPv6"; type: number | string; })[];
}

export interface CiliumNetworkPolicyMatchExpressions {
  key: string;
  operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
  values?: readonly string[];
}

export interface CiliumNetworkPolicyCidrGroupSelector {
  matchExpressions?: readonly CiliumNetworkPolicyMatchExpressions[];
  matchLabels?: Readonly<Record<string, string>>;
}

export interface CiliumNetworkPolicyToCIDRSet {
  cidr?: string;
  cidrGroupRef?: string;
  cidrGroupSelector?: CiliumNetworkPolicyCidrGroupSelector;
  except?: readonly string[];
}

export interface CiliumNetworkPolicyAws {
  labels?: Readonly<Record<string, string>>;
  region?: string;
  securityGroupsIds?: readonly string[];
  securityGroupsNames?: readonly string[];
}

export interface CiliumNetworkPolicyEnvoyConfig {
  kind?: "CiliumEnvoyConfig" | "CiliumClusterwideEnvoyConfig";
  name: string;
}

export interface CiliumNetworkPolicyListener {
  envoyConfig: CiliumNetworkPolicyEnvoyConfig;
  name: string;
  priority?: number;
}

export interface CiliumNetworkPolicyOriginatingTLS {
  certificate?: string;
  privateKey?: string;
  secret: { name: string; namespace?: string; };
  trustedCA?: string;
}

export interface CiliumNetworkPolicyPorts {
  endPort?: number;
  port?: string;
  protocol?: "TCP" | "UDP" | "SCTP" | "VRRP" | "IGMP" | "GRE" | "IPIP" | "IPV6" | "ESP" | "AH" | "ANY";
}

export interface CiliumNetworkPolicyHeaderMatches {
  mismatch?: "LOG" | "ADD" | "DELETE" | "REPLACE";
  name: string;
  secret?: { name: string; namespace?: string; };
  value?: string;
}

export interface CiliumNetworkPolicyHttp {
  headerMatches?: readonly CiliumNetworkPolicyHeaderMatches[];
  headers?: readonly string[];
  host?: string;
  method?: string;
  path?: string;
}

export interface CiliumNetworkPolicyRules {
  dns?: readonly ({ matchName?: string; matchPattern?: string; })[];
  http?: readonly CiliumNetworkPolicyHttp[];
}

export interface CiliumNetworkPolicyToPorts {
  listener?: CiliumNetworkPolicyListener;
  originatingTLS?: CiliumNetworkPolicyOriginatingTLS;
  ports?: readonly CiliumNetworkPolicyPorts[];
  rules?: CiliumNetworkPolicyRules;
  serverNames?: readonly string[];
  terminatingTLS?: CiliumNetworkPolicyOriginatingTLS;
}

export interface CiliumNetworkPolicyK8sServiceSelector {
  namespace?: string;
  selector: CiliumNetworkPolicyCidrGroupSelector;
}

export interface CiliumNetworkPolicyToServices {
  k8sService?: { namespace?: string; serviceName?: string; };
  k8sServiceSelector?: CiliumNetworkPolicyK8sServiceSelector;
}

export interface CiliumNetworkPolicyEgress {
  authentication?: { mode: "disabled" | "required" | "test-always-fail"; };
  icmps?: readonly CiliumNetworkPolicyIcmps[];
  toCIDR?: readonly string[];
  toCIDRSet?: readonly CiliumNetworkPolicyToCIDRSet[];
  toEndpoints?: readonly CiliumNetworkPolicyCidrGroupSelector[];
  toEntities?: readonly ("all" | "world" | "cluster" | "cluster-mesh" | "host" | "init" | "ingress" | "unmanaged" | "remote-node" | "health" | "none" | "kube-apiserver")[];
  toFQDNs?: readonly ({ matchName?: string; matchPattern?: string; })[];
  toGroups?: readonly ({ aws?: CiliumNetworkPolicyAws; })[];
  toNodes?: readonly CiliumNetworkPolicyCidrGroupSelector[];
  toPorts?: readonly CiliumNetworkPolicyToPorts[];
  toRequires?: readonly string[];
  toServices?: readonly CiliumNetworkPolicyToServices[];
}

export interface CiliumNetworkPolicyEgressDeny {
  icmps?: readonly CiliumNetworkPolicyIcmps[];
  toCIDR?: readonly string[];
  toCIDRSet?: readonly CiliumNetworkPolicyToCIDRSet[];
  toEndpoints?: readonly CiliumNetworkPolicyCidrGroupSelector[];
  toEntities?: readonly ("all" | "world" | "cluster" | "cluster-mesh" | "host" | "init" | "ingress" | "unmanaged" | "remote-node" | "health" | "none" | "kube-apiserver")[];
  toGroups?: readonly ({ aws?: CiliumNetworkPolicyAws; })[];
  toNodes?: readonly CiliumNetworkPolicyCidrGroupSelector[];
  toPorts?: readonly ({ ports?: readonly CiliumNetworkPolicyPorts[]; })[];
  toRequires?: readonly string[];
  toServices?: readonly CiliumNetworkPolicyToServices[];
}

export interface CiliumNetworkPolicyIngress {
  authentication?: { mode: "disabled" | "required" | "test-always-fail"; };
  fromCIDR?: readonly string[];
  fromCIDRSet?: readonly CiliumNetworkPolicyToCIDRSet[];
  fromEndpoints?: readonly CiliumNetworkPolicyCidrGroupSelector[];
  fromEntities?: readonly ("all" | "world" | "cluster" | "cluster-mesh" | "host" | "init" | "ingress" | "unmanaged" | "remote-node" | "health" | "none" | "kube-apiserver")[];
  fromGroups?: readonly ({ aws?: CiliumNetworkPolicyAws; })[];
  fromNodes?: readonly CiliumNetworkPolicyCidrGroupSelector[];
  fromRequires?: readonly string[];
  icmps?: readonly CiliumNetworkPolicyIcmps[];
  toPorts?: readonly CiliumNetworkPolicyToPorts[];
}

export interface CiliumNetworkPolicyIngressDeny {
  fromCIDR?: readonly string[];
  fromCIDRSet?: readonly CiliumNetworkPolicyToCIDRSet[];
  fromEndpoints?: readonly CiliumNetworkPolicyCidrGroupSelector[];
  fromEntities?: readonly ("all" | "world" | "cluster" | "cluster-mesh" | "host" | "init" | "ingress" | "unmanaged" | "remote-node" | "health" | "none" | "kube-apiserver")[];
  fromGroups?: readonly ({ aws?: CiliumNetworkPolicyAws; })[];
  fromNodes?: readonly CiliumNetworkPolicyCidrGroupSelector[];
  fromRequires?: readonly string[];
  icmps?: readonly CiliumNetworkPolicyIcmps[];
  toPorts?: readonly ({ ports?: readonly CiliumNetworkPolicyPorts[]; })[];
}
