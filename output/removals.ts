import type { Diagnostic } from '../lib/diagnostics';
import { isGuarded } from '../lib/guards';
import type { KubernetesObject, RenderedObject } from '../lib/rendered';
import { address, identity, title } from '../lib/rendered';
import { byCodeUnit } from '../lib/json';
import { holderOf, lostBalancer, sharesBalancer } from './holders';
import { lostClaims } from './set-claims';
import type { EnvironmentObject } from './state';
import { usersOf } from './users';

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
interface Removal extends Leftover {
  readonly address: string;
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
  before: ReadonlyMap<string, KubernetesObject>,
  after: readonly RenderedObject[],
  remove: readonly string[],
  all: readonly EnvironmentObject[] = after,
): { left: Leftover[]; diagnostics: Diagnostic[] } {
  const present = new Map(
    after.map(({ environment, object }) => [`${environment} ${identity(object)}`, object]),
  );
  const old = [...before].map(([key, object]): Old => ({
    environment: key.slice(0, key.indexOf(' ')),
    object,
    present: present.get(key),
  }));
  const removals = old.flatMap((entry) => removalsOf(entry, old, all));
  const namesOf = ({ environment, address }: Removal) => [address, `${environment}/*`];
  const allowed = (removal: Removal) => namesOf(removal).some((name) => remove.includes(name));
  const known = new Set(removals.flatMap(namesOf));
  const unused = remove.filter((name) => !known.has(name));
  return {
    left: removals
      .filter(allowed)
      .map(({ address: _address, problem: _problem, kept: _kept, ...leftover }) => leftover),
    diagnostics: [...removals.filter((removal) => !allowed(removal)).map(refusal), ...unused.map(unknown)],
  };
}

function refusal(removal: Removal): Diagnostic {
  const { environment, object, problem, address, kept } = removal;
  return {
    code: 'removed-data',
    path: `${environment}: ${object}`,
    problem,
    fix: `undo the change${kept === undefined ? '' : `, or ${kept}`}, or accept it: run synth --remove ${address} (--remove '${environment}/*' for all of ${environment})${deletionText(removal)}`,
  };
}

function deletionText({ claims, command, content, usedBy }: Removal): string {
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
interface Old {
  readonly environment: string;
  readonly object: KubernetesObject;
  readonly present: KubernetesObject | undefined;
}

function removalsOf(
  { environment, object: old, present }: Old,
  olds: readonly Old[],
  all: readonly EnvironmentObject[],
): Removal[] {
  const named = { environment, object: title(old), address: address(old) };
  const ending = (command: string): Pick<Removal, 'command' | 'usedBy'> => {
    const usedBy = usersOf(old, all);
    return usedBy === undefined ? { command } : { usedBy };
  };
  if (old.apiVersion === 'apps/v1' && old.kind === 'StatefulSet')
    return lostClaims(old, present).map(({ command, ...lost }) => ({
      ...named,
      ...lost,
      content: 'their data',
      ...(command === undefined ? {} : present === undefined ? ending(command) : { command }),
    }));
  const holder = holderOf(old);
  if (holder === undefined || sharesBalancer(old, environment, all)) return [];
  const { content } = holder;
  const common = { ...named, content };
  if (present !== undefined) {
    const reason = lostBalancer(old, present);
    return reason === undefined
      ? []
      : [{ ...common, stays: false, problem: `${reason}, and the cluster deletes ${content}` }];
  }
  if (!isGuarded(old)) {
    const problem = `it leaves the output, and Argo CD and Flux delete it with ${content}, where they prune`;
    const kept = 'guard it first as docs/output.md says, and remove it once that is applied';
    return [{ ...common, stays: false, problem, kept }];
  }
  const problem = `it leaves the output, but stays in the cluster ${old.kind === 'Namespace' ? remainder(environment, old, olds) : `with ${content}`}: its annotations keep Argo CD and Flux from deleting it`;
  return [{ ...common, stays: true, problem, ...ending(holder.command(old)) }];
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
      !isGuarded(object),
  );
  const kinds = [...new Set(pruned.map(({ object }) => object.kind))].sort(byCodeUnit);
  return kinds.length === 0
    ? 'with everything in it'
    : `without what leaves the output with it (${kinds.join(', ')})`;
}
