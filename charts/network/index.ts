import type { Construct } from 'constructs';
import * as k8s from '../../imports/kubernetes';
import { compact } from '../../lib/json';
import type { Edge } from '../../model/edge/types';
import type { Flow, Network, ServicePolicy } from '../../model/network/types';
import type { Environment, Namespace, Service } from '../../model/types';
import { platformMetadata, serviceMetadata } from '../metadata';
import { renderEnginePolicy } from './engine-policies';
import { rulesOf } from './rules';

/** All of a policy that reaches its objects: not the lines that ask for it, which move. */
export function policyText(policy: ServicePolicy | undefined, engine: Network['engine']): string {
  if (policy === undefined) return '';
  const { podSelector, ingress, egress } = policy;
  const parts = (flows: readonly Flow[]) => flows.map(({ peer, ports }) => [peer, ports]);
  return JSON.stringify([podSelector, parts(ingress), parts(egress), engine?.hostPolicies]);
}

const bothDirections: ('Ingress' | 'Egress')[] = ['Ingress', 'Egress'];

/** What the pods of a service may be reached by and may reach: both directions are denied but for this. */
export function renderNetworkPolicy(
  scope: Construct,
  environment: Environment,
  service: Service,
  policy: ServicePolicy,
): void {
  const metadata = serviceMetadata(environment, service, service.name);
  new k8s.NetworkPolicy(scope, { metadata, spec: policySpec(policy) }, service.causes);
  renderEnginePolicy(scope, environment, metadata, policy, service.causes);
}

/** The same for the pods of the gateway, which are no service's. */
export function renderGatewayPolicy(
  scope: Construct,
  environment: Environment,
  { namespace, causes }: Edge,
  policy: ServicePolicy,
): void {
  const metadata = platformMetadata(environment, policy.name, namespace);
  new k8s.NetworkPolicy(scope, { metadata, spec: policySpec(policy) }, causes);
  renderEnginePolicy(scope, environment, metadata, policy, causes);
}

function policySpec({ podSelector, ingress, egress }: ServicePolicy) {
  const from = rulesOf(ingress).map(({ peers, ports }) => compact({ from: peers, ports }));
  const to = rulesOf(egress).map(({ peers, ports }) => compact({ to: peers, ports }));
  return {
    podSelector: { matchLabels: { ...podSelector } },
    policyTypes: bothDirections,
    ...compact({ ingress: from, egress: to }),
  };
}

/** Denies what no other policy of the namespace allows, for pods that come from elsewhere as well. */
export function renderDefaultDeny(
  scope: Construct,
  environment: Environment,
  { name, causes }: Namespace,
): void {
  const metadata = platformMetadata(environment, 'default-deny', name);
  const spec = { podSelector: {}, policyTypes: bothDirections };
  new k8s.NetworkPolicy(scope, { metadata, spec }, causes);
}
