import type { Diagnostic } from '../lib/diagnostics';
import { placeOf } from '../lib/rendered';
import { retention, templateNames } from './stateful-set-claims';
import type { EnvironmentObject } from './environment-objects';
import { byIdentity, identityIn, locationOf } from './environment-objects';

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
  const olds = byIdentity(before);
  return after.flatMap((entry) => {
    const { object } = entry;
    const old = object.kind === 'StatefulSet' ? olds.get(identityIn(entry))?.object : undefined;
    if (old === undefined || templateNames(old).length === 0) return [];
    return (['whenScaled', 'whenDeleted'] as const)
      .filter((when) => retention(old, when) === 'Retain' && retention(object, when) === 'Delete')
      .map((when): Diagnostic => ({
        code: 'claim-retention',
        ...placeOf(entry, `spec.persistentVolumeClaimRetentionPolicy.${when}`),
        problem: `from now on ${consequences[when]}`,
        got: 'Delete where Retain was',
        fix: `keep ${when}: Retain unless the data may go`,
        ...locationOf(entry),
      }));
  });
}
