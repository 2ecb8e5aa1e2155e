import type { JsonObject } from '../../lib/json';
import type { ServiceContext } from '../context';
import type { Half } from '../types';

/** From this many replicas on, one at a time makes the drain of a large cluster endless. */
const manyReplicas = 8;

/**
 * `spec` of the PodDisruptionBudget of a half, without its selector; undefined for one replica, where a budget either
 * blocks every drain or protects nothing. StatefulSets lose one member at a time, whatever their size: that keeps the
 * majority from three on.
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/
 */
export function disruptionBudget(context: ServiceContext, half: Half): JsonObject | undefined {
  const { workload, availability } = context.spec;
  if (workload !== 'Deployment' && workload !== 'StatefulSet') return undefined;
  const written = availability?.disruptionBudget;
  if (written !== undefined && written !== false && context.name === half.name) refuseForOne(context, half);
  if (written === false || half.max < 2) return undefined;
  // A pod that is not ready protects nobody, but would block the drain of its node.
  const always = { unhealthyPodEvictionPolicy: 'AlwaysAllow' };
  if (written === undefined) {
    const many = half.min >= manyReplicas && workload === 'Deployment';
    return { maxUnavailable: many ? '25%' : 1, ...always };
  }
  const { maxUnavailable, minAvailable } = written;
  refuseBlocking(context, half, maxUnavailable, minAvailable);
  if (workload === 'StatefulSet') warnOfQuorum(context, half, maxUnavailable, minAvailable);
  return {
    ...(maxUnavailable === undefined ? {} : { maxUnavailable }),
    ...(minAvailable === undefined ? {} : { minAvailable }),
    ...always,
  };
}

/** For one replica nothing is rendered: a budget would block every drain or protect nothing. */
function refuseForOne(context: ServiceContext, half: Half): void {
  if (half.max >= 2 || !context.writtenForService('availability', 'disruptionBudget')) return;
  // An environment that runs one only where others run more is no mistake.
  if (context.strength(['replicas']) > context.strength(['availability', 'disruptionBudget'])) return;
  context.report('conflicting-fields', ['availability', 'disruptionBudget'], {
    problem: `${half.name} runs one replica: a budget would block every drain or protect nothing`,
    got: `replicas ${half.max}`,
    fix: 'raise replicas, or remove it',
  });
}

/** A number of pods, or a percentage of the fewest: Kubernetes rounds it up for a budget, and down for a rollout. */
export function podsOf({ min }: Pick<Half, 'min'>, value: number | string, round = Math.ceil): number {
  return typeof value === 'number' ? value : round((min * Number.parseInt(value, 10)) / 100);
}

/** Members of a cluster that lose their majority answer nobody, however many are left. */
function warnOfQuorum(
  context: ServiceContext,
  half: Half,
  maxUnavailable: number | string | undefined,
  minAvailable: number | string | undefined,
): void {
  const left =
    maxUnavailable === undefined
      ? podsOf(half, minAvailable ?? half.min)
      : half.min - podsOf(half, maxUnavailable);
  const majority = Math.floor(half.min / 2) + 1;
  if (half.min < 3 || left >= majority) return;
  context.report('quorum-budget', ['availability', 'disruptionBudget'], {
    problem: `drains may leave ${left} of ${half.min} members, less than their majority`,
    got: maxUnavailable === undefined ? `minAvailable ${minAvailable}` : `maxUnavailable ${maxUnavailable}`,
    fix: `write maxUnavailable: ${half.min - majority} at most where they vote`,
  });
}

/** A budget that allows no eviction blocks the upgrade of every node that a pod is on. */
function refuseBlocking(
  context: ServiceContext,
  half: Half,
  maxUnavailable: number | string | undefined,
  minAvailable: number | string | undefined,
): void {
  const path = ['availability', 'disruptionBudget'];
  if ((maxUnavailable === undefined) === (minAvailable === undefined)) {
    context.report('conflicting-fields', path, {
      problem: 'a disruption budget has one limit',
      got: maxUnavailable === undefined ? 'none' : 'maxUnavailable, minAvailable',
      fix: 'write maxUnavailable alone',
    });
    return;
  }
  const field = maxUnavailable === undefined ? 'minAvailable' : 'maxUnavailable';
  const value = maxUnavailable ?? minAvailable ?? 0;
  const pods = podsOf(half, value);
  const blocks = field === 'maxUnavailable' ? pods === 0 : pods >= Math.max(1, half.min);
  if (!blocks) return;
  context.report('blocking-budget', [...path, field], {
    problem: `no node with a pod of ${half.name} could be drained while it runs ${half.min}`,
    got: String(value),
    expected: field === 'maxUnavailable' ? 'at least 1' : `less than ${Math.max(1, half.min)}`,
    fix: 'write maxUnavailable: 1',
  });
}
