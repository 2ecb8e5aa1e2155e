import type { Diagnostic, Location } from '../../lib/diagnostics';
import { isObject } from '../../lib/json';
import { valueAt } from '../../lib/path';
import { podCount } from '../capacity/pod-count';
import { podAffinity, allLabels, selectsOwnPods } from '../capacity/pod-terms';
import { requiredOfNodes } from '../capacity/node-requirements';
import type { ServiceContext } from '../context';
import { sharesClaim } from '../scaling/missing-replicas';
import type { ResolvedService } from '../context';
import type { ManifestObject } from '../types/manifest';
import type { Workload } from '../types/workload';

const hostname = 'kubernetes.io/hostname';

/** How pods of one service come to be on two nodes at the same time; `rollout`: by that alone. */
type Meeting = 'replicas' | 'rollout';

/** A claim that one node at a time can attach. */
interface Disk {
  readonly modes: readonly string[];
  /**
   * Its name where the service only names it, and who makes it: a service, or a manifest.
   * @default - a claim of the service's own
   */
  readonly named?: { readonly name: string; readonly by: string | Location };
}

/** A second pod on another node could not attach the volume of a `claim`, and a rolling update makes one. */
export function refuseSharedAccess(context: ServiceContext, workloads: readonly Workload[]): void {
  const { volumes = {}, workload } = context.spec;
  // Each member has one of its own.
  if (workload === 'StatefulSet') return;
  for (const [name, { claim }] of Object.entries(volumes)) {
    const { accessModes: modes = ['ReadWriteOnce'] } = claim ?? {};
    if (claim === undefined || isShared(modes)) continue;
    judge(context, workloads, ['volumes', name, 'claim'], { modes });
  }
}

/** The same of claims that services only name: those of `manifests/`, and of other services. */
export function judgeNamedClaims(
  resolved: ReadonlyMap<string, ResolvedService>,
  manifests: readonly ManifestObject[],
  problems: Diagnostic[],
): void {
  const known = claimsOf(resolved, manifests);
  for (const { context, service } of resolved.values()) {
    if (service === undefined) continue;
    for (const [name, { persistentVolumeClaim }] of Object.entries(context.spec.volumes ?? {})) {
      if (persistentVolumeClaim === undefined) continue;
      const { claimName } = persistentVolumeClaim;
      const path = ['volumes', name, 'persistentVolumeClaim'];
      const claim = known.get(`${service.namespace}/${claimName}`);
      context.withOthers(problems, () => {
        if (claim === undefined) warnOfUnknown(context, service.workloads, name, claimName);
        else if (!isShared(claim.modes)) judge(context, service.workloads, path, claim);
      });
    }
  }
}

function claimsOf(
  resolved: ReadonlyMap<string, ResolvedService>,
  manifests: readonly ManifestObject[],
): ReadonlyMap<string, Disk> {
  const found = new Map<string, Disk>();
  const add = (namespace: string, name: string, modes: unknown, by: string | Location) => {
    const list = Array.isArray(modes) ? modes.map(String) : [];
    found.set(`${namespace}/${name}`, { modes: list, named: { name, by } });
  };
  for (const { context, service } of resolved.values()) {
    for (const { name, spec } of service?.claims ?? [])
      add(service?.namespace ?? '', name, spec.accessModes, context.name);
  }
  const volumes = new Map<unknown, ManifestObject['object']>(
    manifests
      .filter(({ object }) => object.kind === 'PersistentVolume')
      .map(({ object }) => [object.metadata.name, object]),
  );
  for (const { object, namespace = '', location } of manifests) {
    if (object.kind !== 'PersistentVolumeClaim') continue;
    const volume = volumes.get(valueAt(object, ['spec', 'volumeName']));
    const modes = isOnEveryNode(volume) ? ['ReadWriteMany'] : valueAt(object, ['spec', 'accessModes']);
    add(namespace, object.metadata.name, modes, location);
  }
  return found;
}

/** Nobody attaches these volumes to a node, whatever the claim's modes are; those of one node keep its pods there. */
function isOnEveryNode(volume: ManifestObject['object'] | undefined): boolean {
  const spec = volume?.['spec'];
  return isObject(spec) && ['nfs', 'local', 'hostPath'].some((source) => spec[source] !== undefined);
}

function isShared(modes: readonly string[]): boolean {
  return modes.some((mode) => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany');
}

function judge(
  context: ServiceContext,
  workloads: readonly Workload[],
  path: readonly string[],
  disk: Disk,
): void {
  const { workload } = context.spec;
  const meeting = meetingOf(context, workloads);
  if (meeting === undefined) return;
  if (!disk.modes.includes('ReadWriteOncePod') && isOnOneNode(context, workloads)) return;
  const advice =
    meeting === 'rollout'
      ? 'write strategy: {type: Recreate}'
      : `write replicas: 1${workload === 'Deployment' && workloads.some(surges) ? ' with strategy: {type: Recreate}' : ''}`;
  const { title, shared } = textsOf(disk);
  const ways = {
    DaemonSet: `write ${shared}, if the storage class offers it`,
    StatefulSet:
      'write replicas: 1, or claim in place of persistentVolumeClaim: each member then has a disk of its own',
  };
  context.report('volume-access', path, {
    problem:
      meeting === 'rollout'
        ? `a rollout starts the new pod before the old one has ended, and on another node it waits for ${title} forever`
        : `pods of a ${workload} cannot share ${title}`,
    fix:
      workload === 'DaemonSet' || workload === 'StatefulSet'
        ? ways[workload]
        : `${advice}, or ${shared} where the software is made for a shared disk`,
  });
}

/** How a person names a disk, and what could be written in its place. */
function textsOf({ modes, named }: Disk): { title: string; shared: string } {
  const listed = modes.join(', ');
  const shared = 'accessModes: [ReadWriteMany]';
  if (named === undefined) return { title: `a ${listed} volume`, shared };
  const { name, by } = named;
  const place = typeof by === 'string' ? `of ${by}` : `${by.file}:${by.line}`;
  return { title: `the ${listed} claim ${name} (${place})`, shared: `a claim with ${shared}` };
}

/** Of a claim that is made elsewhere nobody knows the modes here. */
function warnOfUnknown(
  context: ServiceContext,
  workloads: readonly Workload[],
  volume: string,
  claim: string,
): void {
  const { spec } = context;
  const meeting = meetingOf(context, workloads);
  // On every node only a shared disk makes sense, as for those who only read.
  if (meeting === undefined || spec.workload === 'DaemonSet' || !sharesClaim(spec, volume)) return;
  // Without a number of replicas, that is an error of its own.
  if (spec.replicas === undefined || isOnOneNode(context, workloads)) return;
  const recreate = spec.workload === 'Deployment' ? ' with strategy: {type: Recreate}' : '';
  context.report('unknown-access', ['volumes', volume, 'persistentVolumeClaim'], {
    problem:
      meeting === 'rollout'
        ? `a rollout starts the new pod before the old one has ended: if the claim ${claim} is ReadWriteOnce, on another node it waits for it forever`
        : `if the claim ${claim} is ReadWriteOnce, pods on two nodes cannot share it`,
    fix:
      meeting === 'rollout'
        ? 'write strategy: {type: Recreate}, unless the claim is ReadWriteMany'
        : `write replicas: 1${recreate}, unless the claim is ReadWriteMany`,
  });
}

function meetingOf({ spec }: ServiceContext, workloads: readonly Workload[]): Meeting | undefined {
  const { workload } = spec;
  if (workload === 'Job' || workload === 'CronJob') return undefined;
  const most = workloads.reduce((sum, { plan }) => sum + plan.max, 0);
  if (workload === 'DaemonSet' || most > 1) return 'replicas';
  return workload === 'Deployment' && workloads.some(surges) ? 'rollout' : undefined;
}

/** Whether a rollout starts a new pod beside the old one. */
function surges(workload: Workload): boolean {
  if (workload.kind !== 'Deployment') return false;
  return podCount({ min: 1 }, workload.controller.strategy?.rollingUpdate?.maxSurge ?? 0) > 0;
}

/** What keeps all pods on one node, where they can share its disks. */
function isOnOneNode(context: ServiceContext, workloads: readonly Workload[]): boolean {
  const nodes = requiredOfNodes(context.spec).map((terms) =>
    terms.find(({ key, operator, values }) => key === hostname && operator === 'In' && values?.length === 1),
  );
  const [first] = nodes;
  if (first !== undefined && nodes.every((entry) => entry?.values?.[0] === first.values?.[0])) return true;
  return podAffinity(context).some(
    (term) =>
      term.topologyKey === hostname &&
      workloads.every(({ podLabels }) => selectsOwnPods(context, term, allLabels(context, podLabels))),
  );
}
