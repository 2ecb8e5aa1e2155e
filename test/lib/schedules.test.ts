import { clockChange } from '../../lib/clock-changes';
import { isCronSchedule, neverComes, parseSchedule } from '../../lib/cron';

const parsed = (text: string) => {
  const schedule = parseSchedule(text);
  if (schedule === undefined) throw new Error(`not a schedule: ${text}`);
  return schedule;
};

describe('a date', () => {
  it.each([
    ['0 0 31 2 *', true],
    ['0 0 30 2 ?', true],
    ['0 0 31 4,6,9,11 *', true],
    ['0 0 30-31 feb *', true],
    ['0 0 29 2 *', false],
    ['0 0 31 1-2 *', false],
    ['0 0 31 */2 *', false],
    ['@yearly', false],
    // A day of the week beside it is enough.
    ['0 0 31 2 1', false],
    ['0 0 31 2 */2', false],
  ])('%s never comes: %s', (text, never) => {
    expect(neverComes(parsed(text))).toBe(never);
  });

  it('@every has no fields', () => {
    expect([isCronSchedule('@every 1h30m'), parseSchedule('@every 1h30m')]).toEqual([true, undefined]);
  });
});

describe('a change of the clocks', () => {
  it.each([
    ['30 2 * * *', 'Europe/Berlin', 'skipped'],
    ['0 2 * * *', 'Europe/Berlin', 'skipped'],
    ['0 3 * * *', 'Europe/Berlin', undefined],
    ['59 1 * * *', 'Europe/Berlin', undefined],
    ['30 2 * * *', 'America/New_York', 'skipped'],
    ['30 1 * * *', 'America/New_York', 'doubled'],
    ['*/15 0-2 * * 0', 'America/New_York', 'skipped'],
    // Berlin changes on Sundays, in March and October, after the 24th.
    ['30 2 * * 1-5', 'Europe/Berlin', undefined],
    ['30 2 * 1 *', 'Europe/Berlin', undefined],
    ['30 2 1 * *', 'Europe/Berlin', undefined],
    ['@daily', 'Africa/Cairo', 'skipped'],
    ['@daily', 'Europe/Berlin', undefined],
    // The clocks have not changed since 2019.
    ['30 0 * * *', 'America/Sao_Paulo', undefined],
    ['30 2 * * *', 'Etc/UTC', undefined],
    ['30 2 * * *', 'Asia/Kolkata', undefined],
    // Due many times a day.
    ['30 * * * *', 'Europe/Berlin', undefined],
    ['30 */2 * * *', 'Europe/Berlin', undefined],
  ])('%s in %s: %s', (text, timeZone, kind) => {
    expect(clockChange(parsed(text), timeZone)?.kind).toBe(kind);
  });
});
