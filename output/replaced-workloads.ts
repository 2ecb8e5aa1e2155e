import type { Diagnostic } from '../lib/diagnostics';
import { groupBy } from '../lib/group';
import { kindOf } from '../lib/kinds';
import type { KubernetesObject } from '../lib/rendered';
import { address, placeOf, title } from '../lib/rendered';
import type { EnvironmentObject, Replaceable } from './environment-objects';
import { locationOf, serviceOf, specOf } from './environment-objects';

/** What a workload of a service becomes. */
const isController = (object: KubernetesObject) =>
  kindOf(object).rolls || object.kind === 'CronJob' || object.kind === 'Job';

/**
 * Errors for services whose workloads all become others: of another kind, or in another namespace. No object is changed there
 * that a rollout could follow: the old one is pruned with its pods while the new one only starts.
 */
export function replacedWorkloads(
  before: readonly EnvironmentObject[],
  after: readonly EnvironmentObject[],
): Replaceable[] {
  const [olds, news] = [byService(before), byService(after)];
  return [...news].flatMap(([key, present]) => {
    const kept = new Set(present.map(({ object }) => address(object)));
    const old = (olds.get(key) ?? []).filter(({ object }) => hasPods(object));
    return old.some(({ object }) => kept.has(address(object)))
      ? []
      : old.map((entry) => replacement(entry, present));
  });
}

function byService(objects: readonly EnvironmentObject[]): ReadonlyMap<string, readonly EnvironmentObject[]> {
  return groupBy(objects, ({ environment, object }) => {
    if (!isController(object)) return undefined;
    const { name, namespace = '' } = object.metadata;
    return `${environment} ${serviceOf(object) ?? `${namespace}/${name}`}`;
  });
}

function hasPods(object: KubernetesObject): boolean {
  return kindOf(object).rolls && specOf(object)['replicas'] !== 0;
}

function replacement(old: EnvironmentObject, present: readonly EnvironmentObject[]): Replaceable {
  const { object } = old;
  const named = address(object);
  const accept = `run synth --replace ${named}`;
  const stays = present.some((entry) => kindOf(entry.object).rolls);
  const diagnostic: Diagnostic = {
    code: 'workload-transition',
    ...placeOf(old),
    problem: stays
      ? 'all its pods are removed at once, before the first pod of its successor is ready'
      : 'all its pods are removed at once, and its successor only runs jobs',
    got: `${title(object)} → ${present.map((entry) => title(entry.object)).join(', ')}`,
    fix: stays
      ? `run the new workload as a service of another name, move its callers there, and remove ${serviceOf(object) ?? object.metadata.name} in a second commit; or let Argo CD sync with PruneLast=true and ${accept}`
      : `undo it, or ${accept}`,
    ...locationOf(present[0]),
  };
  return { address: named, diagnostic };
}
