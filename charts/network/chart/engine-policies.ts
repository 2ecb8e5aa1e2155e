import type { Construct } from 'constructs';
import * as operators from '../../../imports/operators';
import { compact } from '../../../lib/json';
import type { EnginePeer, PolicyPort } from '../../../model/flows/types';
import type { Service } from '../../../model/types';
import type { Metadata } from '../../metadata';
import type { Policy, PolicyFlow } from '../facts';

type EngineFlow = PolicyFlow & { readonly peer: EnginePeer };

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
    const rules = to.map(({ peer, ports }) => ({
      matches: [hostMatch(peer.name, 'name', 'pattern')],
      ports,
    }));
    const spec = { podSelector: selector, egress: rules };
    new operators.FQDNNetworkPolicy(scope, { metadata, spec }, causes);
    return;
  }
  const ingress = from.map((flow) => ({
    ...ciliumPeer(flow.peer, 'from'),
    toPorts: ciliumPorts(flow.ports),
  }));
  const egress = to.map((flow) => ({ ...ciliumPeer(flow.peer, 'to'), toPorts: ciliumPorts(flow.ports) }));
  const spec = {
    endpointSelector: selector,
    ...compact({ ingress, egress: [...resolverRules(to), ...egress] }),
  };
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
function resolverRules(flows: readonly EngineFlow[]): object[] {
  if (!flows.some(({ peer }) => peer.kind === 'host')) return [];
  const labels = { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s:k8s-app': 'kube-dns' };
  const ports = [{ port: '53', protocol: 'ANY' }];
  return [
    { toEndpoints: [{ matchLabels: labels }], toPorts: [{ ports, rules: { dns: [{ matchPattern: '*' }] } }] },
  ];
}

function ciliumPeer(peer: EnginePeer, direction: 'from' | 'to'): object {
  if (peer.kind === 'entities') return { [`${direction}Entities`]: [...peer.entities] };
  return { toFQDNs: [hostMatch(peer.name, 'matchName', 'matchPattern')] };
}

function ciliumPorts(ports: readonly PolicyPort[]): object[] {
  return [
    {
      ports: ports.map(({ port, endPort, protocol }) =>
        endPort === undefined ? { port: String(port), protocol } : { port: String(port), endPort, protocol },
      ),
    },
  ];
}

/** A host, or a pattern of hosts: each has a field of its own. */
function hostMatch(host: string, exact: string, pattern: string): object {
  return { [host.includes('*') ? pattern : exact]: host };
}
