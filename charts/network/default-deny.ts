import type { Diagnostic } from '../../lib/diagnostics';
import { kindOf } from '../../lib/kinds';
import { valueAt } from '../../lib/path';
import { placeInManifest } from '../../model/manifests/findings';
import type { ManifestObject } from '../../model/types/manifest';
import { selectorIndex } from '../../model/selectors/selector-index';
import type { Selector } from '../../model/types/flow';
import type { Namespace } from '../namespaces';
import type { PolicyMode, ServicePolicy } from './types';

/** Namespaces of ours in which nothing has to stay open: whatever is not allowed there can be denied. */
export function deniedNamespaces(
  namespaces: readonly Namespace[],
  policies: readonly ServicePolicy[],
  mode: PolicyMode,
): Pick<Namespace, 'name' | 'causes'>[] {
  const open = new Set(
    policies
      .filter((policy) => policy.mode !== 'enforce' && !policy.hostNetwork)
      .map(({ namespace }) => namespace),
  );
  const used = new Set(policies.map(({ namespace }) => namespace));
  return namespaces
    .filter(({ name, shared }) => !shared && !open.has(name) && (mode === 'enforce' || used.has(name)))
    .map(({ name, causes }) => ({ name, causes }));
}

/** Portolan does not know the connections of plain pods: without a policy of their own they have none. */
export function manifestPodsDenied(
  manifests: readonly ManifestObject[],
  denied: ReadonlySet<string>,
  services: readonly ServicePolicy[],
): Diagnostic[] {
  const pods = manifests.filter(
    ({ object, namespace = '' }) => kindOf(object).pods !== undefined && denied.has(namespace),
  );
  if (pods.length === 0) return [];
  const policies = [
    ...manifests.filter(({ object }) => object.kind === 'NetworkPolicy').map(policyOf),
    ...services.map(({ namespace, podSelector }) => ({ namespace, selector: { matchLabels: podSelector } })),
  ];
  const policiesFor = selectorIndex(policies, (policy) => policy);
  return pods
    .filter((entry) => policiesFor(entry.namespace ?? '', labelsOf(entry)).length === 0)
    .map((entry) => ({
      code: 'plain-pods-denied',
      ...placeInManifest(entry),
      problem: `everything that no policy allows is denied in the namespace ${entry.namespace ?? ''}, and none selects these pods`,
      fix: 'add a NetworkPolicy for them to manifests/, or make it a service',
    }));
}

function policyOf({ object, namespace }: ManifestObject) {
  return { namespace, selector: (valueAt(object, ['spec', 'podSelector']) ?? {}) as Selector };
}

function labelsOf({ object }: ManifestObject): Readonly<Record<string, string>> {
  const labels = valueAt(object, [...(kindOf(object).pods ?? []), 'metadata', 'labels']);
  return (labels ?? {}) as Readonly<Record<string, string>>;
}
