import { workloadSelector } from '../../lib/labels';
import type { ServiceContext } from '../context';
import type { WorkloadPlan } from '../types/capacity';
import type { Pod } from '../types/pod';
import { zoneRules } from './zone-rules';
import { allLabels, antiAffinity, isPerRevision, selectsOwnPods } from './pod-terms';
import { zoneLabel } from './node-requirements';

type Labels = Readonly<Record<string, string>>;

const node = 'kubernetes.io/hostname';

/** Why two pods of a workload never run in one place: where each place has its pods, a new one waits until an old one is gone. */
export interface PodExclusion {
  /** A clause of a sentence. */
  readonly reason: string;
  /** The label whose values are the places. */
  readonly topologyKey: string;
  /** How many pods have a place, and how many want one outside a rollout; undefined where nobody says. */
  readonly room?: { readonly places: number; readonly pods: number; readonly zones: number };
  readonly fix?: string;
}

/** Undefined where the pods of the workload may meet. `labels` are those of its pods. */
export function podExclusion(
  context: ServiceContext,
  plan: WorkloadPlan,
  labels: Labels,
  pod: Pod,
  plans: readonly WorkloadPlan[] = [plan],
): PodExclusion | undefined {
  const port = portOfNode(context, pod);
  if (port !== undefined)
    return { reason: `port ${port} of a node is free only once the old pod has ended`, topologyKey: node };
  const own = allLabels(context, labels);
  const term = antiAffinity(context).find(
    (entry) => selectsOwnPods(context, entry, own) && !isPerRevision(entry),
  );
  const workloads = plans.map((entry) => ({
    plan: entry,
    podLabels:
      entry.name === plan.name ? labels : { ...labels, ...workloadSelector(context.name, entry.name) },
  }));
  const rule = zoneRules(context, workloads).find(
    (entry) => !entry.perRevision && entry.workloads.some(({ name }) => name === plan.name),
  );
  if (rule === undefined || (term !== undefined && term.topologyKey !== zoneLabel))
    return term === undefined ? undefined : exclusionBy(term.topologyKey);
  const { reason, fix, perZone, zones, known, workloads: together } = rule;
  const pods = together.reduce((sum, { max }) => sum + max, 0);
  return {
    reason,
    topologyKey: zoneLabel,
    fix,
    ...(known ? { room: { places: perZone * zones, pods, zones } } : {}),
  };
}

function exclusionBy(topologyKey: string): PodExclusion {
  return {
    reason: `the required podAntiAffinity allows one pod for each ${topologyKey}`,
    topologyKey,
    fix: 'add matchLabelKeys: [pod-template-hash] to its term',
  };
}

/** The first port that a pod takes from its node: a `hostPort`, or any port in the node's own network. */
function portOfNode({ spec }: ServiceContext, { containers, initContainers }: Pod): number | undefined {
  const running = [...containers, ...initContainers.filter(({ rest }) => rest.restartPolicy === 'Always')];
  const ports = running.flatMap((container) => container.ports);
  const taken = ports.map(({ hostPort, containerPort }) =>
    spec.hostNetwork === true ? containerPort : hostPort,
  );
  return taken.find((port) => port !== undefined);
}
