import type { Diagnostic } from '../lib/diagnostics';
import { quote } from '../lib/diagnostics';
import { isObject } from '../lib/json';
import type { KubernetesObject } from '../lib/rendered';
import type { ManifestSource, PlatformSource } from '../spec/load';
import type { EnvironmentChain } from './environments';
import type { PlainObject } from './types';

/** The documents of `manifests/` for one environment, with what is wrong about them. */
export function resolvePlain(
  source: PlatformSource,
  chain: EnvironmentChain,
): { objects: PlainObject[]; diagnostics: Diagnostic[] } {
  const names = new Set(['all', ...chain.sources.map((entry) => entry.name)]);
  const objects: PlainObject[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const manifest of source.manifests.filter((entry) => names.has(entry.environment))) {
    const problem = problemOf(manifest);
    if (problem !== undefined) diagnostics.push(problem);
    else {
      const object = withoutStatus(manifest.document.data as KubernetesObject);
      objects.push({ app: manifest.app, object, location: manifest.document.locate([]) });
    }
  }
  return { objects, diagnostics };
}

/** What the API server fills in is no part of a manifest. */
function withoutStatus(object: KubernetesObject): KubernetesObject {
  const { status: _status, ...rest } = object;
  return rest;
}

function problemOf({ document, app }: ManifestSource): Diagnostic | undefined {
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
      problem: 'a List is not taken: its objects would not be checked',
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
      problem: 'a document without what every Kubernetes object has',
      got: quote(Object.keys(object)),
      expected: missing.join(', '),
      location: document.locate([]),
    };
  }
  if (object['kind'] === 'Secret' && (nonEmpty(object['data']) || nonEmpty(object['stringData']))) {
    return {
      code: 'manifest-secret',
      path: `${app}: Secret ${metadata['name'] as string}`,
      problem: 'a Secret with values does not belong into Git',
      fix: 'create it in the cluster, and name it in existing.secrets',
      location: document.locate([nonEmpty(object['data']) ? 'data' : 'stringData'], 'key'),
    };
  }
  return undefined;
}

function nonEmpty(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length > 0;
}
