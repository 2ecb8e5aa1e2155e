import type { Facts } from '../charts';
import type { DisruptionBudget } from '../charts/availability';
import type { ScaledWorkload } from '../charts/scaling';
import type { CapacityPlan } from '../model/types/capacity';
import type { WorkloadKind } from '../model/types/controller';
import type { Service } from '../model/types/service';
import type { Workload } from '../model/types/workload';
import { plural, table } from './terminal';

/** The capacity plan of a service in words, and as a small table. */
export function planText(service: Service, { scaling, availability }: Facts): string {
  const { name, plan, workloads } = service;
  const scaled = new Map(scaling.get(name)?.map((entry) => [entry.name, entry]));
  const budgets = new Map(availability.budgets.get(name)?.map((entry) => [entry.name, entry.spec]));
  const kind = workloads[0]?.kind ?? 'Deployment';
  const rows = workloads.map((workload) => [
    workload.name,
    placementText(workload),
    replicasText(workload),
    autoscalerText(workload, scaled.get(workload.name)),
    budgetText(workload, budgets.get(workload.name)),
    graceText(workload),
  ]);
  return [
    sentence(plan, kind),
    table([['workload', 'nodes', 'replicas', 'scaled by', 'drains take', 'grace'], ...rows]),
  ].join('\n');
}

const placements = { onDemand: 'on-demand', spot: 'spot', uniform: 'untainted' } as const;

/** An agent tolerates the taints of on-demand and spot nodes, and nobody else without a capacity does. */
function placementText({ plan, kind }: Workload): string {
  return kind === 'DaemonSet' && plan.placement === 'uniform' ? 'any' : placements[plan.placement];
}

function sentence({ capacity, min, max, worstCase, workloads }: CapacityPlan, kind: WorkloadKind): string {
  const unbounded = workloads.some(({ external }) => external === 'unbounded');
  const count = unbounded ? 'as many replicas as another autoscaler sets' : countText(kind, min, max);
  if (typeof capacity === 'object') {
    const worst =
      worstCase > max ? `; at worst ${worstCase} run at once, when each Deployment takes the whole load` : '';
    return `capacity: ${count}; ${capacity.onDemand} stay on on-demand nodes whatever happens to spot, the rest is on spot${worst}.`;
  }
  if (kind === 'DaemonSet' && capacity === 'uniform') return `capacity: ${count}, on-demand or spot.`;
  const where = {
    onDemand: 'all on on-demand nodes',
    spot: 'all on spot nodes, which may vanish together',
    uniform: 'on any node without a taint',
  }[capacity];
  return `capacity: ${count}, ${where}.`;
}

function countText(kind: WorkloadKind, min: number, max: number): string {
  if (kind === 'DaemonSet') return 'one pod on every node';
  if (kind === 'CronJob' || kind === 'Job') return `${plural(max, 'pod')} a run`;
  return min === max ? plural(min, 'replica') : `${min} to ${max} replicas`;
}

function replicasText({ plan, kind }: Workload): string {
  if (kind === 'DaemonSet') return 'one a node';
  if (plan.external === 'unbounded') return 'unknown';
  return plan.min === plan.max ? String(plan.max) : `${plan.min}-${plan.max}`;
}

function autoscalerText({ plan }: Workload, scaled: Partial<ScaledWorkload> = {}): string {
  const { autoscaler, scaledObject, verticalAutoscaler } = scaled;
  const cpu = plan.cpu === undefined ? '' : ` at ${plan.cpu} % CPU`;
  const horizontal =
    autoscaler !== undefined
      ? [`HPA${cpu}`]
      : scaledObject !== undefined
        ? [`KEDA${cpu}`]
        : plan.external !== undefined
          ? ['another autoscaler']
          : [];
  return [...horizontal, ...(verticalAutoscaler === undefined ? [] : ['VPA'])].join(', ') || '-';
}

function budgetText({ kind }: Workload, disruptionBudget: DisruptionBudget | undefined): string {
  if (kind === 'DaemonSet') return 'none';
  if (disruptionBudget === undefined) return 'any';
  const { maxUnavailable, minAvailable } = disruptionBudget;
  return maxUnavailable === undefined ? `all but ${minAvailable}` : `${maxUnavailable} at a time`;
}

function graceText({ pod, kind }: Workload): string {
  const grace = pod.spec.terminationGracePeriodSeconds ?? 30;
  const sleep = pod.containers[0]?.rest.lifecycle?.preStop?.sleep?.seconds;
  return kind === 'Job' || sleep === undefined ? `${grace} s` : `${grace} s, ${sleep} of them draining`;
}
