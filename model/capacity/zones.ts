import type { ServiceContext } from '../context';
import type { Placement } from '../types';
import { offeringPools } from './pools';
import { admits, requiredOfNodes, zoneLabel } from './requirements';

/**
 * The zones in which pods of a placement can run: the environment's, as far as its pools and what the service asks of nodes
 * allow. A hard spread over zones that pods can't reach leaves them Pending.
 */
export function reachableZones(
  context: ServiceContext,
  placement: Placement,
  zones: readonly string[] = context.settings.zones,
): readonly string[] {
  const { pools } = context.settings;
  const offering = pools === undefined ? undefined : offeringPools(context, placement, pools);
  const alternatives = requiredOfNodes(context.spec);
  return zones.filter(
    (zone) =>
      (offering?.some((pool) => pool.zones.length === 0 || pool.zones.includes(zone)) ?? true) &&
      alternatives.some((required) =>
        required.every((entry) => entry.key !== zoneLabel || admits([zone], entry)),
      ),
  );
}
