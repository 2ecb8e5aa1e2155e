import type { JsonObject } from '../lib/json';
import { kindOf } from '../lib/kinds';
import type { KubernetesObject, RenderedObject } from '../lib/rendered';
import { labelsMatch } from './environment-index';
import type { EnvironmentIndex } from './environment-index';
import { podTemplateOf, selectorOf } from './pods';
import type { PodTemplate } from './pods';
import type { CheckContext, Finding, IndexRule } from './rule';
import { listAt, mapAt, perObject, plainText, textAt } from './rule';

/** An object that pods cannot start without. */
export interface Reference {
  readonly at: string;
  readonly kind: 'ConfigMap' | 'Secret' | 'ServiceAccount' | 'PersistentVolumeClaim';
  readonly name: string;
}

const fields = [
  { key: 'configMapRef', kind: 'ConfigMap' },
  { key: 'secretRef', kind: 'Secret' },
  { key: 'configMapKeyRef', kind: 'ConfigMap' },
  { key: 'secretKeyRef', kind: 'Secret' },
] as const;

export const referencesOf = perObject((object): Reference[] => {
  const template = podTemplateOf({ object });
  return template === undefined ? [] : findReferences(template);
});

function findReferences({ at, spec, containers }: PodTemplate): Reference[] {
  const found: Reference[] = [];
  const add = (place: string, kind: Reference['kind'], source: JsonObject, key = 'name'): void => {
    const name = textAt(source, key);
    if (name !== undefined && source['optional'] !== true) found.push({ at: place, kind, name });
  };
  for (const { at: place, container } of containers) {
    for (const list of ['env', 'envFrom']) {
      for (const [index, entry] of listAt(container, list).entries()) {
        const holder = list === 'env' ? mapAt(entry, 'valueFrom') : entry;
        for (const { key, kind } of fields) add(`${place}.${list}[${index}]`, kind, mapAt(holder, key));
      }
    }
  }
  for (const [index, volume] of listAt(spec, 'volumes').entries()) {
    const place = `${at}.volumes[${index}]`;
    add(place, 'ConfigMap', mapAt(volume, 'configMap'));
    add(place, 'Secret', mapAt(volume, 'secret'), 'secretName');
    add(place, 'PersistentVolumeClaim', mapAt(volume, 'persistentVolumeClaim'), 'claimName');
    for (const source of listAt(mapAt(volume, 'projected'), 'sources')) {
      add(place, 'ConfigMap', mapAt(source, 'configMap'));
      add(place, 'Secret', mapAt(source, 'secret'));
    }
  }
  for (const entry of listAt(spec, 'imagePullSecrets')) add(`${at}.imagePullSecrets`, 'Secret', entry);
  add(`${at}.serviceAccountName`, 'ServiceAccount', spec, 'serviceAccountName');
  return found;
}

export const references: IndexRule = {
  id: 'missing-reference',
  reads: 'environment',
  reason: 'the pods wait forever for what is not there',
  fix: 'render it, or name it under existing',
  *check(rendered, index, context) {
    const { object } = rendered;
    const { namespace } = object.metadata;
    yield* mountsWithoutVolume(object);
    if (!context.complete) return;
    for (const { at, kind, name } of referencesOf(object)) {
      if (index.has('v1', kind, namespace, name) || isDeclared(kind, namespace, name, context)) continue;
      yield { at, problem: `there is no ${kind} of this name`, got: name };
    }
    if (object.kind === 'StatefulSet') yield* governingService(object, index);
    if (
      namespace !== undefined &&
      !index.has('v1', 'Namespace', undefined, namespace) &&
      !context.sharedNamespaces.has(namespace)
    ) {
      const fix = `name it under namespaces, with shared: true if others make it`;
      yield { at: 'metadata.namespace', problem: 'the namespace is not rendered', got: namespace, fix };
    }
  },
};

function isDeclared(
  kind: Reference['kind'],
  namespace: string | undefined,
  name: string,
  context: CheckContext,
): boolean {
  const { existing, declaredSecrets } = context;
  switch (kind) {
    case 'Secret':
      return existing.secrets.has(name) || declaredSecrets.has(`${namespace ?? ''}/${name}`);
    case 'ConfigMap':
      return existing.configMaps.has(name);
    case 'ServiceAccount':
      return existing.serviceAccounts.has(name);
    case 'PersistentVolumeClaim':
      return existing.persistentVolumeClaims.has(name);
  }
}

const mountsWithoutVolume = perObject((object): Finding[] => {
  const template = podTemplateOf({ object });
  if (template === undefined) return [];
  const claims = object.kind === 'StatefulSet' ? listAt(mapAt(object, 'spec'), 'volumeClaimTemplates') : [];
  const volumes = new Set([
    ...listAt(template.spec, 'volumes').map((volume) => volume['name']),
    ...claims.map((claim) => mapAt(claim, 'metadata')['name']),
  ]);
  return template.containers.flatMap(({ at, container }) =>
    listAt(container, 'volumeMounts').flatMap(({ name }, index): Finding[] =>
      volumes.has(name)
        ? []
        : [
            {
              at: `${at}.volumeMounts[${index}]`,
              problem: 'there is no volume of this name',
              got: plainText(name),
              fix: 'write the name of a volume from `volumes`, or add it there',
            },
          ],
    ),
  );
});

function* governingService(
  object: Parameters<typeof selectorOf>[0],
  index: EnvironmentIndex,
): Iterable<Finding> {
  const name = textAt(mapAt(object, 'spec'), 'serviceName');
  if (name === undefined || index.has('v1', 'Service', object.metadata.namespace, name)) return;
  yield { at: 'spec.serviceName', problem: 'there is no Service of this name', got: name };
}

export const selectorMismatch: IndexRule = {
  id: 'selector-mismatch',
  reads: 'environment',
  reason: 'a controller whose selector misses its pods is refused, a Service without pods answers nothing',
  fix: 'make the labels of the pods and the selector agree',
  *check(rendered, index, { complete }) {
    const { object } = rendered;
    const selector = selectorOf(object);
    if (selector === undefined) return;
    if (object.kind === 'Service') {
      if (Object.keys(selector).length === 0) return;
      const pods = index.selected(object.metadata.namespace, selector);
      if (pods.length === 0 && !complete) return;
      if (pods.length === 0)
        yield { at: 'spec.selector', problem: 'no pods have these labels', got: labelText(selector) };
      else
        yield* portsWithoutListener(
          rendered,
          pods.map(({ template }) => template),
        );
      return;
    }
    const template = podTemplateOf(rendered);
    if (template === undefined || labelsMatch(template.labels, selector)) return;
    yield {
      at: 'spec.selector',
      problem: "the controller's own pods lack these labels",
      got: labelText(selector),
    };
  },
};

function labelText(selector: Readonly<Record<string, string>>): string {
  return Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

function* portsWithoutListener(
  { object: service, plain }: RenderedObject,
  templates: readonly PodTemplate[],
): Iterable<Finding> {
  const ports = templates.flatMap(({ containers }) =>
    containers.flatMap(({ container }) => listAt(container, 'ports')),
  );
  for (const [index, { port, targetPort: written }] of listAt(mapAt(service, 'spec'), 'ports').entries()) {
    // The API takes 0 for none.
    const targetPort = written === undefined || written === 0 ? port : written;
    // Pods may listen on a port that they don't declare; those of services declare all.
    if (typeof targetPort === 'number' && plain === true) continue;
    if (ports.some((entry) => entry['name'] === targetPort || entry['containerPort'] === targetPort))
      continue;
    const problem = 'no container of these pods has this port';
    yield {
      at: `spec.ports[${index}].targetPort`,
      problem,
      got: plainText(targetPort),
      fix: 'add it to ports of the service',
    };
  }
}

/** What takes every pod that its selector matches for its own. */
const adopts = (object: KubernetesObject) => kindOf(object).rolls || object.kind === 'ReplicaSet';

export const selectorOverlap: IndexRule = {
  id: 'selector-overlap',
  reads: 'environment',
  reason: 'two controllers that select the same pods adopt and delete each other’s',
  fix: 'give one of them another selector',
  *check(rendered, index) {
    const { object } = rendered;
    if (!adopts(object)) return;
    const selector = selectorOf(object);
    if (selector === undefined || Object.keys(selector).length === 0) return;
    for (const { rendered: other } of index.selected(object.metadata.namespace, selector)) {
      if (other === rendered || !adopts(other.object)) continue;
      yield {
        at: 'spec.selector',
        problem: 'selects pods of another controller',
        got: `${other.object.kind} ${other.object.metadata.name}`,
      };
    }
  },
};
