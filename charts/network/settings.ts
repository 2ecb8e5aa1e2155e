import type { Diagnostic } from '../../lib/diagnostics';
import type { Mesh, PolicyEngine, Resolver } from '../../providers';
import { policyEngine, resolverProfiles } from '../../providers';
import type { EnvironmentChain } from '../../model/environment/environments';
import type { Nodes } from '../../model/environment/nodes';
import type { EnvironmentReport } from '../../model/environment/report';
import { environmentReport } from '../../model/environment/report';
import type { WrittenNetwork } from './schema';
import { writtenNetwork } from './schema';
import type { PolicyMode } from './types';
import { rangeWithout } from '../../model/flows/peers';

/** What an environment says about the network of its cluster, over what the provider's profile knows. */
export interface NetworkSettings {
  readonly mode: PolicyMode;
  /** Undefined where none is known. */
  readonly engine?: PolicyEngine;
  readonly mesh?: Mesh;
  readonly resolver: Resolver;
  /** Addresses of the Service of DNS. */
  readonly resolverRanges: readonly string[];
  /** Ranges that names of cloud services may resolve to. */
  readonly privateEndpoints: readonly string[];
  readonly protectedRanges: readonly string[];
  /** True where the engine's own policies, which name hosts, can be used. */
  readonly hostPolicies: boolean;
  /** Without ranges where the environment does not say where it is. */
  readonly apiServer: { readonly cidrs: readonly string[]; readonly port: number };
}

export function resolveNetworkSettings(
  chain: EnvironmentChain,
  nodes: Nodes,
  mesh: Mesh | undefined,
  problems: Diagnostic[],
): NetworkSettings {
  const written = writtenNetwork(chain.spec);
  const report = environmentReport(chain, problems);
  const { profile } = nodes;
  const engine = engineOf(written, nodes, report);
  const { privateEndpoints = [], kubeApiServer } = written.egress ?? {};
  refuseProtected(privateEndpoints, profile.protectedRanges, report);
  return {
    mode: written.networkPolicy?.mode ?? 'enforce',
    ...(engine === undefined ? {} : { engine }),
    ...(mesh === undefined ? {} : { mesh }),
    ...resolverOf(written, nodes, report),
    privateEndpoints,
    protectedRanges: profile.protectedRanges,
    hostPolicies: usesHostPolicies(written, mesh, engine, report),
    apiServer: { cidrs: kubeApiServer?.cidrs ?? [], port: kubeApiServer?.port ?? profile.apiServerPort },
  };
}

function engineOf(
  { networkPolicy }: WrittenNetwork,
  nodes: Nodes,
  report: EnvironmentReport,
): PolicyEngine | undefined {
  const { profile, nodes: provisioning } = nodes;
  const [ownDefault] = provisioning.policyEngines;
  const { mode = 'enforce', engine = profile.namesPolicyEngine ? undefined : ownDefault } =
    networkPolicy ?? {};
  if (engine === undefined) {
    if (mode !== 'off') refuseUnnamed(networkPolicy, nodes, report);
    return undefined;
  }
  refuseForeign(engine, nodes, report);
  return policyEngine(engine);
}

function resolverOf(
  { dns = {} }: WrittenNetwork,
  { profile, nodes }: Nodes,
  report: EnvironmentReport,
): Pick<NetworkSettings, 'resolver' | 'resolverRanges'> {
  const { resolver = nodes.resolvers[0], cidrs = nodes.resolverRanges ?? [] } = dns;
  if (!nodes.resolvers.includes(resolver)) {
    report(['dns', 'resolver'], {
      code: 'invalid-value',
      problem: `${profile.title} (${nodes.title}) has no such resolver`,
      got: resolver,
      expected: nodes.resolvers.join(', '),
    });
  }
  return { resolver: resolverProfiles[resolver], resolverRanges: cidrs };
}

function refuseProtected(
  written: readonly string[],
  protectedRanges: readonly string[],
  report: EnvironmentReport,
): void {
  for (const [index, cidr] of written.entries()) {
    const isWhole = /\/[01]$/.test(cidr);
    if (!isWhole && rangeWithout('', cidr, protectedRanges) !== undefined) continue;
    report(['egress', 'privateEndpoints', index], {
      code: isWhole ? 'invalid-value' : 'protected-range',
      problem: isWhole
        ? 'the range covers all addresses, or half of them'
        : 'the metadata service is not a private endpoint',
      got: cidr,
      fix: 'name the ranges of the endpoints',
    });
  }
}

function refuseForeign(
  engine: PolicyEngine['id'],
  { profile, nodes: { policyEngines, title } }: Nodes,
  report: EnvironmentReport,
): void {
  if (policyEngines.includes(engine)) return;
  report(['networkPolicy', 'engine'], {
    code: 'invalid-value',
    problem: `${profile.title} (${title}) has no such engine`,
    got: engine,
    expected: policyEngines.join(', '),
  });
}

function refuseUnnamed(
  written: WrittenNetwork['networkPolicy'],
  { profile, nodes }: Nodes,
  report: EnvironmentReport,
): void {
  report(written === undefined ? ['provider'] : ['networkPolicy'], {
    code: 'missing-field',
    problem: `Portolan cannot know which engine enforces NetworkPolicies in this cluster (${profile.title})`,
    expected: `networkPolicy: {engine: ${nodes.policyEngines.join(' or ')}}`,
    fix: 'name the engine, or write networkPolicy: off, which leaves every pod open to every other',
  });
}

function usesHostPolicies(
  { egress, dns }: WrittenNetwork,
  mesh: Mesh | undefined,
  engine: PolicyEngine | undefined,
  report: EnvironmentReport,
): boolean {
  if (egress?.hostPolicies !== true) return false;
  if (engine?.hostPolicies === 'FQDNNetworkPolicy' && mesh !== undefined) {
    report(['egress', 'hostPolicies'], {
      code: 'provider-limit',
      problem: `${engine.title}'s policies for host names do not work in a mesh`,
      got: mesh.id,
      fix: 'remove it, and list the addresses of each URL: connects: {URL: {cidrs: […]}}',
    });
  }
  if (engine?.hostPolicies === 'CiliumNetworkPolicy' && (dns?.resolver ?? 'kube-dns') !== 'kube-dns') {
    report(['egress', 'hostPolicies'], {
      code: 'provider-limit',
      problem: `${engine.title} learns the addresses of hosts from what kube-dns answers`,
      got: `dns: ${dns?.resolver ?? ''}`,
      fix: 'remove it, and list the addresses of each URL: connects: {URL: {cidrs: […]}}',
    });
  }
  if (engine?.hostPolicies !== undefined) return true;
  report(['egress', 'hostPolicies'], {
    code: 'provider-limit',
    problem: `${engine?.title ?? 'an unknown engine'} has no policies for host names`,
    fix: 'remove it, and list the addresses of each URL: connects: {URL: {cidrs: […]}}',
  });
  return false;
}
