/** Folders of the output that are no services, and `all`, which means every environment. */
export const reservedNames: readonly string[] = [
  'all',
  'cluster',
  'gateway',
  'logging',
  'monitoring',
  'namespaces',
  'platform',
  'telemetry',
];
