import { label } from '../../lib/labels';
import type { ServiceContext, ServiceSpec } from '../context';
import { matches } from '../network/behind';
import type { Half, Pod } from '../types';
import { zoneLabel } from './requirements';
import { reachableZones } from './zones';

type Term = NonNullable<
  NonNullable<
    NonNullable<ServiceSpec['affinity']>['podAntiAffinity']
  >['requiredDuringSchedulingIgnoredDuringExecution']
>[number];

const node = 'kubernetes.io/hostname';
const namespaceName = 'kubernetes.io/metadata.name';
/** Labels that differ between the revisions of a controller: who matches by them lets old and new pods meet. */
const revisionLabels: ReadonlySet<string> = new Set(['pod-template-hash', 'controller-revision-hash']);

/** Why two pods of a workload never run in one place: where each place has a pod, a new one waits until an old one is gone. */
export interface Apart {
  /** A clause of a sentence. */
  readonly reason: string;
  /** The label whose values are the places. */
  readonly topologyKey: string;
  /** How many places there are; undefined where nobody says. */
  readonly places?: number;
  readonly fix?: string;
}

/** Undefined where the pods of the workload may meet. `labels` are those of its pods. */
export function keptApart(
  context: ServiceContext,
  half: Half,
  labels: Readonly<Record<string, string>>,
  pod: Pod,
): Apart | undefined {
  const port = portOfNode(context, pod);
  if (port !== undefined)
    return { reason: `port ${port} of a node is free only once the old pod has ended`, topologyKey: node };
  const { settings, spec } = context;
  const all = {
    [label.partOf]: settings.platform,
    [label.managedBy]: 'portolan',
    [label.team]: spec.team ?? settings.team,
    ...labels,
  };
  const terms = spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const term = terms.find((entry) => avoids(entry, all, spec.namespace ?? settings.platform));
  if (term === undefined) return undefined;
  const { topologyKey } = term;
  const zones = topologyKey === zoneLabel ? reachableZones(context, half.placement).length : 0;
  return {
    reason: `the required podAntiAffinity allows one pod for each ${topologyKey}`,
    topologyKey,
    ...(zones === 0 ? {} : { places: zones }),
    fix: 'add matchLabelKeys: [pod-template-hash] to its term',
  };
}

/** The first port that a pod takes from its node: a `hostPort`, or any port in the node's own network. */
function portOfNode({ spec }: ServiceContext, { containers, initContainers }: Pod): number | undefined {
  const running = [...containers, ...initContainers.filter(({ rest }) => rest['restartPolicy'] === 'Always')];
  const ports = running.flatMap((container) => container.ports);
  const taken = ports.map(({ hostPort, containerPort }) =>
    spec.hostNetwork === true ? containerPort : hostPort,
  );
  return taken.find((port) => port !== undefined) as number | undefined;
}

/** True where a pod with these labels keeps the next revision of itself away. */
function avoids(
  { labelSelector, namespaces = [], namespaceSelector, matchLabelKeys = [], mismatchLabelKeys = [] }: Term,
  labels: Readonly<Record<string, string>>,
  namespace: string,
): boolean {
  if (labelSelector === undefined || matchLabelKeys.some((key) => revisionLabels.has(key))) return false;
  if (mismatchLabelKeys.some((key) => labels[key] !== undefined)) return false;
  const own = namespaces.length === 0 && namespaceSelector === undefined;
  const selected = namespaceSelector !== undefined && mayBe(namespaceSelector, namespace);
  return (own || selected || namespaces.includes(namespace)) && matches(labelSelector, labels);
}

/** Of a namespace only the name is known here: its other labels may be those that are asked for. */
function mayBe(
  { matchLabels = {}, matchExpressions = [] }: NonNullable<Term['namespaceSelector']>,
  name: string,
) {
  const known = ([key]: readonly [string, unknown]) => key === namespaceName;
  return matches(
    {
      matchLabels: Object.fromEntries(Object.entries(matchLabels).filter(known)),
      matchExpressions: matchExpressions.filter(({ key }) => key === namespaceName),
    },
    { [namespaceName]: name },
  );
}
