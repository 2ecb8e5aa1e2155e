const unit = 1_000_000_000n;

/** Quotas leave at least a fifth more than what is rendered. */
const headroom = { numerator: 12n, denominator: 10n };

/** Tenths: 1, 1.5, 2, 3, 5 and 7.5, and each of them ten times, a hundred times as large. */
const tenths = [10n, 15n, 20n, 30n, 50n, 75n];

/**
 * A fifth more than an amount in 10^-9 units, on the next step: far enough apart that most changes of scale leave a quota as
 * it is, so that two teams' changes do not conflict in it.
 */
export function withHeadroom(name: string, amount: bigint): bigint {
  if (amount === 0n) return 0n;
  const more = divideUp(amount * headroom.numerator, headroom.denominator);
  if (name.endsWith('memory') || name.endsWith('storage')) return binaryStep(more);
  return decimalStep(more, name.endsWith('cpu') ? unit / 1000n : unit);
}

/** The next step in whole numbers of the smallest amount. */
function decimalStep(amount: bigint, smallest: bigint): bigint {
  for (let power = 1n; ; power *= 10n) {
    for (const step of tenths) {
      const candidate = divideUp(step * power, 10n) * smallest;
      if (candidate >= amount) return candidate;
    }
  }
}

/** The next step from one of a binary unit to 750 of it; then follows one of the next unit. */
function binaryStep(amount: bigint): bigint {
  for (let binary = 1024n * 1024n * unit; ; binary *= 1024n) {
    for (const power of [1n, 10n, 100n]) {
      for (const step of tenths) {
        const candidate = (step * power * binary) / 10n;
        if (candidate >= amount) return candidate;
      }
    }
  }
}

function divideUp(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by;
}
