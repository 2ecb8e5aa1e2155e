import { pushTo } from '../lib/group';
import type { LabelSelector } from '../lib/label-selectors';
import { selectorMatches } from '../lib/label-selectors';
import type { JsonObject } from '../lib/json';
import type { KubernetesObject, RenderedObject } from '../lib/rendered';
import { apiGroup } from '../lib/rendered';
import type { PodTemplate } from './pods';
import { podTemplateOf, stringMap } from './pods';
import { isMap, listAt, mapAt, perObject, textAt } from './rule';

/** What makes pods, and what they are made of. */
export interface Pods {
  readonly rendered: RenderedObject;
  readonly template: PodTemplate;
}

type Group = 'budgets' | 'services' | 'policies';

const groups: Readonly<Record<string, Group>> = {
  PodDisruptionBudget: 'budgets',
  Service: 'services',
  NetworkPolicy: 'policies',
};

/** What selects pods, and what scales a workload: of everything that is rendered and everything in `manifests/` alike. */
export class Relations {
  private readonly selecting: Readonly<Record<Group, Map<RenderedObject, RenderedObject[]>>> = {
    budgets: new Map(),
    services: new Map(),
    policies: new Map(),
  };
  private readonly selected = new Map<RenderedObject, readonly Pods[]>();
  private readonly scalers = new Map<string, RenderedObject[]>();
  private readonly pods: PodsByLabel;
  /** True where policies of an engine's own, which nothing here understands, may open more. */
  readonly hasForeignPolicies: boolean;

  constructor(objects: readonly RenderedObject[]) {
    this.pods = new PodsByLabel(objects);
    this.hasForeignPolicies = objects.some(({ object, plain }) => plain === true && isForeignPolicy(object));
    for (const rendered of objects) {
      const target = targetOf(rendered);
      if (target !== undefined) pushTo(this.scalers, target, rendered);
      const group = groups[rendered.object.kind];
      const selector = selectorOf(rendered.object);
      if (group === undefined || selector === undefined) continue;
      const found = this.pods.selectedBy(rendered.object.metadata.namespace ?? '', selector);
      this.selected.set(rendered, found);
      for (const entry of found) pushTo(this.selecting[group], entry.rendered, rendered);
    }
  }

  /** What selects the pods of a workload. */
  selectorsOf(workload: RenderedObject, group: Group): readonly RenderedObject[] {
    return this.selecting[group].get(workload) ?? [];
  }

  /** The pods that a budget, Service or policy selects. */
  podsOf(selecting: RenderedObject): readonly Pods[] {
    return this.selected.get(selecting) ?? [];
  }

  /** The pods of a namespace that a selector takes. */
  podsIn(namespace: string, selector: LabelSelector): readonly Pods[] {
    return this.pods.selectedBy(namespace, selector);
  }

  /** Namespaces in which pods are rendered. */
  namespaces(): readonly string[] {
    return this.pods.namespaces();
  }

  /** The autoscalers that set the number of a workload's pods. */
  scalersOf({ object: { kind, metadata } }: RenderedObject): readonly RenderedObject[] {
    return this.scalers.get(targetKey(kind, metadata.namespace, metadata.name)) ?? [];
  }

  /** The autoscalers that have the target of this one, itself included. */
  scalersBeside(scaler: RenderedObject): readonly RenderedObject[] {
    const target = targetOf(scaler);
    return target === undefined ? [] : (this.scalers.get(target) ?? []);
  }
}

/** Pods by a label that they have: what a selector takes is among those of its rarest one. */
class PodsByLabel {
  private readonly byLabel = new Map<string, Pods[]>();
  private readonly byNamespace = new Map<string, Pods[]>();

  constructor(objects: readonly RenderedObject[]) {
    for (const rendered of objects) {
      const template = podTemplateOf(rendered);
      if (template === undefined) continue;
      const { namespace = '' } = rendered.object.metadata;
      pushTo(this.byNamespace, namespace, { rendered, template });
      for (const [label, value] of Object.entries(template.labels))
        pushTo(this.byLabel, JSON.stringify([namespace, label, value]), { rendered, template });
    }
  }

  namespaces(): string[] {
    return [...this.byNamespace.keys()];
  }

  selectedBy(namespace: string, selector: LabelSelector): Pods[] {
    const lists = Object.entries(selector.matchLabels ?? {}).map(
      ([label, value]) => this.byLabel.get(JSON.stringify([namespace, label, value])) ?? [],
    );
    const [rarest = this.byNamespace.get(namespace) ?? []] = lists.sort((a, b) => a.length - b.length);
    return rarest.filter(({ template }) => selectorMatches(selector, template.labels));
  }
}

/** The selector of a Service, a budget or a policy. A Service without one selects nothing. */
const selectorOf = perObject((object): LabelSelector | undefined => {
  const spec = mapAt(object, 'spec');
  const selector = object.kind === 'NetworkPolicy' ? spec['podSelector'] : spec['selector'];
  if (!isMap(selector)) return undefined;
  if (object.kind === 'Service')
    return Object.keys(selector).length === 0 ? undefined : { matchLabels: stringMap(selector) };
  return labelSelector(selector);
});

/** A LabelSelector at a key of an object. */
export function labelSelectorAt(value: JsonObject, key: string): LabelSelector | undefined {
  const selector = value[key];
  return isMap(selector) ? labelSelector(selector) : undefined;
}

function labelSelector(selector: JsonObject): LabelSelector {
  return {
    matchLabels: stringMap(mapAt(selector, 'matchLabels')),
    matchExpressions: listAt(selector, 'matchExpressions').map(expressionOf),
  };
}

/** Of Cilium, Calico, Antrea and the like. */
function isForeignPolicy({ apiVersion, kind }: KubernetesObject): boolean {
  return kind.endsWith('NetworkPolicy') && apiGroup(apiVersion) !== 'networking.k8s.io';
}

function expressionOf(entry: JsonObject): NonNullable<LabelSelector['matchExpressions']>[number] {
  const { values } = entry;
  return {
    key: textAt(entry, 'key') ?? '',
    operator: textAt(entry, 'operator') ?? '',
    values: Array.isArray(values) ? values.filter((value) => typeof value === 'string') : [],
  };
}

const scalerKinds: ReadonlySet<string> = new Set(['HorizontalPodAutoscaler', 'ScaledObject']);

/** What an autoscaler sets the number of. KEDA means a Deployment where no kind is written. */
function targetOf({ object }: RenderedObject): string | undefined {
  if (!scalerKinds.has(object.kind)) return undefined;
  const target = mapAt(object, 'spec', 'scaleTargetRef');
  const name = textAt(target, 'name');
  const kind = textAt(target, 'kind') ?? 'Deployment';
  return name === undefined ? undefined : targetKey(kind, object.metadata.namespace, name);
}

function targetKey(kind: string, namespace = '', name = ''): string {
  return JSON.stringify([kind, namespace, name]);
}
