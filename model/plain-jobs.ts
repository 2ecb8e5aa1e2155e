import type { Diagnostic } from '../lib/diagnostics';
import { isObject } from '../lib/json';
import { valueAt } from '../lib/path';
import { hookOf } from '../lib/sync-order';
import { neverApplied } from './hooks';
import { plainReport } from './plain-findings';
import type { Report } from './schedules';
import { checkDeadline, checkSchedule, checkTtl } from './schedules';
import type { PlainObject } from './plain-types';

/** What a plain Job, CronJob, ScaledObject or hook does at another time than its author thinks, or never. */
export function checkPlainJobs(objects: readonly PlainObject[]): Diagnostic[] {
  return objects.flatMap(problemsOf);
}

function problemsOf(plain: PlainObject): Diagnostic[] {
  const { kind, metadata, apiVersion } = plain.object;
  const problems: Diagnostic[] = [];
  const report = plainReport(plain, problems);
  const group = apiVersion.split('/')[0];
  const hook = hookOf(metadata.annotations ?? {});
  const never = hook === undefined ? undefined : neverApplied(hook);
  if (hook !== undefined && never !== undefined) {
    // Helm's other hooks, such as `test`, are often rendered along with a chart.
    const code = hook.key.startsWith('helm.sh/') ? 'hook-order' : 'hook';
    report(code, ['metadata', 'annotations', hook.key], { got: hook.value, ...never });
  }
  if (group === 'batch' && kind === 'CronJob') checkCronJob(plain, report);
  else if (group === 'batch' && kind === 'Job') checkJob(plain, report, hook !== undefined);
  else if (group === 'keda.sh' && kind === 'ScaledObject') checkTriggers(plain, report);
  return problems;
}

function checkCronJob({ object }: PlainObject, report: Report): void {
  const schedule = ['spec', 'schedule'];
  checkSchedule(report, schedule, textAt(object, schedule), textAt(object, ['spec', 'timeZone']));
  const deadline = ['spec', 'startingDeadlineSeconds'];
  checkDeadline(report, deadline, numberAt(object, deadline));
}

/** Argo CD makes a hook at each sync and at no other time, so that it may remove itself. */
function checkJob({ object }: PlainObject, report: Report, isHook: boolean): void {
  const ttl = ['spec', 'ttlSecondsAfterFinished'];
  if (!isHook) checkTtl(report, ttl, numberAt(object, ttl));
}

function checkTriggers({ object }: PlainObject, report: Report): void {
  const triggers = valueAt(object, ['spec', 'triggers']);
  for (const [index, trigger] of (Array.isArray(triggers) ? triggers : []).entries()) {
    if (!isObject(trigger) || trigger['type'] !== 'cron') continue;
    const base = ['spec', 'triggers', index, 'metadata'];
    const zone = textAt(object, [...base, 'timezone']);
    for (const field of ['start', 'end'])
      checkSchedule(report, [...base, field], textAt(object, [...base, field]), zone);
  }
}

function textAt(object: unknown, path: readonly (string | number)[]): string | undefined {
  const value = valueAt(object, path);
  return typeof value === 'string' ? value : undefined;
}

function numberAt(object: unknown, path: readonly (string | number)[]): number | undefined {
  const value = valueAt(object, path);
  return typeof value === 'number' ? value : undefined;
}
