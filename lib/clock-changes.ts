import type { CalendarDay, Schedule } from './cron';
import { isDueOn } from './cron';

/** A change of the clocks of a time zone. */
interface ClockChange {
  readonly date: CalendarDay;
  /** Minutes of the day between which the clock shows nothing, or everything twice. */
  readonly from: number;
  readonly to: number;
  readonly kind: 'skipped' | 'doubled';
}

const minute = 60_000;
const day = 24 * 60 * minute;

/** The same ten years on any day, so that the same files always get the same answer. */
const [first, last] = [Date.UTC(2026, 0, 1), Date.UTC(2036, 0, 1)];

const known = new Map<string, readonly ClockChange[]>();

/** What a schedule loses or gets twice where clocks change; undefined where nothing. */
export function clockChange(schedule: Schedule, timeZone: string): ClockChange | undefined {
  // What is due many times a day is due again soon.
  if (schedule.hour.values.size > 6) return undefined;
  const met = changesOf(timeZone).filter(
    (change) => isDueOn(schedule, change.date) && isHit(schedule, change),
  );
  return met.find(({ kind }) => kind === 'skipped') ?? met[0];
}

function isHit({ hour, minute: minutes }: Schedule, { from, to }: ClockChange): boolean {
  return [...hour.values].some((hours) =>
    [...minutes.values].some((value) => hours * 60 + value >= from && hours * 60 + value < to),
  );
}

function changesOf(timeZone: string): readonly ClockChange[] {
  const found = known.get(timeZone) ?? findChanges(offsetsOf(timeZone));
  known.set(timeZone, found);
  return found;
}

/** Changes are weeks apart. */
function findChanges(offset: (time: number) => number): ClockChange[] {
  const changes: ClockChange[] = [];
  for (let time = first; time < last; time += 7 * day) {
    if (offset(time) === offset(time + 7 * day)) continue;
    let [before, after] = [time, time + 7 * day];
    while (after - before > minute) {
      const middle = before + Math.floor((after - before) / 2 / minute) * minute;
      if (offset(middle) === offset(time)) before = middle;
      else after = middle;
    }
    changes.push(changeAt(after, offset(before), offset(after)));
  }
  return changes;
}

/** Offsets in milliseconds. The day is the one on which the clocks show `from`. */
function changeAt(time: number, before: number, after: number): ClockChange {
  const local = new Date(time + Math.min(before, after));
  const from = local.getUTCHours() * 60 + local.getUTCMinutes();
  return {
    date: { month: local.getUTCMonth() + 1, day: local.getUTCDate(), weekday: local.getUTCDay() },
    from,
    to: from + Math.abs(after - before) / minute,
    kind: after > before ? 'skipped' : 'doubled',
  };
}

/** How far a zone's clocks are ahead of UTC at a time, in milliseconds. */
function offsetsOf(timeZone: string): (time: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (time) => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
    const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
    return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) - time;
  };
}
