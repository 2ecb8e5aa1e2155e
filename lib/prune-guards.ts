import type { KubernetesObject } from './rendered';

const argo = 'argocd.argoproj.io/sync-options';
const flux = 'kustomize.toolkit.fluxcd.io/prune';

/** `Prune` covers a sync alone, `Delete` the end of the Application. */
const argoOptions = ['Prune=false', 'Delete=false'];

/**
 * Annotations with those that keep an object, and the data in it, from the controllers that prune: Argo CD and Flux. What is
 * written about one of them stays.
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#prune
 */
export function withPruneGuard(annotations: Readonly<Record<string, string>> = {}): Record<string, string> {
  const written = optionsOf(annotations);
  const names = new Set(written.map((option) => option.split('=')[0]));
  const missing = argoOptions.filter((option) => !names.has(option.split('=')[0]));
  return { [flux]: 'disabled', ...annotations, [argo]: [...written, ...missing].join(',') };
}

/** True where neither Argo CD nor Flux deletes the object. */
export function hasPruneGuard({ metadata }: KubernetesObject): boolean {
  const annotations = metadata.annotations ?? {};
  const written = optionsOf(annotations);
  return argoOptions.every((option) => written.includes(option)) && annotations[flux] === 'disabled';
}

function optionsOf(annotations: Readonly<Record<string, string>>): string[] {
  const options = (annotations[argo] ?? '').split(',').map((option) => option.trim());
  return options.filter((option) => option !== '');
}
