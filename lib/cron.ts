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

/**
 * True for a schedule as the CronJob controller reads it: five fields, or one of the names that begin with @.
 * @see https://pkg.go.dev/github.com/robfig/cron/v3#hdr-CRON_Expression_Format
 */
export function isCronSchedule(text: string): boolean {
  if (/^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/.test(text)) return true;
  if (/^@every (\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(text)) return true;
  const fields = text.trim().split(/\s+/);
  return fields.length === bounds.length && fields.every((field, index) => isField(field, index));
}

function isField(field: string, index: number): boolean {
  return field.split(',').every((part) => isPart(part, index));
}

/** `*`, `5`, `1-5`, `mon`, each with a step after a slash. */
function isPart(part: string, index: number): boolean {
  const [range = '', step, ...more] = part.split('/');
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
  if (range === '*' || range === '?') return true;
  const [from = '', to, ...rest] = range.split('-');
  const [first, last] = [numberOf(from, index), to === undefined ? undefined : numberOf(to, index)];
  if (first === undefined || rest.length > 0) return false;
  return to === undefined || (last !== undefined && first <= last);
}

function numberOf(text: string, index: number): number | undefined {
  const [lowest, highest] = bounds[index] ?? [0, 0];
  const names = index === 3 ? months : index === 4 ? days : [];
  const named = names.indexOf(text.toLowerCase());
  const value = named >= 0 ? named + (index === 3 ? 1 : 0) : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= lowest && value <= highest ? value : undefined;
}
