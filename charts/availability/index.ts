import { concern } from '../concern';
import { part } from '../unit';
import { serviceBudgets } from './budgets';
import { renderDisruptionBudgets, renderPriorityClasses } from './chart';
import { budgetFacts, priorityFacts } from './facts';
import { resolvePriorityClasses } from './used-priority-classes';
import { warningsOfSingleReplicas } from './single-replicas';
import type { AvailabilityFacts } from './types';

export type { AvailabilityFacts, DisruptionBudget } from './types';

/** What drains of nodes may take at a time, and who takes whose place when there is no room. */
export const availability = concern<AvailabilityFacts>()({
  id: 'availability',
  conclude({ source, chain, services, running, problems, asked, perService }) {
    const budgets = perService(serviceBudgets);
    if (asked === undefined) problems.push(...warningsOfSingleReplicas(chain.name, services.values()));
    const platform = source.platform.data.name ?? '';
    return { budgets, priorityClasses: resolvePriorityClasses(platform, running.values()) };
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
    service: (facts, environment, service) => [
      part(renderDisruptionBudgets, budgetFacts(environment, facts, service)),
    ],
  },
});
