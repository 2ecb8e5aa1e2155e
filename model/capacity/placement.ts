import { jsonEqual } from '../../lib/json';
import type { Json, JsonObject } from '../../lib/json';
import type { CapacityLabel, CapacityTypes } from '../../providers';
import type { ServiceContext } from '../context';
import type { Placement } from '../types';

interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[] | undefined;
}

interface Term {
  readonly matchExpressions?: readonly Requirement[] | undefined;
  readonly matchFields?: readonly Requirement[] | undefined;
}

/** `affinity` and `tolerations` of the pods: what the user wrote, and what the capacity needs beside it. */
export function placementFields(
  context: ServiceContext,
  placement: Placement,
): { affinity: JsonObject | undefined; tolerations: readonly JsonObject[] } {
  const { spec, settings } = context;
  const { capacity } = settings.nodes;
  const written = { affinity: spec.affinity as JsonObject | undefined, tolerations: spec.tolerations ?? [] };
  // An agent belongs on every node.
  const everywhere = spec.workload === 'DaemonSet' && placement === 'uniform';
  const tolerated = [
    ...(placement === 'uniform' ? [] : (capacity?.tolerations ?? [])),
    ...(placement === 'spot' || everywhere ? (capacity?.spotTolerations ?? []) : []),
  ];
  const further = tolerated.filter((entry) => !written.tolerations.some((own) => jsonEqual(own, entry)));
  const tolerations = [...written.tolerations, ...further] as unknown as JsonObject[];
  if (placement === 'uniform' || capacity === undefined) return { affinity: written.affinity, tolerations };
  const terms = capacityTerms(capacity, placement);
  refuseContradiction(context, capacity, placement);
  return { affinity: withTerms(written.affinity, terms), tolerations };
}

/** One term for each label that tells: a node has to match one of them. */
export function capacityTerms({ labels }: CapacityTypes, placement: 'onDemand' | 'spot'): Term[] {
  return labels.flatMap((label): Term[] => {
    const values = label[placement];
    if (values !== undefined && values.length > 0) {
      return [{ matchExpressions: [{ key: label.key, operator: 'In', values }] }];
    }
    return placement === 'onDemand'
      ? [{ matchExpressions: [{ key: label.key, operator: 'NotIn', values: label.spot }] }]
      : [];
  });
}

/** The user's terms and those of the capacity have to hold both: every pair of them is a term. */
function withTerms(affinity: JsonObject | undefined, terms: readonly Term[]): JsonObject {
  const node = (affinity?.['nodeAffinity'] ?? {}) as JsonObject;
  const required = node['requiredDuringSchedulingIgnoredDuringExecution'] as
    { readonly nodeSelectorTerms: readonly Term[] } | undefined;
  const own = required === undefined ? [{}] : required.nodeSelectorTerms;
  const both = own.flatMap((term: Term) =>
    terms.map((capacity) => ({
      ...term,
      matchExpressions: [...(term.matchExpressions ?? []), ...(capacity.matchExpressions ?? [])],
    })),
  );
  return {
    ...affinity,
    nodeAffinity: {
      ...node,
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: both as unknown as Json },
    },
  };
}

/** A pod whose own selector asks for the other capacity would stay Pending for ever. */
function refuseContradiction(
  context: ServiceContext,
  { labels }: CapacityTypes,
  placement: 'onDemand' | 'spot',
): void {
  const { nodeSelector = {}, affinity } = context.spec;
  for (const label of labels) {
    const wanted = nodeSelector[label.key];
    if (
      wanted !== undefined &&
      !admits(label, placement, { key: label.key, operator: 'In', values: [wanted] })
    ) {
      refuse(context, ['nodeSelector', label.key], placement, `${label.key}: ${wanted}`);
    }
  }
  const terms =
    affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const possible = terms.filter((term) =>
    (term.matchExpressions ?? []).every((requirement) => {
      const label = labels.find((entry) => entry.key === requirement.key);
      return label === undefined || admits(label, placement, requirement);
    }),
  );
  if (terms.length > 0 && possible.length === 0) {
    const texts = terms.flatMap((term) => term.matchExpressions ?? []).map(requirementText);
    refuse(context, ['affinity', 'nodeAffinity'], placement, texts.join('; '));
  }
}

/** Whether a node of this capacity can match the requirement on a label that tells the capacity. */
function admits(label: CapacityLabel, placement: 'onDemand' | 'spot', requirement: Requirement): boolean {
  const { operator, values: asked = [] } = requirement;
  const values = label[placement] ?? [];
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

function requirementText({ key, operator, values }: Requirement): string {
  return [key, operator, ...(values === undefined ? [] : [values.join(', ')])].join(' ');
}

function refuse(context: ServiceContext, path: readonly string[], placement: string, got: string): void {
  context.report('capacity-contradiction', path, {
    problem: `no node of capacity ${placement} matches it`,
    got,
    fix: 'remove it, or set capacity to what it asks for',
  });
}
