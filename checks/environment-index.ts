import { pushTo } from '../lib/group';
import type { KubernetesObject, RenderedObject } from '../lib/rendered';
import { apiGroup, identity } from '../lib/rendered';
import type { PodTemplate } from './pods';
import { podTemplateOf } from './pods';
import { Relations } from './relations';
import { listAt, mapAt, perObject } from './rule';

interface PodsOf {
  readonly rendered: RenderedObject;
  readonly template: PodTemplate;
}

const identityOf = perObject(identity);

/** The objects of one environment by what rules look for. Built once per run, in one pass. */
export class EnvironmentIndex {
  private readonly byIdentity = new Map<string, RenderedObject[]>();
  private readonly podsByLabel = new Map<string, PodsOf[]>();
  private readonly levels = new Map<string, string>();
  private readonly policies = new Map<string, RenderedObject[]>();
  private readonly policiesByNamespace = new Map<string, RenderedObject[]>();
  private readonly users = new Map<string, RenderedObject[]>();

  /** What acts on which pods and workloads. */
  readonly relations: Relations;

  constructor(objects: readonly RenderedObject[]) {
    this.relations = new Relations(objects);
    for (const rendered of objects) {
      pushTo(this.byIdentity, identityOf(rendered.object), rendered);
      if (rendered.object.kind === 'Namespace') this.addLevel(rendered.object);
      if (rendered.object.kind === 'NetworkPolicy') this.addPolicy(rendered);
      const template = podTemplateOf(rendered);
      if (template === undefined) continue;
      const namespace = rendered.object.metadata.namespace ?? '';
      for (const volume of listAt(template.spec, 'volumes')) {
        const claim = mapAt(volume, 'persistentVolumeClaim')['claimName'];
        if (typeof claim === 'string') pushTo(this.users, `${namespace}/${claim}`, rendered);
      }
      for (const [label, value] of Object.entries(template.labels)) {
        pushTo(this.podsByLabel, `${namespace}\u0000${label}\u0000${value}`, { rendered, template });
      }
    }
  }

  private addPolicy(rendered: RenderedObject): void {
    pushTo(this.policies, rendered.app, rendered);
    pushTo(this.policiesByNamespace, rendered.object.metadata.namespace ?? '', rendered);
  }

  private addLevel(object: KubernetesObject): void {
    const level = mapAt(object, 'metadata', 'labels')['pod-security.kubernetes.io/enforce'];
    if (typeof level === 'string') this.levels.set(object.metadata.name, level);
  }

  /** All objects with the identity of this one, itself included. */
  same(object: KubernetesObject): readonly RenderedObject[] {
    return this.byIdentity.get(identityOf(object)) ?? [];
  }

  has(apiVersion: string, kind: string, namespace: string | undefined, name: string): boolean {
    return this.find(apiVersion, kind, namespace, name) !== undefined;
  }

  find(
    apiVersion: string,
    kind: string,
    namespace: string | undefined,
    name: string,
  ): RenderedObject | undefined {
    return this.byIdentity.get(`${apiGroup(apiVersion)}/${kind}/${namespace ?? ''}/${name}`)?.[0];
  }

  /** The workload that an autoscaler sets the number of, if it is rendered. */
  readonly workloadOf = ({ object }: RenderedObject): RenderedObject | undefined => {
    const target = mapAt(object, 'spec', 'scaleTargetRef');
    const { kind = 'Deployment', name } = target;
    return typeof kind === 'string' && typeof name === 'string'
      ? this.find('apps/v1', kind, object.metadata.namespace, name)
      : undefined;
  };

  /** The workloads whose pods mount a claim. */
  usersOf({ metadata: { namespace = '', name } }: KubernetesObject): readonly RenderedObject[] {
    return this.users.get(`${namespace}/${name}`) ?? [];
  }

  /** The NetworkPolicies in the folder of an app. */
  policiesOf(app: string): readonly RenderedObject[] {
    return this.policies.get(app) ?? [];
  }

  /** The NetworkPolicies of a namespace. */
  policiesIn(namespace = ''): readonly RenderedObject[] {
    return this.policiesByNamespace.get(namespace) ?? [];
  }

  /** The level that the API server enforces in a namespace, if that namespace is rendered. */
  podSecurityLevel(namespace: string): string | undefined {
    return this.levels.get(namespace);
  }

  /** The workloads whose pods a selector matches: looked up by its rarest label, so that rules stay linear. */
  selected(namespace: string | undefined, selector: Readonly<Record<string, string>>): readonly PodsOf[] {
    const lists = Object.entries(selector).map(
      ([label, value]) => this.podsByLabel.get(`${namespace ?? ''}\u0000${label}\u0000${value}`) ?? [],
    );
    const [first, ...others] = lists.sort((a, b) => a.length - b.length);
    if (first === undefined) return [];
    return others.length === 0
      ? first
      : first.filter(({ template }) => labelsMatch(template.labels, selector));
  }
}

/** True where every label of the selector is there. */
export function labelsMatch(
  labels: Readonly<Record<string, string>>,
  selector: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}
