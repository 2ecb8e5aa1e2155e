import type { Location } from '../../lib/diagnostics';
import { priorityClassName } from '../../lib/names';
import type { ResolvedService } from '../../model/context';

/**
 * Pods without a class have 0. Autoscalers of nodes take pods below -10 for expendable and make no node for them, so `batch`
 * stays above that; it waits rather than taking another pod's place.
 * @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md
 */
const levels = {
  critical: { value: 1_000_000, description: 'Takes the place of all other pods when there is no room.' },
  standard: { value: 1_000, description: 'Takes the place of batch work when there is no room.' },
  batch: {
    value: -5,
    description: 'Gives way to all others when there is no room.',
    preemptionPolicy: 'Never',
  },
} as const satisfies Readonly<Record<string, Omit<PriorityClass, 'name' | 'causes'>>>;

type Priority = keyof typeof levels;

/** A PriorityClass that some service uses. */
export interface PriorityClass {
  readonly name: string;
  readonly value: number;
  readonly description: string;
  readonly preemptionPolicy?: 'Never';
  readonly causes: readonly Location[];
}

/** The classes that services of an environment use. */
export function resolvePriorityClasses(
  platform: string,
  services: Iterable<ResolvedService>,
): PriorityClass[] {
  const users = new Map<Priority, PriorityClass['causes'][number][]>();
  for (const { context } of services) {
    const priority = context.spec.availability?.priority;
    const location = context.locate(['availability', 'priority']);
    if (priority === undefined || location === undefined) continue;
    users.set(priority, [...(users.get(priority) ?? []), location]);
  }
  return [...users]
    .sort(([a], [b]) => levels[b].value - levels[a].value)
    .map(([priority, causes]) => ({
      name: priorityClassName(platform, priority),
      ...levels[priority],
      causes,
    }));
}
