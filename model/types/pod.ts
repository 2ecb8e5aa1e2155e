import type { Frozen, IPodSpec } from '../../imports/kubernetes';

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

export type Volume = Pod['volumes'][number];

export type VolumeMount = Container['volumeMounts'][number];

export type TopologySpreadConstraint = NonNullable<PodSpec['topologySpreadConstraints']>[number];

export type PodToleration = NonNullable<PodSpec['tolerations']>[number];

export type Probe = NonNullable<KubernetesContainer['readinessProbe']>;

export type Quantities = Readonly<Record<string, string>>;
