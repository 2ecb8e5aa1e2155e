import type { Target } from '../types';
import { numbersOf } from './ports';

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

/** The host of a URL with its port or ports. */
export function hostAndPort(to: Extract<Target, { kind: 'url' }>): string {
  return `${to.host}:${numbersOf(to)}`;
}
