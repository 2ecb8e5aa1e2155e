import type { Diagnostic } from '../lib/diagnostics';
import { placeOf } from '../lib/rendered';
import { listOf, servicesOf } from './service-ports';
import type { EnvironmentObject } from './environment-objects';
import { locationOf, specOf } from './environment-objects';

/** Warns of ports of the nodes that a Service loses: callers outside the cluster have them. */
export function nodePortWarnings(
  before: readonly EnvironmentObject[],
  after: readonly EnvironmentObject[],
): Diagnostic[] {
  const olds = servicesOf(before);
  return [...servicesOf(after)].flatMap(([key, { entry }]) => {
    const old = olds.get(key)?.entry.object;
    if (old === undefined || specOf(old)['type'] !== 'NodePort') return [];
    const spec = specOf(entry.object);
    const { type = 'ClusterIP' } = spec;
    const hasNodePorts = type === 'NodePort' || type === 'LoadBalancer';
    const got = hasNodePorts ? movedPorts(specOf(old), spec) : `type ${String(type)} where NodePort was`;
    if (got === '') return [];
    return [
      {
        code: 'removed-port',
        ...placeOf(entry),
        problem: 'the Service loses a port of the nodes, and callers outside the cluster lose it at once',
        got,
        fix: 'make sure that nobody calls it any more, load balancers and firewalls outside the cluster included; else keep it until then',
        ...locationOf(entry),
      },
    ];
  });
}

/** The API server keeps a number that leaves the manifest. */
function movedPorts(old: Record<string, unknown>, present: Record<string, unknown>): string {
  const ports = listOf(present['ports']);
  return listOf(old['ports'])
    .flatMap(({ name, port, protocol, nodePort: was }) => {
      const isKept = ports.some((other) => other['nodePort'] === was && other['protocol'] === protocol);
      const will = ports.find((other) =>
        name === undefined ? other['port'] === port : other['name'] === name,
      );
      const number = will?.['nodePort'];
      return typeof was !== 'number' || typeof number !== 'number' || isKept
        ? []
        : [`nodePort ${number} where ${was} was`];
    })
    .join(', ');
}
