import type { Diagnostic } from '../../lib/diagnostics';
import { isObject } from '../../lib/json';
import { listAt } from '../../lib/path';
import type { PolicyEngine } from '../../providers';
import { placeInManifest } from '../../model/manifests/findings';
import type { ManifestObject } from '../../model/types/manifest';
import { numbersOf } from '../../model/flows/ports';

type Map = Readonly<Record<string, unknown>>;

/** Warns of ranges of ports in plain NetworkPolicies that the engine does not open as they are written. */
export function manifestPortRanges(
  manifests: readonly ManifestObject[],
  engine: PolicyEngine | undefined,
): Diagnostic[] {
  if (engine === undefined) return [];
  return manifests
    .filter(({ object }) => object.kind === 'NetworkPolicy')
    .flatMap((policy) => ['ingress', 'egress'].flatMap((field) => rangesIn(policy, field, engine)));
}

function rangesIn(manifest: ManifestObject, field: string, engine: PolicyEngine): Diagnostic[] {
  return mapsAt(manifest.object, ['spec', field]).flatMap((rule, index) =>
    mapsAt(rule, ['ports']).flatMap(({ port, endPort }, position): Diagnostic[] => {
      if (typeof port !== 'number' || typeof endPort !== 'number' || endPort === port) return [];
      const problem = problemOf(engine, port, field === 'egress' ? mapsAt(rule, ['to']) : []);
      if (problem === undefined) return [];
      const path = ['spec', field, index, 'ports', position, 'endPort'];
      return [
        {
          code: 'closed-port',
          ...placeInManifest(manifest, path),
          problem,
          got: numbersOf({ port, endPort }),
          fix: 'list the ports one by one',
        },
      ];
    }),
  );
}

/** Ranges to address blocks are kept as they are by an engine that adds the addresses of Services. */
function problemOf(
  { title, portRanges, addsServiceAddresses }: PolicyEngine,
  first: number,
  peers: readonly Map[],
): string | undefined {
  if (portRanges === false)
    return `${title} does not enforce port ranges of NetworkPolicies: at most the first port is open`;
  const ofPods = peers.some(
    (peer) => peer['podSelector'] !== undefined || peer['namespaceSelector'] !== undefined,
  );
  if (addsServiceAddresses !== true || !ofPods) return undefined;
  return `${title} looks up only the first port of a range in the Services of these pods: one that leads to another port than ${first} stays closed`;
}

/** Each entry at its position, whatever the others are. */
function mapsAt(value: unknown, path: readonly string[]): readonly Map[] {
  return listAt(value, path).map((entry) => (isObject(entry) ? entry : {}));
}
