/** Lowest and highest value of each field: minute, hour, day of month, month, day of week. */
const bounds = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const names: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** Values of a field, and whether it begins with `*` without a step. */
interface Field {
  readonly values: ReadonlySet<number>;
  readonly any: boolean;
}

/** When something is due, as the fields of its schedule say. */
export interface Schedule {
  readonly minute: Field;
  readonly hour: Field;
  readonly day: Field;
  readonly month: Field;
  readonly weekday: Field;
}

/** A day of the calendar; Sunday is weekday 0. */
export interface CalendarDay {
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
}

/**
 * True for a schedule as the CronJob controller reads it: five fields, or one of the names that begin with @.
 * @see https://pkg.go.dev/github.com/robfig/cron/v3#hdr-CRON_Expression_Format
 */
export function isCronSchedule(text: string): boolean {
  if (/^@every (\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(text)) return true;
  return parseSchedule(text) !== undefined;
}

/** Nanoseconds of the units of Go's durations. */
const units: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 6e10,
  h: 3.6e12,
};

/** False for an interval of `@every` that is too long: the controller counts nanoseconds in 63 bits, which is 292 years. */
export function isInterval(text: string): boolean {
  const parts = [...text.matchAll(/(\d+)(\.\d+)?([nuµm]?s|m|h)/g)].map(
    ([, whole = '', fraction = '', unit = '']) => {
      const nanos = units[unit] ?? 0;
      return BigInt(whole) * BigInt(nanos) + BigInt(Math.floor(Number(`0${fraction}`) * nanos));
    },
  );
  return parts.reduce((sum, part) => sum + part, 0n) < 2n ** 63n;
}

/** The fields of a schedule; undefined for one that is not valid, and for `@every`, which has none. */
export function parseSchedule(text: string): Schedule | undefined {
  const fields = (names[text] ?? text).trim().split(/\s+/);
  if (fields.length !== bounds.length) return undefined;
  const [minute, hour, day, month, weekday] = fields.map(parseField);
  if (minute === undefined || hour === undefined || day === undefined) return undefined;
  if (month === undefined || weekday === undefined) return undefined;
  return { minute, hour, day, month, weekday };
}

/**
 * Whether a schedule is due on a day. Day of month and day of week both have to fit where one of them is `*`; otherwise one
 * of the two is enough.
 */
export function isDueOn({ day, month, weekday }: Schedule, date: CalendarDay): boolean {
  if (!month.values.has(date.month)) return false;
  const [byDay, byWeekday] = [day.values.has(date.day), weekday.values.has(date.weekday)];
  return day.any || weekday.any ? byDay && byWeekday : byDay || byWeekday;
}

/** Days of each month, of February in a leap year. */
const lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** True for a schedule whose date is in no year, such as 31 February. */
export function neverComes(schedule: Schedule): boolean {
  return lengths.every((length, index) =>
    Array.from({ length }, (_, before) => before + 1).every((day) =>
      days.every((_, weekday) => !isDueOn(schedule, { month: index + 1, day, weekday })),
    ),
  );
}

function parseField(field: string, index: number): Field | undefined {
  const values = new Set<number>();
  let any = false;
  for (const part of field.split(',')) {
    const parsed = parsePart(part, index);
    if (parsed === undefined) return undefined;
    for (let value = parsed.first; value <= parsed.last; value += parsed.step) values.add(value);
    any ||= parsed.any;
  }
  return { values, any };
}

interface Part {
  readonly first: number;
  readonly last: number;
  readonly step: number;
  readonly any: boolean;
}

/** `*`, `5`, `1-5`, `mon`, each with a step after a slash. */
function parsePart(part: string, index: number): Part | undefined {
  const [lowest, highest] = bounds[index] ?? [0, 0];
  const [range = '', written, ...more] = part.split('/');
  if (more.length > 0 || (written !== undefined && !/^[1-9]\d{0,17}$/.test(written))) return undefined;
  const step = Number(written ?? 1);
  if (range === '*' || range === '?') return { first: lowest, last: highest, step, any: step === 1 };
  const [from = '', to, ...rest] = range.split('-');
  const [first, last] = [numberOf(from, index), to === undefined ? undefined : numberOf(to, index)];
  if (first === undefined || rest.length > 0) return undefined;
  // A number with a step goes up to the highest.
  if (to === undefined) return { first, last: written === undefined ? first : highest, step, any: false };
  return last !== undefined && first <= last ? { first, last, step, any: false } : undefined;
}

function numberOf(text: string, index: number): number | undefined {
  const [lowest, highest] = bounds[index] ?? [0, 0];
  const known = index === 3 ? months : index === 4 ? days : [];
  const named = known.indexOf(text.toLowerCase());
  const value = named >= 0 ? named + (index === 3 ? 1 : 0) : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= lowest && value <= highest ? value : undefined;
}
