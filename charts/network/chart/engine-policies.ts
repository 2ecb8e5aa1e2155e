import type { Construct } from 'constructs';
import * as operators from '../../../imports/operators';
import type { CiliumNetworkPolicySpec, FQDNNetworkPolicySpec } from '../../../imports/operators';
import { fieldsOf } from '../../../lib/json';
import type { EnginePeer, PolicyPort } from '../../../model/types/flow';
import type { Service } from '../../../model/types/service';
import type { Metadata } from '../../metadata';
import type { Policy, PolicyFlow } from '../facts';

type EngineFlow = PolicyFlow & { readonly peer: EnginePeer };
type FQDNEgress = FQDNNetworkPolicySpec['egress'][number];
type CiliumIngress = NonNullable<CiliumNetworkPolicySpec['ingress']>[number];
type CiliumEgress = NonNullable<CiliumNetworkPolicySpec['egress']>[number];
type CiliumPorts = NonNullable<CiliumEgress['toPorts']>[number];
type CiliumPort = NonNullable<CiliumPorts['ports']>[number];

/** What a NetworkPolicy cannot name: hosts and parts of the cluster, by a policy of the engine's own beside it. */
export function renderEnginePolicy(
  scope: Construct,
  metadata: Metadata,
  policy: Policy,
  causes: Service['causes'],
): void {
  const [from, to] = [engineFlows(policy.ingress), engineFlows(policy.egress)];
  if (from.length + to.length === 0) return;
  const selector = { matchLabels: { ...policy.podSelector } };
  if (policy.hostPolicies === 'FQDNNetworkPolicy') {
    const egress = to.map(({ peer: { name }, ports }): FQDNEgress => ({
      matches: [isPattern(name) ? { pattern: name } : { name }],
      ports: [...ports],
    }));
    const spec: FQDNNetworkPolicySpec = { podSelector: selector, egress };
    new operators.FQDNNetworkPolicy(scope, { metadata, spec }, causes);
    return;
  }
  const spec = fieldsOf<CiliumNetworkPolicySpec>({
    endpointSelector: selector,
    ingress: from.flatMap(ciliumIngress),
    egress: [...resolverRules(to), ...to.map(ciliumEgress)],
  });
  new operators.CiliumNetworkPolicy(scope, { metadata, spec }, causes);
}

function engineFlows(flows: readonly PolicyFlow[]): EngineFlow[] {
  return flows.filter(
    (flow): flow is EngineFlow => flow.peer.kind === 'host' || flow.peer.kind === 'entities',
  );
}

/**
 * Cilium learns the addresses of a host from the answers that pods get, so their questions go through its proxy. It has to
 * let all names through: it would refuse those of Services, too.
 */
function resolverRules(flows: readonly EngineFlow[]): CiliumEgress[] {
  if (!flows.some(({ peer }) => peer.kind === 'host')) return [];
  const labels = { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s:k8s-app': 'kube-dns' };
  const queries: CiliumPorts = {
    ports: [{ port: '53', protocol: 'ANY' }],
    rules: { dns: [{ matchPattern: '*' }] },
  };
  return [{ toEndpoints: [{ matchLabels: labels }], toPorts: [queries] }];
}

/** Hosts are only reached; what calls is a part of the cluster. */
function ciliumIngress({ peer, ports }: EngineFlow): CiliumIngress[] {
  return peer.kind === 'host' ? [] : [{ fromEntities: [...peer.entities], toPorts: [ciliumPorts(ports)] }];
}

function ciliumEgress({ peer, ports }: EngineFlow): CiliumEgress {
  const toPorts = [ciliumPorts(ports)];
  if (peer.kind === 'entities') return { toEntities: [...peer.entities], toPorts };
  const { name } = peer;
  return { toFQDNs: [isPattern(name) ? { matchPattern: name } : { matchName: name }], toPorts };
}

function ciliumPorts(ports: readonly PolicyPort[]): CiliumPorts {
  return {
    ports: ports.map(({ port, endPort, protocol }) =>
      fieldsOf<CiliumPort>({ port: String(port), endPort, protocol }),
    ),
  };
}

/** A host, or a pattern of hosts: each has a field of its own. */
function isPattern(host: string): boolean {
  return host.includes('*');
}
