import type { JsonObject } from '../../lib/json';
import type { ServiceContext } from '../context';
import type { Half } from '../types';
import { zoneLabel } from './requirements';
import { reachableZones } from './zones';

const hostname = 'kubernetes.io/hostname';

/**
 * Spread over zones and hosts. Written constraints replace the derived ones.
 *
 * A hard skew of 1 over zones was tried and freezes a service as soon as one zone is full. So the hard limit only keeps one
 * zone from taking more than its share after another is lost, and the even spread is a wish. `minDomains` is 2, not 3: with
 * one of three zones gone, 3 would block every new pod. Dead nodes don't count as a zone only with `nodeTaintsPolicy: Honor`.
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export function spreadConstraints(
  context: ServiceContext,
  half: Half,
  selector: Readonly<Record<string, string>>,
): JsonObject[] {
  const { spec } = context;
  const { workload, topologySpreadConstraints: written } = spec;
  const labelSelector = { matchLabels: { ...selector } };
  if (written !== undefined) {
    if (spec.availability?.zoneSpread !== undefined) refuseBoth(context);
    return written.map((constraint) => ({ labelSelector, ...constraint }));
  }
  if ((workload !== 'Deployment' && workload !== 'StatefulSet') || half.max < 2) return [];
  const constraint = (maxSkew: number, topologyKey: string, hardOver: number | false): JsonObject => ({
    labelSelector,
    maxSkew,
    topologyKey,
    whenUnsatisfiable: hardOver !== false ? 'DoNotSchedule' : 'ScheduleAnyway',
    // Of two zones, one that is lost must not block the other.
    ...(hardOver !== false && hardOver >= 3 ? { minDomains: 2 } : {}),
    nodeTaintsPolicy: 'Honor',
    // Pods of the old revision would count for the new one.
    ...(workload === 'Deployment' ? { matchLabelKeys: ['pod-template-hash'] } : {}),
  });
  const zones = reachableZones(context, half.placement).length;
  const form = spec.availability?.zoneSpread;
  const hosts = constraint(1, hostname, false);
  if (form === 'required' && zones < 2) refuseRequired(context, half, zones);
  if (zones < 2 || form === 'none') return [hosts];
  if (form === 'required') return [constraint(1, zoneLabel, zones), hosts];
  const even = constraint(1, zoneLabel, false);
  const bounded = form === undefined && zones >= 3 && half.placement !== 'spot';
  return bounded
    ? [even, constraint(Math.ceil(half.max / (zones - 1)), zoneLabel, zones), hosts]
    : [even, hosts];
}

function refuseRequired(context: ServiceContext, half: Half, zones: number): void {
  context.report('conflicting-fields', ['availability', 'zoneSpread'], {
    problem: `pods of ${half.name} can run in ${zones === 0 ? 'no zone that is known' : 'one zone only'}`,
    got: 'required',
    fix: 'name two or more zones in the environment, or remove what keeps the pods out of them',
  });
}

function refuseBoth(context: ServiceContext): void {
  context.report('conflicting-fields', ['availability', 'zoneSpread'], {
    problem: 'topologySpreadConstraints already say how the pods are spread',
    fix: 'remove one of them',
  });
}
