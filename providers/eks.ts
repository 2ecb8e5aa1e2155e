import type { CapacityLabel, CloudIdentity, ProviderProfile, SpotTimes } from './profile';

/**
 * Two minutes, best effort; the drain takes up to half a minute to begin.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html
 */
const spot: SpotTimes = { notice: 120, drainDelay: 10, gracePeriod: 90 };

/** @see https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html */
const ofNodeGroups: CapacityLabel = {
  key: 'eks.amazonaws.com/capacityType',
  onDemand: ['ON_DEMAND'],
  spot: ['SPOT'],
};

/** Reserved capacity is on-demand capacity that is paid already. @see https://karpenter.sh/docs/concepts/scheduling/ */
const ofKarpenter: CapacityLabel = {
  key: 'karpenter.sh/capacity-type',
  onDemand: ['on-demand', 'reserved'],
  spot: ['spot'],
};

/** Nodes carry no taint of their own. */
const tolerations = { onDemand: [], spot: [] };

const families = {
  amd64: ['c6a', 'c6i', 'c7a', 'c7i', 'm6a', 'm6i', 'm7a', 'm7i', 'r6a', 'r6i', 'r7a', 'r7i'],
  arm64: ['c6g', 'c7g', 'c8g', 'm6g', 'm7g', 'm8g', 'r6g', 'r7g', 'r8g'],
};
const common = { hostPath: true, hostNetwork: true, families };
const otherEngines = {
  policyEngines: ['vpc-cni', 'cilium', 'calico'],
  resolvers: ['kube-dns', 'node-local-dns'],
} as const;

/** @see https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html */
const roleOfServiceAccount: CloudIdentity = {
  // Of the other partitions, the hosts of STS are others.
  pattern: /^arn:aws:iam::\d{12}:role\/.+$/,
  shape: 'the ARN of a role, arn:aws:iam::…',
  annotation: 'eks.amazonaws.com/role-arn',
  endpoints: [{ host: 'sts.*.amazonaws.com', ports: [443] }],
};

/** @see https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html */
const podIdentity: CloudIdentity = {
  pattern: /^pod-identity$/,
  shape: 'pod-identity, where an association names the role',
  endpoints: [
    { range: '169.254.170.23/32', ports: [80] },
    { range: 'fd00:ec2::23/128', ports: [80] },
  ],
};

/**
 * Amazon EKS. No StorageClass is the default: new clusters since 1.30 mark none, and Auto Mode brings none. Karpenter's
 * nodes and those of a managed group often share a cluster, so either label counts.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions-standard.html
 */
export const eks: ProviderProfile = {
  id: 'eks',
  title: 'Amazon EKS',
  nodes: [
    {
      id: 'managed-node-groups',
      title: 'managed node groups',
      capacity: { labels: [ofNodeGroups, ofKarpenter], tolerations, spot },
      operators: [],
      ...common,
      ...otherEngines,
    },
    {
      id: 'karpenter',
      title: 'Karpenter',
      // Karpenter provisions for the first term and falls back to the next.
      capacity: { labels: [ofKarpenter, ofNodeGroups], tolerations, spot },
      poolKind: 'ec2-node-class',
      expireAfter: '720h',
      drainTimeout: 86_400,
      operators: ['karpenter'],
      ...common,
      ...otherEngines,
    },
    {
      id: 'auto-mode',
      title: 'EKS Auto Mode',
      capacity: { labels: [ofKarpenter], tolerations, spot },
      poolKind: 'auto-mode-node-class',
      // Auto Mode takes its nodes away after 21 days, ready or not: ours go before, by the disruption budgets.
      expireAfter: '336h',
      drainTimeout: 86_400,
      operators: ['karpenter'],
      policyEngines: ['vpc-cni'],
      resolvers: ['node-dns'],
      // Whichever of the two default ranges of Services the cluster has.
      resolverRanges: ['10.100.0.10/32', '172.20.0.10/32'],
      ...common,
    },
  ],
  // Agents of CloudWatch and GuardDuty, and the ConfigMap for logs of Fargate.
  systemNamespaces: ['amazon-cloudwatch', 'amazon-guardduty', 'aws-observability'],
  identities: [roleOfServiceAccount, podIdentity],
  // Zones of the region, and its local and Wavelength zones. @see https://docs.aws.amazon.com/global-infrastructure/
  zoneNames: {
    pattern: /^(?<region>[a-z]{2,}(-[a-z]+)+-\d+)([a-z]|-[a-z]{3,}-\d+[a-z]|-wl\d+-[a-z]{3,}-wlz-\d+)$/,
    shape: 'a region and a letter',
    example: 'sa-east-1a or us-west-2-lax-1a',
  },
  protectedRanges: ['169.254.169.254/32', 'fd00:ec2::254/128'],
  namesPolicyEngine: false,
  // A Network Load Balancer in front of the pods themselves, made by the AWS Load Balancer Controller.
  balancerAnnotations: {
    'service.beta.kubernetes.io/aws-load-balancer-type': 'external',
    'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type': 'ip',
    'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internet-facing',
    'service.beta.kubernetes.io/aws-load-balancer-target-group-attributes': 'preserve_client_ip.enabled=true',
  },
  gateways: ['aws-load-balancer-controller', 'envoy-gateway'],
  apiServerPort: 443,
  labelsZones: true,
  singleFamily: true,
  defaultCapacity: 'onDemand',
  appProtocolIsHint: true,
};
