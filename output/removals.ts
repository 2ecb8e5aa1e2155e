import type { Diagnostic } from '../lib/diagnostics';
import { hasPruneGuard } from '../lib/prune-guards';
import type { KubernetesObject, RenderedObject } from '../lib/rendered';
import { address, placeOf, title } from '../lib/rendered';
import { byCodeUnit } from '../lib/json';
import { lostContentOf, lostLoadBalancer, sharesLoadBalancer } from './lost-contents';
import { lostClaims } from './stateful-set-claims';
import type { EnvironmentObject } from './environment-objects';
import { byIdentity, identityIn } from './environment-objects';
import { usersOf } from './object-users';

/** What a removal leaves in the cluster, or deletes there. */
export interface Leftover {
  readonly environment: string;
  /** `PersistentVolumeClaim shop/data`. */
  readonly object: string;
  /** False where applying the change deletes it. */
  readonly stays: boolean;
  /** What is lost with it: `its data`. */
  readonly content: string;
  /** What deletes it, where it stays and nobody uses it. */
  readonly command?: string;
  /** Who still uses what stays. */
  readonly usedBy?: string;
  /** Claims of a StatefulSet, or their templates, where it is those that stay or go. */
  readonly claims?: readonly string[];
}

/** Something that nobody can make again as it was, and that leaves the output. */
interface Removal {
  readonly old: Old;
  readonly lost: Omit<Leftover, 'environment' | 'object'>;
  readonly problem: string;
  /** How to keep it, beside undoing the change. */
  readonly kept?: string;
}

/**
 * Claims, Namespaces, volumes, definitions and load balancers that leave the output, with what is lost with them. `remove`
 * names those that may: `KIND/NAMESPACE/NAME`, or `ENVIRONMENT/*` for all of one environment. `before` and `after` are what
 * changes, `all` is everything that is rendered.
 */
export function describeRemovals(
  before: readonly EnvironmentObject[],
  after: readonly RenderedObject[],
  remove: readonly string[],
  all: readonly EnvironmentObject[] = after,
): { left: Leftover[]; diagnostics: Diagnostic[] } {
  const present = byIdentity(after);
  const olds = before.map((entry): Old => ({ ...entry, present: present.get(identityIn(entry))?.object }));
  const removals = olds.flatMap((old) => removalsOf(old, olds, all));
  const namesOf = ({ old }: Removal) => [address(old.object), `${old.environment}/*`];
  const allowed = (removal: Removal) => namesOf(removal).some((name) => remove.includes(name));
  const known = new Set(removals.flatMap(namesOf));
  const unused = remove.filter((name) => !known.has(name));
  return {
    left: removals
      .filter(allowed)
      .map(({ old: { environment, object }, lost }) => ({ environment, object: title(object), ...lost })),
    diagnostics: [...removals.filter((removal) => !allowed(removal)).map(refusal), ...unused.map(unknown)],
  };
}

function refusal(removal: Removal): Diagnostic {
  const { old, problem, kept } = removal;
  const { environment, object } = old;
  return {
    code: 'removed-data',
    ...placeOf(old),
    problem,
    fix: `undo the change${kept === undefined ? '' : `, or ${kept}`}, or accept it: run synth --remove ${address(object)} (--remove '${environment}/*' for all of ${environment})${deletionText(removal.lost)}`,
  };
}

function deletionText({ claims, command, content, usedBy }: Removal['lost']): string {
  const pronoun = claims === undefined ? 'it' : 'them';
  if (usedBy !== undefined)
    return `; do not delete ${pronoun} afterwards, unless in another cluster: ${usedBy} still needs ${pronoun}`;
  return command === undefined
    ? ''
    : `; where nobody needs ${pronoun} any more, ${command} deletes ${pronoun} with ${content}`;
}

function unknown(name: string): Diagnostic {
  return {
    code: 'unknown-remove',
    path: '--remove',
    problem:
      'no claim, Namespace, volume, definition or load balancer of this name leaves the output, and no StatefulSet of this name loses claims',
    got: name,
    expected: 'KIND/NAMESPACE/NAME, or ENVIRONMENT/*',
    fix: 'leave it out',
  };
}

/** An object as it was, and as it will be. */
interface Old extends EnvironmentObject {
  readonly present: KubernetesObject | undefined;
}

function removalsOf(entry: Old, olds: readonly Old[], all: readonly EnvironmentObject[]): Removal[] {
  const { environment, object: old, present } = entry;
  const ending = (command: string): Pick<Leftover, 'command' | 'usedBy'> => {
    const usedBy = usersOf(old, all);
    return usedBy === undefined ? { command } : { usedBy };
  };
  if (old.apiVersion === 'apps/v1' && old.kind === 'StatefulSet')
    return lostClaims(old, present).map(({ command, claims, stays, ...why }) => {
      const end = command === undefined ? {} : present === undefined ? ending(command) : { command };
      return { old: entry, ...why, lost: { claims, stays, content: 'their data', ...end } };
    });
  const holder = lostContentOf(old);
  if (holder === undefined || sharesLoadBalancer(old, environment, all)) return [];
  const { content } = holder;
  if (present !== undefined) {
    const reason = lostLoadBalancer(old, present);
    return reason === undefined
      ? []
      : [
          {
            old: entry,
            lost: { content, stays: false },
            problem: `${reason}, and the cluster deletes ${content}`,
          },
        ];
  }
  if (!hasPruneGuard(old)) {
    const problem = `it leaves the output, and Argo CD and Flux delete it with ${content}, where they prune`;
    const kept = 'guard it first as docs/output.md says, and remove it once that is applied';
    return [{ old: entry, lost: { content, stays: false }, problem, kept }];
  }
  const problem = `it leaves the output, but stays in the cluster ${old.kind === 'Namespace' ? remainder(environment, old, olds) : `with ${content}`}: its annotations keep Argo CD and Flux from deleting it`;
  return [{ old: entry, lost: { content, stays: true, ...ending(holder.command(old)) }, problem }];
}

/** A Namespace keeps what nobody prunes. */
function remainder(
  environment: string,
  { metadata: { name } }: KubernetesObject,
  olds: readonly Old[],
): string {
  const pruned = olds.filter(
    ({ environment: own, object, present }) =>
      own === environment &&
      object.metadata.namespace === name &&
      present === undefined &&
      !hasPruneGuard(object),
  );
  const kinds = [...new Set(pruned.map(({ object }) => object.kind))].sort(byCodeUnit);
  return kinds.length === 0
    ? 'with everything in it'
    : `without what leaves the output with it (${kinds.join(', ')})`;
}
