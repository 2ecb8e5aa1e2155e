import { fieldsOf } from '../../lib/json';
import { podCount } from '../../model/capacity/pod-count';
import type { ServiceContext } from '../../model/context';
import type { WorkloadPlan } from '../../model/types/capacity';
import type { DisruptionBudget } from './types';

/** From this many replicas at all times on, one at a time makes the drain of a large cluster endless. */
const manyReplicas = 8;

/** From this many replicas at most on, a tenth allows more than one at a time once there are so many. */
const growing = 10;

/**
 * `spec` of the PodDisruptionBudget of a workload, without its selector. For one replica none is derived, but a written one
 * is rendered. StatefulSets lose one member at a time, whatever their size: that keeps the majority from three on.
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/
 */
export function disruptionBudget(context: ServiceContext, plan: WorkloadPlan): DisruptionBudget | undefined {
  const { workload, availability } = context.spec;
  if (workload !== 'Deployment' && workload !== 'StatefulSet') return undefined;
  const written = availability?.disruptionBudget;
  if (written === false) return undefined;
  // A pod that is not ready protects nobody, but would block the drain of its node.
  const always: DisruptionBudget = { unhealthyPodEvictionPolicy: 'AlwaysAllow' };
  if (written === undefined) {
    return plan.max < 2 ? undefined : { maxUnavailable: derivedLimit(workload, plan), ...always };
  }
  const { maxUnavailable, minAvailable } = written;
  if (blocks(plan, maxUnavailable, minAvailable) && isMeantForMore(context, plan)) return undefined;
  refuseBlocking(context, plan, maxUnavailable, minAvailable);
  if (workload === 'StatefulSet') warnOfQuorum(context, plan, maxUnavailable, minAvailable);
  return fieldsOf<DisruptionBudget>({ maxUnavailable, minAvailable, ...always });
}

/** A percentage counts the pods that there are, rounded up: a tenth of up to ten is one. */
function derivedLimit(workload: 'Deployment' | 'StatefulSet', { min, max }: WorkloadPlan): number | string {
  if (workload === 'StatefulSet') return 1;
  if (min >= manyReplicas) return '25%';
  return max >= growing ? '10%' : 1;
}

/** One replica, of a service whose budget was written where there are more, or for all services. */
function isMeantForMore(context: ServiceContext, plan: WorkloadPlan): boolean {
  if (plan.max >= 2) return false;
  if (!context.writtenForService('availability', 'disruptionBudget')) return true;
  return context.strength(['replicas']) > context.strength(['availability', 'disruptionBudget']);
}

/** Members of a cluster that lose their majority answer nobody, however many are left. */
function warnOfQuorum(
  context: ServiceContext,
  plan: WorkloadPlan,
  maxUnavailable: number | string | undefined,
  minAvailable: number | string | undefined,
): void {
  const left =
    maxUnavailable === undefined
      ? podCount(plan, minAvailable ?? plan.min)
      : plan.min - podCount(plan, maxUnavailable);
  const majority = Math.floor(plan.min / 2) + 1;
  if (plan.min < 3 || left >= majority) return;
  context.report('quorum-budget', ['availability', 'disruptionBudget'], {
    problem: `drains may leave ${left} of ${plan.min} members, less than their majority`,
    got: maxUnavailable === undefined ? `minAvailable ${minAvailable}` : `maxUnavailable ${maxUnavailable}`,
    fix: `write maxUnavailable: ${plan.min - majority} at most where they vote`,
  });
}

/** A budget that allows no eviction blocks the upgrade of every node that a pod is on. */
function refuseBlocking(
  context: ServiceContext,
  plan: WorkloadPlan,
  maxUnavailable: number | string | undefined,
  minAvailable: number | string | undefined,
): void {
  const path = ['availability', 'disruptionBudget'];
  if ((maxUnavailable === undefined) === (minAvailable === undefined)) {
    context.report('conflicting-fields', path, {
      problem: 'a disruption budget accepts only one limit',
      got: maxUnavailable === undefined ? 'none' : 'maxUnavailable, minAvailable',
      fix: 'write maxUnavailable alone',
    });
    return;
  }
  if (!blocks(plan, maxUnavailable, minAvailable)) return;
  const field = maxUnavailable === undefined ? 'minAvailable' : 'maxUnavailable';
  const isAssumed = plan.external !== undefined && !context.writtenForService('replicas', 'min');
  const least = typeof minAvailable === 'number' ? minAvailable + 1 : undefined;
  context.report('blocking-budget', [...path, field], {
    problem: `no node with a pod of ${plan.name} could be drained while it runs ${plan.min}${isAssumed ? ', the number that Portolan assumes for replicas: external' : ''}`,
    got: String(maxUnavailable ?? minAvailable),
    expected: field === 'maxUnavailable' ? 'at least 1' : `less than ${Math.max(1, plan.min)}`,
    fix: `write maxUnavailable: 1${isAssumed && least !== undefined ? `, or replicas: {external: true, min: ${least}} if your autoscaler never runs fewer` : ''}`,
  });
}

function blocks(
  plan: WorkloadPlan,
  maxUnavailable: number | string | undefined,
  minAvailable: number | string | undefined,
): boolean {
  if (maxUnavailable !== undefined) return podCount(plan, maxUnavailable) === 0;
  return minAvailable !== undefined && podCount(plan, minAvailable) >= Math.max(1, plan.min);
}
