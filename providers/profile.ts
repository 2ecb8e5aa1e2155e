/** What a provider's way of making nodes means for the objects that run on them. */
export interface NodeProvisioning {
  /** The word that an environment's `nodes` uses. */
  readonly id: string;
  readonly title: string;
  /**
   * The StorageClass that a claim without one gets.
   * @default - none is marked as default: a claim has to name one
   */
  readonly defaultStorageClass?: string;
  /** Whether the pods may mount folders of the node. */
  readonly hostPath: boolean;
  /** Whether pods run in the node's network. */
  readonly hostNetwork: boolean;
}

/** One cloud, as data. Charts and model read capabilities, never the name. */
export interface ProviderProfile {
  readonly id: 'eks' | 'gke' | 'aks' | 'kubernetes';
  readonly title: string;
  /** The first one is the default. */
  readonly nodes: readonly [NodeProvisioning, ...NodeProvisioning[]];
  /**
   * Whether `appProtocol` of a LoadBalancer Service is only a hint. Where it is not, the load balancer
   * probes `/` over HTTP because of it and takes pods away that answer otherwise.
   * @see https://cloud-provider-azure.sigs.k8s.io/topics/loadbalancer/
   */
  readonly appProtocolIsHint: boolean;
}
