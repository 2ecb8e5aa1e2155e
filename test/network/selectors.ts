import type { Fields, Labels } from './objects';
import { fieldsOf, isFields, listOf } from './objects';

/** Tells whether labels fit. */
export type Selector = (labels: Labels) => boolean;

/** Labels that controllers give to pods beyond their template: of those the objects don't tell. */
const generated: ReadonlySet<string> = new Set([
  'pod-template-hash',
  'controller-revision-hash',
  'pod-template-generation',
  'controller-uid',
  'job-name',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-name',
  'batch.kubernetes.io/job-completion-index',
  'apps.kubernetes.io/pod-index',
  'statefulset.kubernetes.io/pod-name',
]);

/**
 * A label selector; the empty one fits all.
 * @throws Error for what the API server refuses or the objects can't tell
 */
export function selectorOf(value: unknown, place: string): Selector {
  const fields = fieldsOf(value, place);
  onlyKeys(fields, ['matchLabels', 'matchExpressions'], place);
  const equal = Object.entries(fieldsOf(fields['matchLabels'], place)).map(
    ([key, wanted]): Selector =>
      (labels) =>
        Object.hasOwn(labels, key) && labels[key] === wanted,
  );
  const keys = Object.keys(fieldsOf(fields['matchLabels'], place));
  const expressions = listOf(fields['matchExpressions'], place);
  for (const key of [...keys, ...expressions.map((expression) => String(expression['key']))])
    if (generated.has(key)) throw new Error(`${place}: the label ${key} is not in a pod's template`);
  const all = [...equal, ...expressions.map((expression) => expressionOf(expression, place))];
  return (labels) => all.every((fits) => fits(labels));
}

function expressionOf(expression: Fields, place: string): Selector {
  onlyKeys(expression, ['key', 'operator', 'values'], place);
  const key = String(expression['key']);
  const { operator } = expression;
  const values = (expression['values'] ?? []) as readonly string[];
  const needsValues = operator === 'In' || operator === 'NotIn';
  if (needsValues !== values.length > 0)
    throw new Error(`${place}: ${String(operator)} with ${values.length} values`);
  const has = (labels: Labels) => Object.hasOwn(labels, key);
  const among = (labels: Labels) => has(labels) && values.includes(labels[key] ?? '');
  switch (operator) {
    case 'In':
      return among;
    case 'NotIn':
      return (labels) => !among(labels);
    case 'Exists':
      return has;
    case 'DoesNotExist':
      return (labels) => !has(labels);
    default:
      throw new Error(`${place}: no operator ${String(operator)}`);
  }
}

/** A field that nobody reads would count for nothing, so that there may be none. */
export function onlyKeys(fields: Fields, known: readonly string[], place: string): void {
  const unknown = Object.keys(fields).filter((key) => !known.includes(key));
  if (unknown.length > 0) throw new Error(`${place}: no field ${unknown.join(', ')}`);
}

/** Whether a field says anything: null is as good as absent. */
export function says(fields: Fields, key: string): boolean {
  const value = fields[key];
  if (value === undefined || value === null) return false;
  if (!isFields(value)) throw new Error(`${key}: no map`);
  return true;
}
