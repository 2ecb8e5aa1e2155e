import { isObject } from '../lib/json';
import { kindOf } from '../lib/kinds';
import { valueAt } from '../lib/path';
import type { KubernetesObject } from '../lib/rendered';
import { apiGroup, identity, title } from '../lib/rendered';
import { fieldAt } from './immutable';
import { listOf } from './service-ports';
import type { EnvironmentObject } from './environment-objects';

type Uses = (user: KubernetesObject, object: KubernetesObject) => boolean;

/** What is in an object, or needs it, by its kind. */
const uses: Readonly<Record<string, Uses>> = {
  Namespace: (user, { metadata }) => user.metadata.namespace === metadata.name,
  PersistentVolumeClaim: (user, { metadata }) =>
    user.metadata.namespace === metadata.namespace && claimsOf(user).includes(metadata.name),
  PersistentVolume: (user, { metadata }) =>
    user.kind === 'PersistentVolumeClaim' && fieldAt(user, 'spec.volumeName') === metadata.name,
  CustomResourceDefinition: (user, definition) =>
    apiGroup(user.apiVersion) === fieldAt(definition, 'spec.group') &&
    user.kind === fieldAt(definition, 'spec.names.kind'),
};

/** Claims that the pods of an object mount. */
function claimsOf(object: KubernetesObject): unknown[] {
  const { pods } = kindOf(object);
  const volumes = pods === undefined ? undefined : valueAt(object, [...pods, 'spec', 'volumes']);
  return listOf(volumes).flatMap(({ persistentVolumeClaim }) =>
    isObject(persistentVolumeClaim) ? [persistentVolumeClaim['claimName']] : [],
  );
}

/**
 * Who still needs what leaves the output of one environment: objects that stay, or another environment that renders it, of
 * which nobody can tell whether it has a cluster of its own. Undefined for nobody.
 */
export function usersOf(object: KubernetesObject, all: readonly EnvironmentObject[]): string | undefined {
  const isUse = uses[object.kind];
  const own = identity(object);
  const users = new Map<string, string[]>();
  for (const { environment, object: other } of all) {
    if (identity(other) !== own && isUse?.(other, object) !== true) continue;
    const titles = users.get(environment) ?? [];
    users.set(environment, titles);
    if (identity(other) !== own) titles.push(title(other));
  }
  if (users.size === 0) return undefined;
  return [...users].map(([environment, titles]) => userText(environment, titles)).join(', ');
}

function userText(environment: string, [first, ...others]: readonly string[]): string {
  if (first === undefined) return environment;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `${environment} (${first}${more})`;
}
