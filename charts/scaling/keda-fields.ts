import type { ServiceContext } from '../../model/context';
import { usesKeda } from '../../model/scaling/replicas';
import type { Autoscaled } from './types';

const ofKeda = [
  'pollingInterval',
  'cooldownPeriod',
  'initialCooldownPeriod',
  'idleReplicaCount',
  'fallback',
] as const;

/** Fields of KEDA's ScaledObject that its webhook refuses, or that would have no effect. */
export function checkKedaFields(context: ServiceContext, scaling: Autoscaled): void {
  const { written, min } = scaling;
  const isOwn = (field: (typeof ofKeda)[number]) =>
    written[field] !== undefined && context.writtenForService('replicas', field);
  if (!usesKeda(written)) {
    for (const field of ofKeda.filter(isOwn)) {
      context.report('conflicting-fields', ['replicas', field], {
        problem: `only KEDA reads replicas.${field}, and KEDA scales a service by triggers or a schedule`,
        fix: `write triggers or a schedule, or remove ${field}`,
      });
    }
    return;
  }
  checkIdle(context, scaling);
  checkSchedule(context, scaling);
  const stops = min === 0 || written.idleReplicaCount === 0;
  for (const field of (['cooldownPeriod', 'initialCooldownPeriod'] as const).filter(isOwn)) {
    if (stops) continue;
    context.report('conflicting-fields', ['replicas', field], {
      problem: `replicas.${field} has no effect: it counts before KEDA stops the last pod, and min is ${min}`,
      fix: `write min: 0 or idleReplicaCount: 0, or use behavior.scaleDown.stabilizationWindowSeconds, and remove ${field}`,
    });
  }
  checkFallback(context, scaling);
}

/** Times that ask for more than the autoscaler may give, or for no more than there is anyway, are written in vain. */
function checkSchedule(context: ServiceContext, { written, min, max }: Autoscaled): void {
  for (const [index, { replicas }] of (written.schedule ?? []).entries()) {
    if (replicas > min && replicas <= max) continue;
    context.report('invalid-value', ['replicas', 'schedule', index, 'replicas'], {
      problem: 'a scheduled number of replicas must be above min and at most max',
      got: `${replicas}, min ${min}, max ${max}`,
      fix: replicas > max ? `raise max to ${replicas}` : 'raise it, or remove the time',
    });
  }
}

/** KEDA's webhook refuses an idle number that is not below the minimum. */
function checkIdle(context: ServiceContext, { written: { idleReplicaCount }, min }: Autoscaled): void {
  if (idleReplicaCount === undefined || min > 0) return;
  context.report('conflicting-fields', ['replicas', 'idleReplicaCount'], {
    problem: 'idleReplicaCount is below min, but min is 0, so the idle service has no pods already',
    got: 'idleReplicaCount 0, min 0',
    fix: 'remove idleReplicaCount, or write min: 1',
  });
}

/** @see https://keda.sh/docs/latest/reference/scaledobject-spec/#fallback */
function checkFallback(context: ServiceContext, { written: { fallback, triggers }, max }: Autoscaled): void {
  if (fallback === undefined) return;
  const path = ['replicas', 'fallback'];
  const missing = (['failureThreshold', 'replicas'] as const).filter(
    (field) => fallback[field] === undefined,
  );
  if (missing.length > 0) {
    context.report('missing-field', path, {
      problem: 'replicas.fallback needs a number of failures and a number of pods',
      expected: missing.join(' and '),
      fix: 'write fallback: {failureThreshold: 3, replicas: N}',
    });
  }
  if (fallback.replicas !== undefined && fallback.replicas > max) {
    context.report('invalid-value', [...path, 'replicas'], {
      problem: `the autoscaler never runs more than max, which is ${max}`,
      got: String(fallback.replicas),
      expected: `at most ${max}`,
      fix: `lower it, or write max: ${fallback.replicas}`,
    });
  }
  const sources = Object.values(triggers ?? {}).filter(({ type }) => type !== 'cron');
  if (sources.some(({ metricType = 'AverageValue' }) => metricType === 'AverageValue')) return;
  context.report('conflicting-fields', path, {
    problem:
      'KEDA accepts a fallback only with a trigger whose metricType is AverageValue; cpu, memory and schedules do not count',
    got: sources.length === 0 ? 'no such trigger' : 'metricType Value in all triggers',
    fix:
      sources.length === 0
        ? 'write a trigger for what the service works on, or remove fallback'
        : 'remove metricType: Value from one trigger, or remove fallback',
  });
}
