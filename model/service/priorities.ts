/**
 * Pods without a class have 0. Autoscalers of nodes take pods below -10 for expendable and make no node for them, so `batch`
 * stays above that; it waits rather than taking another pod's place.
 * @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md
 */
export const levels = {
  critical: { value: 1_000_000, description: 'Takes the place of all other pods when there is no room.' },
  standard: { value: 1_000, description: 'Takes the place of batch work when there is no room.' },
  batch: {
    value: -5,
    description: 'Gives way to all others when there is no room.',
    preemptionPolicy: 'Never' as const,
  },
};

export type Priority = keyof typeof levels;

/** Cluster-scoped, so the platform's name stands first. */
export function priorityClassName(platform: string, priority: Priority): string {
  return `${platform}-${priority}`;
}
