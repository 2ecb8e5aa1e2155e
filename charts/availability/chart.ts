import type { Construct } from 'constructs';
import * as k8s from '../../imports/kubernetes';
import type { Frozen, IPodDisruptionBudgetSpec } from '../../imports/kubernetes';
import { label } from '../../lib/labels';
import { platformMetadata, serviceMetadata } from '../metadata';
import type { BudgetFacts, PriorityFacts } from './facts';

/** What drains of nodes may take of a service at a time. */
export function renderDisruptionBudgets(scope: Construct, { names, budgets }: BudgetFacts): void {
  for (const { name, selector, spec } of budgets) {
    const metadata = serviceMetadata(names, name, { labels: { [label.instance]: name } });
    const whole: Frozen<IPodDisruptionBudgetSpec> = { ...spec, selector: { matchLabels: { ...selector } } };
    new k8s.PodDisruptionBudget(scope, { metadata, spec: whole }, names.causes);
  }
}

/** Who takes whose place when there is no room. */
export function renderPriorityClasses(scope: Construct, { names, classes }: PriorityFacts): void {
  for (const { name, causes, ...fields } of classes) {
    new k8s.PriorityClass(scope, { metadata: platformMetadata(names, name), ...fields }, causes);
  }
}
