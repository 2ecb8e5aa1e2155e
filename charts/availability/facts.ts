import type { Environment } from '../../model/types/environment';
import type { Service } from '../../model/types/service';
import type { PlatformNames, ServiceNames } from '../metadata';
import { platformNames, serviceNames } from '../metadata';
import type { PriorityClass } from './used-priority-classes';
import type { AvailabilityFacts, Budget } from './types';

export interface BudgetFacts {
  readonly names: ServiceNames;
  readonly budgets: readonly Budget[];
}

export function budgetFacts(
  environment: Environment,
  { budgets }: AvailabilityFacts,
  service: Service,
): BudgetFacts {
  return { names: serviceNames(environment, service), budgets: budgets.get(service.name) ?? [] };
}

export interface PriorityFacts {
  readonly names: PlatformNames;
  readonly classes: readonly PriorityClass[];
}

export function priorityFacts(environment: Environment, classes: readonly PriorityClass[]): PriorityFacts {
  return { names: platformNames(environment), classes };
}
