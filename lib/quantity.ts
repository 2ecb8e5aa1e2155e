/** How a quantity is written: with powers of 1024 or of 1000. */
export type QuantityFamily = 'binary' | 'decimal';

/** The API server also keeps the exponent form (`1e3`) that a quantity came in. */
type Notation = QuantityFamily | 'exponent';

interface Parsed {
  readonly nanos: bigint;
  readonly notation: Notation;
}

const unit = 1_000_000_000n;

/** Powers of ten of the decimal suffixes. */
const decimalSuffixes: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};

/** Suffixes of the powers of 1024, the first for 1024 itself. */
const binarySuffixes = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** The API server cuts larger amounts down to this. */
const largest = (2n ** 63n - 1n) * unit;

/** No sensible quantity is longer; it also bounds the arithmetic. */
const longest = 64;

/** With at most 64 digits, a larger exponent always meets the cap and a smaller one always rounds up to 1n. */
const exponentBound = 200;

const pattern = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))([eE][+-]?\d+|[numkMGTPE]|[KMGTPE]i|)$/;

/** The amount in units of 10^-9, rounded up to whole ones as the API server does; undefined for other text. */
export function parseQuantity(text: string | number): bigint | undefined {
  return parse(text)?.nanos;
}

/** The form that the API server prints: `1000m` is `1`, `3072Mi` is `3Gi`, `0.5Gi` is `512Mi`. */
export function canonicalQuantity(text: string | number): string | undefined {
  const parsed = parse(text);
  return parsed === undefined ? undefined : print(parsed);
}

/** Devices and huge pages: a pod has its own, and nobody else uses what it asked for, so a limit is the request. */
export function isExclusive(resource: string): boolean {
  return isDevice(resource) || resource.startsWith('hugepages-');
}

/** What a device plugin offers, in whole numbers. */
export function isDevice(resource: string): boolean {
  return resource.includes('/') && !resource.includes('kubernetes.io/');
}

/** A number of things, not of parts of them. */
export function isWhole(amount: string): boolean {
  return (parseQuantity(amount) ?? 0n) % unit === 0n;
}

/** Whether an amount of huge pages is one of whole pages of the size in its name: `4Mi` of `hugepages-2Mi`. */
export function isWholePages(resource: string, amount: string): boolean {
  const [size = 0n, nanos = 0n] = [parseQuantity(resource.replace('hugepages-', '')), parseQuantity(amount)];
  const bytes = (nanos + unit - 1n) / unit;
  return size > 0n && (bytes * unit) % size === 0n;
}

/** Quantities by resource, as the API server prints them. */
export function canonicalQuantities(
  written: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(written).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, canonicalQuantity(value) ?? value]],
    ),
  );
}

/** The shortest exact form in a family; binary falls back to decimal where it can't be exact, as in the API server. */
export function formatQuantity(nanos: bigint, family: QuantityFamily): string {
  return print({ nanos, notation: family });
}

/** Negative, zero or positive, as `sort` wants it; undefined if one of them is not a quantity. */
export function compareQuantities(a: string | number, b: string | number): -1 | 0 | 1 | undefined {
  const [left, right] = [parseQuantity(a), parseQuantity(b)];
  if (left === undefined || right === undefined) return undefined;
  return left < right ? -1 : left > right ? 1 : 0;
}

function parse(text: string | number): Parsed | undefined {
  const written = String(text);
  const match = written.length > longest ? null : pattern.exec(written);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = match[4] ?? '', , suffix = ''] = match;
  const digits = BigInt(`${whole}${fraction}`);
  const magnitude = scale(digits, fraction.length, suffix);
  const capped = magnitude > largest ? largest : magnitude;
  return { nanos: sign === '-' ? -capped : capped, notation: notationOf(suffix) };
}

function notationOf(suffix: string): Notation {
  if (suffix.endsWith('i')) return 'binary';
  return /^[eE]./.test(suffix) ? 'exponent' : 'decimal';
}

/** `digits` · 10^-`decimals` · the suffix, in nanos. */
function scale(digits: bigint, decimals: number, suffix: string): bigint {
  const binary = binarySuffixes.indexOf(suffix) + 1;
  if (binary > 0) return powerOfTen(digits * 1024n ** BigInt(binary), 9 - decimals);
  const exponent = decimalSuffixes[suffix] ?? Number(suffix.slice(1));
  const bounded = Math.max(-exponentBound, Math.min(exponentBound, exponent));
  return powerOfTen(digits, 9 - decimals + bounded);
}

/** `value` · 10^`exponent`, rounded up: who asks for a little gets a little. */
function powerOfTen(value: bigint, exponent: number): bigint {
  if (exponent >= 0) return value * 10n ** BigInt(exponent);
  const divisor = 10n ** BigInt(-exponent);
  return (value + divisor - 1n) / divisor;
}

function print({ nanos, notation }: Parsed): string {
  if (nanos === 0n) return '0';
  const sign = nanos < 0n ? '-' : '';
  const amount = nanos < 0n ? -nanos : nanos;
  const binary = notation === 'binary' && amount >= 1024n * unit && amount % unit === 0n;
  return sign + (binary ? printBinary(amount / unit) : printDecimal(amount, notation));
}

function printBinary(amount: bigint): string {
  let [rest, power] = [amount, 0];
  while (rest % 1024n === 0n && power < binarySuffixes.length) {
    rest /= 1024n;
    power += 1;
  }
  return `${rest}${power === 0 ? '' : binarySuffixes[power - 1]}`;
}

function printDecimal(nanos: bigint, notation: Notation): string {
  let [rest, exponent] = [nanos, -9];
  while (rest % 1000n === 0n && exponent < 18) {
    rest /= 1000n;
    exponent += 3;
  }
  if (exponent === 0) return String(rest);
  if (notation === 'exponent') return `${rest}e${exponent}`;
  const suffix = Object.entries(decimalSuffixes).find(([, power]) => power === exponent)?.[0] ?? '';
  return `${rest}${suffix}`;
}
