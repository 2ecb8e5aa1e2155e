import type { Diagnostic } from '../lib/diagnostics';
import { isObject } from '../lib/json';
import { pathText, valueAt } from '../lib/path';
import { hookOf } from '../lib/sync-order';
import type { Report } from './schedules';
import { checkDeadline, checkSchedule, checkTtl } from './schedules';
import type { PlainObject } from './types';

/** What a plain Job, CronJob or ScaledObject does at another time than its author thinks, or never. */
export function checkPlainJobs(objects: readonly PlainObject[]): Diagnostic[] {
  return objects.flatMap(problemsOf);
}

function problemsOf(plain: PlainObject): Diagnostic[] {
  const { app, object } = plain;
  const { kind, metadata, apiVersion } = object;
  const problems: Diagnostic[] = [];
  const report: Report = (code, path, parts) => {
    const where = `${app}: ${kind} ${metadata.name}: ${pathText(path)}`;
    problems.push({ code, path: where, ...parts, location: plain.locate(path) });
  };
  const group = apiVersion.split('/')[0];
  const hook = hookOf(metadata.annotations ?? {});
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
  const hook = hookOf(object.metadata.annotations ?? {});
  const account = ['spec', 'template', 'spec', 'serviceAccountName'];
  const name = textAt(object, account);
  if (hook?.phases.includes('PreSync') !== true || name === undefined || name === 'default') return;
  report('hook-order', ['metadata', 'annotations', hook.key], {
    problem: `Argo CD runs PreSync hooks before it applies what is not a hook: in a new cluster, or under a new name, the ServiceAccount ${name} does not exist yet and the hook waits forever`,
    fix: 'make the ServiceAccount and the policies that the Job needs PreSync hooks too, with a lower sync wave, or use initContainers',
  });
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
