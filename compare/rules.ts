/** Deviations that a rendering has on purpose. Nothing else explains a missing or different field. */
export const deviations = {
  'labels-and-selectors':
    'Pods carry the recommended labels of Kubernetes and controllers select by them, so that no selector has to change later; each Service must still select the same workloads.',
  namespace: 'The namespace is a decision of the platform, and the same manifests are rendered into it.',
  'probe-patience':
    'Startup and liveness probes without timings of their own wait longer before they restart a container: an overloaded pod loses its traffic first.',
  'secret-values':
    'Secret values do not belong in Git: what manifests write out is referred to as a Secret that exists in the cluster.',
} as const;

/** The name of a deviation. */
export type RuleId = keyof typeof deviations;
