import type { ServiceContext } from '../context';
import type { CapacityPlan, Workload } from '../types';
import { reachableZones } from './zones';

/** From this target on, one replica, one zone or spot alone can not keep it. */
const demanding = 99.5;

/** Reports everything in the plan that can't keep the wanted availability. */
export function checkTarget(
  context: ServiceContext,
  plan: CapacityPlan,
  workloads: readonly Workload[],
): void {
  const { availability, workload } = context.spec;
  const target = availability?.target;
  if (target === undefined || target < demanding) return;
  if (workload !== 'Deployment' && workload !== 'StatefulSet') return;
  const miss = (problem: string, got: string, fix: string) =>
    context.report('availability-target', ['availability', 'target'], {
      problem: `${target} % can not be kept: ${problem}`,
      got,
      fix,
    });
  const reachable = plan.halves.map(({ placement }) => reachableZones(context, placement));
  const zones = Math.min(...reachable.map(({ length }) => length));
  if (plan.min < 2) {
    miss(
      'one replica is down during each drain, crash and node failure',
      `replicas ${plan.min}`,
      'write replicas: 2 or more',
    );
  }
  if (zones < 2) {
    const named = context.settings.zones;
    const got =
      named.length === 0
        ? 'no zones are named'
        : `zones: ${[...new Set(reachable.flat())].join(', ') || 'none'}`;
    const fix =
      named.length < 2
        ? 'name the zones of the environment, two or more'
        : 'remove what keeps the pods out of the other zones';
    miss('one zone takes all replicas with it', got, fix);
  } else if (availability?.zoneSpread === 'none') {
    miss('one zone may hold all replicas', 'zoneSpread: none', 'remove availability.zoneSpread');
  }
  missRollout(context, miss);
  if (plan.capacity === 'spot') {
    miss(
      'all spot nodes may vanish at once',
      'capacity: spot',
      `write capacity: onDemand, or {onDemand: ${Math.max(1, plan.min - 1)}}`,
    );
  }
  if (plan.min >= 2 && workloads.every((entry) => entry.disruptionBudget === undefined)) {
    miss(
      'a drain may take every replica at once',
      'no disruption budget',
      availability?.disruptionBudget === false
        ? 'remove availability.disruptionBudget: false'
        : 'raise replicas until one workload has two',
    );
  }
}

/** A rollout may not take what the replicas are there for. */
function missRollout(
  { spec }: ServiceContext,
  miss: (problem: string, got: string, fix: string) => void,
): void {
  const { type, rollingUpdate } = spec.strategy ?? {};
  if (type === 'Recreate') {
    miss('every rollout takes all replicas at once', 'strategy: Recreate', 'remove strategy');
  }
  const { maxUnavailable } = rollingUpdate ?? {};
  if (maxUnavailable === '100%')
    miss('a rollout may take all replicas at once', 'maxUnavailable 100%', 'remove maxUnavailable');
}
