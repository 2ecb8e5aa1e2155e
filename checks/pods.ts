import type { JsonObject } from '../lib/json';
import { kindOf } from '../lib/kinds';
import type { KubernetesObject, RenderedObject } from '../lib/rendered';
import { isMap, listAt, mapAt, perObject } from './rule';

/** The pods that an object makes. */
export interface PodTemplate {
  /** Path of the pod's spec in the object. */
  readonly at: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: JsonObject;
  readonly containers: readonly ContainerAt[];
}

export interface ContainerAt {
  readonly at: string;
  readonly container: JsonObject;
}

const templateOf = perObject(findTemplate);

/** The pod template of a workload; undefined for other kinds. */
export function podTemplateOf({ object }: Pick<RenderedObject, 'object'>): PodTemplate | undefined {
  return templateOf(object);
}

function findTemplate(object: KubernetesObject): PodTemplate | undefined {
  const path = kindOf(object).pods;
  if (path === undefined) return undefined;
  const template = mapAt(object, ...path);
  const spec = mapAt(template, 'spec');
  const at = [...path, 'spec'].join('.');
  const containers = ['initContainers', 'containers'].flatMap((group) =>
    listAt(spec, group).map((container, index) => ({ at: `${at}.${group}[${index}]`, container })),
  );
  const labels = stringMap(mapAt(template, 'metadata', 'labels'));
  const annotations = stringMap(mapAt(template, 'metadata', 'annotations'));
  return { at, labels, annotations, spec, containers };
}

/** The entries of a map whose values are strings. */
export function stringMap(value: JsonObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** `matchLabels` of a controller's selector, or a Service's selector. */
export const selectorOf = perObject((object): Record<string, string> | undefined => {
  const selector = mapAt(object, 'spec')['selector'];
  if (!isMap(selector)) return undefined;
  return stringMap(object.kind === 'Service' ? selector : mapAt(selector, 'matchLabels'));
});
