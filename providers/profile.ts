import type { ResolverId } from './cluster-network';
import type { GatewayId } from './gateways';
import type { PolicyEngineId } from './policy-engines';

/** A label that tells on-demand nodes from spot nodes. */
export interface CapacityLabel {
  readonly key: string;
  /**
   * Values of on-demand nodes.
   * @default - they lack the label, so that only its absence can be asked for
   */
  readonly onDemand?: readonly string[];
  /**
   * Values of spot nodes.
   * @default - spot nodes are unknown
   */
  readonly spot?: readonly string[];
}

/** A toleration of a pod, as Kubernetes has it. */
export interface Toleration {
  readonly key: string;
  readonly operator: 'Equal' | 'Exists';
  readonly value?: string;
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

/** A taint that the provider gives nodes. */
export interface OwnTaint {
  readonly key: string;
  /** @default - one that each pool has of its own */
  readonly value?: string | undefined;
  readonly effect: Toleration['effect'];
  /** Pods that ask for nodes with a label of the same key get the toleration when they are admitted. */
  readonly toleratedBySelector?: true;
}

/** How the nodes of one way of making them are paid, and what follows for the pods. */
export interface CapacityTypes {
  /** A node of a capacity matches one of them. */
  readonly labels: readonly CapacityLabel[];
  /**
   * `all`: it matches every one of them.
   * @default - any one
   */
  readonly match?: 'all';
  /**
   * Further labels that some nodes carry: nothing is placed by them, but what asks for them may contradict the capacity.
   * @default - none
   */
  readonly aliases?: readonly CapacityLabel[];
  /** What a pod of each capacity tolerates. */
  readonly tolerations: Readonly<Record<'onDemand' | 'spot', readonly Toleration[]>>;
  /**
   * Taints that the provider itself gives all nodes of a capacity.
   * @default - none for certain
   */
  readonly taints?: Readonly<Partial<Record<'onDemand' | 'spot', readonly OwnTaint[]>>>;
  readonly spot: SpotTimes;
}

/** All in seconds. */
export interface SpotTimes {
  /** Between the cloud's warning and the end of the node, as far as pods may use it. */
  readonly notice: number;
  /** `preStop` sleep and grace period that leave room for the drain to begin. */
  readonly drainDelay: number;
  readonly gracePeriod: number;
}

/** Kubernetes objects that make nodes. */
export type PoolKind = 'ec2-node-class' | 'auto-mode-node-class' | 'compute-class' | 'aks-node-class';

/** Requests with which a pod is admitted: what is less is raised. */
export interface AdmittedRange {
  /** Of a whole pod. */
  readonly minimum: { readonly cpu: string; readonly memory: string };
  /**
   * Memory for each CPU: less raises memory, more raises CPU.
   * @default - any
   */
  readonly perCpu?: { readonly least: string; readonly most: string };
  /**
   * What a container gets that requests neither CPU nor memory.
   * @default - not known
   */
  readonly unset?: { readonly cpu: string; readonly memory: string };
}

/** What the admission of a provider makes of the requests of pods. */
export interface Admission {
  readonly general: AdmittedRange;
  readonly daemonSet: AdmittedRange;
  /** Label of a `nodeSelector` that names a class of nodes. */
  readonly classLabel: string;
  /** By class; pods of any other class are admitted as they are. */
  readonly classes: Readonly<Record<string, AdmittedRange>>;
  /** Labels of a `nodeSelector` whose pods are admitted as they are. */
  readonly exemptLabels: readonly string[];
}

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
  /**
   * How on-demand and spot nodes are told apart.
   * @default - not known: an environment has to name labels
   */
  readonly capacity?: CapacityTypes;
  /**
   * The objects that a declared pool becomes.
   * @default - pools are not Kubernetes objects
   */
  readonly poolKind?: PoolKind;
  /**
   * What becomes of small and lopsided requests.
   * @default - pods are admitted as they are
   */
  readonly admission?: Admission;
  /** Families of machines of a pool that names none, by processor: wide, so that spot is found. */
  readonly families: Readonly<Record<'amd64' | 'arm64', readonly string[]>>;
  /**
   * How long a node may live, as Go writes durations.
   * @default - the provider's pools are not objects of Karpenter
   */
  readonly expireAfter?: string;
  /**
   * How long a node that is to go waits for its pods, in seconds.
   * @default - as `expireAfter`
   */
  readonly drainTimeout?: number;
  /** Operators that the provider ships. */
  readonly operators: readonly string[];
  /** What can enforce NetworkPolicies there. The first is the default, but for a cluster of which nothing is known. */
  readonly policyEngines: readonly PolicyEngineId[];
  /** Who can answer DNS there. The first one is the default. */
  readonly resolvers: readonly [ResolverId, ...ResolverId[]];
  /**
   * Address of the Service of DNS as clusters have it by default: what is sent there is not always translated before it is
   * judged.
   * @default - the pods behind it are enough
   */
  readonly resolverRanges?: readonly string[];
}

/** One way in which pods act as an identity of the cloud. */
export interface CloudIdentity {
  /** What an identity of this kind looks like. */
  readonly pattern: RegExp;
  /** The same in words. */
  readonly shape: string;
  /**
   * Annotation of the ServiceAccount that names it.
   * @default - the cloud knows the ServiceAccount by its name
   */
  readonly annotation?: string;
  /**
   * Labels that the pods need.
   * @default - none
   */
  readonly podLabels?: Readonly<Record<string, string>>;
  /** Where the pods get their credentials. */
  readonly endpoints: readonly (
    | { readonly range: string; readonly ports: readonly number[] }
    | { readonly host: string; readonly ports: readonly number[] }
  )[];
}

/** How a cloud names its zones, as the label of its nodes has them. */
export interface ZoneNames {
  /** With a group `region`. */
  readonly pattern: RegExp;
  /** The same in words. */
  readonly shape: string;
  readonly example: string;
}

/** One cloud, as data. Charts and model read capabilities, never the name. */
export interface ProviderProfile {
  readonly id: 'eks' | 'gke' | 'aks' | 'kubernetes';
  readonly title: string;
  /** The first one is the default. */
  readonly nodes: readonly [NodeProvisioning, ...NodeProvisioning[]];
  /** Namespaces in which the cloud's own add-ons run; a trailing `*` means every name that begins so. */
  readonly systemNamespaces: readonly string[];
  /** Ways to an identity of the cloud; none where there is no cloud. */
  readonly identities: readonly CloudIdentity[];
  /**
   * What the names of its zones look like.
   * @default - whatever the nodes' labels say
   */
  readonly zoneNames?: ZoneNames;
  /** Addresses of the metadata service and the like, which no range of a policy may hold. */
  readonly protectedRanges: readonly string[];
  /** True where the environment has to name the engine that enforces its NetworkPolicies. */
  readonly namesPolicyEngine: boolean;
  /** Implementations of the Gateway API that run there. The first one is the default. */
  readonly gateways: readonly [GatewayId, ...GatewayId[]];
  /**
   * Annotations by which a Service becomes a load balancer of the internet that passes on the client's address.
   * @default - it is one without
   */
  readonly balancerAnnotations?: Readonly<Record<string, string>>;
  /** Port of the API server, behind its Service. */
  readonly apiServerPort: number;
  /**
   * Whether every node carries `topology.kubernetes.io/zone`, so that pods can be spread by it where an environment names no
   * zones.
   */
  readonly labelsZones: boolean;
  /**
   * True where Services have addresses of one family, that of the cluster.
   * @see https://docs.aws.amazon.com/eks/latest/userguide/cni-ipv6.html
   * @default - both, where the cluster has both
   */
  readonly singleFamily?: true;
  /** Capacity of a service that says none. */
  readonly defaultCapacity: 'onDemand' | 'uniform';
  /**
   * Whether `appProtocol` of a LoadBalancer Service is only a hint. Where it is not, the load balancer
   * probes `/` over HTTP because of it and takes pods away that answer otherwise.
   * @see https://cloud-provider-azure.sigs.k8s.io/topics/loadbalancer/
   */
  readonly appProtocolIsHint: boolean;
}
