import type { Environment, PlainObject, Service } from '../model/types';
import { budgetFacts, priorityFacts, renderDisruptionBudgets, renderPriorityClasses } from './availability';
import { renderEdge, renderExposure, renderGatewayClass } from './edge';
import { classFacts, gatewayFacts, routeFacts } from './edge/facts';
import { renderDefaultDeny, renderGatewayPolicy, renderNetworkPolicy } from './network';
import { defaultDenyFacts, gatewayPolicyFacts, servicePolicyFacts } from './network/facts';
import { nodePoolFacts, renderNodePools } from './nodes';
import { plainFacts, renderPlain } from './plain';
import { renderAutoscalers, scalingFacts } from './scaling';
import { limitFacts, namespaceFacts, renderNamespaceLimits, renderNamespaces } from './security';
import type { Unit } from './unit';
import { optional, part } from './unit';
import { renderWorkloads, workloadFacts } from './workload';

export type { Unit } from './unit';

/** The composition root: every concern is a line in here, and facts pass between concerns only here. */
export function units(environment: Environment): Unit[] {
  const result: Unit[] = [
    { app: 'namespaces', parts: [part(renderNamespaces, namespaceFacts(environment))] },
    {
      app: 'platform',
      parts: [
        part(renderNamespaceLimits, limitFacts(environment)),
        part(renderDefaultDeny, defaultDenyFacts(environment)),
      ],
    },
    ...clusterUnits(environment),
    ...gatewayUnits(environment),
    ...[...environment.services.values()].map((service) => serviceUnit(environment, service)),
  ];
  return withPlainObjects(environment, result);
}

/** What is cluster-scoped. */
function clusterUnits(environment: Environment): Unit[] {
  const { priorityClasses, nodePools, edge } = environment;
  const classes = edge !== undefined && 'controllerName' in edge.gateway.class ? [edge] : [];
  if (priorityClasses.length + nodePools.length + classes.length === 0) return [];
  return [
    {
      app: 'cluster',
      parts: [
        ...classes.map((entry) => part(renderGatewayClass, classFacts(environment, entry))),
        part(renderPriorityClasses, priorityFacts(environment)),
        part(renderNodePools, nodePoolFacts(environment)),
      ],
    },
  ];
}

/** The folder of a service: every concern of one is a line in here. */
function serviceUnit(environment: Environment, service: Service): Unit {
  return {
    app: service.name,
    parts: [
      part(renderWorkloads, workloadFacts(environment, service)),
      part(renderDisruptionBudgets, budgetFacts(environment, service)),
      part(renderAutoscalers, scalingFacts(environment, service)),
      ...optional(renderNetworkPolicy, servicePolicyFacts(environment, service)),
      ...optional(renderExposure, routeFacts(environment, service)),
    ],
  };
}

/** The Gateway, and the policy of its pods where it has some. */
function gatewayUnits(environment: Environment): Unit[] {
  const { edge } = environment;
  if (edge === undefined) return [];
  const policy = optional(renderGatewayPolicy, gatewayPolicyFacts(environment, edge));
  return [{ app: 'gateway', parts: [part(renderEdge, gatewayFacts(environment, edge)), ...policy] }];
}

function withPlainObjects(environment: Environment, result: readonly Unit[]): Unit[] {
  const byApp = new Map<string, PlainObject[]>();
  for (const plain of environment.plain) {
    const own = byApp.get(plain.app);
    if (own === undefined) byApp.set(plain.app, [plain]);
    else own.push(plain);
  }
  if (byApp.size === 0) return [...result];
  const plainParts = (app: string) => {
    const objects = byApp.get(app);
    return optional(renderPlain, objects === undefined ? undefined : plainFacts(objects));
  };
  const known = new Set(result.map(({ app }) => app));
  const further = [...byApp.keys()].filter((app) => !known.has(app));
  return [
    ...result.map(({ app, parts }) => ({ app, parts: [...parts, ...plainParts(app)] })),
    ...further.map((app) => ({ app, parts: plainParts(app) })),
  ];
}
