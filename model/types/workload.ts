import type { WorkloadPlan } from './capacity';
import type { Controller } from './controller';
import type { Pod } from './pod';
import type { Claim } from './service';

/** A controller and the pods that it makes. */
export type Workload = WorkloadParts & Controller;

interface WorkloadParts {
  readonly name: string;
  readonly plan: WorkloadPlan;
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
