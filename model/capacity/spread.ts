import { fieldsOf } from '../../lib/json';
import type { ServiceContext } from '../context';
import type { WorkloadPlan } from '../types/capacity';
import type { TopologySpreadConstraint } from '../types/pod';
import { writtenTerms, zoneLabel } from './node-requirements';
import { reachableZones } from './reachable-zones';

type Hardness = Pick<TopologySpreadConstraint, 'whenUnsatisfiable' | 'minDomains'>;

const hostname = 'kubernetes.io/hostname';

/**
 * Spread over zones and hosts: the same for any number of replicas, since a change of scale must not replace the pods that
 * run. Written constraints replace the derived ones.
 *
 * It is soft: a hard limit stops drains and rollouts for good where only one zone has usable nodes. Where nodes may lack the
 * zone label there is no constraint at all: nodes that lack one of a pod's topology keys get no score, and a pod with a
 * constraint of its own loses the scheduler's defaults. Dead nodes do not count with `nodeTaintsPolicy: Honor`.
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export function spreadConstraints(
  context: ServiceContext,
  plan: WorkloadPlan,
  selector: Readonly<Record<string, string>>,
): TopologySpreadConstraint[] {
  const { spec, settings } = context;
  const { workload, topologySpreadConstraints: written } = spec;
  const labelSelector: TopologySpreadConstraint['labelSelector'] = { matchLabels: { ...selector } };
  const form = spec.availability?.zoneSpread;
  if (written !== undefined) {
    if (form !== undefined) refuseBoth(context);
    return written.map((constraint): TopologySpreadConstraint => ({ labelSelector, ...constraint }));
  }
  if (workload !== 'Deployment' && workload !== 'StatefulSet') return [];
  const constraint = (topologyKey: string, how: Hardness) =>
    fieldsOf<TopologySpreadConstraint>({
      labelSelector,
      maxSkew: 1,
      topologyKey,
      ...how,
      nodeTaintsPolicy: 'Honor',
      // Pods of the old revision would count for the new one.
      matchLabelKeys: workload === 'Deployment' ? ['pod-template-hash'] : undefined,
    });
  const soft: Hardness = { whenUnsatisfiable: 'ScheduleAnyway' };
  const hosts = constraint(hostname, soft);
  if (form === 'none') return [hosts];
  if (form === 'required') return [constraint(zoneLabel, required(context, plan)), hosts];
  const labelled = settings.provider.labelsZones || settings.zones.length > 0;
  return labelled ? [constraint(zoneLabel, soft), hosts] : [];
}

/** What makes the spread hard. Of two zones, one that is lost must not stop the other, so only three have `minDomains`. */
function required(context: ServiceContext, plan: WorkloadPlan): Hardness {
  const { provider, zones } = context.settings;
  const unknown = provider.labelsZones && zones.length === 0;
  const reachable = reachableZones(context, plan.placement).length;
  if (reachable < 2 && !unknown) refuseRequired(context, plan, reachable);
  const minDomains = reachable >= 3 ? 2 : undefined;
  return fieldsOf<Hardness>({ whenUnsatisfiable: 'DoNotSchedule', minDomains });
}

function refuseRequired(context: ServiceContext, plan: WorkloadPlan, reachable: number): void {
  const { environment, zones } = context.settings;
  const problems = [
    `${environment} names no zones, so nobody knows whether its nodes are in several`,
    `${environment} has one zone`,
  ];
  context.report('conflicting-fields', ['availability', 'zoneSpread'], {
    problem:
      problems[zones.length] ??
      `in ${environment}, pods of ${plan.name} can run in ${reachable === 0 ? 'none' : 'only one'} of the zones ${zones.join(', ')}`,
    got: 'required',
    fix:
      zones.length < 2
        ? `set two or more zones in environments/${environment}.yaml, or remove zoneSpread`
        : `${keptIn(context)} keeps the pods out of the others: change that, or remove zoneSpread`,
  });
}

/** What a service or the pools ask of zones. */
function keptIn(context: ServiceContext): string {
  const { nodeSelector = {} } = context.spec;
  const selected = ['nodeSelector', zoneLabel];
  const node = ['affinity', 'nodeAffinity'];
  if (nodeSelector[zoneLabel] !== undefined) return `nodeSelector${context.lineOf(selected)}`;
  const asked = writtenTerms(context.spec).flatMap(({ matchExpressions = [] }) => matchExpressions);
  if (asked.some(({ key }) => key === zoneLabel)) return `nodeAffinity${context.lineOf(node)}`;
  return `nodes.pools in environments/${context.settings.environment}.yaml`;
}

function refuseBoth(context: ServiceContext): void {
  context.report('conflicting-fields', ['availability', 'zoneSpread'], {
    problem: 'topologySpreadConstraints already set how the pods are spread',
    fix: removal(context),
  });
}

/** What all services get is removed where the service, or an environment's override of it, says otherwise. */
function removal(context: ServiceContext): string {
  const { layers } = context.layered;
  const fields = [
    { path: ['availability', 'zoneSpread'], text: 'availability: {zoneSpread: null}' },
    { path: ['topologySpreadConstraints'], text: 'topologySpreadConstraints: null' },
  ];
  const shared = fields.find(({ path }) => layers[context.strength(path)]?.base[0] === 'defaults');
  if (shared === undefined) return 'remove one of them';
  const own = layers.find(({ base }) => base[0] !== 'defaults');
  const { environment } = context.settings;
  const file =
    own === undefined || context.strength(shared.path) > layers.indexOf(own)
      ? `environments/${environment}/${context.name}.yaml`
      : own.document.locate(own.base).file;
  return `all services get one of them: write ${shared.text} in ${file}`;
}
