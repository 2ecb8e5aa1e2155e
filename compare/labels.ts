import { isObject } from '../lib/json';
import { label } from '../lib/labels';
import type { Field } from './fields';
import type { Normalised } from './normalise';
import { child, children, isSelector } from './tree';

/** One label that a selector wants; without values any will do. */
interface Requirement {
  readonly key: string;
  readonly values?: readonly string[];
}

type Selector = readonly Requirement[];
type Fields = ReadonlyMap<string, Field>;

/** The selectors of manifests that find pods and Services, and everything in a rendering that finds something. */
export interface Selectors {
  readonly wanted: readonly Selector[];
  readonly present: readonly Selector[];
}

/** Collects the selectors of both sides. */
export function selectorsOf(wanted: readonly Normalised[], present: readonly Normalised[]): Selectors {
  return {
    wanted: collected(wanted, (key) => /^(?:selector|podSelector|labelSelector)$/.test(key)),
    // Istio's DestinationRules select by the labels of their subsets.
    present: collected(
      present,
      (key, parent) => isSelector(key) || (key === 'labels' && parent === 'subsets'),
    ),
  };
}

/** They find volumes and metrics. */
const selectOthers: ReadonlySet<string> = new Set(['PersistentVolumeClaim', 'HorizontalPodAutoscaler']);

function collected(
  all: readonly Normalised[],
  selects: (key: string, parent: string) => boolean,
): Selector[] {
  const found: Selector[] = [];
  const visit = (value: unknown, parent: string): void => {
    if (Array.isArray(value)) for (const entry of value) visit(entry, parent);
    if (!isObject(value)) return;
    for (const [key, entry] of Object.entries(value)) {
      if (selects(key, parent) && isObject(entry)) found.push(requirements(entry));
      else if (key !== 'volumeClaimTemplates') visit(entry, key);
    }
  };
  for (const { object, node } of all) if (!selectOthers.has(object.kind)) visit(node, '');
  return found.filter((selector) => selector.length > 0);
}

function requirements(selector: Record<string, unknown>): Selector {
  const { matchLabels, matchExpressions } = selector;
  const long = matchLabels !== undefined || matchExpressions !== undefined;
  const pairs = Object.entries(long ? (child(selector, 'matchLabels') ?? {}) : selector);
  const expressions = children(selector, 'matchExpressions').flatMap(({ key, operator, values }) => {
    if (operator === 'Exists') return [{ key: String(key) }];
    return operator === 'In' && Array.isArray(values)
      ? [{ key: String(key), values: values.map(String) }]
      : [];
  });
  return [...pairs.map(([key, value]) => ({ key, values: [String(value)] })), ...expressions];
}

/** Ours are there with values of their own. */
const ours: ReadonlySet<string> = new Set([label.name, label.instance, label.partOf, label.managedBy]);

/** Helm's notes about itself, which would be untrue of another rendering. */
const ofHelm = /^(?:helm\.sh\/chart=|heritage=(?:Helm|Tiller)$)/;

/**
 * True for a label that only tells pods apart, as the recommended ones now do. One with a domain before it speaks to the
 * software of that domain (`azure.workload.identity/use`), whoever selects by it.
 */
export function isIdentity(path: string, wanted: Fields, actual: Fields, selectors: Selectors): boolean {
  const labels = labelsBeside(path, wanted);
  const key = labelKey(path) ?? '';
  const value = labels.get(key);
  if (value === undefined || isStillSelected(key, labels, labelsBeside(path, actual), selectors.present))
    return false;
  if (ours.has(key) || ofHelm.test(`${key}=${value}`)) return true;
  const foreign = key.includes('/') && !key.startsWith('app.kubernetes.io/');
  return !foreign && selectors.wanted.some((selector) => selector.some((part) => fits(part, key, value)));
}

/** True where a selector of the rendering would find what has these labels, and no longer does. */
function isStillSelected(
  key: string,
  labels: ReadonlyMap<string, string>,
  rendered: ReadonlyMap<string, string>,
  selectors: readonly Selector[],
): boolean {
  return selectors.some(
    (selector) =>
      selector.some((part) => part.key === key) && matches(selector, labels) && !matches(selector, rendered),
  );
}

function matches(selector: Selector, labels: ReadonlyMap<string, string>): boolean {
  return selector.every((part) => fits(part, part.key, labels.get(part.key)));
}

function fits({ key: wanted, values }: Requirement, key: string, value: string | undefined): boolean {
  return wanted === key && value !== undefined && values?.includes(value) !== false;
}

const labelPath = /^(.*\.|)metadata\.labels\.(?:\[([^\]]+)\]|([^.[]+))$/;

/** True for the path of a label of an object or of a template in it. */
export function isLabel(path: string): boolean {
  return labelPath.test(path);
}

function labelKey(path: string): string | undefined {
  const [, , inBrackets, plain] = labelPath.exec(path) ?? [];
  return inBrackets ?? plain;
}

/** All labels of the map in which one stands. */
function labelsBeside(path: string, fields: Fields): Map<string, string> {
  const holder = labelPath.exec(path)?.[1];
  return new Map(
    [...fields].flatMap(([other, { value }]) =>
      labelPath.exec(other)?.[1] === holder
        ? [[labelKey(other) ?? '', typeof value === 'string' ? value : JSON.stringify(value)]]
        : [],
    ),
  );
}
