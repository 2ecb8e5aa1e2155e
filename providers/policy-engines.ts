export const policyEngines = [
  'antrea',
  'azure-npm',
  'calico',
  'cilium',
  'dataplane-v2',
  'kindnet',
  'kube-router',
  'ovn-kubernetes',
  'vpc-cni',
] as const;

export type PolicyEngineId = (typeof policyEngines)[number];

/** Kinds of policies of an engine's own that can name hosts. */
export type HostPolicyKind = 'CiliumNetworkPolicy' | 'FQDNNetworkPolicy';

/** What enforces NetworkPolicies in a cluster, and where it differs from the API's words. */
export interface PolicyEngine {
  /** The word that an environment's `networkPolicy.engine` uses. */
  readonly id: PolicyEngineId;
  readonly title: string;
  /**
   * True where traffic to a Service is judged before its address is translated, so that the engine adds that address to what
   * a caller may reach: of each Service that selects the peer's labels and has a cluster IP, and only the first of its ports
   * that lead to the rule's port. The last port of a range is kept as it is.
   * @default - traffic is judged by the address and port of the pods
   */
  readonly addsServiceAddresses?: true;
  /**
   * True where address ranges never match pods and nodes of the cluster.
   * @default - a range matches whoever has such an address
   */
  readonly rangesLeaveOutCluster?: true;
  /**
   * Families of addresses in one cluster: `one` of both, or `ipv4` alone.
   * @default - both
   */
  readonly families?: 'one' | 'ipv4';
  /**
   * Ports that all rules of one pod together may have for one peer.
   * @default - any number
   */
  readonly portsOfPeer?: number;
  /**
   * False where `endPort` of a rule has no effect.
   * @default - a rule can be for a range of ports
   */
  readonly portRanges?: false;
  /**
   * Policies that can name hosts, where the cluster has them switched on.
   * @default - none: addresses alone
   */
  readonly hostPolicies?: HostPolicyKind;
  /**
   * True where CiliumNetworkPolicies can name the API server and the pod's own node.
   * @default - they have to be given as addresses
   */
  readonly entities?: true;
  /** What else to know before trusting it. */
  readonly notes: readonly string[];
}

/**
 * AWS's guide asks for equal ports of a Service and its pods, but the controller has translated them since v1.0.0.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html
 * @see https://github.com/aws/amazon-network-policy-controller-k8s/blob/main/pkg/resolvers/endpoints.go
 */
const vpcCni: PolicyEngine = {
  id: 'vpc-cni',
  title: 'the network policy agent of the Amazon VPC CNI',
  addsServiceAddresses: true,
  families: 'one',
  portsOfPeer: 24,
  notes: [
    'It has to be switched on: in the add-on, or in Auto Mode in the ConfigMap amazon-vpc-cni and the NodeClass. Pods on Fargate and Windows are not covered.',
    'A new pod is open until its policies are in place, unless NETWORK_POLICY_ENFORCING_MODE is strict.',
  ],
};

/** @see https://docs.cilium.io/en/stable/security/policy/ */
const cilium: PolicyEngine = {
  id: 'cilium',
  title: 'Cilium',
  rangesLeaveOutCluster: true,
  hostPolicies: 'CiliumNetworkPolicy',
  entities: true,
  notes: ['Address ranges never match pods or nodes: name services, or pods in accepts.'],
};

/** @see https://cloud.google.com/kubernetes-engine/docs/concepts/dataplane-v2 */
const dataplaneV2: PolicyEngine = {
  id: 'dataplane-v2',
  title: 'GKE Dataplane V2',
  portRanges: false,
  rangesLeaveOutCluster: true,
  hostPolicies: 'FQDNNetworkPolicy',
  notes: ['Address ranges never match pods or nodes: name services, or pods in accepts.'],
};

/** @see https://learn.microsoft.com/azure/aks/use-network-policies */
const azureNpm: PolicyEngine = {
  id: 'azure-npm',
  title: 'Azure Network Policy Manager',
  families: 'ipv4',
  notes: [
    'It ends in September 2028, and is not supported above 250 nodes.',
    'It does not enforce ingress from load balancers with externalTrafficPolicy: Cluster.',
  ],
};

/** All engines. A new one is a word in the schema and an entry here. */
export const policyEngineProfiles: readonly PolicyEngine[] = [
  vpcCni,
  cilium,
  dataplaneV2,
  azureNpm,
  { id: 'calico', title: 'Calico', notes: [] },
  { id: 'antrea', title: 'Antrea', notes: [] },
  { id: 'kube-router', title: 'kube-router', notes: ['It knows no SCTP.'] },
  { id: 'kindnet', title: 'kindnet', notes: [] },
  { id: 'ovn-kubernetes', title: 'OVN-Kubernetes', notes: [] },
];

/** The profile of an engine that the schema let pass. */
export function policyEngine(id: PolicyEngineId): PolicyEngine {
  const found = policyEngineProfiles.find((engine) => engine.id === id);
  if (found === undefined) throw new Error(`the schema knows an engine without a profile: ${id}`);
  return found;
}
