import type { ServiceContext } from '../context';
import type { CapacityPlan, NodePool, Placement } from '../types';
import { toleratedBy } from './placement';
import type { Requirement } from './requirements';
import { admits, requiredOfNodes, requirementText, zoneLabel } from './requirements';

const architecture = 'kubernetes.io/arch';

/** Reports a service that no declared pool has a node for: its pods would stay Pending. */
export function checkPools(context: ServiceContext, plan: CapacityPlan): void {
  const { pools } = context.settings;
  if (pools === undefined) return;
  const { capacity, nodeSelector, affinity } = context.spec;
  for (const { placement } of plan.halves) {
    if (offeringPools(context, placement, pools).length > 0) continue;
    const [required = []] = requiredOfNodes(context.spec);
    const wanted = [
      ...(placement === 'uniform' ? [] : [`capacity ${placement}`]),
      ...required.map(requirementText),
    ];
    const own = nodeSelector !== undefined ? 'nodeSelector' : affinity !== undefined ? 'affinity' : undefined;
    const path = capacity === undefined && own !== undefined ? [own] : ['capacity'];
    context.report('no-pool', path, {
      problem: 'no pool of the environment has such nodes',
      got: wanted.join(', ') || 'nodes without taints',
      expected: pools.map(poolText).join('; ') || 'a pool in nodes.pools',
    });
  }
}

/** The pools whose nodes take pods of a placement. */
export function offeringPools(
  context: ServiceContext,
  placement: Placement,
  pools: readonly NodePool[],
): NodePool[] {
  const alternatives = requiredOfNodes(context.spec);
  const tolerations = toleratedBy(context, placement);
  const ownLabels = new Set(pools.flatMap((pool) => Object.keys(pool.labels)));
  return pools.filter(
    (pool) =>
      (placement === 'uniform' || pool.capacity.includes(placement)) &&
      alternatives.some((required) => required.every((entry) => offers(pool, entry, ownLabels))) &&
      pool.taints.every((taint) => tolerated(taint, tolerations)),
  );
}

function offers(pool: NodePool, requirement: Requirement, ownLabels: ReadonlySet<string>): boolean {
  const { key } = requirement;
  if (key === architecture) return admits(pool.architectures, requirement);
  if (key === zoneLabel) return pool.zones.length === 0 || admits(pool.zones, requirement);
  // Labels of the cloud's own are not declared.
  if (!ownLabels.has(key)) return true;
  const value = pool.labels[key];
  return admits(value === undefined ? [] : [value], requirement);
}

function tolerated(taint: NodePool['taints'][number], tolerations: ReturnType<typeof toleratedBy>): boolean {
  if (taint.effect === 'PreferNoSchedule') return true;
  return tolerations.some(({ key, operator = 'Equal', value = '', effect }) => {
    if (effect !== undefined && effect !== taint.effect) return false;
    if (key === undefined) return operator === 'Exists';
    return key === taint.key && (operator === 'Exists' || value === (taint.value ?? ''));
  });
}

function poolText({ name, capacity, architectures }: NodePool): string {
  return `${name} (${capacity.join(', ')}; ${architectures.join(', ')})`;
}
