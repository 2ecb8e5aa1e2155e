import { label } from '../../lib/labels';
import type { Path } from '../../spec/layers';
import type { ServiceContext, ServiceSpec } from '../context';
import { selectorMatches } from '../../lib/label-selectors';
import type { WorkloadPlan } from '../types/capacity';
import type { Workload } from '../types/workload';
import { allLabels, antiAffinity, isPerRevision, selectsOwnPods, sparesRevision } from './pod-terms';
import { zoneLabel } from './node-requirements';
import { possibleZones, unnamedZones } from './reachable-zones';

type Pods = Pick<Workload, 'plan' | 'podLabels'>;
type Constraint = NonNullable<ServiceSpec['topologySpreadConstraints']>[number];

/** The zones of most regions: what is reckoned with where an environment names none. */
const usualZones = 3;

/** What leaves each zone only so many places for the pods of some workloads. */
export interface ZoneRule {
  readonly path: Path;
  /** A clause of a sentence. */
  readonly reason: string;
  /** How to let old and new pods meet. */
  readonly fix: string;
  readonly perZone: number;
  readonly zones: number;
  /** False where the number of zones is a guess. */
  readonly known: boolean;
  /** The pods of each revision count on their own. */
  readonly perRevision: boolean;
  /** Those who share the places. */
  readonly workloads: readonly WorkloadPlan[];
}

/** All rules of the pods over zones: for all workloads that share one, then for each of these. */
export function zoneRules(context: ServiceContext, workloads: readonly Pods[]): ZoneRule[] {
  return [...ofAntiAffinity(context, workloads), ...ofSpread(context, workloads)];
}

function ofAntiAffinity(context: ServiceContext, workloads: readonly Pods[]): ZoneRule[] {
  const base = ['affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'];
  return antiAffinity(context).flatMap((term, index) => {
    if (term.topologyKey !== zoneLabel || sparesRevision(term)) return [];
    const held = workloads.filter(({ podLabels }) =>
      selectsOwnPods(context, term, allLabels(context, podLabels)),
    );
    return groups(term, held).flatMap((plans) => {
      const zones = zonesOf(context, plans);
      if (zones === undefined) return [];
      return {
        path: [...base, index],
        reason: 'the required podAntiAffinity allows one pod in each zone',
        fix: 'add matchLabelKeys: [pod-template-hash] to its term',
        perZone: 1,
        ...zones,
        perRevision: isPerRevision(term),
        workloads: plans,
      };
    });
  });
}

/** With fewer zones than `minDomains` the emptiest one counts as empty: each zone takes `maxSkew` pods, and no more. */
function ofSpread(context: ServiceContext, workloads: readonly Pods[]): ZoneRule[] {
  const { workload, topologySpreadConstraints: written = [], selector } = context.spec;
  if (workload !== 'Deployment' && workload !== 'StatefulSet') return [];
  return written.flatMap((constraint: Constraint, index) => {
    const { topologyKey, whenUnsatisfiable, maxSkew, minDomains = 1, labelSelector } = constraint;
    if (topologyKey !== zoneLabel || whenUnsatisfiable !== 'DoNotSchedule') return [];
    const held = workloads.filter(
      ({ podLabels }) =>
        labelSelector === undefined || selectorMatches(labelSelector, allLabels(context, podLabels)),
    );
    const alone = labelSelector === undefined && selector === undefined;
    return groups(constraint, held, alone).flatMap((plans) => {
      const zones = zonesOf(context, plans);
      if (zones === undefined || minDomains <= zones.zones) return [];
      return {
        path: ['topologySpreadConstraints', index],
        reason: `minDomains ${minDomains} is more than ${zones.zones} zones, so that each zone takes ${maxSkew === 1 ? 'one pod' : `${maxSkew} pods`} at most`,
        fix: 'add matchLabelKeys: [pod-template-hash] to its constraint',
        perZone: maxSkew,
        ...zones,
        perRevision: isPerRevision(constraint),
        workloads: plans,
      };
    });
  });
}

/** Who counts together: all that a selector matches, unless a label of `matchLabelKeys` tells them apart; and each for itself. */
function groups(
  { matchLabelKeys = [] }: { readonly matchLabelKeys?: readonly string[] | undefined },
  held: readonly Pods[],
  alone = false,
): WorkloadPlan[][] {
  const workloads = held.map(({ plan }) => plan);
  const apart = alone || isPerRevision({ matchLabelKeys }) || matchLabelKeys.includes(label.instance);
  const each = workloads.map((plan) => [plan]);
  return apart || workloads.length < 2 ? each : [workloads, ...each];
}

/** Undefined where nobody knows whether nodes are in zones at all. */
function zonesOf(
  context: ServiceContext,
  workloads: readonly WorkloadPlan[],
): Pick<ZoneRule, 'zones' | 'known'> | undefined {
  const zones = new Set(workloads.flatMap(({ placement }) => possibleZones(context, placement)));
  if (zones.has(unnamedZones)) return { zones: Math.max(usualZones, zones.size), known: false };
  return zones.size === 0 ? undefined : { zones: zones.size, known: true };
}

/** Reports replicas that no zone has a place for: they stay Pending forever, and a rollout waits for them. */
export function checkPlacesInZones(context: ServiceContext, workloads: readonly Workload[]): void {
  const { workload } = context.spec;
  if (workload !== 'Deployment' && workload !== 'StatefulSet') return;
  const crowded = new Map<string, Crowd>();
  for (const rule of zoneRules(context, workloads)) {
    const places = rule.perZone * rule.zones;
    const counted = rule.workloads.filter(({ external }) => external !== 'unbounded');
    const sum = (of: 'min' | 'max') => counted.reduce((total, plan) => total + plan[of], 0);
    const crowd = { rule, places, min: sum('min'), max: sum('max') };
    const key = rule.path.join('.');
    if (crowd.max > places && !crowded.has(key)) crowded.set(key, crowd);
  }
  for (const crowd of crowded.values()) report(context, crowd);
}

/** More pods than places. */
interface Crowd {
  readonly rule: ZoneRule;
  readonly places: number;
  readonly min: number;
  readonly max: number;
}

function report(context: ServiceContext, { rule, places, min, max }: Crowd): void {
  const { environment } = context.settings;
  const { path, known } = rule;
  const always = min > places;
  const bound = min === max ? [] : [always ? 'min' : 'max'];
  const where = context.locate(path);
  const reason = where === undefined ? rule.reason : `${rule.reason} (${where.file}:${where.line})`;
  const pods = `${places === 1 ? 'one pod' : `${places} pods`} of ${rule.workloads.map(({ name }) => name).join(' and ')}`;
  const zones = rule.zones === 1 ? 'one zone' : `${rule.zones} zones`;
  const rest = always
    ? 'the others stay Pending, and no rollout ends'
    : 'what the autoscaler adds beyond that stays Pending';
  const softer =
    path[0] === 'affinity'
      ? 'prefer other zones (preferredDuringSchedulingIgnoredDuringExecution)'
      : 'remove minDomains';
  // With two workloads, each one's maximum counts; and an autoscaler needs room between its bounds.
  const fixed = bound.length === 0 || (!always && (min === places || rule.workloads.length > 1));
  const fix = `write replicas: ${fixed ? places : `{${bound.join('')}: ${places}}`}, or ${softer}`;
  context.report(
    known && always ? 'conflicting-fields' : 'zone-limit',
    context.strength(['replicas']) < 0 ? path : ['replicas', ...bound],
    {
      problem: known
        ? `only ${pods} can run in ${environment}: ${reason}, and ${zones} can be reached; ${rest}`
        : `${environment} does not name its zones: with ${zones}, as in most regions, only ${pods} can run, since ${reason}; ${rest}`,
      got: bound.length === 0 ? `replicas ${min}` : `min ${min}, max ${max}`,
      fix: known
        ? fix
        : `set zones in environments/${environment}.yaml, so that their number is known; or ${fix}`,
    },
  );
}
