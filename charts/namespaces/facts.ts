import type { Environment } from '../../model/types/environment';
import type { PlatformNames } from '../metadata';
import { platformNames } from '../metadata';
import type { Namespace } from './types';

export interface NamespaceFacts {
  readonly names: PlatformNames;
  readonly kubernetesVersion: string;
  /** Without quotas: sums of services are for the limits alone. */
  readonly namespaces: readonly Omit<Namespace, 'quota'>[];
}

export interface LimitFacts {
  readonly names: PlatformNames;
  readonly namespaces: readonly Pick<Namespace, 'name' | 'quota' | 'causes'>[];
}

/** Namespaces that nobody else uses. */
function ownNamespaces(namespaces: readonly Namespace[]): Namespace[] {
  return namespaces.filter((namespace) => !namespace.shared);
}

export function namespaceFacts(environment: Environment, all: readonly Namespace[]): NamespaceFacts {
  const namespaces = ownNamespaces(all).map(({ quota: _quota, ...namespace }) => namespace);
  const { kubernetesVersion } = environment;
  return { names: platformNames(environment), kubernetesVersion, namespaces };
}

export function limitFacts(environment: Environment, all: readonly Namespace[]): LimitFacts {
  const namespaces = ownNamespaces(all).map(({ name, quota, causes }) => ({
    name,
    causes,
    ...(quota === undefined ? {} : { quota }),
  }));
  return { names: platformNames(environment), namespaces };
}
