/** Nodes that pods run on. */
export type Placement = 'onDemand' | 'spot' | 'uniform';
export type CapacityType = 'onDemand' | 'spot';

/** The pods of one workload of a service: all of them, or those that share the service with another workload. */
export interface WorkloadPlan {
  /** The workload's name. */
  readonly name: string;
  readonly placement: Placement;
  readonly min: number;
  /** Outside a rollout. Of a DaemonSet and a CronJob an assumption for the quota. */
  readonly max: number;
  /** Wanted CPU use in percent of the request. */
  readonly cpu?: number;
  /** Another autoscaler sets the number: within `min` and `max`, or without a known maximum. */
  readonly external?: 'bounded' | 'unbounded';
}

/** How many pods of a service run where. */
export interface CapacityPlan {
  readonly capacity: Placement | { readonly onDemand: number };
  /** Replicas of the whole service at least. */
  readonly min: number;
  /** Replicas that the load asks for at most. */
  readonly max: number;
  /** The sum of the workloads' maxima: more than `max`, since each one can take the whole load. */
  readonly worstCase: number;
  readonly workloads: readonly WorkloadPlan[];
}
