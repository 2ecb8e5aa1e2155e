import type { Code } from '../lib/codes';
import type { Diagnostic } from '../lib/diagnostics';
import type { ProviderProfile, ZoneNames } from '../providers';
import type { Path } from '../spec/layers';
import type { ServiceContext } from './context';
import type { Requirement } from './capacity/requirements';
import { zoneLabel } from './capacity/requirements';

type Parts = Omit<Diagnostic, 'path' | 'location' | 'code'>;
type Report = (code: Code, path: Path, parts: Parts) => void;

/** Zones of an environment that no node of the provider can be in, and those of another region. */
export function checkZoneNames(
  { title, zoneNames }: ProviderProfile,
  zones: readonly string[],
  report: Report,
): void {
  if (zoneNames === undefined) return;
  const regions = new Map<string, string>();
  for (const [index, zone] of zones.entries()) {
    const region = regionOf(zoneNames, zone);
    if (region === undefined) {
      report('unknown-zone', ['zones', index], wrongZone(title, zoneNames, zone));
      continue;
    }
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

function wrongZone(title: string, names: ZoneNames, zone: string): Parts {
  const { shape, example } = names;
  const lower = zone.toLowerCase();
  if (regionOf(names, lower) !== undefined) {
    return {
      problem: `the zones of ${title} have names in lower case, so that no node would ever be in ${zone}`,
      expected: lower,
      fix: `write it in lower case: "${lower}"`,
    };
  }
  const whole = withRegion(names, zone);
  return {
    problem: `${zone} is not a zone of ${title}: a zone is named ${shape}, so no node is ever in this one`,
    expected: whole === undefined ? `a name such as ${example}` : `${whole}, such as ${example}`,
  };
}

/** What a zone without its region is a part of; undefined for what is something else. */
function withRegion(names: ZoneNames, zone: string): string | undefined {
  const region = regionOf(names, names.example.split(' ')[0] ?? '');
  return ['', '-']
    .filter((joint) => regionOf(names, `${region}${joint}${zone}`) === region)
    .map((joint) => `REGION${joint}${zone}`)[0];
}

/** Why no node of an environment is in a zone; undefined where one may be. */
export function zoneProblem(
  { title, zoneNames }: ProviderProfile,
  zones: readonly string[],
  zone: string,
): Parts | undefined {
  if (zoneNames !== undefined && regionOf(zoneNames, zone) === undefined)
    return wrongZone(title, zoneNames, zone);
  if (zones.length === 0 || zones.includes(zone)) return undefined;
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
function zonesOf(expressions: readonly Requirement[] | undefined, base: Path): Asked[] {
  return (expressions ?? []).flatMap(({ key, values = [] }, index) =>
    key === zoneLabel
      ? values.map((zone, place) => ({
          path: [...base, 'matchExpressions', index, 'values', place],
          zone,
        }))
      : [],
  );
}
