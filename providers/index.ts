import { aks } from './aks';
import { eks } from './eks';
import { gke } from './gke';
import { kubernetes } from './kubernetes';
import type { NodeProvisioning, ProviderProfile } from './profile';

export { meshProfiles, meshes, resolverProfiles, resolvers } from './cluster-network';
export type { ForeignPods, Mesh, MeshId, Resolver, ResolverId } from './cluster-network';
export { gatewayImplementations, gatewayProfile, gateways } from './gateways';
export type { Gateway, GatewayFeature, GatewayId } from './gateways';
export { policyEngine, policyEngines } from './policy-engines';
export type { HostPolicyKind, PolicyEngine, PolicyEngineId } from './policy-engines';
export { systemNamespace } from './system-namespaces';
export type { SystemNamespace } from './system-namespaces';
export type {
  Admission,
  AdmittedRange,
  CapacityLabel,
  CapacityTypes,
  CloudIdentity,
  NodeProvisioning,
  OwnTaint,
  PoolKind,
  ProviderProfile,
  SpotTimes,
  Toleration,
  ZoneNames,
} from './profile';

/** All providers. A new one is a file and a line here; the contract tests then hold it. */
export const providers: readonly ProviderProfile[] = [aks, eks, gke, kubernetes];

/** The profile of a provider that the schema let pass. */
export function providerProfile(id: ProviderProfile['id']): ProviderProfile {
  const profile = providers.find((entry) => entry.id === id);
  if (profile === undefined) throw new Error(`the schema knows a provider without a profile: ${id}`);
  return profile;
}

/** The named way of making nodes, the provider's first without a name, undefined where it has none so called. */
export function nodeProvisioning(profile: ProviderProfile, id?: string): NodeProvisioning | undefined {
  return id === undefined ? profile.nodes[0] : profile.nodes.find((entry) => entry.id === id);
}
