import type { RenderedObject } from '../lib/rendered';
import { apiGroup } from '../lib/rendered';
import { groupBy } from '../lib/group';
import { byCodeUnit } from '../lib/json';
import { shortHash } from '../lib/names';
import { emitYaml } from './yaml';

/** The file that marks a folder as rendered, and its files as generated for reviewers. */
export const markerFile = '.gitattributes';
export const markerText =
  '# Rendered by portolan: change the platform folder, not these files.\n* linguist-generated=true\n';

export const kustomizationFile = 'kustomization.yaml';

/** File name to text of one app's folder. It depends on this app's objects alone. */
export function appFiles(objects: readonly RenderedObject[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const [name, rendered] of fileNames(objects)) files.set(name, emitYaml(rendered.object));
  const resources = [...files.keys()].sort(byCodeUnit);
  const kustomization = emitYaml({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources,
  });
  return files.set(kustomizationFile, kustomization);
}

/**
 * Names without namespace and API group where that tells the objects apart, compared without case: some file
 * systems know no other.
 */
export function fileNames(objects: readonly RenderedObject[]): Map<string, RenderedObject> {
  const names = new Map<string, RenderedObject>();
  for (const group of groupBy(objects, shortName).values()) {
    const alone = group.length === 1;
    for (const byNamespace of groupBy(group, namespaceName).values()) {
      const name = alone ? shortName : byNamespace.length === 1 ? namespaceName : groupName;
      for (const rendered of byNamespace) names.set(free(`${name(rendered)}.yaml`, names), rendered);
    }
  }
  return names;
}

/** Two objects with one identity are an error of the checks; here neither of them may vanish. */
function free(name: string, names: ReadonlyMap<string, unknown>): string {
  let result = name;
  for (let times = 2; names.has(result) || result === kustomizationFile; times++) {
    result = name.replace(/\.yaml$/, `-${times}.yaml`);
  }
  return result;
}

function shortName({ object }: RenderedObject): string {
  return fileSafe(`${object.kind}-${object.metadata.name}`);
}

function namespaceName({ object }: RenderedObject): string {
  return fileSafe(`${object.kind}-${object.metadata.namespace ?? ''}-${object.metadata.name}`);
}

function groupName({ object }: RenderedObject): string {
  const { namespace, name } = object.metadata;
  return fileSafe(`${object.kind}-${apiGroup(object.apiVersion)}-${namespace ?? ''}-${name}`);
}

/** File systems take 255 bytes, of which a temporary name and the ending need some. */
const longestName = 230;

/** Lowercase; what a file system may not take, as `:` of RBAC names, becomes `_`. */
function fileSafe(name: string): string {
  const safe = name.toLowerCase().replace(/[^a-z0-9.-]/g, '_');
  return safe.length <= longestName ? safe : `${safe.slice(0, longestName - 9)}-${shortHash(name)}`;
}

/** Whether a text is that of an object which a run writes to a file of this name. */
export function holdsObjectNamedSo(file: string, text: string): boolean {
  const kind = /^apiVersion: .+\nkind: (.+)\n/.exec(text)?.[1];
  return kind !== undefined && file.startsWith(`${fileSafe(kind)}-`);
}
