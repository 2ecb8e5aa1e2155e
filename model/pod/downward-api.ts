import type { ServiceContext, ServiceSpec } from '../context';
import { containerNames } from './container-names';

type Item = NonNullable<NonNullable<ServiceSpec['volumes']>[string]['downwardAPI']>['items'][number];

/** The API server accepts any name of a container in a volume, and the kubelet then never starts the pods. */
export function checkDownwardItems(context: ServiceContext): void {
  const names = containerNames(context);
  const check = (path: readonly (string | number)[], items: readonly Item[] = []) => {
    for (const [index, { resourceFieldRef }] of items.entries()) {
      if (resourceFieldRef === undefined || names.includes(resourceFieldRef.containerName)) continue;
      context.report(
        'conflicting-fields',
        [...path, 'downwardAPI', 'items', index, 'resourceFieldRef', 'containerName'],
        {
          problem: 'the pods do not start: they have no container of this name',
          got: resourceFieldRef.containerName,
          expected: names.join(', '),
        },
      );
    }
  };
  for (const [name, { downwardAPI, projected }] of Object.entries(context.spec.volumes ?? {})) {
    check(['volumes', name], downwardAPI?.items);
    for (const [index, source] of (projected?.sources ?? []).entries())
      check(['volumes', name, 'projected', 'sources', index], source.downwardAPI?.items);
  }
}
