import { compareQuantities, parseQuantity } from './quantity';

/** What a quantity measures: of one container, of a disk, or of many pods together. */
export type AmountKind = 'memory' | 'storage' | 'cpu' | 'total-cpu';

/** An amount that nobody means. */
export interface UnlikelyAmount {
  readonly expected: string;
  /** What it means, and what was probably meant. */
  readonly fix: string;
}

/** Less than this, a container does not start: its runtime alone needs more. */
const leastMemory = '4Mi';
/** Small limits of volumes in memory are real, but none is below some pages. */
const leastStorage = '64Ki';
/** Cores of the largest machines that clouds rent out by the container. */
const mostCores = '256';

/** What a resource's amount measures, by its name in requests, limits and quotas; undefined for devices and the like. */
export function amountKind(resource: string): AmountKind | undefined {
  const name = resource.replace(/^(requests|limits)\./, '');
  if (name === 'memory' || name === 'cpu' || name === 'storage') return name;
  return name === 'ephemeral-storage' || name.endsWith('/requests.storage') ? 'storage' : undefined;
}

/** As `amountKind`, for sums over many pods. */
export function totalKind(resource: string): AmountKind | undefined {
  const kind = amountKind(resource);
  return kind === 'cpu' ? 'total-cpu' : kind;
}

/** Why an amount is surely another one than was meant; undefined for one that may be right. */
export function unlikelyAmount(kind: AmountKind, text: string): UnlikelyAmount | undefined {
  const nanos = parseQuantity(text);
  if (nanos === undefined || nanos === 0n) return undefined;
  const [, digits = '', suffix = ''] = /^\+?([\d.]+)(.*)$/.exec(text) ?? [];
  const value = Number(nanos) / 1e9;
  if (kind === 'cpu' || kind === 'total-cpu') return unlikelyCores(kind, { text, digits, suffix, value });
  const least = kind === 'memory' ? leastMemory : leastStorage;
  if (compareQuantities(text, least) !== -1) return undefined;
  const meant = meantBytes(kind, { text, digits, suffix, value });
  const expected = `at least ${least}`;
  if (meant !== undefined && unlikelyAmount(kind, meant) === undefined)
    return { expected, fix: `${text} means ${value} bytes${didYouMean(meant)}` };
  return { expected, fix: `${suffix === 'Mi' ? '' : `${text} means ${value} bytes; `}${whatIsNeeded}` };
}

const whatIsNeeded = 'write what the container needs, such as 64Mi';

/** Where no limit is written, the request becomes the limit: nobody means a limit of 0. */
const noMemory: UnlikelyAmount = {
  expected: `at least ${leastMemory}`,
  fix: whatIsNeeded,
};

/** Amounts of one container by resource, as they are written. */
export interface WrittenResources {
  readonly requests?: Readonly<Record<string, unknown>> | null | undefined;
  readonly limits?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Every amount of a container that nobody means, with its place. */
export function unlikelyResources(
  written: WrittenResources,
): { path: ['requests' | 'limits', string]; unlikely: UnlikelyAmount }[] {
  return (['requests', 'limits'] as const).flatMap((part) =>
    Object.entries(written[part] ?? {}).flatMap(([name, amount]) => {
      const kind = amountKind(name);
      const text = typeof amount === 'string' || typeof amount === 'number' ? String(amount) : undefined;
      if (kind === undefined || text === undefined) return [];
      const limit = written.limits?.[name] ?? undefined;
      // Some applications reserve next to nothing; what they may use is the limit.
      const isZero = parseQuantity(text) === 0n;
      const isReserve = part === 'requests' && limit !== undefined && kind === 'memory';
      if (isReserve && (isZero || /\dMi?$/.test(text))) return [];
      const unlikely = isZero && kind === 'memory' ? noMemory : unlikelyAmount(kind, text);
      return unlikely === undefined ? [] : [{ path: [part, name], unlikely }];
    }),
  );
}

interface Parts {
  readonly text: string;
  readonly digits: string;
  readonly suffix: string;
  readonly value: number;
}

/** A plain number above this is not one whose unit Mi was forgotten. */
const mostMebibytes = 1_000_000;

function meantBytes(kind: AmountKind, { digits, suffix, value }: Parts): string | undefined {
  if (suffix === 'm' || suffix === 'k' || suffix === 'Ki') return `${digits}Mi`;
  if (suffix !== '' || value > mostMebibytes) return undefined;
  // Disks, and the smallest numbers of memory, are meant in gibibytes.
  return kind === 'storage' || value < 16 ? `${digits}Gi` : `${digits}Mi`;
}

function unlikelyCores(kind: AmountKind, parts: Parts): UnlikelyAmount | undefined {
  const { text, digits, suffix, value } = parts;
  const isOneContainer = kind === 'cpu';
  const unit = isOneContainer ? /^[kMGTPE]i?$|^Ki$/ : /^[MGTPE]i?$|^Ki$/;
  const tooMany = isOneContainer && compareQuantities(text, mostCores) !== -1;
  if (!unit.test(suffix) && !tooMany) return undefined;
  const expected = isOneContainer
    ? `less than ${mostCores} cores, such as 500m or 2`
    : 'cores, such as 500m or 200';
  const isMemory = /i$|^[GTPE]$/.test(suffix);
  const millis = suffix === 'M' ? Number(digits) : value;
  // Nothing is smaller than a thousandth of a core.
  const meant = Number.isInteger(millis) && millis <= 1_000_000 ? `${millis}m` : undefined;
  return {
    expected,
    fix: `${text} means ${value} cores${isMemory ? '; that is how memory is written' : didYouMean(meant)}`,
  };
}

function didYouMean(meant: string | undefined): string {
  return meant === undefined ? '' : `; did you mean ${meant}?`;
}
