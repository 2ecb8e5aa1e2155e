/** Pods that belong to the cluster, not to the platform. */
export interface ForeignPods {
  readonly namespace: string;
  /** @default - all pods of the namespace */
  readonly labels?: Readonly<Record<string, string>>;
}

export const meshes = ['none', 'istio-sidecar', 'istio-ambient', 'linkerd'] as const;

export const resolvers = ['kube-dns', 'node-local-dns', 'node-dns', 'cloud-dns', 'local-dns'] as const;

export type ResolverId = (typeof resolvers)[number];

/** Who answers DNS, and where. */
export interface Resolver {
  readonly pods: readonly ForeignPods[];
  /** Ranges of addresses on the pod's own node. */
  readonly ranges: readonly string[];
  /**
   * True where engines that leave the node out of ranges have to be told that it answers.
   * @default - the ranges are enough
   */
  readonly onNode?: true;
}

const kubeDns: ForeignPods = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };
const nodeLocal: ForeignPods = { namespace: 'kube-system', labels: { 'k8s-app': 'node-local-dns' } };
const nodeLocalRange = '169.254.20.10/32';

/**
 * CoreDNS has kube-dns' label on every cloud. `node-dns` is a process of the node, behind the address of a Service that has
 * no pods.
 * @see https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/cloud-dns
 * @see https://learn.microsoft.com/azure/aks/localdns-custom
 */
export const resolverProfiles: Readonly<Record<ResolverId, Resolver>> = {
  'kube-dns': { pods: [kubeDns], ranges: [] },
  'node-local-dns': { pods: [kubeDns, nodeLocal], ranges: [nodeLocalRange], onNode: true },
  'node-dns': { pods: [], ranges: [] },
  'cloud-dns': { pods: [nodeLocal], ranges: [nodeLocalRange, '169.254.169.254/32'] },
  'local-dns': { pods: [kubeDns], ranges: ['169.254.10.10/32', '169.254.10.11/32'], onNode: true },
};

export type MeshId = (typeof meshes)[number];

/** What a mesh needs beside the ports of the services. */
export interface Mesh {
  /** The word that an environment's `mesh` uses. */
  readonly id: MeshId;
  readonly title: string;
  /** Port on which proxies speak to each other, beside the ports of every connection. */
  readonly peerPort?: number;
  readonly controlPlane: readonly (ForeignPods & { readonly ports: readonly number[] })[];
  /** Ports of the proxy that are scraped. */
  readonly scraped: readonly number[];
  /** Ranges from which probes come. */
  readonly probes: readonly string[];
}

/**
 * @see https://istio.io/latest/docs/ops/deployment/application-requirements/
 * @see https://istio.io/latest/docs/ambient/usage/networkpolicy/
 * @see https://linkerd.io/2/reference/proxy-configuration/
 */
export const meshProfiles: Readonly<Record<Exclude<MeshId, 'none'>, Mesh>> = {
  'istio-sidecar': {
    id: 'istio-sidecar',
    title: 'Istio',
    controlPlane: [{ namespace: 'istio-system', labels: { app: 'istiod' }, ports: [15012] }],
    scraped: [15020, 15090],
    probes: [],
  },
  'istio-ambient': {
    id: 'istio-ambient',
    title: 'Istio ambient',
    peerPort: 15008,
    controlPlane: [],
    scraped: [],
    // The kubelet's probes come to the pod from here, not from the node.
    probes: ['169.254.7.127/32'],
  },
  linkerd: {
    id: 'linkerd',
    title: 'Linkerd',
    peerPort: 4143,
    // Its own pods are part of the mesh, and called through their proxies.
    controlPlane: [{ namespace: 'linkerd', ports: [4143, 8080, 8086, 8090] }],
    scraped: [4191],
    probes: [],
  },
};
