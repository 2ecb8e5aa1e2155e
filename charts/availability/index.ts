import type { Construct } from 'constructs';
import * as k8s from '../../imports/kubernetes';
import { label } from '../../lib/labels';
import type { Environment, PriorityClass, Service } from '../../model/types';
import { platformMetadata, serviceMetadata } from '../metadata';

/** What drains of nodes may take of a service at a time. */
export function renderDisruptionBudgets(scope: Construct, environment: Environment, service: Service): void {
  for (const { name, selector, disruptionBudget } of service.workloads) {
    if (disruptionBudget === undefined) continue;
    const metadata = serviceMetadata(environment, service, name, { labels: { [label.instance]: name } });
    const spec = { ...disruptionBudget, selector: { matchLabels: { ...selector } } };
    new k8s.PodDisruptionBudget(scope, { metadata, spec }, service.causes);
  }
}

/** Who takes whose place when there is no room. */
export function renderPriorityClass(scope: Construct, environment: Environment, entry: PriorityClass): void {
  const { name, causes, ...fields } = entry;
  new k8s.PriorityClass(scope, { metadata: platformMetadata(environment, name), ...fields }, causes);
}
