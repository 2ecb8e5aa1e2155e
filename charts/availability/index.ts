import { concern } from '../concern';
import { part } from '../unit';
import { renderDisruptionBudgets, renderPriorityClasses } from './chart';
import { budgetFacts, priorityFacts } from './facts';
import type { PriorityClass } from './priority-classes';
import { resolvePriorityClasses } from './priority-classes';
import { singleReplicas } from './single-replicas';

export interface AvailabilityFacts {
  readonly priorityClasses: readonly PriorityClass[];
}

/** What drains of nodes may take at a time, and who takes whose place when there is no room. */
export const availability = concern<AvailabilityFacts>()({
  id: 'availability',
  conclude({ source, chain, services, running, problems, asked }) {
    if (asked === undefined) problems.push(...singleReplicas(chain.name, services.values()));
    const platform = source.platform.data.name ?? '';
    return { priorityClasses: resolvePriorityClasses(platform, running.values()) };
  },
  charts: {
    platform: ({ priorityClasses }, environment) =>
      priorityClasses.length === 0
        ? []
        : [
            {
              app: 'cluster',
              parts: [part(renderPriorityClasses, priorityFacts(environment, priorityClasses))],
            },
          ],
    service: (_facts, environment, service) => [
      part(renderDisruptionBudgets, budgetFacts(environment, service)),
    ],
  },
});
