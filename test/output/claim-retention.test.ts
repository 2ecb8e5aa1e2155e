import type { JsonObject } from '../../lib/json';
import { retentionWarnings } from '../../output/claim-retention';

const set = (policy: JsonObject | undefined, templates = ['data']) => ({
  environment: 'production',
  object: {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace: 'shop' },
    spec: {
      volumeClaimTemplates: templates.map((name) => ({ metadata: { name } })),
      ...(policy === undefined ? {} : { persistentVolumeClaimRetentionPolicy: policy }),
    },
  },
});

it.each([
  [
    'whenScaled',
    undefined,
    { whenScaled: 'Delete' },
    'from now on Kubernetes deletes the claims of each member',
  ],
  [
    'whenDeleted',
    { whenDeleted: 'Retain' },
    { whenDeleted: 'Delete' },
    'from now on Kubernetes deletes its claims',
  ],
] as const)('%s that turns to Delete is a warning', (when, before, after, problem) => {
  const warnings = retentionWarnings([set(before)], [set(after)]);
  expect(warnings).toEqual([
    expect.objectContaining({
      code: 'claim-retention',
      object: { environments: ['production'], title: 'StatefulSet shop/db' },
      path: `spec.persistentVolumeClaimRetentionPolicy.${when}`,
    }),
  ]);
  expect(warnings[0]?.problem).toContain(problem);
});

it.each([
  ['that stays', [set({ whenScaled: 'Delete' })], set({ whenScaled: 'Delete' })],
  ['that turns to Retain', [set({ whenScaled: 'Delete' })], set(undefined)],
  ['of a new StatefulSet', [], set({ whenScaled: 'Delete' })],
  ['of a StatefulSet without claims', [set(undefined, [])], set({ whenScaled: 'Delete' }, [])],
])('Delete %s is none', (_name, before, after) => {
  expect(retentionWarnings(before, [after])).toEqual([]);
});
