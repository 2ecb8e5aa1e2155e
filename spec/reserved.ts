import type { Diagnostic } from '../lib/diagnostics';
import { isDnsLabel } from '../lib/names';

/**
 * Names of folders of the output, beside those of concerns, that no service can have: shared ones, and those kept for what comes;
 * `all`, which means every environment; and the one name that every object of JavaScript knows, which the constructs of cdk8s do
 * not take.
 */
export const commonReserved: readonly string[] = [
  'all',
  'cluster',
  'constructor',
  'logging',
  'monitoring',
  'namespaces',
  'platform',
  'telemetry',
];

/** Why a name is none for what becomes a folder of the output or of the platform. */
export function nameProblem(
  name: string,
  what: string,
  reserved: readonly string[],
): Pick<Diagnostic, 'problem' | 'got' | 'expected' | 'fix'> | undefined {
  const fix = 'rename it';
  const got = `"${name}"`;
  if (!isDnsLabel(name) || /^\d+$/.test(name)) {
    const expected = 'a DNS label: lowercase letters, digits and -, at most 63, such as my-app';
    return { problem: `not a valid name for ${what}`, got, expected, fix };
  }
  if (!reserved.includes(name)) return undefined;
  const expected = `another name than ${reserved.join(', ')}`;
  return { problem: `this name is reserved, so ${what} cannot have it`, got, expected, fix };
}
