import type { Diagnostic } from '../lib/diagnostics';
import { isObject, jsonEqual } from '../lib/json';
import type { KubernetesObject } from '../lib/rendered';
import { apiGroup, placeOf } from '../lib/rendered';
import type { EnvironmentObject } from './environment-objects';
import { byIdentity, identityIn, locationOf } from './environment-objects';

type Entries = readonly EnvironmentObject[];

/** Warns of changes after which Karpenter replaces all nodes of a pool: of the pool's template, or of its node class. */
export function nodeWarnings(before: Entries, after: Entries): Diagnostic[] {
  const olds = byIdentity(before);
  return after.flatMap((entry): Diagnostic[] => {
    const { object } = entry;
    const { kind } = object;
    const ignored = notReplacing[`${apiGroup(object.apiVersion)}/${kind}`];
    const old = kind === 'NodePool' || ignored !== undefined ? olds.get(identityIn(entry)) : undefined;
    if (old === undefined) return [];
    if (kind === 'NodePool') {
      const problem = `Karpenter replaces all nodes of the pool, ${budgetOf(object)} at a time, because its template changes`;
      return warning(entry, problem, changedFields(templateOf(old.object), templateOf(object)));
    }
    const pools = ignored === undefined ? [] : poolsOf(olds, after, entry);
    if (ignored === undefined || pools.length === 0) return [];
    const names = pools.map((pool) => `${pool.metadata.name} (${budgetOf(pool)} at a time)`).join(', ');
    const problem = `Karpenter replaces all nodes of ${names}, because their node class changes`;
    return warning(entry, problem, changedFields(classOf(old.object, ignored), classOf(object, ignored)));
  });
}

/**
 * Fields of a class of nodes that replace none: its controller leaves them out of the hash that it keeps with each node, and
 * does not look for them otherwise. Images and security groups are looked up again, so that other terms replace nodes.
 * @see https://karpenter.sh/docs/concepts/disruption/#drift
 */
const notReplacing: Readonly<Record<string, readonly string[]>> = {
  'karpenter.k8s.aws/EC2NodeClass': ['capacityReservationSelectorTerms', 'ipPrefixCount'],
  'karpenter.azure.com/AKSNodeClass': ['tags'],
};

function warning(entry: EnvironmentObject, problem: string, changed: readonly string[]): Diagnostic[] {
  if (changed.length === 0) return [];
  return [
    {
      code: 'node-roll',
      ...placeOf(entry),
      problem,
      got: changed.join(', '),
      fix: 'apply it when pods may move; nodes with pods that must not be disrupted stay until those have ended',
      ...locationOf(entry),
    },
  ];
}

/** The pools whose nodes are of a class, before and after. */
function poolsOf(
  olds: ReadonlyMap<string, EnvironmentObject>,
  after: Entries,
  { object, environment }: EnvironmentObject,
): KubernetesObject[] {
  return after
    .filter((entry) => entry.environment === environment && isOfClass(entry.object, object))
    .filter((entry) => {
      const old = olds.get(identityIn(entry));
      return old !== undefined && isOfClass(old.object, object);
    })
    .map((entry) => entry.object);
}

function isOfClass(pool: KubernetesObject, { kind, metadata }: KubernetesObject): boolean {
  if (pool.kind !== 'NodePool') return false;
  const { nodeClassRef } = fieldsOf(fieldsOf(fieldsOf(pool['spec'])['template'])['spec']);
  const reference = fieldsOf(nodeClassRef);
  return reference['kind'] === kind && reference['name'] === metadata.name;
}

type Fields = Readonly<Record<string, unknown>>;

/** The fields of a template that Karpenter's hash covers, by name: requirements are not part of it. */
function templateOf(object: KubernetesObject): Fields {
  const template = fieldsOf(fieldsOf(object['spec'])['template']);
  const { requirements: _requirements, ...spec } = fieldsOf(template['spec']);
  return { ...fieldsOf(template['metadata']), ...spec };
}

function classOf(object: KubernetesObject, ignored: readonly string[]): Fields {
  return Object.fromEntries(
    Object.entries(fieldsOf(object['spec'])).filter(([name]) => !ignored.includes(name)),
  );
}

function changedFields(was: Fields, is: Fields): string[] {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  return names
    .filter((name) => !jsonEqual(was[name], is[name]) && !isAdded(name, was[name], is[name]))
    .map((name) => change(name, was[name], is[name]));
}

/** Nodes stay where their subnet is still selected, and where the family of their image is written besides its alias. */
function isAdded(name: string, was: unknown, is: unknown): boolean {
  if (name === 'amiFamily') return was === undefined || is === undefined;
  if (name !== 'subnetSelectorTerms' || !Array.isArray(was) || !Array.isArray(is)) return false;
  return was.every((term) => is.some((other) => jsonEqual(term, other)));
}

function change(name: string, was: unknown, is: unknown): string {
  const text = (value: unknown) =>
    value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value);
  return `${name}: ${text(is)} where ${text(was)} was`;
}

function budgetOf(object: KubernetesObject): string {
  const { budgets } = fieldsOf(fieldsOf(object['spec'])['disruption']);
  const [first] = Array.isArray(budgets) ? (budgets as unknown[]) : [];
  const { nodes } = fieldsOf(first);
  return typeof nodes === 'string' ? nodes : 'some';
}

function fieldsOf(value: unknown): Fields {
  return isObject(value) ? value : {};
}
