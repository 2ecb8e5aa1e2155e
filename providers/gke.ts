import type { ProviderProfile } from './profile';

/**
 * Google Kubernetes Engine. `standard-rwo` (balanced persistent disk) is the default StorageClass.
 * @see https://cloud.google.com/kubernetes-engine/docs/concepts/persistent-volumes
 */
export const gke: ProviderProfile = {
  id: 'gke',
  title: 'Google Kubernetes Engine',
  nodes: [
    {
      id: 'standard',
      title: 'Standard',
      defaultStorageClass: 'standard-rwo',
      hostPath: true,
      hostNetwork: true,
    },
    {
      id: 'autopilot',
      title: 'Autopilot',
      defaultStorageClass: 'standard-rwo',
      hostPath: false,
      hostNetwork: false,
    },
  ],
  appProtocolIsHint: true,
};
