import type { OwnTaint } from '../../providers';
import type { ServiceContext } from '../context';
import type { CapacityPlan, CapacityType, Placement } from '../types/capacity';
import type { NodePool } from '../types/node';
import { toleratedBy } from './placement';
import type { NodeRequirement } from './node-requirements';
import { admitsOneOf, requiredOfNodes, requirementText, zoneLabel } from './node-requirements';

const architecture = 'kubernetes.io/arch';

/** Reports a service that no declared pool has a node for: its pods would stay Pending. */
export function checkPools(context: ServiceContext, plan: CapacityPlan): void {
  const { pools } = context.settings;
  if (pools === undefined) return;
  for (const { placement } of plan.workloads) {
    if (offeringPools(context, placement, pools).length > 0) continue;
    const tainted = pools.filter((pool) => suits(context, placement, pool, pools));
    if (tainted.length > 0) refuseTaints(context, placement, tainted);
    else refuseWishes(context, placement, pools);
  }
}

function refuseWishes(context: ServiceContext, placement: Placement, pools: readonly NodePool[]): void {
  const { capacity, nodeSelector, affinity } = context.spec;
  const [required = []] = requiredOfNodes(context.spec);
  const wanted = [
    ...(placement === 'uniform' ? [] : [`capacity ${placement}`]),
    ...required.map(requirementText),
  ];
  const own = nodeSelector !== undefined ? 'nodeSelector' : affinity !== undefined ? 'affinity' : undefined;
  context.report('no-pool', capacity === undefined && own !== undefined ? [own] : ['capacity'], {
    problem: `no pool of ${context.settings.environment} has such nodes`,
    got: wanted.join(', ') || 'nodes of any kind',
    expected: pools.map(poolText).join('; ') || 'a pool in nodes.pools',
  });
}

/** Pools that would do, but for taints: of their own, or of the provider's. */
function refuseTaints(context: ServiceContext, placement: Placement, pools: readonly NodePool[]): void {
  const { environment } = context.settings;
  const { tolerations, capacity } = context.spec;
  const texts = pools.flatMap((pool) =>
    capacitiesOf(pool, placement).map((type) => {
      const open = untolerated(context, placement, pool, type);
      return `${pool.name} has ${open.map(taintText).join(', ')}`;
    }),
  );
  const types = new Set(pools.flatMap((pool) => capacitiesOf(pool, placement)));
  const added = [...types].filter((type) => pools.some((pool) => tolerable(context, type, pool)));
  context.report(
    'no-pool',
    capacity === undefined && tolerations !== undefined ? ['tolerations'] : ['capacity'],
    {
      problem: `the pods would stay Pending: each pool of ${environment} that they could run on has a taint that they do not tolerate`,
      got: [...new Set(texts)].join('; '),
      fix: [
        ...(placement === 'uniform' && added.length > 0
          ? [`write capacity: ${added.join(' or ')}, which tolerates it`]
          : ['add tolerations for one of them']),
        `or add a pool without taints to nodes.pools in environments/${environment}.yaml`,
      ].join(', '),
    },
  );
}

/** Whether what a capacity tolerates by itself is enough for a pool. */
function tolerable(context: ServiceContext, type: CapacityType, pool: NodePool): boolean {
  return pool.capacity.includes(type) && untolerated(context, type, pool, type).length === 0;
}

/** The pools whose nodes take pods of a placement. */
export function offeringPools(
  context: ServiceContext,
  placement: Placement,
  pools: readonly NodePool[],
): NodePool[] {
  return pools.filter(
    (pool) =>
      suits(context, placement, pool, pools) &&
      capacitiesOf(pool, placement).some((type) => untolerated(context, placement, pool, type).length === 0),
  );
}

function capacitiesOf({ capacity }: NodePool, placement: Placement): readonly CapacityType[] {
  return capacity.filter((type) => placement === 'uniform' || type === placement);
}

/** Whether a pool has such nodes, taints aside. */
function suits(
  context: ServiceContext,
  placement: Placement,
  pool: NodePool,
  pools: readonly NodePool[],
): boolean {
  const ownLabels = new Set(pools.flatMap(({ labels }) => Object.keys(labels)));
  return (
    capacitiesOf(pool, placement).length > 0 &&
    requiredOfNodes(context.spec).some((required) =>
      required.every((entry) => offers(pool, entry, ownLabels)),
    )
  );
}

/** Taints of a pool's nodes of one capacity that keep the pods of a placement away. */
function untolerated(
  context: ServiceContext,
  placement: Placement,
  { taints }: NodePool,
  type: CapacityType,
): OwnTaint[] {
  const tolerations = toleratedBy(context, placement);
  const asked = new Set(requiredOfNodes(context.spec).flatMap((terms) => terms.map(({ key }) => key)));
  const added = (context.settings.nodes.capacity?.taints?.[type] ?? []).filter(
    ({ key, toleratedBySelector }) => !(toleratedBySelector === true && asked.has(key)),
  );
  return [
    ...taints.filter((taint) => !isTolerated({ value: '', ...taint }, tolerations)),
    ...added.filter((taint) => !isTolerated(taint, tolerations)),
  ];
}

function offers(pool: NodePool, requirement: NodeRequirement, ownLabels: ReadonlySet<string>): boolean {
  const { key } = requirement;
  if (key === architecture) return admitsOneOf(pool.architectures, requirement);
  if (key === zoneLabel) return pool.zones.length === 0 || admitsOneOf(pool.zones, requirement);
  // Labels of the cloud's own are not declared.
  if (!ownLabels.has(key)) return true;
  const value = pool.labels[key];
  return admitsOneOf(value === undefined ? [] : [value], requirement);
}

/** A toleration, also one of a manifest that nobody judged yet. */
type TolerationFields = Readonly<Partial<Record<'key' | 'operator' | 'value' | 'effect', unknown>>>;

/** Of a taint without a value, that is not known: a toleration with any value may be meant for it. */
export function isTolerated(
  taint: Pick<OwnTaint, 'key' | 'effect'> & { readonly value?: string | undefined },
  tolerations: readonly TolerationFields[],
): boolean {
  if (taint.effect === 'PreferNoSchedule') return true;
  return tolerations.some(({ key, operator = 'Equal', value = '', effect }) => {
    if (effect !== undefined && effect !== taint.effect) return false;
    if (key === undefined) return operator === 'Exists';
    return key === taint.key && (operator === 'Exists' || value === (taint.value ?? value));
  });
}

function taintText({ key, value, effect }: OwnTaint): string {
  return `${key}${value === undefined || value === '' ? '' : `=${value}`}:${effect}`;
}

function poolText({ name, capacity, architectures }: NodePool): string {
  return `${name} (${capacity.join(', ')}; ${architectures.join(', ')})`;
}
