import type { Diagnostic } from '../../lib/diagnostics';
import { isObject } from '../../lib/json';
import { kindOf } from '../../lib/kinds';
import { listAt, valueAt } from '../../lib/path';
import { apiGroup } from '../../lib/rendered';
import type { Path } from '../../spec/layers';
import { zoneLabel } from '../capacity/node-requirements';
import { movingImage } from '../environment/node-image';
import type { Nodes } from '../environment/nodes';
import { manifestReport } from './findings';
import type { FieldReport } from '../workload/schedules';
import type { ManifestObject } from '../types/manifest';
import { zoneProblem } from '../environment/zone-names';

/** Plain objects that ask for nodes which are not there, or make nodes whose image moves. */
export function checkManifestNodes(objects: readonly ManifestObject[], nodes: Nodes): Diagnostic[] {
  return objects.flatMap((manifest) => {
    const problems: Diagnostic[] = [];
    const report = manifestReport(manifest, problems);
    checkZones(manifest, nodes, report);
    checkImages(manifest, report);
    return problems;
  });
}

/** Pods that wait forever, since no node is in the zones that they ask for. */
function checkZones({ object }: ManifestObject, { profile, zones }: Nodes, report: FieldReport): void {
  const { pods } = kindOf(object);
  if (pods === undefined) return;
  for (const places of requiredZones(object, [...pods, 'spec'])) {
    const found = places.map(({ path, zone }) => ({ path, problem: zoneProblem(profile, zones, zone) }));
    const [first] = found;
    if (first?.problem === undefined || found.some(({ problem }) => problem === undefined)) continue;
    const { problem, ...parts } = first.problem;
    report('zone-limit', first.path, { problem: `these pods never run: ${problem}`, ...parts });
  }
}

interface Place {
  readonly path: Path;
  readonly zone: string;
}

/** Lists of zones, of each of which one has to exist. */
function requiredZones(object: unknown, base: Path): Place[][] {
  const selected = [...base, 'nodeSelector', zoneLabel];
  const zone = valueAt(object, selected);
  const terms = [
    ...base,
    'affinity',
    'nodeAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
    'nodeSelectorTerms',
  ];
  const ofTerms = listAt(object, terms).map((_, index) => zonesOfTerm(object, [...terms, index]));
  return [
    ...(typeof zone === 'string' ? [[{ path: selected, zone }]] : []),
    // A term without zones may be met anywhere.
    ...(ofTerms.some((zones) => zones.length === 0) ? [] : [ofTerms.flat()]),
  ];
}

function zonesOfTerm(object: unknown, term: Path): Place[] {
  return listAt(object, [...term, 'matchExpressions']).flatMap((expression, index): Place[] => {
    if (!isObject(expression) || expression['key'] !== zoneLabel || expression['operator'] !== 'In')
      return [];
    const values = [...term, 'matchExpressions', index, 'values'];
    return listAt(object, values).map((value, place) => ({ path: [...values, place], zone: String(value) }));
  });
}

function checkImages({ object }: ManifestObject, report: FieldReport): void {
  if (apiGroup(object.apiVersion) !== 'karpenter.k8s.aws' || object.kind !== 'EC2NodeClass') return;
  const terms = ['spec', 'amiSelectorTerms'];
  for (const index of listAt(object, terms).keys()) {
    const path = [...terms, index, 'alias'];
    const alias = valueAt(object, path);
    const found = typeof alias === 'string' ? movingImage(alias) : undefined;
    if (found !== undefined) report('moving-image', path, found);
  }
}
