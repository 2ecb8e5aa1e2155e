import type { ServiceContext } from '../context';
import type { SpotTimes } from '../../providers';
import type { Half } from '../types';

/** Seconds that load balancers and proxies take to learn that a pod is going. */
const defaultDrainDelay = 10;
/** Kubernetes' own grace period: what an application has after the stop signal. */
const defaultGrace = 30;
/** Less than this after the stop signal, and requests that are under way are cut off. */
const leastRest = 5;

/** How the pods of a half end. */
export interface Shutdown {
  /** Seconds of the `preStop` sleep. */
  readonly drainDelay?: number;
  readonly gracePeriod?: number;
}

/**
 * First the pod leaves the endpoints while it still answers, then it is told to stop. `preStop` counts inside the grace
 * period, and on spot both have to fit between the cloud's notice and the end of the node.
 * @see https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/
 */
export function resolveShutdown(context: ServiceContext, half: Half): Shutdown {
  const { terminationGracePeriodSeconds: grace, availability, lifecycle } = context.spec;
  const times = half.placement === 'spot' ? context.settings.nodes.capacity?.spot : undefined;
  if (times !== undefined && grace !== undefined) warnOfReclaim(context, grace, times.notice);
  const hook = lifecycle?.preStop;
  const written = availability?.drainDelay;
  if (hook !== undefined && written !== undefined) refuseTwoDelays(context);
  const sleep = hook === undefined ? written : hook.sleep?.seconds;
  if (sleep !== undefined) {
    const path = hook === undefined ? ['availability', 'drainDelay'] : ['lifecycle', 'preStop', 'sleep'];
    checkDelay(context, path, sleep, grace, times?.notice);
    const shutdown = shutdownOf(grace, sleep, times, hook === undefined);
    warnOfNoRest(context, path, sleep, shutdown.gracePeriod ?? defaultGrace);
    return shutdown;
  }
  // What a hook of another kind takes is not known, and a pod without a Service has no connections to wait for.
  if (hook !== undefined || !hasService(context)) return shutdownOf(grace, 0, times, false);
  return shutdownOf(grace, derivedDelay(context, grace, times), times, true);
}

function derivedDelay(
  context: ServiceContext,
  grace: number | undefined,
  times: SpotTimes | undefined,
): number {
  const delay = Math.min(defaultDrainDelay, times?.drainDelay ?? Infinity);
  if (grace === undefined || grace >= delay + leastRest) return delay;
  const shorter = Math.floor(grace / 2);
  context.report('short-grace', ['terminationGracePeriodSeconds'], {
    problem: `too short for the ${delay} s in which load balancers learn that a pod is going, and ${leastRest} s to end`,
    got: String(grace),
    fix: `the preStop sleep shrinks to ${shorter} s, and requests may fail during a rollout: write a longer one, or availability: {drainDelay: ${shorter}}`,
  });
  return shorter;
}

function hasService({ spec }: ServiceContext): boolean {
  if (spec.workload !== 'Deployment' && spec.workload !== 'StatefulSet') return false;
  if (spec.service === false) return spec.extraServices !== undefined;
  return Object.values(spec.ports ?? {}).some(
    (port) => typeof port !== 'object' || port.servicePort !== false,
  );
}

/** `own`: the sleep is ours to render, and not a hook that was written. */
function shutdownOf(
  written: number | undefined,
  sleep: number,
  times: SpotTimes | undefined,
  own: boolean,
): Shutdown {
  const wanted = sleep + defaultGrace;
  // Longer than the node lives would only delay what ends anyway.
  const fitting =
    times === undefined
      ? wanted
      : Math.min(wanted, Math.max(times.gracePeriod, Math.min(sleep + leastRest, times.notice)));
  const gracePeriod = written ?? (fitting === defaultGrace ? undefined : fitting);
  return {
    ...(own && sleep > 0 ? { drainDelay: sleep } : {}),
    ...(gracePeriod === undefined ? {} : { gracePeriod }),
  };
}

function checkDelay(
  context: ServiceContext,
  path: readonly string[],
  sleep: number,
  grace: number | undefined,
  notice: number | undefined,
): void {
  if (notice !== undefined && sleep > notice) {
    context.report('spot-notice', path, {
      problem: 'a spot node is gone before the pod is told to stop',
      got: `${sleep} s of preStop, ${notice} s of notice`,
      expected: `at most ${notice}`,
      fix: 'shorten it, or write capacity: onDemand',
    });
  }
  if (grace !== undefined && sleep > grace) {
    context.report('conflicting-fields', path, {
      problem: 'the preStop sleep counts inside the grace period',
      got: `${sleep} s of preStop, ${grace} s of terminationGracePeriodSeconds`,
      fix: `write terminationGracePeriodSeconds: ${sleep + defaultGrace}`,
    });
  }
}

function warnOfNoRest(context: ServiceContext, path: readonly string[], sleep: number, grace: number): void {
  const rest = grace - sleep;
  if (rest < 0 || rest >= leastRest || rest >= sleep) return;
  context.report('short-grace', path, {
    problem: `after the preStop sleep ${rest} s are left for the stop signal`,
    got: `${sleep} s of preStop, ${grace} s of grace`,
    fix: `shorten the sleep to ${Math.max(Math.floor(grace / 2), grace - leastRest)}, or what is under way is cut off`,
  });
}

function warnOfReclaim(context: ServiceContext, grace: number, notice: number): void {
  if (grace <= notice) return;
  context.report('spot-grace', ['terminationGracePeriodSeconds'], {
    problem: `a reclaimed spot node is gone ${notice} s after the warning: the last ${grace - notice} s are cut off`,
    got: String(grace),
    fix: `what takes longer has to be safe to break off; write at most ${notice}, or capacity: onDemand`,
  });
}

function refuseTwoDelays(context: ServiceContext): void {
  context.report('conflicting-fields', ['availability', 'drainDelay'], {
    problem: 'lifecycle.preStop already says how the pod drains',
    fix: 'remove one of them',
  });
}
