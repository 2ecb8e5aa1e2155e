/**
 * Folders of the output that are no services; `all`, which means every environment; and the one name that every object of
 * JavaScript knows, which the constructs of cdk8s do not take.
 */
export const reservedNames: readonly string[] = [
  'all',
  'cluster',
  'constructor',
  'gateway',
  'logging',
  'monitoring',
  'namespaces',
  'platform',
  'telemetry',
];
