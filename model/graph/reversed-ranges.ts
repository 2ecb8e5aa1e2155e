import { reversedRange } from '../../lib/ports';
import type { ServiceContext, ServiceSpec } from '../context';

type Options = Exclude<NonNullable<ServiceSpec['connects']>[string], true>;
type WrittenPort = NonNullable<Options['ports']>[number];

/** Refuses a range whose last port comes first, wherever a connection has one. True where it did. */
export function refuseReversed(context: ServiceContext, target: string, { ports = [] }: Options): boolean {
  const [, written = ''] = /:(\d+-\d+)(?:[/?#]|$)/.exec(target) ?? [];
  const places = [
    { path: [], text: written, isMap: false },
    ...ports.map((port, index) => ({
      path: ['ports', index],
      text: textOf(port),
      isMap: typeof port === 'object',
    })),
  ];
  for (const { path, text, isMap } of places) {
    const range = reversedRange(text);
    if (range === undefined) continue;
    const { port, endPort } = range;
    context.report('conflicting-fields', ['connects', target, ...path], {
      problem: 'the first port of a range must not be larger than its last port',
      got: text,
      fix: isMap ? `write {port: ${port}, endPort: ${endPort}}` : `write ${port}-${endPort}`,
    });
    return true;
  }
  return false;
}

function textOf(port: WrittenPort): string {
  return typeof port === 'object' ? `${port.port ?? ''}-${port.endPort ?? ''}` : String(port);
}
