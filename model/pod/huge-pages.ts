import { compareQuantities } from '../../lib/quantity';
import type { ServiceContext } from '../context';
import { containersOf } from './processes';

/** The kubelet mounts huge pages of a size that a container of the pod asks for; without a size, of the only one. */
export function refuseMissingPages(context: ServiceContext): void {
  const sizes = pageSizes(context);
  for (const [name, { emptyDir }] of Object.entries(context.spec.volumes ?? {})) {
    const [medium, size] = /^HugePages(?:-(.+))?$/.exec(emptyDir?.medium ?? '') ?? [];
    if (medium === undefined || fits(sizes, size)) continue;
    context.report('conflicting-fields', ['volumes', name, 'emptyDir', 'medium'], {
      problem:
        size === undefined && sizes.length > 1
          ? 'the pods do not start: their containers ask for huge pages of several sizes'
          : 'the pods do not start: no container asks for huge pages of this medium',
      got: medium,
      expected:
        sizes.length > 0
          ? sizes.map((each) => `HugePages-${each}`).join(' or ')
          : `resources: {limits: {hugepages-${size ?? '2Mi'}: AMOUNT}} of a container`,
    });
  }
}

function fits(sizes: readonly string[], size: string | undefined): boolean {
  if (size === undefined) return sizes.length === 1;
  return sizes.some((each) => compareQuantities(each, size) === 0);
}

/** Sizes of the pages that containers ask for. */
function pageSizes({ spec }: ServiceContext): string[] {
  const names = containersOf(spec).flatMap(({ written: { resources } }) =>
    Object.keys({ ...resources?.requests, ...resources?.limits }),
  );
  return [...new Set(names)].flatMap((name) => (/^hugepages-(.*)$/.exec(name) ?? []).slice(1));
}
