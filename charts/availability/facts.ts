import type { Environment, Service, Workload } from '../../model/types';
import type { PlatformNames, ServiceNames } from '../metadata';
import { platformNames, serviceNames } from '../metadata';
import type { PriorityClass } from './priority-classes';

export interface BudgetFacts {
  readonly names: ServiceNames;
  readonly budgets: readonly (Pick<Workload, 'name' | 'selector'> & {
    readonly spec: NonNullable<Workload['disruptionBudget']>;
  })[];
}

export function budgetFacts(environment: Environment, service: Service): BudgetFacts {
  const budgets = service.workloads.flatMap(({ name, selector, disruptionBudget: spec }) =>
    spec === undefined ? [] : [{ name, selector, spec }],
  );
  return { names: serviceNames(environment, service), budgets };
}

export interface PriorityFacts {
  readonly names: PlatformNames;
  readonly classes: readonly PriorityClass[];
}

export function priorityFacts(environment: Environment, classes: readonly PriorityClass[]): PriorityFacts {
  return { names: platformNames(environment), classes };
}
