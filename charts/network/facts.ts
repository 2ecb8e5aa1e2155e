import type { Flow } from '../../model/types/flow';
import type { Network, ServicePolicy } from './types';
import type { Location } from '../../lib/diagnostics';
import type { Environment } from '../../model/types/environment';
import type { Service } from '../../model/types/service';
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

export interface OperatorPolicyFacts extends Pick<ServicePolicy, 'namespace'> {
  readonly names: PlatformNames;
  readonly causes: readonly Location[];
  readonly policy: Policy;
}

export interface DefaultDenyFacts {
  readonly names: PlatformNames;
  readonly namespaces: Network['denied'];
}

/** Undefined where nothing enforces one. */
function enforced({ policies, engine }: Network, name: string): Policy | undefined {
  const found = policies.get(name);
  if (found?.mode !== 'enforce') return undefined;
  const flows = (all: readonly Flow[]) => all.map(({ peer, ports }) => ({ peer, ports }));
  const { podSelector, ingress, egress } = found;
  const { hostPolicies } = engine ?? {};
  const own = hostPolicies === undefined ? {} : { hostPolicies };
  return { name, podSelector, ingress: flows(ingress), egress: flows(egress), ...own };
}

export function servicePolicyFacts(
  environment: Environment,
  network: Network,
  service: Service,
): ServicePolicyFacts | undefined {
  const policy = enforced(network, service.name);
  return policy === undefined ? undefined : { names: serviceNames(environment, service), policy };
}

/** The policies of pods that an operator makes, by the folder they go to. */
export function operatorPolicyFacts(
  environment: Environment,
  network: Network,
): { readonly app: string; readonly facts: OperatorPolicyFacts }[] {
  return network.ofOperators.flatMap(({ app, causes }) => {
    const policy = enforced(network, app);
    const namespace = network.policies.get(app)?.namespace;
    if (policy === undefined || namespace === undefined) return [];
    return [{ app, facts: { names: platformNames(environment), namespace, causes, policy } }];
  });
}

export function defaultDenyFacts(environment: Environment, { denied }: Network): DefaultDenyFacts {
  return { names: platformNames(environment), namespaces: denied };
}
