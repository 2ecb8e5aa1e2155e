import type { Field } from './fields';
import type { Node } from './tree';
import { child, children } from './tree';

/** True where a value, or a key of a ConfigMap, has become the same variable's reference to a Secret. */
export function refersToSecret(path: string, field: Field, actual: ReadonlyMap<string, Field>): boolean {
  const variable = /^(.*\.env\[[^\]]+\])\.(?:value|valueFrom\.configMapKeyRef\.(?:name|key))$/.exec(
    path,
  )?.[1];
  if (variable !== undefined) return actual.has(`${variable}.valueFrom.secretKeyRef.name`);
  const source = /^(.*\.envFrom\[\d+\])\.configMapRef\.name$/.exec(path)?.[1];
  return source !== undefined && actual.get(`${source}.secretRef.name`)?.value === field.value;
}

/** Names of Secrets that pods refer to, whichever way. */
export function secretNames(spec: Node | undefined): string[] {
  const containers = [...children(spec, 'containers'), ...children(spec, 'initContainers')];
  const ofContainers = containers.flatMap((container) => [
    ...children(container, 'env').map((entry) => child(child(entry, 'valueFrom'), 'secretKeyRef')?.['name']),
    ...children(container, 'envFrom').map((entry) => child(entry, 'secretRef')?.['name']),
  ]);
  const ofVolumes = children(spec, 'volumes').flatMap((volume) => [
    child(volume, 'secret')?.['secretName'],
    ...children(child(volume, 'projected'), 'sources').map((source) => child(source, 'secret')?.['name']),
  ]);
  const pull = children(spec, 'imagePullSecrets').map((entry) => entry['name']);
  return [...ofContainers, ...ofVolumes, ...pull].filter((name) => typeof name === 'string');
}
