import { mayRunOnSpot } from '../../model/capacity/on-spot';
import { allLabels, commonLabels, podAffinity, selectsOwnPods } from '../../model/capacity/pod-terms';
import { podCount } from '../../model/capacity/pod-count';
import { zoneLabel } from '../../model/capacity/node-requirements';
import { possibleZones, unnamedZones } from '../../model/capacity/reachable-zones';
import type { ServiceContext } from '../../model/context';
import type { CapacityPlan } from '../../model/types/capacity';
import type { Service } from '../../model/types/service';
import type { Workload } from '../../model/types/workload';
import type { Budget, DisruptionBudget } from './types';

/** From this target on, one replica, one zone or spot alone cannot keep it. */
const demanding = 99.5;
/** Less than an hour a year: a failure while another pod is being replaced is too much. */
const strictest = 99.99;
/** A reason why the target cannot be kept, and what to write. */
type Miss = (problem: string, got: string, fix: string) => void;

/** The plan of a service, and what is left of it when all spot nodes are gone. */
interface Judged {
  readonly context: ServiceContext;
  readonly plan: CapacityPlan;
  readonly workloads: readonly Workload[];
  /** By the workload's name. */
  readonly budgets: ReadonlyMap<string, DisruptionBudget>;
  /** The workloads that outlive spot; all of them where none does. */
  readonly lasting: readonly Workload[];
  /** Replicas of those at least. */
  readonly left: number;
  /** An error. */
  readonly miss: Miss;
  /** A warning. */
  readonly risk: Miss;
}

/** Reports everything in the plan that cannot keep the wanted availability, each workload with all spot nodes gone. */
export function checkAvailabilityTarget(
  context: ServiceContext,
  { plan: capacityPlan, workloads }: Service,
  budgets: readonly Budget[],
): void {
  const { availability, workload } = context.spec;
  const target = availability?.target;
  if (target === undefined || target < demanding) return;
  if (workload !== 'Deployment' && workload !== 'StatefulSet') return;
  const regular = workloads.filter(({ plan }) => plan.placement !== 'spot');
  const lasting = regular.length === 0 ? workloads : regular;
  const path = ['availability', 'target'];
  const { environment } = context.settings;
  const judged: Judged = {
    context,
    plan: capacityPlan,
    workloads,
    budgets: new Map(budgets.map(({ name, spec }) => [name, spec])),
    lasting,
    left: lasting.reduce((sum, { plan }) => sum + plan.min, 0),
    miss: (problem, got, fix) =>
      context.report('availability-target', path, {
        problem: `${target} % cannot be kept in ${environment}: ${problem}`,
        got,
        fix,
      }),
    risk: (problem, got, fix) =>
      context.report('target-risk', path, { problem: `in ${environment}, ${problem}`, got, fix }),
  };
  missReplicas(judged);
  missZones(judged);
  missTogether(judged);
  missSpot(judged);
  missRollout(judged);
  missBudget(judged);
  missReadiness(judged);
  riskOfTwo(judged, target);
}

function missReplicas({ plan: capacityPlan, miss }: Judged): void {
  if (capacityPlan.min >= 2) return;
  miss(
    'one replica is down during each drain, crash and node failure',
    `replicas ${capacityPlan.min}`,
    'write replicas: 2 or more',
  );
}

function missZones({ context, plan: capacityPlan, miss }: Judged): void {
  const { availability, topologySpreadConstraints: written } = context.spec;
  const reachable = capacityPlan.workloads.map(({ placement }) => possibleZones(context, placement));
  const named = context.settings.zones;
  if (reachable.some((zones) => zones.length < 2 && !zones.includes(unnamedZones))) {
    const texts = [...new Set(reachable.flat())].filter((zone) => zone !== unnamedZones);
    const unknown = named.length === 0 && texts.length === 0;
    const pinned = named.length >= 2 || (named.length === 0 && !unknown);
    miss(
      'one zone takes all replicas with it',
      `zones: ${texts.join(', ') || 'none'}`,
      pinned
        ? 'remove what keeps the pods out of the other zones'
        : `set zones in environments/${context.settings.environment}.yaml, two or more`,
    );
    return;
  }
  const advice = 'one zone may hold all replicas';
  if (availability?.zoneSpread === 'none') miss(advice, 'zoneSpread: none', 'remove availability.zoneSpread');
  else if (written !== undefined && written.every(({ topologyKey }) => topologyKey !== zoneLabel))
    miss(
      advice,
      `topologySpreadConstraints without ${zoneLabel}`,
      'add a constraint for it, or remove topologySpreadConstraints',
    );
}

/** What may hold all replicas of a service at once. */
const places: Readonly<Record<string, string>> = {
  [zoneLabel]: 'in one zone',
  'kubernetes.io/hostname': 'on one node',
};

/** Pods that have to run where pods of their own run are all in one place. */
function missTogether({ context, lasting, miss }: Judged): void {
  const base = ['affinity', 'podAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'];
  for (const [index, term] of podAffinity(context).entries()) {
    const place = places[term.topologyKey];
    // Pods that all services have may be in several places.
    const wide = selectsOwnPods(context, term, commonLabels(context));
    const own = lasting.some(({ podLabels }) => selectsOwnPods(context, term, allLabels(context, podLabels)));
    if (place === undefined || wide || !own) continue;
    const at = context.locate([...base, index]);
    miss(
      `the required podAffinity keeps all replicas ${place}, and its failure takes all of them`,
      `topologyKey ${term.topologyKey}${at === undefined ? '' : ` (${at.file}:${at.line})`}`,
      'remove that term, or only prefer it (preferredDuringSchedulingIgnoredDuringExecution)',
    );
  }
}

function missSpot({ context, plan: capacityPlan, lasting, left, miss, risk }: Judged): void {
  const { capacity, min } = capacityPlan;
  const advice = min < 3 ? 'write capacity: onDemand' : `write capacity: onDemand, or {onDemand: ${min - 1}}`;
  if (capacity === 'spot') miss('all spot nodes may vanish at once', 'capacity: spot', advice);
  if (capacity === 'uniform' && mayRunOnSpot(context, capacity))
    risk(
      'nothing keeps any replica on on-demand nodes, so all of them may vanish with spot',
      'capacity: uniform',
      advice,
    );
  if (typeof capacity !== 'object' || min < 2) return;
  if (left < 2) {
    miss(
      `with all spot nodes gone ${left} of ${min} replicas is left, and a drain, a crash or a node failure takes it`,
      `onDemand ${left}`,
      'write capacity: {onDemand: 2}, with at least 3 replicas, or capacity: onDemand',
    );
  } else if (lasting.every(({ plan }) => plan.min === plan.max)) {
    risk(
      `with all spot nodes gone ${left} of ${min} replicas are left, and no autoscaler adds any`,
      `onDemand ${left}, replicas ${min}`,
      `write replicas: {min: ${min}, max: ${2 * min}}, or raise onDemand to what the load needs`,
    );
  }
}

/** A rollout may not take what the replicas are there for. */
function missRollout({ plan: capacityPlan, lasting, left, miss }: Judged): void {
  const updates = lasting.map((workload) => {
    const { type, rollingUpdate } =
      (workload.kind === 'Deployment' ? workload.controller.strategy : {}) ?? {};
    const maxUnavailable = rollingUpdate?.maxUnavailable ?? 0;
    return { type, maxUnavailable, gone: podCount(workload.plan, maxUnavailable, Math.floor) };
  });
  if (updates.some(({ type }) => type === 'Recreate')) {
    miss('every rollout takes all replicas at once', 'strategy: Recreate', 'remove strategy');
    return;
  }
  if (capacityPlan.min < 2 || left < 2 || updates.reduce((sum, { gone }) => sum + gone, 0) < left) return;
  miss(
    `a rollout may take all ${left} replicas${capacityPlan.workloads.length > 1 ? ' that spot leaves' : ''} at once`,
    `maxUnavailable ${[...new Set(updates.map(({ maxUnavailable }) => maxUnavailable))].join(', ')}`,
    'remove strategy.rollingUpdate.maxUnavailable, or write 1',
  );
}

/** A budget that lets a drain take everything protects nothing. */
function missBudget({ context, plan: capacityPlan, budgets, lasting, left, miss }: Judged): void {
  if (capacityPlan.min < 2 || left < 2) return;
  const kept = lasting.map(({ name, plan }) => {
    const { maxUnavailable, minAvailable } = budgets.get(name) ?? {};
    if (maxUnavailable !== undefined) return plan.min - podCount(plan, maxUnavailable);
    return podCount(plan, minAvailable ?? 0);
  });
  if (kept.some((pods) => pods > 0)) return;
  const written = context.spec.availability?.disruptionBudget;
  const got =
    written === undefined || written === false
      ? 'no disruption budget'
      : `disruptionBudget ${Object.entries(written)
          .map(([field, value]) => `${field} ${value}`)
          .join(', ')} with ${left} replicas`;
  miss(
    'a drain may take every replica at once',
    got,
    written === undefined
      ? 'raise replicas until one workload has two'
      : `remove availability.disruptionBudget${written === false ? ': false' : ''}`,
  );
}

/** Without readiness a pod counts from its first second, so that a rollout goes on whatever the new image does. */
function missReadiness({ context, workloads, miss }: Judged): void {
  const { spec } = context;
  const silent = Object.keys(spec.ports ?? {}).length === 0;
  // A target for all services is for those that answer.
  if (silent && !context.writtenForService('availability', 'target')) return;
  const containers = workloads.flatMap(({ pod }) => [...pod.containers, ...pod.initContainers]);
  if (containers.some(({ probes }) => probes.readiness !== undefined)) return;
  miss(
    'no readiness probe tells whether a pod works, so a rollout of a broken image replaces every pod',
    'no readiness probe',
    silent ? 'write probes: {exec: [COMMAND]}' : 'write probes: {path: /PATH}, or remove probes: false',
  );
}

function riskOfTwo({ context, left, risk }: Judged, target: number): void {
  if (left !== 2) return;
  if (context.spec.workload === 'StatefulSet')
    risk(
      'with two members there is no majority once one is gone: where they vote, every drain and every rollout stops them',
      'replicas 2',
      'write replicas: 3',
    );
  else if (target >= strictest)
    risk(
      'while one of two replicas is replaced, any failure takes the other one',
      `${left} replicas on lasting nodes`,
      'write replicas: 3 or more',
    );
}
