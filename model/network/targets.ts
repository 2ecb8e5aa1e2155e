import type { Target } from '../types';

/** A target as people name it. */
export function nameOf(to: Target): string {
  return to.kind === 'url'
    ? to.url
    : to.kind === 'cidr'
      ? to.cidr
      : to.kind === 'kube-apiserver'
        ? to.kind
        : to.name;
}
