import type { Json } from '../lib/json';
import { isObject, jsonEqual } from '../lib/json';
import { kindOf } from '../lib/kinds';
import { compareQuantities } from '../lib/quantity';
import type { KubernetesObject } from '../lib/rendered';
import { valueAt } from '../lib/path';

/** The paths of fields that differ and that the API server does not let differ. */
export function refusedPaths(old: KubernetesObject, object: KubernetesObject): string[] {
  const { kind } = object;
  const own = kindOf(object).immutable;
  const frozen =
    old['immutable'] === true && (kind === 'ConfigMap' || kind === 'Secret')
      ? ['data', 'binaryData', 'immutable']
      : [];
  const differing = [...own, ...frozen].filter(
    (path) => !jsonEqual(fieldAt(old, path), fieldAt(object, path)),
  );
  return [...differing, ...(Object.hasOwn(special, kind) ? (special[kind]?.(old, object) ?? []) : [])];
}

/** What may change in one way and not in another. */
const special: Readonly<Record<string, (old: KubernetesObject, object: KubernetesObject) => string[]>> = {
  Service: refusedOfService,
  PersistentVolumeClaim: (old, object) => (shrinks(old, object) ? ['spec.resources.requests.storage'] : []),
  // A set: its order has no meaning.
  ResourceQuota: (old, object) =>
    jsonEqual(sorted(fieldAt(old, 'spec.scopes')), sorted(fieldAt(object, 'spec.scopes')))
      ? []
      : ['spec.scopes'],
  Pod: (old, object) => (jsonEqual(fixedOfPod(old), fixedOfPod(object)) ? [] : ['spec']),
};

function refusedOfService(old: KubernetesObject, object: KubernetesObject): string[] {
  const types = [fieldAt(old, 'spec.type'), fieldAt(object, 'spec.type')];
  const differs = (path: string) => !jsonEqual(fieldAt(old, path), fieldAt(object, path));
  const addressed = !types.includes('ExternalName');
  const balanced = types.every((type) => type === 'LoadBalancer');
  return [
    ...(addressed && differs('spec.clusterIP') ? ['spec.clusterIP'] : []),
    ...(balanced && differs('spec.loadBalancerClass') ? ['spec.loadBalancerClass'] : []),
    ...(addressed && firstDiffers(fieldAt(old, 'spec.ipFamilies'), fieldAt(object, 'spec.ipFamilies'))
      ? ['spec.ipFamilies']
      : []),
  ];
}

/** The cluster chooses the first one where it is not written. */
function firstDiffers(before: Json | undefined, after: Json | undefined): boolean {
  return Array.isArray(before) && Array.isArray(after) && before[0] !== after[0];
}

function sorted(value: Json | undefined): Json {
  return Array.isArray(value) ? [...value].map(String).sort() : [];
}

/** Of a pod that runs, only these change: its images, its deadline, and tolerations that are added. */
function fixedOfPod({ spec }: KubernetesObject): Json {
  const { activeDeadlineSeconds: _deadline, tolerations: _tolerations, ...rest } = isObject(spec) ? spec : {};
  const withoutImages = (containers: Json | undefined): Json =>
    Array.isArray(containers)
      ? containers.map((container) => (isObject(container) ? { ...container, image: '' } : container))
      : [];
  const { containers, initContainers } = rest;
  return { ...rest, containers: withoutImages(containers), initContainers: withoutImages(initContainers) };
}

function shrinks(old: KubernetesObject, object: KubernetesObject): boolean {
  const path = 'spec.resources.requests.storage';
  const [before, after] = [fieldAt(old, path), fieldAt(object, path)];
  return typeof before === 'string' && typeof after === 'string' && compareQuantities(after, before) === -1;
}

/** What stands at a path of keys, as the API's own documents write it. */
export function fieldAt(object: unknown, path: string): Json | undefined {
  return valueAt(object, path.split('.')) as Json | undefined;
}
