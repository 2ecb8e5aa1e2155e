import { clockChange } from '../../lib/clock-changes';
import type { Code } from '../../lib/codes';
import { neverComes, parseSchedule } from '../../lib/cron';
import type { Diagnostic } from '../../lib/diagnostics';
import type { Path } from '../../spec/layers';

export type FieldReport = (
  code: Code,
  path: Path,
  parts: Omit<Diagnostic, 'path' | 'location' | 'code'>,
) => void;

/** The controller looks for what is due this often, in seconds. */
const interval = 10;

/** A schedule that is never due, or that a change of the clocks leaves out or repeats. */
export function checkSchedule(
  report: FieldReport,
  path: Path,
  text: string | undefined,
  timeZone: string | undefined,
): void {
  const schedule = text === undefined ? undefined : parseSchedule(text);
  if (schedule === undefined || text === undefined) return;
  if (neverComes(schedule)) {
    report('schedule-never', path, {
      problem: `${text} never comes: none of its months has such a day`,
      fix: 'write a day that exists',
    });
    return;
  }
  const change = timeZone === undefined ? undefined : clockChange(schedule, timeZone);
  if (timeZone === undefined || change === undefined) return;
  const [from, to] = [clock(change.from), clock(change.to)];
  const before = change.from > 0 ? [`before ${from}`] : [];
  const after = change.to === endOfDay ? [] : [`from ${to} on`];
  report('clock-change', path, {
    problem:
      change.kind === 'skipped'
        ? `${timeZone} has no time from ${from} to ${to} on the day when its clocks go forward, so ${text} is left out then`
        : `${timeZone} has the time from ${from} to ${to} twice on the day when its clocks go back, so ${text} is due twice then`,
    fix: `choose a time ${[...before, ...after].join(' or ')}, or timeZone: Etc/UTC`,
  });
}

/** A deadline that may be over before anybody looks. */
export function checkDeadline(report: FieldReport, path: Path, seconds: number | undefined): void {
  if (seconds === undefined || seconds >= interval) return;
  report('short-deadline', path, {
    problem: `startingDeadlineSeconds is ${seconds}, but the CronJob controller looks every ${interval} seconds, so a Job may never start`,
    expected: `${interval} or more`,
    fix: 'write 60 or more, or remove it',
  });
}

/** A Job that removes itself is missing in the cluster, and whoever keeps the cluster as Git has it makes it again. */
export function checkTtl(report: FieldReport, path: Path, seconds: number | undefined): void {
  if (seconds === undefined) return;
  report('job-repeats', path, {
    problem: `the Job is deleted ${seconds} seconds after it finished, and Argo CD or Flux then creates it again: it runs again and again`,
    fix: 'remove ttlSecondsAfterFinished, or write a CronJob if it should run again',
  });
}

const endOfDay = 24 * 60;

function clock(minutes: number): string {
  if (minutes === endOfDay) return '24:00';
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}
