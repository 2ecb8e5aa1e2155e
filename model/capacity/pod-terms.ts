import { label } from '../../lib/labels';
import type { ServiceContext, ServiceSpec } from '../context';
import { selectorMatches } from '../../lib/label-selectors';

type Affinity = NonNullable<ServiceSpec['affinity']>;
/** A term of a required `podAffinity` or `podAntiAffinity`. */
export type PodTerm = NonNullable<
  NonNullable<Affinity['podAntiAffinity']>['requiredDuringSchedulingIgnoredDuringExecution']
>[number];
type Labels = Readonly<Record<string, string>>;

const namespaceName = 'kubernetes.io/metadata.name';
/** Labels that differ between the revisions of a controller: who matches by them lets old and new pods meet. */
const revisionLabels: ReadonlySet<string> = new Set(['pod-template-hash', 'controller-revision-hash']);

export function antiAffinity({ spec }: ServiceContext): readonly PodTerm[] {
  return spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
}

export function podAffinity({ spec }: ServiceContext): readonly PodTerm[] {
  return spec.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
}

/** Labels that the pods of all services have. */
export function commonLabels({ settings, spec }: ServiceContext): Labels {
  return {
    [label.partOf]: settings.platform,
    [label.managedBy]: 'portolan',
    [label.team]: spec.team ?? settings.team,
  };
}

/** Those of a workload's pods, with what all pods have. */
export function allLabels(context: ServiceContext, podLabels: Labels): Labels {
  return { ...commonLabels(context), ...podLabels };
}

/** True where a term or a constraint counts the pods of each revision on their own. */
export function isPerRevision({
  matchLabelKeys = [],
}: {
  readonly matchLabelKeys?: readonly string[] | undefined;
}): boolean {
  return matchLabelKeys.some((key) => revisionLabels.has(key));
}

/** True where a term means pods with the labels of the one that has it. */
export function selectsOwnPods({ spec, settings }: ServiceContext, term: PodTerm, labels: Labels): boolean {
  const { labelSelector, namespaces = [], namespaceSelector, mismatchLabelKeys = [] } = term;
  if (labelSelector === undefined || mismatchLabelKeys.some((key) => labels[key] !== undefined)) return false;
  const namespace = spec.namespace ?? settings.platform;
  const own = namespaces.length === 0 && namespaceSelector === undefined;
  const selected = namespaceSelector !== undefined && mayBe(namespaceSelector, namespace);
  return (own || selected || namespaces.includes(namespace)) && selectorMatches(labelSelector, labels);
}

/** True where a term leaves out the pods of the same revision. */
export function sparesRevision({ mismatchLabelKeys = [] }: PodTerm): boolean {
  return mismatchLabelKeys.some((key) => revisionLabels.has(key));
}

/** Of a namespace only the name is known here: its other labels may be those that are asked for. */
function mayBe(
  { matchLabels = {}, matchExpressions = [] }: NonNullable<PodTerm['namespaceSelector']>,
  name: string,
) {
  const known = ([key]: readonly [string, unknown]) => key === namespaceName;
  return selectorMatches(
    {
      matchLabels: Object.fromEntries(Object.entries(matchLabels).filter(known)),
      matchExpressions: matchExpressions.filter(({ key }) => key === namespaceName),
    },
    { [namespaceName]: name },
  );
}
