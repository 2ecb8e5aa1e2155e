import type { ProviderProfile } from './profile';

/**
 * Amazon EKS. No StorageClass is the default: new clusters since 1.30 mark none, and Auto Mode brings none.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions-standard.html
 */
export const eks: ProviderProfile = {
  id: 'eks',
  title: 'Amazon EKS',
  nodes: [
    { id: 'managed-node-groups', title: 'managed node groups', hostPath: true, hostNetwork: true },
    { id: 'karpenter', title: 'Karpenter', hostPath: true, hostNetwork: true },
    { id: 'auto-mode', title: 'EKS Auto Mode', hostPath: true, hostNetwork: true },
  ],
  appProtocolIsHint: true,
};
