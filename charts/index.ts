import type { Construct } from 'constructs';
import type { Environment, PlainObject } from '../model/types';
import { renderDisruptionBudgets, renderPriorityClass } from './availability';
import { policyText, renderDefaultDeny, renderNetworkPolicy } from './network';
import { renderNodePool } from './nodes';
import { renderPlain } from './plain';
import { renderAutoscalers } from './scaling';
import { renderNamespace, renderNamespaceLimits } from './security';
import { renderWorkloads } from './workload';

/** One folder of the output, and how its objects come about. */
export interface Unit {
  /** A service, or a reserved name. */
  readonly app: string;
  /** All that `render` reads: where none of these changed, neither does the output. */
  readonly inputs: readonly unknown[];
  render(scope: Construct): void;
}

/** The composition root: every concern is a line in here, and facts pass between concerns only here. */
export function units(environment: Environment): Unit[] {
  const own = environment.namespaces.filter((namespace) => !namespace.shared);
  const { network } = environment;
  const result: Unit[] = [
    {
      app: 'namespaces',
      inputs: [
        JSON.stringify([
          environment.platform,
          environment.owner,
          environment.kubernetesVersion,
          // Sums of services are for the limits alone.
          own.map(({ quota: _quota, ...namespace }) => namespace),
        ]),
      ],
      render: (scope) => own.forEach((namespace) => renderNamespace(scope, environment, namespace)),
    },
    {
      app: 'platform',
      inputs: [JSON.stringify([environment.platform, environment.owner, own, network.denied])],
      render: (scope) => {
        for (const namespace of own) renderNamespaceLimits(scope, environment, namespace);
        for (const namespace of own.filter(({ name }) => network.denied.includes(name))) {
          renderDefaultDeny(scope, environment, namespace);
        }
      },
    },
  ];
  const { priorityClasses, nodePools } = environment;
  if (priorityClasses.length + nodePools.length > 0) {
    result.push({
      app: 'cluster',
      inputs: [JSON.stringify([environment.platform, environment.owner, priorityClasses, nodePools])],
      render: (scope) => {
        for (const entry of priorityClasses) renderPriorityClass(scope, environment, entry);
        for (const entry of nodePools) renderNodePool(scope, environment, entry);
      },
    });
  }
  for (const service of environment.services.values()) {
    const policy = network.policies.get(service.name);
    const enforced = policy?.mode === 'enforce' ? policy : undefined;
    result.push({
      app: service.name,
      inputs: [service, environment.platform, policyText(enforced, network.engine)],
      render: (scope) => {
        renderWorkloads(scope, environment, service);
        renderDisruptionBudgets(scope, environment, service);
        renderAutoscalers(scope, environment, service);
        if (enforced !== undefined) renderNetworkPolicy(scope, environment, service, enforced);
      },
    });
  }
  return withPlainObjects(environment, result);
}

function withPlainObjects(environment: Environment, result: readonly Unit[]): Unit[] {
  if (environment.plain.length === 0) return [...result];
  const byApp = new Map<string, PlainObject[]>();
  for (const plain of environment.plain) {
    const own = byApp.get(plain.app);
    if (own === undefined) byApp.set(plain.app, [plain]);
    else own.push(plain);
  }
  const known = new Set(result.map((unit) => unit.app));
  const extended = result.map((unit): Unit => {
    const plain = byApp.get(unit.app) ?? [];
    if (plain.length === 0) return unit;
    return {
      ...unit,
      inputs: [...unit.inputs, ...plain.map((entry) => entry.object)],
      render: (scope) => {
        unit.render(scope);
        for (const entry of plain) renderPlain(scope, environment, entry);
      },
    };
  });
  const further = [...byApp].filter(([app]) => !known.has(app));
  return [
    ...extended,
    ...further.map(([app, plain]) => ({
      app,
      inputs: plain.map((entry) => entry.object),
      render: (scope: Construct) => plain.forEach((entry) => renderPlain(scope, environment, entry)),
    })),
  ];
}
