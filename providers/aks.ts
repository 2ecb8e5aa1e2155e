import type { ProviderProfile } from './profile';

/**
 * Azure Kubernetes Service. `default` (standard SSD, managed disk) is the default StorageClass.
 * @see https://learn.microsoft.com/azure/aks/concepts-storage
 */
export const aks: ProviderProfile = {
  id: 'aks',
  title: 'Azure Kubernetes Service',
  nodes: [
    {
      id: 'node-pools',
      title: 'node pools',
      defaultStorageClass: 'default',
      hostPath: true,
      hostNetwork: true,
    },
    {
      id: 'node-auto-provisioning',
      title: 'node auto provisioning',
      defaultStorageClass: 'default',
      hostPath: true,
      hostNetwork: true,
    },
  ],
  appProtocolIsHint: false,
};
