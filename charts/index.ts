import type { Construct } from 'constructs';
import type { Edge, Route } from '../model/edge/types';
import type { Environment, PlainObject, Service } from '../model/types';
import { renderDisruptionBudgets, renderPriorityClass } from './availability';
import { renderEdge, renderExposure, renderGatewayClass } from './edge';
import { policyText, renderDefaultDeny, renderGatewayPolicy, renderNetworkPolicy } from './network';
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
  const { edge } = environment;
  result.push(...clusterUnits(environment));
  if (edge !== undefined) result.push(gatewayUnit(environment, edge));
  for (const service of environment.services.values()) result.push(serviceUnit(environment, service));
  return withPlainObjects(environment, result);
}

/** What is of no namespace. */
function clusterUnits(environment: Environment): Unit[] {
  const { priorityClasses, nodePools, edge, platform, owner } = environment;
  const classes = edge !== undefined && 'controllerName' in edge.gateway.class ? [edge] : [];
  if (priorityClasses.length + nodePools.length + classes.length === 0) return [];
  const inputs = [
    platform,
    owner,
    priorityClasses,
    nodePools,
    classes.map(({ gateway, name }) => [gateway, name]),
  ];
  return [
    {
      app: 'cluster',
      inputs: [JSON.stringify(inputs)],
      render: (scope) => {
        for (const entry of classes) renderGatewayClass(scope, environment, entry);
        for (const entry of priorityClasses) renderPriorityClass(scope, environment, entry);
        for (const entry of nodePools) renderNodePool(scope, environment, entry);
      },
    },
  ];
}

/** The folder of a service: every concern of one is a line in here. */
function serviceUnit(environment: Environment, service: Service): Unit {
  const { edge, network } = environment;
  const route = edge?.routes.get(service.name);
  const policy = network.policies.get(service.name);
  const enforced = policy?.mode === 'enforce' ? policy : undefined;
  return {
    app: service.name,
    inputs: [service, environment.platform, policyText(enforced, network.engine), routeText(edge, route)],
    render: (scope) => {
      renderWorkloads(scope, environment, service);
      renderDisruptionBudgets(scope, environment, service);
      renderAutoscalers(scope, environment, service);
      if (enforced !== undefined) renderNetworkPolicy(scope, environment, service, enforced);
      if (edge !== undefined && route !== undefined) renderExposure(scope, environment, service, edge, route);
    },
  };
}

/** The Gateway, and the policy of its pods where it has some. */
function gatewayUnit(environment: Environment, edge: Edge): Unit {
  const { network } = environment;
  const policy = network.policies.get('gateway');
  const enforced = policy?.mode === 'enforce' ? policy : undefined;
  return {
    app: 'gateway',
    inputs: [
      JSON.stringify([environment.platform, environment.owner, edge]),
      policyText(enforced, network.engine),
    ],
    render: (scope) => {
      renderEdge(scope, environment, edge);
      if (enforced !== undefined) renderGatewayPolicy(scope, environment, edge, enforced);
    },
  };
}

/** All of a route and its edge that reaches the objects of a service. */
function routeText(edge: Edge | undefined, route: Route | undefined): string {
  if (edge === undefined || route === undefined) return '';
  return JSON.stringify([edge.gateway.id, edge.name, edge.waf, route]);
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
