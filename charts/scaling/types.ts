import type { Frozen, IHorizontalPodAutoscalerSpec } from '../../imports/kubernetes';
import type {
  ScaledObjectSpec,
  TriggerAuthenticationSpec,
  VerticalPodAutoscalerSpec,
} from '../../imports/operators';
import type { Scaling } from '../../model/scaling/replicas';
import type { Workload } from '../../model/types/workload';

/** Bounds and targets of an autoscaler that is rendered. */
export type Autoscaled = Extract<Scaling, { kind: 'autoscaled' }>;

/** `spec` of a HorizontalPodAutoscaler, without its target. */
export type HorizontalAutoscaler = Omit<Frozen<IHorizontalPodAutoscalerSpec>, 'scaleTargetRef'>;

/** `spec` of a VerticalPodAutoscaler, without its target. */
export type VerticalAutoscaler = Omit<Frozen<VerticalPodAutoscalerSpec>, 'targetRef'>;

/** A ScaledObject of KEDA without its target, and where its triggers get their credentials. */
export interface ScaledObject {
  readonly spec: Omit<Frozen<ScaledObjectSpec>, 'scaleTargetRef'>;
  readonly authentications: readonly {
    readonly name: string;
    readonly spec: Frozen<TriggerAuthenticationSpec>;
  }[];
}

/** A workload and what scales it. */
export interface ScaledWorkload extends Pick<Workload, 'name' | 'kind'> {
  readonly autoscaler?: HorizontalAutoscaler;
  /** What KEDA makes an autoscaler of. */
  readonly scaledObject?: ScaledObject;
  readonly verticalAutoscaler?: VerticalAutoscaler;
}

/** The workloads of every service, by its name. */
export type ScalingFacts = ReadonlyMap<string, readonly ScaledWorkload[]>;
