import type { Diagnostic } from '../lib/diagnostics';
import { isObject, jsonEqual } from '../lib/json';
import type { KubernetesObject } from '../lib/rendered';
import { title } from '../lib/rendered';
import type { EnvironmentObject } from './state';

/**
 * Warns of a NodePool whose nodes are all replaced: Karpenter keeps a hash of the template with each node, and one that
 * differs has drifted. Requirements are not part of it.
 * @see https://karpenter.sh/docs/concepts/disruption/#drift
 */
export function nodeWarnings(
  before: readonly EnvironmentObject[],
  after: readonly EnvironmentObject[],
): Diagnostic[] {
  return after.flatMap((entry): Diagnostic[] => {
    const { object, environment, causes = [] } = entry;
    if (object.kind !== 'NodePool') return [];
    const old = before.find(
      (candidate) =>
        candidate.environment === environment &&
        candidate.object.kind === 'NodePool' &&
        candidate.object.metadata.name === object.metadata.name,
    );
    const changed = old === undefined ? [] : changedFields(old.object, object);
    if (changed.length === 0) return [];
    const [location] = causes;
    return [
      {
        code: 'node-roll',
        path: `${environment}: ${title(object)}`,
        problem: `Karpenter replaces all nodes of the pool, ${budgetOf(object)} at a time, because its template changes`,
        got: changed.join(', '),
        fix: 'apply it when pods may move; nodes with pods that must not be disrupted stay until those have ended',
        ...(location === undefined ? {} : { location }),
      },
    ];
  });
}

type Fields = Readonly<Record<string, unknown>>;

/** The fields of a template that Karpenter's hash covers, by name. */
function hashed(object: KubernetesObject): Fields {
  const template = fieldsOf(fieldsOf(object['spec'])['template']);
  const { requirements: _requirements, ...spec } = fieldsOf(template['spec']);
  return { ...fieldsOf(template['metadata']), ...spec };
}

function changedFields(old: KubernetesObject, object: KubernetesObject): string[] {
  const [was, is] = [hashed(old), hashed(object)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  return names
    .filter((name) => !jsonEqual(was[name], is[name]))
    .map((name) => change(name, was[name], is[name]));
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
