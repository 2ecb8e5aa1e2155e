import type { Diagnostic } from '../../lib/diagnostics';
import { kindOf } from '../../lib/kinds';
import { valueAt } from '../../lib/path';
import { placeOfPlain } from '../plain-findings';
import type { Namespace, PlainObject } from '../types';
import { matches } from './behind';
import type { PolicyMode, ServicePolicy } from './types';

/** Namespaces of ours in which nothing has to stay open: whatever is not allowed there can be denied. */
export function deniedNamespaces(
  namespaces: readonly Namespace[],
  policies: readonly ServicePolicy[],
  mode: PolicyMode,
): string[] {
  const open = new Set(
    policies
      .filter((policy) => policy.mode !== 'enforce' && !policy.hostNetwork)
      .map(({ namespace }) => namespace),
  );
  const used = new Set(policies.map(({ namespace }) => namespace));
  return namespaces
    .filter(({ name, shared }) => !shared && !open.has(name) && (mode === 'enforce' || used.has(name)))
    .map(({ name }) => name);
}

/** Portolan does not know the connections of plain pods: without a policy of their own they have none. */
export function plainPodsDenied(
  plain: readonly PlainObject[],
  denied: readonly string[],
  services: readonly ServicePolicy[],
): Diagnostic[] {
  const policies = plain.filter(({ object }) => object.kind === 'NetworkPolicy');
  return plain.flatMap((entry): Diagnostic[] => {
    const { object, namespace } = entry;
    const { pods } = kindOf(object);
    const labels =
      pods === undefined
        ? undefined
        : ((valueAt(object, [...pods, 'metadata', 'labels']) ?? {}) as Readonly<Record<string, string>>);
    if (labels === undefined || namespace === undefined || !denied.includes(namespace)) return [];
    const covered =
      policies.some((policy) => policy.namespace === namespace && selects(policy.object, labels)) ||
      services.some(
        (policy) => policy.namespace === namespace && matches({ matchLabels: policy.podSelector }, labels),
      );
    if (covered) return [];
    return [
      {
        code: 'plain-pods-denied',
        ...placeOfPlain(entry),
        problem: `everything that no policy allows is denied in the namespace ${namespace}, and none selects these pods`,
        fix: 'add a NetworkPolicy for them to manifests/, or make it a service',
      },
    ];
  });
}

function selects(policy: PlainObject['object'], labels: Readonly<Record<string, string>>): boolean {
  return matches(valueAt(policy, ['spec', 'podSelector']) ?? {}, labels);
}
