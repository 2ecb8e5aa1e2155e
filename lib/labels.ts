/** Recommended labels of Kubernetes, and those of ours. */
export const label = {
  name: 'app.kubernetes.io/name',
  instance: 'app.kubernetes.io/instance',
  partOf: 'app.kubernetes.io/part-of',
  managedBy: 'app.kubernetes.io/managed-by',
  team: 'portolan.dev/team',
  dataClass: 'portolan.dev/data-class',
} as const;

/** Annotation of a pod template that changes with the files mounted into it, so that pods restart. */
export const configChecksum = 'portolan.dev/config-checksum';

/** Labels that a controller selects its pods by. */
export function workloadSelector(service: string, workload: string): Record<string, string> {
  return { [label.name]: service, [label.instance]: workload };
}

/** Labels that Services, policies and monitors select the pods of a service by, whatever controller runs them. */
export function serviceSelector(service: string): Record<string, string> {
  return { [label.name]: service };
}
