import type { AmountKind, UnlikelyAmount } from '../../lib/amounts';
import { unlikelyAmount } from '../../lib/amounts';
import { quantity } from './primitives';

interface Issues {
  addIssue(issue: {
    code: 'custom';
    path: PropertyKey[];
    message: string;
    params: Record<string, unknown>;
  }): void;
}

export function addUnlikely(issues: Issues, path: PropertyKey[], { expected, fix }: UnlikelyAmount): void {
  issues.addIssue({ code: 'custom', path, message: expected, params: { fix } });
}

/** Refuses an amount that is surely another one than was meant. */
export function refuseUnlikely(
  issues: Issues,
  path: PropertyKey[],
  kind: AmountKind | undefined,
  written: string | null | undefined,
): void {
  if (kind === undefined || written === null || written === undefined) return;
  const unlikely = unlikelyAmount(kind, written);
  if (unlikely !== undefined) addUnlikely(issues, path, unlikely);
}

/** A quantity of one kind. */
export function amountOf(kind: AmountKind, schema: typeof quantity = quantity): typeof quantity {
  return schema.superRefine((written, issues) => refuseUnlikely(issues, [], kind, written));
}
