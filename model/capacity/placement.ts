import { jsonEqual } from '../../lib/json';
import type { CapacityLabel, CapacityTypes, Toleration } from '../../providers';
import type { ServiceContext } from '../context';
import type { CapacityType, Placement } from '../types/capacity';
import type { Pod, PodToleration } from '../types/pod';
import type { NodeRequirement, NodeSelectorTerm } from './node-requirements';
import { admitsOneOf, requiredOfNodes, requirementText, writtenTerms } from './node-requirements';

/** `affinity` and `tolerations` of the pods: what the user wrote, and what the capacity needs beside it. */
export function placementFields(
  context: ServiceContext,
  placement: Placement,
): { affinity: Affinity | undefined; tolerations: readonly PodToleration[] } {
  const { capacity } = context.settings.nodes;
  const { affinity } = context.spec;
  const tolerations = toleratedBy(context, placement);
  if (placement === 'uniform' || capacity === undefined) return { affinity, tolerations };
  refuseContradiction(context, capacity, placement);
  return { affinity: withTerms(affinity, capacityTerms(capacity, placement)), tolerations };
}

type Affinity = NonNullable<Pod['spec']['affinity']>;
type Written = NonNullable<ServiceContext['spec']['tolerations']>[number];

/** Written tolerations, and those without which no node of the capacity takes the pods. */
export function toleratedBy(
  { spec, settings }: ServiceContext,
  placement: Placement,
): readonly (Written | Toleration)[] {
  const { tolerations: written = [] } = spec;
  const of = settings.nodes.capacity?.tolerations;
  // An agent belongs on every node.
  const everywhere = spec.workload === 'DaemonSet' && placement === 'uniform';
  const needed = everywhere
    ? [...(of?.onDemand ?? []), ...(of?.spot ?? [])]
    : placement === 'uniform'
      ? []
      : (of?.[placement] ?? []);
  const result: (Written | Toleration)[] = [...written];
  for (const entry of needed) if (!result.some((own) => jsonEqual(own, entry))) result.push(entry);
  return result;
}

/** What a node of the capacity has to match: one of these terms. */
export function capacityTerms({ labels, match }: CapacityTypes, placement: CapacityType): NodeSelectorTerm[] {
  const positive = labels.flatMap((label): NodeRequirement[] => {
    const values = label[placement] ?? [];
    return values.length === 0 ? [] : [{ key: label.key, operator: 'In', values }];
  });
  // On-demand nodes without a label of their own are told by the absence of the other's.
  const requirements = positive.length > 0 || placement === 'spot' ? positive : labels.flatMap(absence);
  if (match === 'all') return requirements.length === 0 ? [] : [{ matchExpressions: requirements }];
  return requirements.map((requirement) => ({ matchExpressions: [requirement] }));
}

function absence({ key, spot = [], onDemand }: CapacityLabel): NodeRequirement[] {
  return spot.length === 0 || onDemand !== undefined ? [] : [{ key, operator: 'NotIn', values: spot }];
}

/** The user's terms and those of the capacity have to hold both: every pair of them is a term. */
function withTerms(affinity: Affinity | undefined, terms: readonly NodeSelectorTerm[]): Affinity {
  const node = affinity?.nodeAffinity ?? {};
  const required = node.requiredDuringSchedulingIgnoredDuringExecution;
  const own = required === undefined ? [{}] : required.nodeSelectorTerms;
  const both = own.flatMap((term: NodeSelectorTerm) =>
    terms.map((capacity): NodeSelectorTerm => ({
      ...term,
      matchExpressions: [...(term.matchExpressions ?? []), ...(capacity.matchExpressions ?? [])],
    })),
  );
  return {
    ...affinity,
    nodeAffinity: {
      ...node,
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: both },
    },
  };
}

/** Whether nodes of a capacity can meet a requirement. */
function isPossible(types: CapacityTypes, placement: CapacityType, requirement: NodeRequirement): boolean {
  const labels = [...types.labels, ...(types.aliases ?? [])];
  const label = labels.find((entry) => entry.key === requirement.key);
  if (label === undefined) return true;
  // Labels that an environment names for one kind of node say nothing about the other.
  if (types.match === 'all' && label[placement] === undefined) return true;
  return admitsOneOf(label[placement] ?? [], requirement);
}

/** Whether what a service asks of nodes lets its pods run on those of a capacity. */
export function admitsCapacity(
  spec: ServiceContext['spec'],
  types: CapacityTypes,
  placement: CapacityType,
): boolean {
  return requiredOfNodes(spec).some((terms) => terms.every((entry) => isPossible(types, placement, entry)));
}

/** A pod whose own selector asks for the other capacity would stay Pending forever. */
function refuseContradiction(context: ServiceContext, types: CapacityTypes, placement: CapacityType): void {
  const { nodeSelector = {} } = context.spec;
  const possible = (requirement: NodeRequirement) => isPossible(types, placement, requirement);
  for (const [key, value] of Object.entries(nodeSelector)) {
    if (possible({ key, operator: 'In', values: [value] })) continue;
    refuse(context, ['nodeSelector', key], placement, `${key}: ${value}`);
  }
  const terms = writtenTerms(context.spec);
  if (terms.length === 0 || terms.some((term) => (term.matchExpressions ?? []).every(possible))) return;
  const texts = terms.flatMap((term) => term.matchExpressions ?? []).map(requirementText);
  refuse(context, ['affinity', 'nodeAffinity'], placement, texts.join('; '));
}

function refuse(context: ServiceContext, path: readonly string[], placement: string, got: string): void {
  context.report('capacity-contradiction', path, {
    problem: `no node of capacity ${placement} matches it`,
    got,
    fix: 'remove it, or set capacity to what it asks for',
  });
}
