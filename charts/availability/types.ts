import type { Frozen, IPodDisruptionBudgetSpec } from '../../imports/kubernetes';
import type { Workload } from '../../model/types/workload';
import type { PriorityClass } from './used-priority-classes';

/** `spec` of a PodDisruptionBudget, without its selector. */
export type DisruptionBudget = Omit<Frozen<IPodDisruptionBudgetSpec>, 'selector'>;

/** What drains may take of one workload at a time. */
export interface Budget extends Pick<Workload, 'name' | 'selector'> {
  readonly spec: DisruptionBudget;
}

export interface AvailabilityFacts {
  /** By service. */
  readonly budgets: ReadonlyMap<string, readonly Budget[]>;
  readonly priorityClasses: readonly PriorityClass[];
}
