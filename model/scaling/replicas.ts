import type { ServiceContext, ServiceSpec } from '../context';
import type { ExternalScaling } from './external';
import { externalScaling, isExternal } from './external';
import { refuseDefaults, requireBounds, requireReplicas } from './missing-replicas';

type Written = Exclude<NonNullable<ServiceSpec['replicas']>, number | 'external'>;

/** Replicas as they come to be after what was written and what is derived. */
export type Scaling =
  | { readonly kind: 'fixed'; readonly replicas: number }
  | ExternalScaling
  | {
      readonly kind: 'autoscaled';
      readonly min: number;
      readonly max: number;
      readonly cpu?: number;
      readonly memory?: number;
      readonly written: Written;
    };

const defaultMin = 2;
const defaultMax = 10;
const defaultCpu = 65;

/** A number, or the bounds and targets of an autoscaler. `floor` is the number of replicas on on-demand nodes. */
export function resolveScaling(context: ServiceContext, floor: number): Scaling {
  const { workload, replicas, parallelism } = context.spec;
  if (workload === 'Job' || workload === 'CronJob') return { kind: 'fixed', replicas: parallelism ?? 1 };
  if (workload === 'DaemonSet') return { kind: 'fixed', replicas: 1 };
  if (isExternal(replicas)) return externalScaling(context);
  const isRefused = replicas !== undefined && refuseDefaults(context);
  if (typeof replicas === 'number') return { kind: 'fixed', replicas };
  if (typeof replicas === 'object') {
    if (!isRefused) requireBounds(context, replicas);
    return autoscaled(context, replicas, floor);
  }
  requireReplicas(context);
  // Members of a StatefulSet do not grow in number with the load.
  if (workload === 'Deployment' && requests(context, 'cpu')) return autoscaled(context, {}, floor);
  return { kind: 'fixed', replicas: Math.max(defaultMin, floor + 1) };
}

function autoscaled(context: ServiceContext, written: Written, floor: number): Scaling {
  const min = written.min ?? Math.max(defaultMin, floor + 1);
  // Both workloads count against the limit: what is left for the on-demand one is the service's maximum.
  const rest = floor === 0 ? 0 : min - floor;
  const limit = written.hardMax === undefined ? Infinity : written.hardMax - rest;
  const max = written.max ?? Math.max(min + 1, Math.min(Math.max(defaultMax, 2 * min), limit));
  checkBounds(context, written, min, max, floor === 0 ? written.hardMax : undefined);
  const cpu =
    written.cpu ?? (measuresNothingElse(written) && requests(context, 'cpu') ? defaultCpu : undefined);
  checkRequests(context, written);
  if (cpu === undefined && measuresNothingElse(written) && written.schedule === undefined) {
    context.report('no-metric', ['replicas'], {
      problem: 'the autoscaler has nothing to measure',
      fix: 'write resources.requests.cpu, or metrics, triggers or a schedule, or a number of replicas',
    });
  }
  return {
    kind: 'autoscaled',
    min,
    max,
    written,
    ...(cpu === undefined ? {} : { cpu }),
    ...(written.memory === undefined ? {} : { memory: written.memory }),
  };
}

/** A schedule only says when: what happens between its times needs a measure. */
function measuresNothingElse({ memory, metrics, triggers }: Written): boolean {
  return memory === undefined && metrics === undefined && !isFilled(triggers);
}

/** Whether KEDA scales it. */
export function usesKeda({ triggers, schedule }: Written): boolean {
  return isFilled(triggers) || schedule !== undefined;
}

/** The field that asks for KEDA. */
export function kedaField({ triggers }: Written): 'triggers' | 'schedule' {
  return isFilled(triggers) ? 'triggers' : 'schedule';
}

/** An environment may have taken the last trigger away. */
function isFilled(triggers: Written['triggers']): boolean {
  return Object.keys(triggers ?? {}).length > 0;
}

function checkBounds(
  context: ServiceContext,
  written: Written,
  min: number,
  max: number,
  limit: number | undefined,
): void {
  if (min >= max) {
    context.report('invalid-value', ['replicas'], {
      problem: 'an autoscaler needs max above min',
      got: `min ${min}, max ${max}`,
      fix: `raise max, or write replicas: ${min}`,
    });
  }
  if (limit !== undefined && limit < max) {
    context.report('hard-max', ['replicas', 'hardMax'], {
      problem: 'max is above hardMax',
      got: `hardMax ${limit}, max ${max}`,
      fix: `set max to ${limit}, or remove hardMax`,
    });
  }
  if (min === 0 && !usesKeda(written)) {
    context.report('invalid-value', ['replicas', 'min'], {
      problem: 'a HorizontalPodAutoscaler cannot scale from zero: without a pod it has nothing to measure',
      got: '0',
      fix: 'write min: 1, or triggers that tell when to start',
    });
  }
}

/** A percentage of a request that nobody wrote is a percentage of a guess. */
function checkRequests(context: ServiceContext, written: Written): void {
  for (const resource of ['cpu', 'memory'] as const) {
    if (written[resource] === undefined || requests(context, resource)) continue;
    context.report('missing-field', ['replicas', resource], {
      problem: `the target is a percentage of the ${resource} request, but no layer sets that request`,
      expected: `resources.requests.${resource}`,
    });
  }
}

function requests(context: ServiceContext, resource: 'cpu' | 'memory'): boolean {
  const { resources } = context.spec;
  return (resources?.requests?.[resource] ?? resources?.limits?.[resource]) !== undefined;
}
