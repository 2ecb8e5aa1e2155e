import type { CapacityTypes, CloudIdentity, ProviderProfile, SpotTimes } from './profile';

/** @see https://learn.microsoft.com/azure/aks/node-auto-drain */
const spot: SpotTimes = { notice: 30, drainDelay: 5, gracePeriod: 20 };

const tolerations: CapacityTypes['tolerations'] = {
  onDemand: [],
  spot: [
    { key: 'kubernetes.azure.com/scalesetpriority', operator: 'Equal', value: 'spot', effect: 'NoSchedule' },
  ],
};

/** AKS adds it to each spot pool, node auto provisioning to none. @see https://learn.microsoft.com/azure/aks/spot-node-pool */
const taints: CapacityTypes['taints'] = {
  spot: [{ key: 'kubernetes.azure.com/scalesetpriority', value: 'spot', effect: 'NoSchedule' }],
};

/** Not the older `scalesetpriority`, which on-demand nodes lack. @see https://learn.microsoft.com/azure/aks/use-labels */
const ofPools = { key: 'kubernetes.azure.com/priority', onDemand: ['regular'], spot: ['spot'] };
const older = { key: 'kubernetes.azure.com/scalesetpriority', spot: ['spot'] };
const ofProvisioning = { key: 'karpenter.sh/capacity-type', onDemand: ['on-demand'], spot: ['spot'] };

/** @see https://learn.microsoft.com/azure/aks/workload-identity-overview */
const workloadIdentity: CloudIdentity = {
  pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  shape: 'the client id of a managed identity, a UUID',
  annotation: 'azure.workload.identity/client-id',
  podLabels: { 'azure.workload.identity/use': 'true' },
  endpoints: [{ host: 'login.microsoftonline.com', ports: [443] }],
};

const common = {
  policyEngines: ['cilium', 'calico', 'azure-npm'],
  resolvers: ['kube-dns', 'local-dns'],
  defaultStorageClass: 'default',
  hostPath: true,
  hostNetwork: true,
  // Sizes of Azure's Arm processors are in the same families.
  families: { amd64: ['D', 'E', 'F'], arm64: ['D', 'E'] },
} as const;

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
      capacity: { labels: [ofPools, ofProvisioning], aliases: [older], tolerations, taints, spot },
      operators: [],
      ...common,
    },
    {
      id: 'node-auto-provisioning',
      title: 'node auto provisioning',
      capacity: { labels: [ofProvisioning, ofPools], aliases: [older], tolerations, spot },
      expireAfter: '720h',
      drainTimeout: 86_400,
      poolKind: 'aks-node-class',
      operators: ['karpenter'],
      ...common,
    },
  ],
  // `az aks command invoke`, and add-ons: Istio, application routing, load balancers for containers, Arc, Dapr.
  systemNamespaces: [
    'aks-command',
    'aks-istio-*',
    'app-routing-system',
    'azure-alb-system',
    'azure-arc',
    'dapr-system',
  ],
  identities: [workloadIdentity],
  // Azure's API numbers the zones of a region; the label has the region before it.
  zoneNames: {
    pattern: /^(?<region>[a-z][a-z0-9]*)-\d$/,
    shape: 'a region and a number',
    example: 'eastus-1',
  },
  // The second is the host's own channel to the fabric.
  protectedRanges: ['169.254.169.254/32', '168.63.129.16/32'],
  namesPolicyEngine: false,
  gateways: ['envoy-gateway', 'application-gateway-for-containers'],
  apiServerPort: 443,
  labelsZones: true,
  defaultCapacity: 'onDemand',
  appProtocolIsHint: false,
};
