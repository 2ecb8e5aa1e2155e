import type { CapacityLabel, ProviderProfile, SpotTimes } from './profile';

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
    },
    {
      id: 'karpenter',
      title: 'Karpenter',
      // Karpenter provisions for the first term and falls back to the next.
      capacity: { labels: [ofKarpenter, ofNodeGroups], tolerations, spot },
      poolKind: 'ec2-node-class',
      expireAfter: '720h',
      operators: ['karpenter'],
      ...common,
    },
    {
      id: 'auto-mode',
      title: 'EKS Auto Mode',
      capacity: { labels: [ofKarpenter], tolerations, spot },
      poolKind: 'auto-mode-node-class',
      // Auto Mode takes its nodes away after 21 days, ready or not: ours go before, by the disruption budgets.
      expireAfter: '336h',
      operators: ['karpenter'],
      ...common,
    },
  ],
  defaultCapacity: 'onDemand',
  appProtocolIsHint: true,
};
