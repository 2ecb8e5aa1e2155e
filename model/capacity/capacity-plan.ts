import type { ServiceContext } from '../context';
import { isExternal } from '../scaling/external';
import type { Scaling } from '../scaling/replicas';
import { kedaField, resolveScaling, usesKeda } from '../scaling/replicas';
import type { CapacityPlan, Placement, WorkloadPlan } from '../types/capacity';
import { capacityTerms } from './placement';

/** What decides how many pods there are, where it is in the output. */
type Rendered = Exclude<Scaling, { kind: 'external' }>;

/** How much busier on-demand pods may be than spot pods, in percent: so spot grows first, and shrinks last. */
const onDemandHeadroom = 15;
/** Above this, the on-demand workload's target would leave no room for the load of a vanished spot workload. */
const highestCpu = 75;
/** Names of workloads are values of labels. */
const longestLabel = 63;

/** What a service runs on, and how many of its pods. Everything else about availability follows from it. */
export function capacityPlan(context: ServiceContext): { plan: CapacityPlan; scaling: Scaling } {
  const capacity = resolveCapacity(context);
  const floor = typeof capacity === 'object' ? capacity.onDemand : 0;
  const scaling = resolveScaling(context, floor);
  const [min, max] =
    scaling.kind === 'fixed' ? [scaling.replicas, scaling.replicas] : [scaling.min, scaling.max];
  const workloads =
    typeof capacity === 'object' && scaling.kind !== 'external'
      ? onDemandAndSpot(context, floor, scaling)
      : [oneWorkload(context, typeof capacity === 'object' ? 'onDemand' : capacity, scaling)];
  const worstCase = workloads.reduce((sum, plan) => sum + plan.max, 0);
  return { plan: { capacity, min, max, worstCase, workloads }, scaling };
}

function resolveCapacity(context: ServiceContext): CapacityPlan['capacity'] {
  const { capacity, workload } = context.spec;
  const { nodes, provider } = context.settings;
  const known = (nodes.capacity?.labels.length ?? 0) > 0;
  // An agent belongs on every node, whatever the others ask for.
  const foreign = workload === 'DaemonSet' && !context.writtenForService('capacity');
  if (capacity === undefined || foreign) {
    return workload !== 'DaemonSet' && known ? provider.defaultCapacity : 'uniform';
  }
  if (capacity === 'uniform') return capacity;
  const wanted: ('onDemand' | 'spot')[] = typeof capacity === 'object' ? ['onDemand', 'spot'] : [capacity];
  const missing = wanted.filter(
    (placement) => nodes.capacity === undefined || capacityTerms(nodes.capacity, placement).length === 0,
  );
  if (missing.length > 0) {
    context.report('capacity-unknown', ['capacity'], {
      problem: `${provider.title} (${nodes.title}) does not tell ${missing.join(' and ')} nodes apart`,
      got: typeof capacity === 'object' ? `onDemand: ${capacity.onDemand}` : capacity,
      fix:
        nodes.poolKind === undefined
          ? 'name their labels in the environment: nodes: {onDemand: {labels: …}, spot: {labels: …}}, or write capacity: uniform there'
          : 'declare a pool of that capacity in the environment: nodes: {pools: …}',
    });
    return 'uniform';
  }
  if (typeof capacity === 'object' && !maySplit(context, capacity.onDemand)) return 'onDemand';
  return capacity;
}

/** Two workloads need pods that are interchangeable, and a selector for each. What all services get is only for those that may. */
function maySplit(context: ServiceContext, floor: number): boolean {
  const { workload, selector, replicas } = context.spec;
  if (!context.writtenForService('capacity')) {
    if (workload !== 'Deployment' || selector !== undefined || isExternal(replicas)) return false;
    const least = typeof replicas === 'object' ? replicas.min : replicas;
    return typeof least !== 'number' || least > floor;
  }
  if (workload !== 'Deployment') {
    context.report('not-for-workload', ['capacity', 'onDemand'], {
      problem: `a ${workload} cannot be split into an on-demand and a spot workload`,
      expected: 'onDemand, spot or uniform',
      fix: 'write capacity: onDemand',
    });
    return false;
  }
  if (isExternal(replicas)) {
    context.report('capacity-floor', ['capacity', 'onDemand'], {
      problem:
        'capacity.onDemand makes two workloads, and with replicas: external your own autoscaler scales only one of them',
      got: `onDemand: ${floor}`,
      expected: 'onDemand, spot or uniform',
      fix: 'write capacity: onDemand, or let Portolan render the autoscaler',
    });
    return false;
  }
  if (selector === undefined) return true;
  context.report('conflicting-fields', ['capacity', 'onDemand'], {
    problem:
      'the on-demand and the spot workload would have the same selector, so each controller would adopt the other’s pods',
    got: Object.keys(selector).join(', '),
    fix: 'write capacity: onDemand, or give the service a Deployment of its own first',
  });
  return false;
}

function oneWorkload(context: ServiceContext, placement: Placement, scaling: Scaling): WorkloadPlan {
  if (scaling.kind === 'fixed') {
    return { name: context.name, placement, min: scaling.replicas, max: scaling.replicas };
  }
  if (scaling.kind === 'external') {
    const { min, max, bounded } = scaling;
    return { name: context.name, placement, min, max, external: bounded ? 'bounded' : 'unbounded' };
  }
  const { min, max, cpu } = scaling;
  return { name: context.name, placement, min, max, ...(cpu === undefined ? {} : { cpu }) };
}

/**
 * The on-demand workload alone can take the whole load: its maximum is the service's. The floor is hard only because it is a
 * controller of its own: no scheduler counts replicas per kind of node.
 * @see https://github.com/kubernetes/kubernetes/issues/121211
 */
function onDemandAndSpot(context: ServiceContext, floor: number, scaling: Rendered): WorkloadPlan[] {
  const { name } = context;
  const spotName = spotWorkload(context);
  refuseFloor(context, floor, scaling);
  if (scaling.kind === 'fixed') {
    const rest = Math.max(0, scaling.replicas - floor);
    return [
      { name, placement: 'onDemand', min: floor, max: floor },
      { name: spotName, placement: 'spot', min: rest, max: rest },
    ];
  }
  refuseSharedMetrics(context, scaling);
  const { min, max, cpu } = scaling;
  const spotMax = spotMaximum(context, floor, scaling);
  return [
    {
      name,
      placement: 'onDemand',
      min: floor,
      max,
      ...(cpu === undefined ? {} : { cpu: cpu + onDemandHeadroom }),
    },
    {
      name: spotName,
      placement: 'spot',
      min: min - floor,
      max: spotMax,
      ...(cpu === undefined ? {} : { cpu }),
    },
  ];
}

/** The name of the other workload of a service. */
function spotWorkload(context: ServiceContext): string {
  const name = `${context.name}-spot`;
  if (name.length > longestLabel) {
    context.report('invalid-name', ['capacity', 'onDemand'], {
      problem: `the workload on spot would be called ${name}`,
      got: `${name.length} characters`,
      expected: `at most ${longestLabel}`,
      fix: 'shorten the name of the service',
    });
  }
  return name;
}

function refuseFloor(context: ServiceContext, floor: number, scaling: Rendered): void {
  const min = scaling.kind === 'fixed' ? scaling.replicas : scaling.min;
  if (min > floor) return;
  context.report('capacity-floor', ['capacity', 'onDemand'], {
    problem: 'no replicas are left for spot',
    got: `onDemand ${floor}, ${scaling.kind === 'fixed' ? 'replicas' : 'replicas.min'} ${min}`,
    expected: `at least ${floor + 1} replicas`,
    fix: `write capacity: onDemand, or ${scaling.kind === 'fixed' ? 'replicas' : 'replicas.min'}: ${floor + 1}`,
  });
}

/** Both workloads at their maximum may be more than a database has connections for. */
function spotMaximum(
  context: ServiceContext,
  floor: number,
  { min, max, written }: Extract<Scaling, { kind: 'autoscaled' }>,
): number {
  const { hardMax } = written;
  const wanted = max - floor;
  if (hardMax === undefined || hardMax >= max + wanted) return wanted;
  const left = hardMax - max;
  const lowerMax = hardMax - (min - floor);
  if (left >= min - floor) return left;
  context.report('hard-max', ['replicas', 'hardMax'], {
    problem: 'the on-demand workload alone may need max, which leaves too little for the spot workload',
    got: `hardMax ${hardMax} - max ${max} = ${left} for spot, whose minimum is min ${min} - onDemand ${floor} = ${min - floor}`,
    expected: `at least ${max + min - floor}`,
    fix: `raise hardMax to ${max + min - floor}${lowerMax > min ? `, or lower max to ${lowerMax}` : ''}`,
  });
  return wanted;
}

/** Two autoscalers that both see a total provision for it twice; each may only see its own pods. */
function refuseSharedMetrics(
  context: ServiceContext,
  { cpu, written }: Extract<Scaling, { kind: 'autoscaled' }>,
): void {
  if (cpu !== undefined && cpu > highestCpu) {
    context.report('capacity-floor', ['replicas', 'cpu'], {
      problem: `on-demand pods are allowed ${onDemandHeadroom} points more, which leaves no room when spot vanishes`,
      got: String(cpu),
      expected: `at most ${highestCpu} with capacity: {onDemand: N}`,
    });
  }
  const shared = (written.metrics ?? []).findIndex(({ type }) => type !== 'Pods');
  if (shared >= 0) {
    context.report('capacity-floor', ['replicas', 'metrics', shared], {
      problem:
        'the autoscalers of the on-demand and the spot workload would each add pods for the whole load',
      got: written.metrics?.[shared]?.type ?? '',
      expected: 'metrics of type Pods, cpu and memory with capacity: {onDemand: N}',
    });
  }
  if (usesKeda(written)) {
    const field = kedaField(written);
    context.report('capacity-floor', ['replicas', field], {
      problem:
        'the autoscalers of the on-demand and the spot workload would each add pods for the whole load',
      got: field,
      expected: 'cpu, memory or metrics of type Pods with capacity: {onDemand: N}',
      fix: 'write capacity: onDemand or spot',
    });
  }
}
