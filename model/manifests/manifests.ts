import type { Diagnostic } from '../../lib/diagnostics';
import { quote } from '../../lib/diagnostics';
import { isObject } from '../../lib/json';
import { kindOf } from '../../lib/kinds';
import { pathText, valueAt } from '../../lib/path';
import { canonicalQuantity } from '../../lib/quantity';
import { eachQuantity } from '../../lib/quantity-fields';
import type { KubernetesObject } from '../../lib/rendered';
import { isBuiltin, serverMetadata } from '../../lib/rendered';
import type { Path } from '../../spec/layers';
import { mergeLayers } from '../../spec/layers';
import type { ManifestSource, PlatformSource } from '../../spec/load';
import type { ManifestService } from '../context';
import type { EnvironmentChain } from '../environment/environments';
import { checkManifestDrains } from './drains';
import { placeInManifest } from './findings';
import { checkManifestJobs } from './jobs';
import { serviceLayers } from '../resolve-service';
import type { ManifestObject } from '../types/manifest';

/** The documents of `manifests/` for one environment, with what is wrong about them. */
export function resolveManifests(
  source: PlatformSource,
  chain: EnvironmentChain,
): { objects: ManifestObject[]; diagnostics: Diagnostic[] } {
  const names = new Set(['all', ...chain.sources.map((entry) => entry.name)]);
  const namespaceOf = namespacesOfApps(source, chain);
  const objects: ManifestObject[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const manifest of source.manifests.filter((entry) => names.has(entry.environment))) {
    const { app, document } = manifest;
    const problem = problemOf(manifest);
    const problems = problem === undefined ? exportedParts(manifest) : [problem];
    diagnostics.push(...problems);
    if (problems.length > 0) continue;
    const object = canonical(document.data as KubernetesObject);
    const isCluster = kindOf(object).scope === 'cluster';
    objects.push({
      app,
      object,
      namespace: isCluster ? undefined : (object.metadata.namespace ?? namespaceOf(app)),
      location: document.locate([]),
      locate: (path) => document.locate(path),
    });
  }
  diagnostics.push(...checkManifestJobs(objects), ...checkManifestDrains(objects));
  return { objects, diagnostics };
}

/** The Services among plain objects that lead to pods by a selector. */
export function servicesInManifests(objects: readonly ManifestObject[]): ManifestService[] {
  return objects.flatMap(({ object, namespace }): ManifestService[] => {
    const selector = valueAt(object, ['spec', 'selector']);
    const isService = object.kind === 'Service' && object.apiVersion === 'v1';
    if (!isService || namespace === undefined || !isObject(selector)) return [];
    const ports = valueAt(object, ['spec', 'ports']);
    const targets = (Array.isArray(ports) ? ports : []).map(
      (entry) => (valueAt(entry, ['targetPort']) ?? valueAt(entry, ['port'])) as string | number,
    );
    if (Object.keys(selector).length === 0) return [];
    return [{ namespace, selector: selector as ManifestService['selector'], targets }];
  });
}

/** Where objects go that name no namespace, as with `kubectl -n`. */
function namespacesOfApps(source: PlatformSource, chain: EnvironmentChain): (app: string) => string {
  const known = new Map<string, string>();
  return (app) => {
    const service = source.services.get(app);
    const layers = service === undefined || known.has(app) ? [] : serviceLayers(source, chain, service);
    const own = mergeLayers(layers).value.namespace ?? source.platform.data.name ?? '';
    const namespace = known.get(app) ?? own;
    known.set(app, namespace);
    return namespace;
  };
}

/** With its quantities as the API server writes them; those of custom resources are their operator's. */
function canonical(object: KubernetesObject): KubernetesObject {
  if (!isBuiltin(object)) return object;
  const copy = structuredClone(object);
  let changed = false;
  eachQuantity(copy, (holder, name, quantity) => {
    holder[name] = canonicalQuantity(quantity) ?? quantity;
    changed ||= holder[name] !== quantity;
  });
  // What needs no change stays the same object, so that a further run knows it.
  return changed ? copy : object;
}

/** Where metadata of what an object makes stands: what is exported has the server's fields there, too. */
const templates: readonly Path[] = [
  ['spec', 'template'],
  ['spec', 'jobTemplate'],
  ['spec', 'jobTemplate', 'spec', 'template'],
];

/** What no person writes: fields of the server, which an apply would fight over, and nulls, which say nothing. */
function exportedParts(manifest: ManifestSource): Diagnostic[] {
  const object = manifest.document.data as KubernetesObject;
  const report = (path: Path, problem: string): Diagnostic => ({
    code: 'manifest-exported',
    ...keyIn(manifest, path),
    problem,
    fix: 'remove it',
  });
  const claims = valueAt(object, ['spec', 'volumeClaimTemplates']);
  const whole: Path[] = Array.isArray(claims)
    ? [[], ...claims.map((_, index): Path => ['spec', 'volumeClaimTemplates', index])]
    : [[]];
  const metadata = [...whole, ...templates].flatMap((holder) =>
    serverMetadata.map((field): Path => [...holder, 'metadata', field]),
  );
  const owned = [...metadata, ...whole.map((holder): Path => [...holder, 'status'])].filter(
    (path) => valueAt(object, path) !== undefined,
  );
  const known = new Set(owned.map(pathText));
  // In a custom resource null may be a word of its own: the values of a Helm release drop a default with it.
  const nulls = isBuiltin(object) ? nullsIn(object, []).filter((path) => !known.has(pathText(path))) : [];
  return [
    ...owned.map((path) => report(path, 'the API server writes this itself')),
    ...nulls.map((path) => report(path, 'null has no effect here')),
  ];
}

/** The key of a field, for what has to go with its value. */
function keyIn({ app, document }: ManifestSource, path: Path): ReturnType<typeof placeInManifest> {
  const object = document.data as KubernetesObject;
  return placeInManifest({ app, object, locate: (field) => document.locate(field, 'key') }, path);
}

function nullsIn(value: unknown, path: Path): Path[] {
  if (value === null) return [path];
  if (Array.isArray(value)) return value.flatMap((entry, index) => nullsIn(entry, [...path, index]));
  return isObject(value)
    ? Object.entries(value).flatMap(([key, entry]) => nullsIn(entry, [...path, key]))
    : [];
}

function problemOf(manifest: ManifestSource): Diagnostic | undefined {
  const { app, document } = manifest;
  const { data } = document;
  const object = isObject(data) ? data : {};
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  if (
    typeof object['kind'] === 'string' &&
    object['kind'].endsWith('List') &&
    Array.isArray(object['items'])
  ) {
    return {
      code: 'manifest-invalid',
      path: app,
      problem: 'kind List is not supported: its objects would not be checked',
      got: object['kind'],
      fix: 'write each of its items as a document',
      location: document.locate(['kind']),
    };
  }
  const missing = [
    ...(typeof object['apiVersion'] === 'string' ? [] : ['apiVersion']),
    ...(typeof object['kind'] === 'string' ? [] : ['kind']),
    ...(typeof metadata['name'] === 'string' ? [] : ['metadata.name']),
  ];
  if (missing.length > 0) {
    return {
      code: 'manifest-invalid',
      path: app,
      problem: 'every Kubernetes object needs apiVersion, kind and metadata.name',
      got: quote(Object.keys(object)),
      expected: missing.join(', '),
      location: document.locate([]),
    };
  }
  const malformed = malformedType(manifest, object);
  if (malformed !== undefined) return malformed;
  if (object['kind'] === 'Secret' && (nonEmpty(object['data']) || nonEmpty(object['stringData']))) {
    return {
      code: 'manifest-secret',
      ...keyIn(manifest, [nonEmpty(object['data']) ? 'data' : 'stringData']),
      path: '',
      problem: 'a Secret with values does not belong in Git',
      fix: 'create it in the cluster, and name it in existing.secrets',
    };
  }
  return undefined;
}

function nonEmpty(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length > 0;
}

/** The server knows no such type, and tools read what these two say. */
function malformedType(
  { app, document }: ManifestSource,
  object: Readonly<Record<string, unknown>>,
): Diagnostic | undefined {
  const key = isApiVersion(object['apiVersion']) ? 'kind' : 'apiVersion';
  if (key === 'kind' && isKind(object['kind'])) return undefined;
  return {
    code: 'manifest-invalid',
    path: app,
    problem:
      key === 'kind'
        ? 'kind is not the name of a Kubernetes kind'
        : 'apiVersion is not a group and version of Kubernetes',
    got: quote(object[key]),
    expected:
      key === 'kind' ? 'letters and digits, such as ConfigMap' : 'v1, or GROUP/VERSION such as apps/v1',
    location: document.locate([key]),
  };
}

/** `v1`, or a group, which is a DNS subdomain, before it. */
function isApiVersion(value: unknown): boolean {
  const label = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
  const pattern = new RegExp(`^(?:${label}(?:\\.${label})*/)?[a-z](?:[-a-z0-9]*[a-z0-9])?$`);
  return typeof value === 'string' && value.length <= 317 && pattern.test(value);
}

/** A DNS label in any case, as definitions may have it. */
function isKind(value: unknown): boolean {
  return (
    typeof value === 'string' && value.length <= 63 && /^[A-Za-z](?:[-A-Za-z0-9]*[A-Za-z0-9])?$/.test(value)
  );
}
