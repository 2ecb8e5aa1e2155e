import type { Diagnostic } from '../lib/diagnostics';
import { isGuarded } from '../lib/guards';
import type { KubernetesObject, RenderedObject } from '../lib/rendered';
import { address, identity, title } from '../lib/rendered';
import { fieldAt } from './immutable';

/** What a removal leaves in the cluster, or deletes there. */
export interface Leftover {
  readonly environment: string;
  /** `PersistentVolumeClaim shop/data`. */
  readonly object: string;
  /** False where applying the change deletes it. */
  readonly stays: boolean;
  /** What deletes it, where it stays. */
  readonly command?: string;
}

/** Something with data in it that leaves the output. */
interface Removal extends Leftover {
  readonly address: string;
  readonly problem: string;
}

/**
 * Claims, Namespaces and volumes that leave the output, with what becomes of their data. `remove` names those that may:
 * `KIND/NAMESPACE/NAME`, or `ENVIRONMENT/*` for all of one environment.
 */
export function describeRemovals(
  before: ReadonlyMap<string, KubernetesObject>,
  after: readonly RenderedObject[],
  remove: readonly string[],
): { left: Leftover[]; diagnostics: Diagnostic[] } {
  const present = new Map(
    after.map(({ environment, object }) => [`${environment} ${identity(object)}`, object]),
  );
  const removals = [...before].flatMap(([key, object]) =>
    removalsOf(key.slice(0, key.indexOf(' ')), object, present.get(key)),
  );
  const namesOf = ({ environment, address }: Removal) => [address, `${environment}/*`];
  const allowed = (removal: Removal) => namesOf(removal).some((name) => remove.includes(name));
  const known = new Set(removals.flatMap(namesOf));
  const unused = remove.filter((name) => !known.has(name));
  return {
    left: removals.filter(allowed).map(({ address: _address, problem: _problem, ...leftover }) => leftover),
    diagnostics: [...removals.filter((removal) => !allowed(removal)).map(refusal), ...unused.map(unknown)],
  };
}

function refusal({ environment, object, problem, address, command, stays }: Removal): Diagnostic {
  const kept = stays ? '' : ', or guard it first as docs/output.md says, and remove it once that is applied';
  const deletion = command === undefined ? '' : `; ${command} then deletes it`;
  return {
    code: 'removed-data',
    path: `${environment}: ${object}`,
    problem,
    fix: `undo the change${kept}, or run synth --remove ${address} (--remove '${environment}/*' for all of ${environment})${deletion}`,
  };
}

function unknown(name: string): Diagnostic {
  return {
    code: 'unknown-remove',
    path: '--remove',
    problem: 'no claim, Namespace or volume of this name leaves the output',
    got: name,
    expected: 'KIND/NAMESPACE/NAME, or ENVIRONMENT/*',
    fix: 'leave it out',
  };
}

/** What goes with an object, and the command that deletes what stays. */
const holders: Readonly<
  Record<string, { readonly content: string; command(object: KubernetesObject): string }>
> = {
  PersistentVolumeClaim: {
    content: 'its data',
    command: ({ metadata: { name, namespace } }) => `kubectl delete pvc ${name} -n ${namespace ?? 'default'}`,
  },
  Namespace: {
    content: 'everything in it',
    command: ({ metadata: { name } }) => `kubectl delete namespace ${name}`,
  },
  PersistentVolume: {
    content: 'its data, unless it is to be retained',
    command: ({ metadata: { name } }) => `kubectl delete pv ${name}`,
  },
};

function removalsOf(
  environment: string,
  old: KubernetesObject,
  present: KubernetesObject | undefined,
): Removal[] {
  if (old.apiVersion === 'apps/v1' && old.kind === 'StatefulSet')
    return ofTemplates(environment, old, present);
  const holder = old.apiVersion === 'v1' && Object.hasOwn(holders, old.kind) ? holders[old.kind] : undefined;
  if (holder === undefined || present !== undefined) return [];
  const stays = isGuarded(old);
  const common = { environment, object: title(old), address: address(old), stays };
  if (!stays) {
    const problem = `it leaves the output, and Argo CD and Flux delete it with ${holder.content} where they prune`;
    return [{ ...common, problem }];
  }
  const problem = `it leaves the output, and stays in the cluster with ${holder.content}: nothing deletes it`;
  return [{ ...common, problem, command: holder.command(old) }];
}

/** The claims of a StatefulSet are not in the output: they stay when it goes, or when it no longer has a template. */
function ofTemplates(
  environment: string,
  old: KubernetesObject,
  present: KubernetesObject | undefined,
): Removal[] {
  const kept = templateNames(present);
  const names = templateNames(old).filter((name) => !kept.includes(name));
  if (names.length === 0) return [];
  const templates = names.join(', ');
  const common = { environment, object: title(old), address: address(old) };
  const retention = fieldAt(old, 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted');
  if (present === undefined && retention === 'Delete') {
    const problem = `it leaves the output, and Kubernetes deletes its claims (${templates}) with their data, as its persistentVolumeClaimRetentionPolicy says`;
    return [{ ...common, stays: false, problem }];
  }
  const what = present === undefined ? 'it leaves the output' : 'claim templates leave it';
  const problem = `${what}, and its claims (${templates}) stay in the cluster with their data: nothing deletes them`;
  return [{ ...common, stays: true, problem, command: claimsCommand(old, names) }];
}

function templateNames(object: KubernetesObject | undefined): string[] {
  const templates = fieldAt(object, 'spec.volumeClaimTemplates');
  return (Array.isArray(templates) ? templates : []).flatMap((template) => {
    const name = fieldAt(template, 'metadata.name');
    return typeof name === 'string' ? [name] : [];
  });
}

/** How many claims there are is the cluster's to say: a set may have been larger. */
function claimsCommand(
  { metadata: { name, namespace } }: KubernetesObject,
  templates: readonly string[],
): string {
  const of = templates.length === 1 ? templates[0] : `(${templates.join('|')})`;
  const inNamespace = `-n ${namespace ?? 'default'}`;
  return `kubectl get pvc ${inNamespace} -o name | grep -E '/${of}-${name}-[0-9]+$' | xargs kubectl delete ${inNamespace}`;
}
