import type { RenderedObject } from '../lib/rendered';
import { title } from '../lib/rendered';
import type { Annotations } from '../lib/sync-order';
import { hookOf, waveOf } from '../lib/sync-order';
import type { EnvironmentIndex } from './index-of-objects';
import { matches } from './index-of-objects';
import { podTemplateOf, stringMap } from './pods';
import { referencesOf } from './references';
import type { Finding, IndexRule } from './rule';
import { mapAt, perObject } from './rule';

/** Kinds whose pods Argo CD waits for before it begins the next wave: a CronJob is healthy without any. */
const awaited: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Job',
  'Pod',
]);

const fix = 'give both the same wave';

/** The rule for workloads of services. A hook that runs first is refused where it is written. */
export const laterNeeds: IndexRule = {
  id: 'sync-wave',
  reads: 'environment',
  reason: 'Argo CD waits for the pods of a wave, which wait for what a later wave brings',
  fix,
  *check(rendered, index) {
    if (rendered.plain !== true) yield* findLater(rendered, index);
  },
};

/** In a cluster that has these objects already, such a sync gets through. */
export const laterNeedsOfManifests: IndexRule = {
  id: 'hook-order',
  reads: 'environment',
  reason: 'in a new cluster Argo CD waits for the pods of a wave, which wait for what a later wave brings',
  fix,
  *check(rendered, index) {
    if (rendered.plain === true) yield* findLater(rendered, index);
  },
};

/**
 * The other way round: a claim in a wave of its own. Argo CD (3.4) takes one that waits for its first pod for progressing.
 * @see https://github.com/argoproj/argo-cd/issues/12840
 */
export const waitingClaims: IndexRule = {
  id: 'hook-order',
  reads: 'environment',
  reason: 'Argo CD waits for the claim, which waits for a pod of a later wave',
  fix: 'give the claim and the workload the same wave',
  *check({ object, app, plain }, index) {
    if (object.kind !== 'PersistentVolumeClaim' || mapAt(object, 'spec')['volumeName'] !== undefined) return;
    const users = index.usersOf(object);
    const [first] = users;
    const { key, wave } = orderOf(object);
    const comesLater = (user: RenderedObject) => {
      const phases = hookOf(annotationsOf(user.object))?.phases;
      if (phases?.includes('PostSync') === true) return true;
      return (phases === undefined || phases.includes('Sync')) && orderOf(user.object).wave > wave;
    };
    if (first === undefined || !users.every((user) => user.app === app && comesLater(user))) return;
    const at = key === undefined || plain !== true ? 'metadata' : `metadata.annotations.${key}`;
    yield {
      at,
      problem: `Argo CD waits until the claim is bound before it applies ${title(first.object)}, which comes in a later wave or phase; most storage classes of clouds bind a claim only once a pod mounts it, so the first sync never ends`,
      got: `wave ${wave}`,
      fix: `remove the wave or the hook from ${title(first.object)}, or use a storage class with volumeBindingMode: Immediate`,
    };
  },
};

function* findLater(rendered: RenderedObject, index: EnvironmentIndex): Iterable<Finding> {
  const { object, app } = rendered;
  if (!awaited.has(object.kind) || isOutsideSync(object)) return;
  const { key, wave } = orderOf(object);
  const later = needsOf(rendered, index).find((need) => need.app === app && orderOf(need.object).wave > wave);
  if (later === undefined) return;
  const other = orderOf(later.object);
  const [annotation = '', at] =
    key === undefined ? [other.key, 'metadata.annotations'] : [key, `metadata.annotations.${key}`];
  const needed = title(later.object);
  yield {
    at,
    problem: `Argo CD waits until wave ${wave} is healthy before it applies wave ${other.wave}, where ${needed} is: the pods need it, so the first sync never ends`,
    got: key === undefined ? `${annotation} ${other.wave} of ${needed}` : String(wave),
    fix:
      key === undefined
        ? `remove ${annotation} from ${needed}, or give this workload a wave of at least ${other.wave}`
        : `remove it, or write a wave of at least ${other.wave}: within a wave Argo CD applies what pods need before the workloads`,
  };
}

const orderOf = perObject((object) => waveOf(annotationsOf(object)));

/** Hooks of other phases come before all waves of the sync, or after them. */
const isOutsideSync = perObject((object) => {
  const hook = hookOf(annotationsOf(object));
  return hook !== undefined && !hook.phases.includes('Sync');
});

function annotationsOf({ metadata }: RenderedObject['object']): Annotations {
  return mapAt(metadata, 'annotations');
}

/** What the pods cannot start, or cannot connect, without. */
function needsOf({ object, app }: RenderedObject, index: EnvironmentIndex): RenderedObject[] {
  const { namespace } = object.metadata;
  const labels = podTemplateOf({ object })?.labels ?? {};
  const references = referencesOf(object).flatMap(
    ({ kind, name }) => index.find('v1', kind, namespace, name) ?? [],
  );
  const policies = index.policiesOf(app).filter(({ object: policy }) => {
    const selector = stringMap(mapAt(policy, 'spec', 'podSelector', 'matchLabels'));
    return policy.metadata.namespace === namespace && matches(labels, selector);
  });
  return [...references, ...policies].filter((need) => !isOutsideSync(need.object));
}
