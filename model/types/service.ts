import type { Frozen, IPersistentVolumeClaimSpec, IServiceSpec } from '../../imports/kubernetes';
import type { Location } from '../../lib/diagnostics';
import type { CloudIdentity } from '../../providers';
import type { CapacityPlan } from './capacity';
import type { Scaling } from '../scaling/replicas';
import type { Workload } from './workload';

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
  readonly kubernetesServices: readonly KubernetesService[];
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
export interface KubernetesService {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: Frozen<IServiceSpec>;
  /** Where the service sets its ports: `ports`, `service.ports`, `extraServices.NAME.ports`. */
  readonly portsAt: readonly string[];
}

export type ServicePortSpec = NonNullable<KubernetesService['spec']['ports']>[number];
