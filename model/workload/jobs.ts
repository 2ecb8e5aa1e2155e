import { fieldsOf } from '../../lib/json';
import type { ServiceContext } from '../context';
import type { CronJobFields, JobFields } from '../types/controller';
import { checkIndexes, failurePolicy } from './pod-failure';
import type { FieldReport } from './schedules';
import { checkDeadline, checkSchedule, checkTtl } from './schedules';
import type { WorkloadPlan } from '../types/capacity';

/** Times at which a service does something: of a Job, of a CronJob, or of what scales it. */
export function checkTimes(context: ServiceContext): void {
  const { workload, schedule, timeZone, startingDeadlineSeconds, ttlSecondsAfterFinished, replicas } =
    context.spec;
  const report: FieldReport = (code, path, parts) => {
    context.report(code, path, parts);
  };
  if (workload === 'Job') checkTtl(report, ['ttlSecondsAfterFinished'], ttlSecondsAfterFinished);
  if (workload === 'CronJob') {
    checkSchedule(report, ['schedule'], schedule, timeZone);
    checkDeadline(report, ['startingDeadlineSeconds'], startingDeadlineSeconds);
  }
  const scaled = typeof replicas === 'object' ? replicas : {};
  for (const [index, window] of (scaled.schedule ?? []).entries()) {
    for (const field of ['start', 'end'] as const)
      checkSchedule(report, ['replicas', 'schedule', index, field], window[field], window.timeZone);
  }
  for (const [name, { type, metadata = {} }] of Object.entries(scaled.triggers ?? {})) {
    if (type !== 'cron') continue;
    for (const field of ['start', 'end'])
      checkSchedule(
        report,
        ['replicas', 'triggers', name, 'metadata', field],
        metadata[field],
        metadata['timezone'],
      );
  }
}

/** Disruptions are not counted, so that something else has to bound a Job that never gets through, and its successors. */
const jobDefaults = { backoffLimit: 3, activeDeadlineSeconds: 86_400 };

/** Spec of a Job beside its template; of a CronJob's, `suspend` stands outside. */
export function jobFields(
  context: ServiceContext,
  plan: WorkloadPlan,
  suspend: boolean | undefined,
): JobFields {
  const { spec } = context;
  const { ttlSecondsAfterFinished, completions, parallelism, completionMode } = spec;
  const { backoffLimitPerIndex, maxFailedIndexes } = spec;
  if (completionMode === 'Indexed') refuseIndexed(context);
  checkIndexes(context);
  const endless = spec.workload === 'CronJob' || plan.placement === 'spot';
  // Each index has its own limit then: one for all would end the Job before they are through.
  const perIndex = backoffLimitPerIndex !== undefined;
  const backoffLimit = spec.backoffLimit ?? (perIndex ? undefined : jobDefaults.backoffLimit);
  const activeDeadlineSeconds =
    spec.activeDeadlineSeconds ?? (endless ? jobDefaults.activeDeadlineSeconds : undefined);
  return fieldsOf<JobFields>({
    backoffLimit,
    backoffLimitPerIndex,
    maxFailedIndexes,
    activeDeadlineSeconds,
    ttlSecondsAfterFinished,
    completions,
    parallelism,
    completionMode,
    suspend,
    podFailurePolicy: failurePolicy(context, plan),
  });
}

/** More pods at a time than the Job controller keeps an account of. */
const mostIndexed = 100_000;

/** Each pod has its place among the completions; without both numbers the API takes one of each, but not in a CronJob. */
function refuseIndexed(context: ServiceContext): void {
  const { completions, parallelism, workload } = context.spec;
  if (completions === undefined && (parallelism !== undefined || workload === 'CronJob')) {
    const field = parallelism === undefined ? 'completionMode' : 'parallelism';
    context.report('missing-field', [field], {
      problem: 'an Indexed Job needs completions, the number of its indexes',
      expected: `completions beside ${field}`,
    });
  }
  if (parallelism === undefined || parallelism <= mostIndexed) return;
  context.report('conflicting-fields', ['parallelism'], {
    problem: 'too many pods of an Indexed Job at a time',
    got: String(parallelism),
    expected: `at most ${mostIndexed}`,
  });
}

/** A controller that missed 100 starts never starts the Job again unless a deadline limits how far it looks back. */
const cronJobDefaults = { concurrencyPolicy: 'Forbid', startingDeadlineSeconds: 300 } as const;

export function cronJobFields(context: ServiceContext, plan: WorkloadPlan): CronJobFields {
  const { spec } = context;
  const { schedule, timeZone, suspend, successfulJobsHistoryLimit, failedJobsHistoryLimit } = spec;
  if (schedule === undefined) {
    context.report('missing-field', [], {
      problem: 'a CronJob without a schedule',
      expected: 'schedule: "0 3 * * *"',
    });
  }
  return fieldsOf<CronJobFields>({
    schedule,
    timeZone,
    concurrencyPolicy: spec.concurrencyPolicy ?? cronJobDefaults.concurrencyPolicy,
    startingDeadlineSeconds: spec.startingDeadlineSeconds ?? cronJobDefaults.startingDeadlineSeconds,
    suspend,
    successfulJobsHistoryLimit,
    failedJobsHistoryLimit,
    jobTemplate: jobFields(context, plan, undefined),
  });
}
