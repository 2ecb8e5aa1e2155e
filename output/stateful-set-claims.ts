import type { KubernetesObject } from '../lib/rendered';
import { fieldAt } from './immutable';

/** Claims of a StatefulSet that stay without it, or are deleted. */
export interface LostClaims {
  readonly problem: string;
  /** Their templates, or they themselves where single members lose them. */
  readonly claims: readonly string[];
  readonly stays: boolean;
  /** What deletes them, where they stay. */
  readonly command?: string;
  /** How to keep them, beside undoing the change. */
  readonly kept?: string;
}

/** The claims of a StatefulSet are not in the output: they stay when it goes, or when it no longer has a template. */
export function lostClaims(old: KubernetesObject, present: KubernetesObject | undefined): LostClaims[] {
  return [...ofTemplates(old, present), ...(present === undefined ? [] : ofMembers(old, present))];
}

function ofTemplates(old: KubernetesObject, present: KubernetesObject | undefined): LostClaims[] {
  const kept = templateNames(present);
  const templates = templateNames(old).filter((name) => !kept.includes(name));
  if (templates.length === 0) return [];
  const listed = templates.join(', ');
  if (present === undefined && retention(old, 'whenDeleted') === 'Delete') {
    const problem = `the StatefulSet leaves the output, and Kubernetes deletes its claims (${listed}) with their data, as its persistentVolumeClaimRetentionPolicy says`;
    return [{ claims: templates, stays: false, problem }];
  }
  const what = present === undefined ? 'the StatefulSet leaves' : 'claim templates of the StatefulSet leave';
  const problem = `${what} the output; the claims that were made of ${listed} stay in the cluster with their data: nothing deletes them`;
  return [{ claims: templates, stays: true, problem, command: claimsCommand(old, templates) }];
}

/** The new policy counts: it is applied together with the number. */
function ofMembers(old: KubernetesObject, present: KubernetesObject): LostClaims[] {
  const [was, will] = [numberOf(old), numberOf(present)];
  if (retention(present, 'whenScaled') !== 'Delete' || was === undefined || will === undefined) return [];
  const members = membersOf(present, will);
  const gone = membersOf(old, was).filter((ordinal) => !members.includes(ordinal));
  const kept = templateNames(present);
  const templates = templateNames(old).filter((name) => kept.includes(name));
  if (gone.length === 0 || templates.length === 0) return [];
  const claims = templates.flatMap((name) =>
    gone.map((ordinal) => `${name}-${old.metadata.name}-${ordinal}`),
  );
  const cause = was === will ? 'ordinals.start changes' : `replicas go from ${was} to ${will}`;
  const problem = `${cause}, and Kubernetes deletes the claims ${shortened(claims)} with their data, as whenScaled: Delete in its persistentVolumeClaimRetentionPolicy says`;
  return [
    { claims, stays: false, problem, kept: 'set whenScaled: Retain in the same commit, which keeps them' },
  ];
}

/** Ordinals of the pods. */
function membersOf(set: KubernetesObject, replicas: number): number[] {
  const start = fieldAt(set, 'spec.ordinals.start');
  const first = typeof start === 'number' ? start : 0;
  return Array.from({ length: replicas }, (_, index) => first + index);
}

/** Undefined where the manifest has no number, which an autoscaler then sets. */
function numberOf(set: KubernetesObject): number | undefined {
  const replicas = fieldAt(set, 'spec.replicas');
  return typeof replicas === 'number' ? replicas : undefined;
}

/** Names that fit a line. */
function shortened(names: readonly string[]): string {
  return names.length <= 6
    ? names.join(', ')
    : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more up to ${names.at(-1) ?? ''}`;
}

/** What happens to claims, by `whenScaled` and `whenDeleted`. */
export function retention(set: KubernetesObject, when: 'whenScaled' | 'whenDeleted'): 'Retain' | 'Delete' {
  return fieldAt(set, `spec.persistentVolumeClaimRetentionPolicy.${when}`) === 'Delete' ? 'Delete' : 'Retain';
}

export function templateNames(object: KubernetesObject | undefined): string[] {
  const templates = fieldAt(object, 'spec.volumeClaimTemplates');
  return (Array.isArray(templates) ? templates : []).flatMap((template) => {
    const name = fieldAt(template, 'metadata.name');
    return typeof name === 'string' ? [name] : [];
  });
}

/** How many claims there are is the cluster's to say: a set may have been larger. */
function claimsCommand(
  { metadata: { name, namespace } }: KubernetesObject,
  templates: readonly string[],
): string {
  const of = templates.length === 1 ? templates[0] : `(${templates.join('|')})`;
  const inNamespace = `-n ${namespace ?? 'default'}`;
  return `kubectl get pvc ${inNamespace} -o name | grep -E '/${of}-${name}-[0-9]+$' | xargs kubectl delete ${inNamespace}`;
}
