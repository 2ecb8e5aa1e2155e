import type { ServiceSpec } from '../context';

export const zoneLabel = 'topology.kubernetes.io/zone';

/** What a node has to have, as `matchExpressions` say it. */
export interface NodeRequirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt';
  readonly values?: readonly string[] | undefined;
}

/** One of the alternatives of a required node affinity. */
export interface NodeSelectorTerm {
  readonly matchExpressions?: readonly NodeRequirement[] | undefined;
  readonly matchFields?: readonly NodeRequirement[] | undefined;
}

/** The alternatives that a person wrote; empty where none was. */
export function writtenTerms({ affinity }: ServiceSpec): readonly NodeSelectorTerm[] {
  return affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
}

/** `nodeSelector` and affinity together: a node has to meet all of one alternative. */
export function requiredOfNodes(spec: ServiceSpec): readonly (readonly NodeRequirement[])[] {
  const selected = Object.entries(spec.nodeSelector ?? {}).map(([key, value]): NodeRequirement => ({
    key,
    operator: 'In',
    values: [value],
  }));
  const terms = writtenTerms(spec);
  return (terms.length === 0 ? [{}] : terms).map((term: NodeSelectorTerm) => [
    ...selected,
    ...(term.matchExpressions ?? []),
  ]);
}

/** Whether a node whose label has one of these values can meet the requirement; without any it lacks the label. */
export function admitsOneOf(
  values: readonly string[],
  { operator, values: asked = [] }: NodeRequirement,
): boolean {
  const lacks = values.length === 0;
  switch (operator) {
    case 'In':
      return values.some((value) => asked.includes(value));
    case 'NotIn':
      return lacks || values.some((value) => !asked.includes(value));
    case 'Exists':
      return !lacks;
    case 'DoesNotExist':
      return lacks;
    default:
      return true;
  }
}

export function requirementText({ key, operator, values }: NodeRequirement): string {
  return [key, operator, ...(values === undefined ? [] : [values.join(', ')])].join(' ');
}
