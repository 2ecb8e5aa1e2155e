import type { Construct } from 'constructs';
import * as k8s from '../../imports/kubernetes';
import { label } from '../../lib/labels';
import type { Environment, PriorityClass, Service, Workload } from '../../model/types';
import type { PlatformNames, ServiceNames } from '../metadata';
import { platformMetadata, platformNames, serviceMetadata, serviceNames } from '../metadata';

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

/** What drains of nodes may take of a service at a time. */
export function renderDisruptionBudgets(scope: Construct, { names, budgets }: BudgetFacts): void {
  for (const { name, selector, spec } of budgets) {
    const metadata = serviceMetadata(names, name, { labels: { [label.instance]: name } });
    const whole = { ...spec, selector: { matchLabels: { ...selector } } };
    new k8s.PodDisruptionBudget(scope, { metadata, spec: whole }, names.causes);
  }
}

export interface PriorityFacts {
  readonly names: PlatformNames;
  readonly classes: readonly PriorityClass[];
}

export function priorityFacts(environment: Environment): PriorityFacts {
  return { names: platformNames(environment), classes: environment.priorityClasses };
}

/** Who takes whose place when there is no room. */
export function renderPriorityClasses(scope: Construct, { names, classes }: PriorityFacts): void {
  for (const { name, causes, ...fields } of classes) {
    new k8s.PriorityClass(scope, { metadata: platformMetadata(names, name), ...fields }, causes);
  }
}
