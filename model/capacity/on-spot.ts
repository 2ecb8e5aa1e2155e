import { jsonEqual } from '../../lib/json';
import type { ServiceContext } from '../context';
import type { Placement } from '../types/capacity';
import { admitsCapacity, toleratedBy } from './placement';
import { offeringPools } from './pools';

/**
 * Whether pods that no capacity keeps in one place may come to spot nodes: those have no taint that the pods do not tolerate,
 * and nothing asks for other nodes.
 */
export function mayRunOnSpot(context: ServiceContext, placement: Placement): boolean {
  if (placement !== 'uniform') return placement === 'spot';
  const { nodes, pools } = context.settings;
  const { capacity } = nodes;
  if (capacity?.labels.some((label) => (label.spot ?? []).length > 0) !== true) return false;
  const tolerations = toleratedBy(context, placement);
  const isTolerated = capacity.tolerations.spot.every((needed) =>
    tolerations.some((own) => jsonEqual(own, needed)),
  );
  if (!isTolerated || !admitsCapacity(context.spec, capacity, 'spot')) return false;
  return (
    pools === undefined ||
    offeringPools(context, placement, pools).some((pool) => pool.capacity.includes('spot'))
  );
}
