import type { Diagnostic } from '../../lib/diagnostics';
import { kindOf } from '../../lib/kinds';
import { valueAt } from '../../lib/path';
import { placeOfPlain } from '../../model/plain-findings';
import type { PlainObject } from '../../model/plain-types';
import { selectorIndex } from '../../model/selecting';
import type { Selector } from '../../model/flows/types';
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
export function plainPodsDenied(
  plain: readonly PlainObject[],
  denied: ReadonlySet<string>,
  services: readonly ServicePolicy[],
): Diagnostic[] {
  const pods = plain.filter(
    ({ object, namespace = '' }) => kindOf(object).pods !== undefined && denied.has(namespace),
  );
  if (pods.length === 0) return [];
  const policies = [
    ...plain.filter(({ object }) => object.kind === 'NetworkPolicy').map(policyOf),
    ...services.map(({ namespace, podSelector }) => ({ namespace, selector: { matchLabels: podSelector } })),
  ];
  const policiesFor = selectorIndex(policies, (policy) => policy);
  return pods
    .filter((entry) => policiesFor(entry.namespace ?? '', labelsOf(entry)).length === 0)
    .map((entry) => ({
      code: 'plain-pods-denied',
      ...placeOfPlain(entry),
      problem: `everything that no policy allows is denied in the namespace ${entry.namespace ?? ''}, and none selects these pods`,
      fix: 'add a NetworkPolicy for them to manifests/, or make it a service',
    }));
}

function policyOf({ object, namespace }: PlainObject) {
  return { namespace, selector: (valueAt(object, ['spec', 'podSelector']) ?? {}) as Selector };
}

function labelsOf({ object }: PlainObject): Readonly<Record<string, string>> {
  const labels = valueAt(object, [...(kindOf(object).pods ?? []), 'metadata', 'labels']);
  return (labels ?? {}) as Readonly<Record<string, string>>;
}
