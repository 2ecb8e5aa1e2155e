import type { Diagnostic, Location } from './diagnostics';
import type { JsonObject } from './json';

/** A Kubernetes object as it is written to a file. */
export interface KubernetesObject extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMetadata;
}

/** The part of `metadata` that a manifest may carry. */
export interface ObjectMetadata extends JsonObject {
  readonly name: string;
  /** Absent for cluster-scoped kinds. */
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** One object of the output, with where it goes and what in the spec caused it. */
export interface RenderedObject {
  readonly environment: string;
  /** The folder below the environment: a service, or a reserved name such as `namespaces`. */
  readonly app: string;
  readonly object: KubernetesObject;
  /** Places in the spec that caused it, the strongest first. Never empty for what comes from files. */
  readonly causes: readonly Location[];
  /** True for a plain object copied from `manifests/`. */
  readonly plain?: boolean;
}

/** `apiVersion` without its version: '' for the core group. */
export function apiGroup(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** API groups whose types belong to Kubernetes, so that their empties and lists are known. */
const builtinGroups = new Set([
  '',
  'admissionregistration.k8s.io',
  'apps',
  'autoscaling',
  'batch',
  'networking.k8s.io',
  'node.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
]);

/** True for the kinds of Kubernetes itself, false for custom resources. */
export function isBuiltin(object: KubernetesObject): boolean {
  return builtinGroups.has(apiGroup(object.apiVersion));
}

/** What the API server writes into the metadata of every object. */
export const serverMetadata = [
  'creationTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
] as const;

/** What makes an object the same one for the API server: group, kind, namespace, name. */
export function identity(object: KubernetesObject): string {
  const { namespace, name } = object.metadata;
  return `${apiGroup(object.apiVersion)}/${object.kind}/${namespace ?? ''}/${name}`;
}

/** An object as people name it: `Deployment shop/web`. */
export function title(object: KubernetesObject): string {
  const { namespace, name } = object.metadata;
  // Exported manifests may hold null.
  const place = namespace ?? '';
  return `${object.kind} ${place === '' ? '' : `${place}/`}${name}`;
}

/** The object that a finding is about, and the field in it. */
export function placeOf(
  { environment, object }: Pick<RenderedObject, 'environment' | 'object'>,
  path = '',
): Required<Pick<Diagnostic, 'object' | 'path'>> {
  return { object: { environments: [environment], title: title(object) }, path };
}

/** An object as the options of the command line name it: `Deployment/shop/web`. */
export function address({ kind, metadata: { namespace, name } }: KubernetesObject): string {
  return [kind, ...(namespace === undefined ? [] : [namespace]), name].join('/');
}
