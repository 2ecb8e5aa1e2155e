import type { ServiceContext } from '../context';
import type { CapacityPlan, NodePool } from '../types';

const architecture = 'kubernetes.io/arch';
const zone = 'topology.kubernetes.io/zone';

/** Reports a service that no declared pool has a node for: its pods would stay Pending. */
export function checkPools(context: ServiceContext, plan: CapacityPlan): void {
  const { pools } = context.settings;
  if (pools === undefined) return;
  const { nodeSelector = {}, tolerations = [] } = context.spec;
  const ownLabels = new Set(pools.flatMap((pool) => Object.keys(pool.labels)));
  for (const { placement } of plan.halves) {
    const offering = pools.filter(
      (pool) =>
        (placement === 'uniform' || pool.capacity.includes(placement)) &&
        matches(pool, nodeSelector, ownLabels) &&
        pool.taints.every((taint) => tolerated(taint, tolerations)),
    );
    if (offering.length > 0) continue;
    const wanted = [
      ...(placement === 'uniform' ? [] : [`capacity ${placement}`]),
      ...Object.entries(nodeSelector).map(([key, value]) => `${key}: ${value}`),
    ];
    context.report('no-pool', [context.spec.capacity === undefined ? 'nodeSelector' : 'capacity'], {
      problem: 'no pool of the environment has such nodes',
      got: wanted.join(', ') || 'nodes without taints',
      expected: pools.map(poolText).join('; ') || 'a pool in nodes.pools',
    });
  }
}

function matches(
  pool: NodePool,
  nodeSelector: Readonly<Record<string, string>>,
  ownLabels: ReadonlySet<string>,
): boolean {
  return Object.entries(nodeSelector).every(([key, value]) => {
    if (key === architecture) return pool.architectures.some((entry) => entry === value);
    if (key === zone) return pool.zones.length === 0 || pool.zones.includes(value);
    // Labels of the cloud's own are not declared.
    return !ownLabels.has(key) || pool.labels[key] === value;
  });
}

function tolerated(
  taint: NodePool['taints'][number],
  tolerations: NonNullable<ServiceContext['spec']['tolerations']>,
): boolean {
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
