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

const families = ['c6a', 'c6i', 'c7a', 'c7i', 'm6a', 'm6i', 'm7a', 'm7i', 'r6a', 'r6i', 'r7a', 'r7i'];
const common = { hostPath: true, hostNetwork: true, families };

/**
 * Amazon EKS. No StorageClass is the default: new clusters since 1.30 mark none, and Auto Mode brings none. Spot nodes
 * carry no taint of their own. Karpenter's nodes and those of a managed group often share a cluster, so either label counts.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions-standard.html
 */
export const eks: ProviderProfile = {
  id: 'eks',
  title: 'Amazon EKS',
  nodes: [
    {
      id: 'managed-node-groups',
      title: 'managed node groups',
      capacity: { labels: [ofNodeGroups, ofKarpenter], spotTolerations: [], spot },
      operators: [],
      ...common,
    },
    {
      id: 'karpenter',
      title: 'Karpenter',
      // Karpenter provisions for the first term and falls back to the next.
      capacity: { labels: [ofKarpenter, ofNodeGroups], spotTolerations: [], spot },
      poolKind: 'ec2-node-class',
      operators: ['karpenter'],
      ...common,
    },
    {
      id: 'auto-mode',
      title: 'EKS Auto Mode',
      capacity: { labels: [ofKarpenter], spotTolerations: [], spot },
      poolKind: 'auto-mode-node-class',
      operators: ['karpenter'],
      ...common,
    },
  ],
  defaultCapacity: 'onDemand',
  appProtocolIsHint: true,
};
