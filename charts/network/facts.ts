import type { Flow, Network, ServicePolicy } from '../../model/network/types';
import type { Edge } from '../../model/edge/types';
import type { Environment, Namespace, Service } from '../../model/types';
import type { PlatformNames, ServiceNames } from '../metadata';
import { platformNames, serviceNames } from '../metadata';

/** Without the line that asks for it, which moves. */
export type PolicyFlow = Pick<Flow, 'peer' | 'ports'>;

/** What pods may be reached by and may reach. */
export interface Policy extends Pick<ServicePolicy, 'name' | 'podSelector'> {
  readonly ingress: readonly PolicyFlow[];
  readonly egress: readonly PolicyFlow[];
  /** @default - the engine has no policies that name hosts */
  readonly hostPolicies?: NonNullable<Network['engine']>['hostPolicies'];
}

export interface ServicePolicyFacts {
  readonly names: ServiceNames;
  readonly policy: Policy;
}

export interface GatewayPolicyFacts extends Pick<Edge, 'namespace' | 'causes'> {
  readonly names: PlatformNames;
  readonly policy: Policy;
}

export interface DefaultDenyFacts {
  readonly names: PlatformNames;
  readonly namespaces: readonly Pick<Namespace, 'name' | 'causes'>[];
}

/** Undefined where nothing enforces one. */
function enforced({ network }: Environment, name: string): Policy | undefined {
  const found = network.policies.get(name);
  if (found?.mode !== 'enforce') return undefined;
  const flows = (all: readonly Flow[]) => all.map(({ peer, ports }) => ({ peer, ports }));
  const { podSelector, ingress, egress } = found;
  const { hostPolicies } = network.engine ?? {};
  const own = hostPolicies === undefined ? {} : { hostPolicies };
  return { name, podSelector, ingress: flows(ingress), egress: flows(egress), ...own };
}

export function servicePolicyFacts(
  environment: Environment,
  service: Service,
): ServicePolicyFacts | undefined {
  const policy = enforced(environment, service.name);
  return policy === undefined ? undefined : { names: serviceNames(environment, service), policy };
}

export function gatewayPolicyFacts(
  environment: Environment,
  { namespace, causes }: Edge,
): GatewayPolicyFacts | undefined {
  const policy = enforced(environment, 'gateway');
  return policy === undefined ? undefined : { names: platformNames(environment), namespace, causes, policy };
}

export function defaultDenyFacts(environment: Environment): DefaultDenyFacts {
  const { namespaces, network } = environment;
  const denied = namespaces
    .filter(({ name, shared }) => !shared && network.denied.includes(name))
    .map(({ name, causes }) => ({ name, causes }));
  return { names: platformNames(environment), namespaces: denied };
}
