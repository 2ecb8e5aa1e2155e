import type { WorkloadPlan } from '../types/capacity';

/** A number of pods, or a percentage of the fewest: Kubernetes rounds it up for a budget, and down for a rollout. */
export function podCount(
  { min }: Pick<WorkloadPlan, 'min'>,
  value: number | string,
  round = Math.ceil,
): number {
  return typeof value === 'number' ? value : round((min * Number.parseInt(value, 10)) / 100);
}
