import type { Construct } from 'constructs';
import * as k8s from '../../../imports/kubernetes';
import type { Frozen, INetworkPolicySpec } from '../../../imports/kubernetes';
import { fieldsOf } from '../../../lib/json';
import { platformMetadata, serviceMetadata } from '../../metadata';
import { renderEnginePolicy } from './engine-policies';
import type { DefaultDenyFacts, OperatorPolicyFacts, Policy, ServicePolicyFacts } from '../facts';
import { rulesOf } from './rules';

type PolicySpec = Frozen<INetworkPolicySpec>;
type IngressRule = NonNullable<PolicySpec['ingress']>[number];
type EgressRule = NonNullable<PolicySpec['egress']>[number];

const bothDirections: PolicySpec['policyTypes'] = ['Ingress', 'Egress'];

/** What the pods of a service may be reached by and may reach: both directions are denied but for this. */
export function renderNetworkPolicy(scope: Construct, { names, policy }: ServicePolicyFacts): void {
  const metadata = serviceMetadata(names, names.name);
  new k8s.NetworkPolicy(scope, { metadata, spec: policySpec(policy) }, names.causes);
  renderEnginePolicy(scope, metadata, policy, names.causes);
}

/** The same for pods that an operator makes, which belong to no service. */
export function renderOperatorPolicy(
  scope: Construct,
  { names, namespace, causes, policy }: OperatorPolicyFacts,
): void {
  const metadata = platformMetadata(names, policy.name, namespace);
  new k8s.NetworkPolicy(scope, { metadata, spec: policySpec(policy) }, causes);
  renderEnginePolicy(scope, metadata, policy, causes);
}

function policySpec({ podSelector, ingress, egress }: Policy): PolicySpec {
  return fieldsOf<PolicySpec>({
    podSelector: { matchLabels: { ...podSelector } },
    policyTypes: bothDirections,
    ingress: rulesOf(ingress).map(({ peers, ports }) => fieldsOf<IngressRule>({ from: peers, ports })),
    egress: rulesOf(egress).map(({ peers, ports }) => fieldsOf<EgressRule>({ to: peers, ports })),
  });
}

/** Denies what no other policy of the namespace allows, for pods that come from elsewhere as well. */
export function renderDefaultDeny(scope: Construct, { names, namespaces }: DefaultDenyFacts): void {
  for (const { name, causes } of namespaces) {
    const metadata = platformMetadata(names, 'default-deny', name);
    const spec: PolicySpec = { podSelector: {}, policyTypes: bothDirections };
    new k8s.NetworkPolicy(scope, { metadata, spec }, causes);
  }
}
