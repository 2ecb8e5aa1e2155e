import type { Code } from '../../lib/codes';
import type { Diagnostic } from '../../lib/diagnostics';
import type { ProviderProfile, ZoneNames } from '../../providers';
import type { Path } from '../../spec/layers';
import type { ServiceContext } from '../context';
import type { NodeRequirement } from '../capacity/node-requirements';
import { zoneLabel } from '../capacity/node-requirements';

type Parts = Omit<Diagnostic, 'path' | 'location' | 'code'>;
type FieldReport = (code: Code, path: Path, parts: Parts) => void;

/** Zones of an environment that no node of the provider can be in, and those of another region. */
export function checkZoneNames(
  profile: ProviderProfile,
  zones: readonly string[],
  report: FieldReport,
): void {
  const { zoneNames } = profile;
  if (zoneNames === undefined) return;
  const regions = new Map<string, string>();
  for (const [index, zone] of zones.entries()) {
    const wrong = wrongZone(profile, zone);
    if (wrong !== undefined) report('unknown-zone', ['zones', index], wrong);
    const region = regionOf(zoneNames, zone);
    if (region === undefined) continue;
    const [first] = regions;
    regions.set(region, zone);
    if (first === undefined || first[0] === region) continue;
    report('unknown-zone', ['zones', index], {
      problem: `${zone} is in another region than ${first[1]}, but the nodes of a cluster are in one region`,
      expected: `a zone of ${first[0]}`,
      fix: 'remove it, or describe the other region as an environment of its own',
    });
  }
}

/** The region of a zone; undefined for what is not a zone of the provider. */
function regionOf({ pattern }: ZoneNames, zone: string): string | undefined {
  return pattern.exec(zone)?.groups?.['region'];
}

/** Why no node of a provider is in a zone; undefined for one that it may have. */
function wrongZone({ title, zoneNames }: ProviderProfile, zone: string): Parts | undefined {
  if (zoneNames === undefined || regionOf(zoneNames, zone) !== undefined) return undefined;
  const lower = zone.toLowerCase();
  if (regionOf(zoneNames, lower) !== undefined) {
    return {
      problem: `the zones of ${title} have names in lower case, so that no node would ever be in ${zone}`,
      expected: lower,
      fix: `write it in lower case: "${lower}"`,
    };
  }
  return {
    problem: `${zone} is not a zone of ${title}, so no node is ever in it`,
    expected: `${zoneNames.shape}, such as ${zoneNames.example}`,
  };
}

/** What the zones of a pool are judged by. */
export interface ZoneScope {
  readonly profile: ProviderProfile;
  readonly zones: readonly string[];
  readonly environment: string;
}

/** Zones of a pool that are not among those of its environment. */
export function checkPoolZones(
  { profile, zones, environment }: ZoneScope,
  ofPool: readonly string[],
  report: (code: Code, index: number, parts: Parts) => void,
): void {
  const file = `environments/${environment}.yaml`;
  for (const [index, zone] of ofPool.entries()) {
    if (zones.includes(zone)) continue;
    const wrong = zones.length > 0 ? undefined : wrongZone(profile, zone);
    if (wrong !== undefined) {
      const fix = wrong.fix ?? 'write its whole name';
      report('unknown-zone', index, {
        ...wrong,
        fix: `${fix}, and set zones in ${file}, with it among them`,
      });
      continue;
    }
    report('invalid-value', index, {
      problem: 'this zone is not one of the environment',
      got: zone,
      ...(zones.length === 0
        ? { fix: `set zones in ${file}, with this one among them` }
        : { expected: zones.join(', ') }),
    });
  }
}

/** Why no node of an environment is in a zone; undefined where one may be. */
export function zoneProblem(
  profile: ProviderProfile,
  zones: readonly string[],
  zone: string,
): Parts | undefined {
  const wrong = wrongZone(profile, zone);
  if (wrong !== undefined || zones.length === 0 || zones.includes(zone)) return wrong;
  return { problem: `the environment does not have the zone ${zone}`, expected: zones.join(', ') };
}

/** Zones that a service's node selector or affinity asks for and that its environment cannot have. */
export function checkZonesOfPods(context: ServiceContext): void {
  const { provider, zones } = context.settings;
  for (const { path, zone } of askedZones(context)) {
    const problem = zoneProblem(provider, zones, zone);
    if (problem !== undefined) context.report('unknown-zone', path, problem);
  }
}

interface Asked {
  readonly path: Path;
  readonly zone: string;
}

function askedZones({ spec }: ServiceContext): Asked[] {
  const selected = spec.nodeSelector?.[zoneLabel];
  const { requiredDuringSchedulingIgnoredDuringExecution: required, ...soft } =
    spec.affinity?.nodeAffinity ?? {};
  const preferred = soft.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  const base = ['affinity', 'nodeAffinity'];
  return [
    ...(selected === undefined ? [] : [{ path: ['nodeSelector', zoneLabel], zone: selected }]),
    ...(required?.nodeSelectorTerms ?? []).flatMap(({ matchExpressions }, index) =>
      zonesOf(matchExpressions, [
        ...base,
        'requiredDuringSchedulingIgnoredDuringExecution',
        'nodeSelectorTerms',
        index,
      ]),
    ),
    ...preferred.flatMap(({ preference }, index) =>
      zonesOf(preference?.matchExpressions, [
        ...base,
        'preferredDuringSchedulingIgnoredDuringExecution',
        index,
        'preference',
      ]),
    ),
  ];
}

/** Values that have to match, or that must not: either way somebody expects nodes with them. */
function zonesOf(expressions: readonly NodeRequirement[] | undefined, base: Path): Asked[] {
  return (expressions ?? []).flatMap(({ key, values = [] }, index) =>
    key === zoneLabel
      ? values.map((zone, place) => ({
          path: [...base, 'matchExpressions', index, 'values', place],
          zone,
        }))
      : [],
  );
}
