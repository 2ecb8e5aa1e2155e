import type {
  Admission,
  CapacityTypes,
  CloudIdentity,
  OwnTaint,
  ProviderProfile,
  Toleration,
} from './profile';

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

/** Nodes of a class carry its name. @see https://cloud.google.com/kubernetes-engine/docs/concepts/about-custom-compute-classes */
const taintsOfClass: readonly OwnTaint[] = [
  { key: 'cloud.google.com/compute-class', effect: 'NoSchedule', toleratedBySelector: true },
];

/** Dataplane V2 sees the first address, Calico the second, to which the metadata server is translated. */
const endpoints: CloudIdentity['endpoints'] = [
  { range: '169.254.169.254/32', ports: [80] },
  { range: '169.254.169.252/32', ports: [987, 988] },
];

/**
 * Clusters of today burst: without that, the minimum is 250m and 512Mi, and CPU comes in steps of 250m. Pods with
 * accelerators, of the class Performance and of classes of one's own have neither minimum nor ratio.
 * @see https://cloud.google.com/kubernetes-engine/docs/concepts/autopilot-resource-requests
 */
const autopilotAdmission: Admission = {
  general: {
    minimum: { cpu: '50m', memory: '52Mi' },
    perCpu: { least: '1Gi', most: '6.5Gi' },
    unset: { cpu: '500m', memory: '2Gi' },
  },
  daemonSet: { minimum: { cpu: '1m', memory: '2Mi' }, unset: { cpu: '50m', memory: '100Mi' } },
  classLabel: 'cloud.google.com/compute-class',
  classes: {
    Balanced: { minimum: { cpu: '250m', memory: '512Mi' }, perCpu: { least: '1Gi', most: '8Gi' } },
    'Scale-Out': { minimum: { cpu: '250m', memory: '1Gi' }, perCpu: { least: '4Gi', most: '4Gi' } },
  },
  exemptLabels: ['cloud.google.com/gke-accelerator'],
};

/** @see https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity */
const identities: readonly CloudIdentity[] = [
  {
    pattern: /^[-a-z0-9]+@[-a-z0-9.:]+\.iam\.gserviceaccount\.com$/,
    shape: 'a Google service account, NAME@PROJECT.iam.gserviceaccount.com',
    annotation: 'iam.gke.io/gcp-service-account',
    endpoints,
  },
  {
    pattern: /^workload-identity$/,
    shape: 'workload-identity, where the ServiceAccount itself was granted roles',
    endpoints,
  },
];

const common = {
  resolverRanges: ['34.118.224.10/32'],
  defaultStorageClass: 'standard-rwo',
  families: { amd64: ['n4', 'n2', 'n2d', 'e2'], arm64: ['c4a', 't2a'] },
} as const;

const ofStandard = {
  policyEngines: ['dataplane-v2', 'calico'],
  // Recent clusters bring the cache on each node.
  resolvers: ['node-local-dns', 'kube-dns', 'cloud-dns'],
} as const;

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
      ...ofStandard,
    },
    {
      id: 'autopilot',
      title: 'Autopilot',
      capacity,
      hostPath: false,
      hostNetwork: false,
      operators: ['vertical-pod-autoscaler'],
      admission: autopilotAdmission,
      policyEngines: ['dataplane-v2'],
      resolvers: ['cloud-dns', 'node-local-dns', 'kube-dns'],
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
        taints: { onDemand: taintsOfClass, spot: taintsOfClass },
      },
      poolKind: 'compute-class',
      hostPath: true,
      hostNetwork: true,
      operators: [],
      ...common,
      ...ofStandard,
    },
  ],
  // Managed Prometheus, Config Sync, the fleet's agents, and what GKE manages besides.
  systemNamespaces: [
    'asm-system',
    'config-management-*',
    'gke-connect',
    'gke-gmp-system',
    'gke-managed-*',
    'gke-mcs',
    'gke-system',
    'gmp-public',
    'gmp-system',
    'resource-group-system',
  ],
  identities,
  // @see https://cloud.google.com/compute/docs/regions-zones
  zoneNames: {
    pattern: /^(?<region>[a-z]+(-[a-z]+)+\d+)-([a-z]|ai\d+[a-z])$/,
    shape: 'a region and a letter',
    example: 'southamerica-east1-a',
  },
  protectedRanges: ['169.254.169.254/32', '169.254.169.252/32', 'fd20:ce::254/128'],
  namesPolicyEngine: false,
  gateways: ['gke-gateway', 'envoy-gateway'],
  apiServerPort: 443,
  labelsZones: true,
  defaultCapacity: 'onDemand',
  appProtocolIsHint: true,
};
