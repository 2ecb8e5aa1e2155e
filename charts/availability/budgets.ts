import type { ServiceContext } from '../../model/context';
import type { Service } from '../../model/types/service';
import { disruptionBudget } from './disruption-budget';
import { checkAvailabilityTarget } from './availability-target';
import type { Budget } from './types';

/** The budgets of one service's workloads, and whether its plan keeps the target with them. */
export function serviceBudgets(context: ServiceContext, service: Service): readonly Budget[] {
  const budgets = service.workloads.flatMap(({ name, selector, plan }): Budget[] => {
    const spec = disruptionBudget(context, plan);
    return spec === undefined ? [] : [{ name, selector, spec }];
  });
  checkAvailabilityTarget(context, service, budgets);
  return budgets;
}
