import type { ServiceContext } from '../context';
import type { CapacityPlan, Workload } from '../types';

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
  const zones = context.settings.zones.length;
  if (plan.min < 2) {
    miss(
      'one replica is down during each drain, crash and node failure',
      `replicas ${plan.min}`,
      'write replicas: 2 or more',
    );
  }
  if (zones < 2) {
    const got = zones === 1 ? `zones: ${context.settings.zones.join('')}` : 'no zones are named';
    miss('one zone takes all replicas with it', got, 'name the zones of the environment, two or more');
  }
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
      'remove availability.disruptionBudget: false',
    );
  }
}
