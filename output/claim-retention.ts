import type { Diagnostic } from '../lib/diagnostics';
import { identity, title } from '../lib/rendered';
import { retention, templateNames } from './set-claims';
import type { EnvironmentObject } from './state';
import { locationOf } from './state';

const consequences = {
  whenScaled:
    'Kubernetes deletes the claims of each member that goes, with their data, whoever lowers the number',
  whenDeleted: 'Kubernetes deletes its claims with their data when the StatefulSet is deleted',
} as const;

/** Warns of a StatefulSet that kept its claims until now. */
export function retentionWarnings(
  before: readonly EnvironmentObject[],
  after: readonly EnvironmentObject[],
): Diagnostic[] {
  const keyOf = ({ environment, object }: EnvironmentObject) => `${environment} ${identity(object)}`;
  const olds = new Map(before.map((entry) => [keyOf(entry), entry.object]));
  return after.flatMap((entry) => {
    const { environment, object } = entry;
    const old = object.kind === 'StatefulSet' ? olds.get(keyOf(entry)) : undefined;
    if (old === undefined || templateNames(old).length === 0) return [];
    return (['whenScaled', 'whenDeleted'] as const)
      .filter((when) => retention(old, when) === 'Retain' && retention(object, when) === 'Delete')
      .map((when): Diagnostic => ({
        code: 'claim-retention',
        path: `${environment}: ${title(object)}: spec.persistentVolumeClaimRetentionPolicy.${when}`,
        problem: `from now on ${consequences[when]}`,
        got: 'Delete where Retain was',
        fix: `keep ${when}: Retain unless the data may go`,
        ...locationOf(entry),
      }));
  });
}
