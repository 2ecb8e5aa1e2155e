import type { ServiceContext } from '../context';
import type { Placement } from '../types/capacity';
import { offeringPools } from './pools';
import { admitsOneOf, requiredOfNodes, zoneLabel } from './node-requirements';

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
        required.every((entry) => entry.key !== zoneLabel || admitsOneOf([zone], entry)),
      ),
  );
}

/** Stands for the zones that nobody names. */
export const unnamedZones = '*';

/** The zones that pods can reach. Where nodes are labelled but no zone is named, those that a pool or a selector names. */
export function possibleZones(context: ServiceContext, placement: Placement): readonly string[] {
  const { zones, pools = [], provider } = context.settings;
  if (zones.length > 0 || !provider.labelsZones) return reachableZones(context, placement);
  const asked = requiredOfNodes(context.spec).flat();
  const values = asked.flatMap(({ key, values: list = [] }) => (key === zoneLabel ? list : []));
  const mentioned = new Set([...values, ...pools.flatMap((pool) => pool.zones)]);
  return reachableZones(context, placement, [...mentioned, unnamedZones]);
}
