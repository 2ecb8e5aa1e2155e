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
  /** What is lost with it: `its data`. */
  readonly content: string;
  /** What deletes it, where it stays. */
  readonly command?: string;
  /** Templates of a StatefulSet, whose claims it is that stay. */
  readonly templates?: readonly string[];
}

/** Something that nobody can make again as it was, and that leaves the output. */
interface Removal extends Leftover {
  readonly address: string;
  readonly problem: string;
  /** How to keep it, beside undoing the change. */
  readonly kept?: string;
}

/**
 * Claims, Namespaces, volumes, definitions and load balancers that leave the output, with what is lost with them. `remove` names those that may:
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
    left: removals
      .filter(allowed)
      .map(({ address: _address, problem: _problem, kept: _kept, ...leftover }) => leftover),
    diagnostics: [...removals.filter((removal) => !allowed(removal)).map(refusal), ...unused.map(unknown)],
  };
}

function refusal({
  environment,
  object,
  problem,
  address,
  command,
  content,
  kept,
  templates,
}: Removal): Diagnostic {
  const deletion =
    command === undefined
      ? ''
      : `; where nobody needs ${templates === undefined ? 'it' : 'them'} any more, ${command} deletes ${templates === undefined ? 'it' : 'them'} with ${content}`;
  return {
    code: 'removed-data',
    path: `${environment}: ${object}`,
    problem,
    fix: `undo the change${kept === undefined ? '' : `, or ${kept}`}, or accept it: run synth --remove ${address} (--remove '${environment}/*' for all of ${environment})${deletion}`,
  };
}

function unknown(name: string): Diagnostic {
  return {
    code: 'unknown-remove',
    path: '--remove',
    problem: 'no claim, Namespace, volume, definition or load balancer of this name leaves the output',
    got: name,
    expected: 'KIND/NAMESPACE/NAME, or ENVIRONMENT/*',
    fix: 'leave it out',
  };
}

interface Holder {
  readonly apiVersion: string;
  /** What goes with it. */
  readonly content: string;
  command(object: KubernetesObject): string;
}

const holders: Readonly<Record<string, Holder>> = {
  PersistentVolumeClaim: {
    apiVersion: 'v1',
    content: 'its data',
    command: ({ metadata: { name, namespace } }) => `kubectl delete pvc ${name} -n ${namespace ?? 'default'}`,
  },
  Namespace: {
    apiVersion: 'v1',
    content: 'everything in it',
    command: ({ metadata: { name } }) => `kubectl delete namespace ${name}`,
  },
  PersistentVolume: {
    apiVersion: 'v1',
    content: 'its data, unless it is to be retained',
    command: ({ metadata: { name } }) => `kubectl delete pv ${name}`,
  },
  CustomResourceDefinition: {
    apiVersion: 'apiextensions.k8s.io/v1',
    content: 'every object of its kind',
    command: ({ metadata: { name } }) => `kubectl delete crd ${name}`,
  },
};

const balancer: Holder = {
  apiVersion: 'v1',
  content: 'its load balancer, whose address callers and DNS records have',
  command: ({ metadata: { name, namespace } }) =>
    `kubectl delete service ${name} -n ${namespace ?? 'default'}`,
};

/** What an object holds; undefined for one that can be made again. */
function holderOf(object: KubernetesObject): Holder | undefined {
  if (object.kind === 'Service')
    return fieldAt(object, 'spec.type') === 'LoadBalancer' ? balancer : undefined;
  return Object.hasOwn(holders, object.kind) ? holders[object.kind] : undefined;
}

function removalsOf(
  environment: string,
  old: KubernetesObject,
  present: KubernetesObject | undefined,
): Removal[] {
  if (old.apiVersion === 'apps/v1' && old.kind === 'StatefulSet')
    return ofTemplates(environment, old, present);
  const holder = holderOf(old);
  if (holder?.apiVersion !== old.apiVersion) return [];
  const { content } = holder;
  const common = { environment, object: title(old), address: address(old), content };
  if (present !== undefined) {
    if (holder !== balancer || holderOf(present) === balancer) return [];
    const problem = `it is no longer of type LoadBalancer, and the cluster deletes ${content}`;
    return [{ ...common, stays: false, problem }];
  }
  if (!isGuarded(old)) {
    const problem = `it leaves the output, and Argo CD and Flux delete it with ${content}, where they prune`;
    const kept = 'guard it first as docs/output.md says, and remove it once that is applied';
    return [{ ...common, stays: false, problem, kept }];
  }
  const problem = `it leaves the output, but stays in the cluster with ${content}: its annotations keep Argo CD and Flux from deleting it`;
  return [{ ...common, stays: true, problem, command: holder.command(old) }];
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
  const listed = names.join(', ');
  const common = {
    environment,
    object: title(old),
    address: address(old),
    content: 'their data',
    templates: names,
  };
  const retention = fieldAt(old, 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted');
  if (present === undefined && retention === 'Delete') {
    const problem = `the StatefulSet leaves the output, and Kubernetes deletes its claims (${listed}) with their data, as its persistentVolumeClaimRetentionPolicy says`;
    return [{ ...common, stays: false, problem }];
  }
  const what = present === undefined ? 'the StatefulSet leaves' : 'claim templates of the StatefulSet leave';
  const problem = `${what} the output; the claims that were made of ${listed} stay in the cluster with their data: nothing deletes them`;
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
