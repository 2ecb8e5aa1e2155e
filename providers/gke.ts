import type { CapacityTypes, ProviderProfile, Toleration } from './profile';

/**
 * On-demand nodes lack the label, so that only its absence can be asked for. Whether a pool is tainted depends on who made
 * it: the toleration is always there. Of the 30 seconds of notice, pods of ours have the first 15.
 * @see https://cloud.google.com/kubernetes-engine/docs/concepts/spot-vms
 */
const capacity: CapacityTypes = {
  labels: [{ key: 'cloud.google.com/gke-spot', spot: ['true'] }],
  aliases: [{ key: 'cloud.google.com/gke-provisioning', onDemand: ['standard'], spot: ['spot'] }],
  tolerations: {
    onDemand: [],
    spot: [{ key: 'cloud.google.com/gke-spot', operator: 'Equal', value: 'true', effect: 'NoSchedule' }],
  },
  spot: { notice: 15, drainDelay: 5, gracePeriod: 15 },
};

const ofClass: Toleration = {
  key: 'cloud.google.com/compute-class',
  operator: 'Exists',
  effect: 'NoSchedule',
};

const common = {
  defaultStorageClass: 'standard-rwo',
  families: { amd64: ['n4', 'n2', 'n2d', 'e2'], arm64: ['c4a', 't2a'] },
};

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
      capacity,
      hostPath: true,
      hostNetwork: true,
      operators: [],
      ...common,
    },
    {
      id: 'autopilot',
      title: 'Autopilot',
      capacity,
      hostPath: false,
      hostNetwork: false,
      operators: ['vertical-pod-autoscaler'],
      ...common,
    },
    {
      id: 'compute-class',
      title: 'compute classes',
      // Nodes are asked for by the class's name: the labels come from the declared pools.
      capacity: {
        ...capacity,
        labels: [],
        tolerations: {
          onDemand: [ofClass],
          spot: [ofClass, ...capacity.tolerations.spot],
        },
      },
      poolKind: 'compute-class',
      hostPath: true,
      hostNetwork: true,
      operators: [],
      ...common,
    },
  ],
  defaultCapacity: 'onDemand',
  appProtocolIsHint: true,
};
