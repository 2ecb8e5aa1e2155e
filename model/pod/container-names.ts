import type { ServiceContext } from '../context';

/** Names of all containers of the pods, the main one first. */
export function containerNames({ spec, name }: ServiceContext): string[] {
  const groups = ['containers', 'sidecars', 'initContainers'] as const;
  return [spec.containerName ?? name, ...groups.flatMap((group) => Object.keys(spec[group] ?? {}))];
}
