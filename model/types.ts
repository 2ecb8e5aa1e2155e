import type { Frozen, IPersistentVolumeClaimSpec, IPodSpec, IServiceSpec } from '../imports/kubernetes';
import type { Location } from '../lib/diagnostics';
import type { KubernetesObject } from '../lib/rendered';
import type { CloudIdentity, NodeProvisioning, ProviderProfile } from '../providers';
import type { CapacityPlan, Half } from './capacity/types';
import type { Controller } from './controller-types';
import type { NodePool, NodePoolObject } from './node-types';
import type { PodPeer, PolicyPort } from './flows/types';
import type { Scaling } from './scaling/replicas';

export type { CapacityPlan, CapacityType, Half, Placement } from './capacity/types';
export type { WorkloadKind } from './controller-types';
export type { NodePool, NodePoolObject };

/** Everything that is rendered for one environment. Read-only: charts translate it and decide nothing. */
export interface Environment {
  readonly name: string;
  readonly platform: string;
  readonly owner: string;
  readonly provider: ProviderProfile;
  readonly nodes: NodeProvisioning;
  /** Oldest minor release of the cluster: `1.34`. */
  readonly kubernetesVersion: string;
  readonly registries: readonly string[];
  readonly services: ReadonlyMap<string, Service>;
  /** What the platform runs for itself, by the folder of its objects. */
  readonly systemServices: ReadonlyMap<string, SystemService>;
  readonly dataServices: ReadonlyMap<string, DataService>;
  readonly connections: readonly Connection[];
  readonly secretRefs: readonly SecretRef[];
  readonly existing: Existing;
  readonly plain: readonly PlainObject[];
}

/** Names of objects that are not rendered but may be referred to. */
export interface Existing {
  readonly secrets: readonly string[];
  readonly configMaps: readonly string[];
  readonly serviceAccounts: readonly string[];
  readonly persistentVolumeClaims: readonly string[];
}

export interface DataService {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly cidrs: readonly string[];
  /** Where it runs in the cluster, beside the platform. */
  readonly pods?: PodPeer;
}

/** One object of `manifests/`, as it was written but for the form of its quantities. */
export interface PlainObject {
  readonly app: string;
  readonly object: KubernetesObject;
  /** Where it goes: one that names no namespace to that of its app's service, else to the platform's. Undefined where it has none. */
  readonly namespace: string | undefined;
  readonly location: Location;
  /** The place of a part of it. */
  locate(path: readonly (string | number)[]): Location;
}

/** One arrow of the graph. */
export interface Connection {
  readonly from: string;
  readonly to: Target;
  /** The line that asks for it. */
  readonly location?: Location;
}

export type Target =
  | { readonly kind: 'service'; readonly name: string; readonly ports: readonly CalledPort[] }
  | { readonly kind: 'data-service'; readonly name: string }
  | ({
      readonly kind: 'url';
      readonly url: string;
      readonly host: string;
      readonly cidrs: readonly string[];
    } & PolicyPort)
  | {
      readonly kind: 'cidr';
      readonly cidr: string;
      /** As `connects` has it, which may end in a port. */
      readonly written: string;
      readonly ports: readonly PolicyPort[];
    }
  | { readonly kind: 'kube-apiserver' };

/** A port of a service's pods that another one calls, by the name that was meant. */
export interface CalledPort extends PolicyPort {
  readonly name: string;
}

/** A key of a Secret that has to exist in the cluster. */
export interface SecretRef {
  readonly namespace: string;
  readonly secret: string;
  /** @default - all keys */
  readonly key?: string;
  readonly optional: boolean;
}

/** Resolved as a service is. */
export interface SystemService {
  readonly service: Service;
  /** False where an operator makes its objects. */
  readonly isRendered: boolean;
}

/** One service, resolved. It owns one or more workloads. */
export interface Service {
  readonly name: string;
  readonly team: string;
  readonly namespace: string;
  /** On every object of the service. */
  readonly labels: Readonly<Record<string, string>>;
  readonly plan: CapacityPlan;
  readonly scaling: Scaling;
  /** One for each workload of the plan. */
  readonly workloads: readonly Workload[];
  readonly services: readonly NetworkService[];
  readonly configMaps: readonly ConfigMap[];
  readonly claims: readonly Claim[];
  /** Undefined where it uses one that exists. */
  readonly serviceAccount?: ServiceAccount;
  /** Undefined where the pods act as nobody in the cloud. */
  readonly identity?: CloudIdentity;
  readonly dataClass: 'public' | 'internal' | 'personal' | 'sensitive';
  /** Labels that tell its pods from all others, whatever controller runs them. */
  readonly podSelector: Readonly<Record<string, string>>;
  readonly ports: readonly ServicePort[];
  readonly mainPort?: ServicePort;
  readonly secretRefs: readonly SecretRef[];
  readonly causes: readonly Location[];
}

/** A port that the service listens on. */
export interface ServicePort {
  readonly name: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  readonly appProtocol?: string;
  readonly hostPort?: number;
  /** Port of the Service; undefined leaves it out. */
  readonly servicePort?: number;
  /** To which the Service leads, where it is not the port's name. */
  readonly targetPort?: string | number;
}

export interface ServiceAccount {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly imagePullSecrets: readonly string[];
}

export interface ConfigMap {
  readonly name: string;
  readonly data: Readonly<Record<string, string>>;
  readonly binaryData: Readonly<Record<string, string>>;
  readonly immutable: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface Claim {
  readonly name: string;
  readonly spec: Frozen<IPersistentVolumeClaimSpec>;
  readonly labels: Readonly<Record<string, string>>;
}

/** A Kubernetes Service. */
export interface NetworkService {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: Frozen<IServiceSpec>;
  /** Where the service sets its ports: `ports`, `service.ports`, `extraServices.NAME.ports`. */
  readonly portsAt: readonly string[];
}

/** A controller and the pods that it makes. */
export type Workload = WorkloadParts & Controller;

interface WorkloadParts {
  readonly name: string;
  readonly half: Half;
  /** Of the controller alone. */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly selector: Readonly<Record<string, string>>;
  /**
   * `spec.replicas` of the controller.
   * @default - an autoscaler's: a number in the manifest would undo it with every apply
   */
  readonly replicas?: number;
  /** `volumeClaimTemplates` of a StatefulSet. */
  readonly claimTemplates: readonly Claim[];
  readonly podLabels: Readonly<Record<string, string>>;
  readonly podAnnotations: Readonly<Record<string, string>>;
  readonly pod: Pod;
}

type PodSpec = Frozen<IPodSpec>;
type KubernetesContainer = PodSpec['containers'][number];

export interface Pod {
  readonly initContainers: readonly Container[];
  /** The main container first. */
  readonly containers: readonly Container[];
  readonly volumes: NonNullable<PodSpec['volumes']>;
  /** Fields of the pod's spec beside containers and volumes. */
  readonly spec: Omit<PodSpec, 'containers' | 'initContainers' | 'volumes'>;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly resources: { readonly requests: Quantities; readonly limits: Quantities };
  readonly ports: NonNullable<KubernetesContainer['ports']>;
  readonly env: NonNullable<KubernetesContainer['env']>;
  readonly volumeMounts: NonNullable<KubernetesContainer['volumeMounts']>;
  readonly probes: { readonly startup?: Probe; readonly readiness?: Probe; readonly liveness?: Probe };
  readonly securityContext: NonNullable<KubernetesContainer['securityContext']>;
  readonly rest: Omit<KubernetesContainer, 'name' | 'image' | 'ports' | 'env' | 'volumeMounts' | ProbeField>;
}

type ProbeField = 'startupProbe' | 'readinessProbe' | 'livenessProbe' | 'securityContext' | 'resources';
export type ServicePortSpec = NonNullable<NetworkService['spec']['ports']>[number];
export type Volume = Pod['volumes'][number];
export type VolumeMount = Container['volumeMounts'][number];
export type TopologySpreadConstraint = NonNullable<PodSpec['topologySpreadConstraints']>[number];
export type PodToleration = NonNullable<PodSpec['tolerations']>[number];
export type Probe = NonNullable<KubernetesContainer['readinessProbe']>;

export type Quantities = Readonly<Record<string, string>>;
