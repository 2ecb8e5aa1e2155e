import type { JsonObject } from '../lib/json';
import type { RenderedObject } from '../lib/rendered';
import { title } from '../lib/rendered';
import type { Annotations, Hook, Phase } from '../lib/sync-order';
import { hookOf, waveOf } from '../lib/sync-order';
import type { EnvironmentIndex } from './environment-index';
import { labelsMatch } from './environment-index';
import { podTemplateOf, stringMap } from './pods';
import { referencesOf } from './references';
import type { Finding, IndexRule } from './rule';
import { listAt, mapAt, perObject } from './rule';

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
export const needsOfLaterWaves: IndexRule = {
  id: 'sync-wave',
  reads: 'environment',
  reason: 'Argo CD waits for the pods of a wave, which wait for what a later wave brings',
  fix,
  *check(rendered, index) {
    if (rendered.plain !== true && phaseOf(rendered.object) !== 0) yield* findLater(rendered, index);
  },
};

/** In a cluster that has these objects already, such a sync gets through. */
export const needsOfLaterWavesInManifests: IndexRule = {
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
  const phase = phaseOf(object);
  if (!awaited.has(object.kind) || phase === undefined) return;
  const { key, wave } = orderOf(object);
  const isInTime = (other: RenderedObject) => {
    const its = phaseOf(other.object) ?? phase;
    return its < phase || (its === phase && orderOf(other.object).wave <= wave);
  };
  const needs = needsOf(rendered, index, isInTime).filter((need) => need.app === app && !isInTime(need));
  const after = needs.find((need) => phaseOf(need.object) !== phase);
  if (after !== undefined) {
    yield afterPhase(hookOf(annotationsOf(object)), after);
    return;
  }
  const [later] = needs;
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

/** What the pods need comes in a phase after theirs. */
function afterPhase(hook: Hook | undefined, need: RenderedObject): Finding {
  const needed = title(need.object);
  if (hook?.phases.includes('PreSync') !== true) {
    const other = hookOf(annotationsOf(need.object));
    return {
      at: 'metadata',
      problem: `Argo CD runs PostSync hooks once everything else is healthy, and ${needed} is one: the pods need it, so the first sync never ends`,
      got: `${other?.key ?? ''} ${other?.value ?? ''} of ${needed}`,
      fix: `remove ${other?.key ?? 'the hook'} from ${needed}`,
    };
  }
  return {
    at: `metadata.annotations.${hook.key}`,
    problem: `Argo CD runs PreSync hooks before it applies ${needed}, which the pods need: in a new cluster, or under a new name, it does not exist yet and the hook waits forever`,
    got: hook.value,
    fix: `${otherwise(need)}, or use initContainers`,
  };
}

function otherwise({ object, plain }: RenderedObject): string {
  // Argo CD deletes a hook at each sync, and the data of a claim with it.
  if (object.kind === 'PersistentVolumeClaim') return 'make the workload a Sync hook';
  const inTime = 'in the same wave or an earlier one';
  return plain === true
    ? `make ${title(object)} a PreSync hook too, ${inTime}, if only hooks use it`
    : `give the workload a ${object.kind} of its own that is a PreSync hook too, ${inTime}`;
}

const orderOf = perObject((object) => waveOf(annotationsOf(object)));

/** The phases of a sync, in their order. */
const phases: readonly Phase[] = ['PreSync', 'Sync', 'PostSync'];

/** The first phase of a sync in which Argo CD applies an object; undefined where it does so at other times, or never. */
const phaseOf = perObject((object) => {
  const hook = hookOf(annotationsOf(object));
  const first = phases.findIndex((phase) => (hook?.phases ?? ['Sync']).includes(phase));
  return first < 0 ? undefined : first;
});

function annotationsOf({ metadata }: RenderedObject['object']): Annotations {
  return mapAt(metadata, 'annotations');
}

/** What the pods cannot start, or cannot connect, without. */
function needsOf(
  { object, app }: RenderedObject,
  index: EnvironmentIndex,
  isInTime: (other: RenderedObject) => boolean,
): RenderedObject[] {
  const { namespace } = object.metadata;
  const labels = podTemplateOf({ object })?.labels ?? {};
  const references = referencesOf(object).flatMap(
    ({ kind, name }) => index.find('v1', kind, namespace, name) ?? [],
  );
  const opening = index.policiesOf(app).filter((policy) => {
    const isTheirs = policy.object.metadata.namespace === namespace && !isForAll(policy.object);
    return (
      isTheirs && !isInTime(policy) && egressOf(policy.object).length > 0 && isFor(policy.object, labels)
    );
  });
  if (opening.length === 0) return references;
  // Without a policy that denies, pods connect to anything. Another app's may be there already.
  const before = index.policiesIn(namespace).filter((policy) => {
    const isThere = policy.app !== app || isInTime(policy);
    return isThere && limitsEgress(policy.object) && isFor(policy.object, labels);
  });
  const isOpen = before.some(({ object: policy }) => egressOf(policy).some(isEmpty));
  return before.length === 0 || isOpen ? references : [...references, ...opening];
}

function limitsEgress(policy: RenderedObject['object']): boolean {
  const { policyTypes, egress } = mapAt(policy, 'spec');
  return Array.isArray(policyTypes) ? policyTypes.includes('Egress') : egress !== undefined;
}

/** The rules by which pods may connect; those of a policy for Ingress alone have no effect. */
function egressOf(policy: RenderedObject['object']): readonly JsonObject[] {
  return limitsEgress(policy) ? listAt(mapAt(policy, 'spec'), 'egress') : [];
}

function isForAll(policy: RenderedObject['object']): boolean {
  return isEmpty(mapAt(policy, 'spec', 'podSelector'));
}

/** By labels alone: a policy with expressions is for none. */
function isFor(policy: RenderedObject['object'], labels: Readonly<Record<string, string>>): boolean {
  const { matchLabels, ...expressions } = mapAt(policy, 'spec', 'podSelector');
  if (!isEmpty(expressions)) return false;
  return (
    matchLabels === undefined ||
    labelsMatch(labels, stringMap(mapAt(policy, 'spec', 'podSelector', 'matchLabels')))
  );
}

function isEmpty(map: JsonObject): boolean {
  return Object.keys(map).length === 0;
}
