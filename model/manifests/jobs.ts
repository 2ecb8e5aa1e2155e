import type { Diagnostic } from '../../lib/diagnostics';
import { isObject } from '../../lib/json';
import { valueAt } from '../../lib/path';
import { hookOf } from '../../lib/sync-order';
import { neverApplied } from '../service/sync-hooks';
import { manifestReport } from './findings';
import type { FieldReport } from '../workload/schedules';
import { checkDeadline, checkSchedule, checkTtl } from '../workload/schedules';
import type { ManifestObject } from '../types/manifest';

/** What a plain Job, CronJob, ScaledObject or hook does at another time than its author thinks, or never. */
export function checkManifestJobs(objects: readonly ManifestObject[]): Diagnostic[] {
  return objects.flatMap(problemsOf);
}

function problemsOf(manifest: ManifestObject): Diagnostic[] {
  const { kind, metadata, apiVersion } = manifest.object;
  const problems: Diagnostic[] = [];
  const report = manifestReport(manifest, problems);
  const group = apiVersion.split('/')[0];
  const hook = hookOf(metadata.annotations ?? {});
  const never = hook === undefined ? undefined : neverApplied(hook);
  if (hook !== undefined && never !== undefined) {
    // Helm's other hooks, such as `test`, are often rendered along with a chart.
    const code = hook.key.startsWith('helm.sh/') ? 'hook-order' : 'hook';
    report(code, ['metadata', 'annotations', hook.key], { got: hook.value, ...never });
  }
  if (group === 'batch' && kind === 'CronJob') checkCronJob(manifest, report);
  else if (group === 'batch' && kind === 'Job') checkJob(manifest, report, hook !== undefined);
  else if (group === 'keda.sh' && kind === 'ScaledObject') checkTriggers(manifest, report);
  return problems;
}

function checkCronJob({ object }: ManifestObject, report: FieldReport): void {
  const schedule = ['spec', 'schedule'];
  checkSchedule(report, schedule, textAt(object, schedule), textAt(object, ['spec', 'timeZone']));
  const deadline = ['spec', 'startingDeadlineSeconds'];
  checkDeadline(report, deadline, numberAt(object, deadline));
}

/** Argo CD makes a hook at each sync and at no other time, so that it may remove itself. */
function checkJob({ object }: ManifestObject, report: FieldReport, isHook: boolean): void {
  const ttl = ['spec', 'ttlSecondsAfterFinished'];
  if (!isHook) checkTtl(report, ttl, numberAt(object, ttl));
}

function checkTriggers({ object }: ManifestObject, report: FieldReport): void {
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
