import type { ProviderProfile } from './profile';

/** Any conformant cluster: kind, k3s, a data centre. Only what the conformance tests promise is relied on. */
export const kubernetes: ProviderProfile = {
  id: 'kubernetes',
  title: 'Kubernetes',
  nodes: [
    {
      id: 'standard',
      title: 'nodes made by hand',
      defaultStorageClass: 'standard',
      hostPath: true,
      hostNetwork: true,
      families: { amd64: [], arm64: [] },
      operators: [],
      policyEngines: ['antrea', 'calico', 'cilium', 'kindnet', 'kube-router', 'ovn-kubernetes'],
      resolvers: ['kube-dns', 'node-local-dns'],
    },
  ],
  systemNamespaces: [],
  identities: [],
  protectedRanges: ['169.254.169.254/32'],
  namesPolicyEngine: true,
  gateways: ['envoy-gateway'],
  apiServerPort: 6443,
  labelsZones: false,
  defaultCapacity: 'uniform',
  appProtocolIsHint: true,
};
