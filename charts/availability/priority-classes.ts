import type { Location } from '../../lib/diagnostics';
import type { Priority } from '../../model/service/priorities';
import { levels, priorityClassName } from '../../model/service/priorities';
import type { ResolvedService } from '../../model/service/services';

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
