import type { Diagnostic, Location } from '../lib/diagnostics';
import { isObject } from '../lib/json';
import { label } from '../lib/labels';
import type { KubernetesObject, RenderedObject } from '../lib/rendered';
import { title } from '../lib/rendered';

/** An object of one environment, as it was or as it will be. */
export type EnvironmentObject = Pick<RenderedObject, 'environment' | 'object'> & {
  readonly causes?: readonly Location[];
};

/** Pods that each workload of a service has at least. */
type Minimums = ReadonlyMap<string, number>;

const controllers: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet']);

/**
 * Warns of a change that moves replicas from one workload of a service to another: the autoscaler of the one follows its
 * lower minimum at once, and a workload that is gone is pruned at once, while the pods of the other are only starting. And
 * of a controller that loses its number of pods, or an autoscaler that goes with KEDA's.
 */
export function transitionWarnings(
  before: readonly EnvironmentObject[],
  after: readonly EnvironmentObject[],
): Diagnostic[] {
  const [olds, news] = [byService(before), byService(after)];
  return [...news].flatMap(([key, present]) => {
    const old = olds.get(key);
    if (old === undefined) return [];
    return [
      ...movedReplicas(old, present),
      ...droppedReplicas(old, present),
      ...returnedAutoscalers(old, present),
    ];
  });
}

/** Controllers and autoscalers by environment, namespace and service. */
function byService(objects: readonly EnvironmentObject[]): Map<string, EnvironmentObject[]> {
  const result = new Map<string, EnvironmentObject[]>();
  for (const entry of objects) {
    const { kind, metadata } = entry.object;
    const service = metadata.labels?.[label.name];
    const counts = controllers.has(kind) || autoscalerMinimum(entry.object) !== undefined;
    if (service === undefined || !counts) continue;
    const key = `${entry.environment} ${metadata.namespace ?? ''}/${service}`;
    result.set(key, [...(result.get(key) ?? []), entry]);
  }
  return result;
}

function minimums(objects: readonly EnvironmentObject[]): Minimums {
  const result = new Map<string, number>();
  for (const { object } of objects) {
    if (!controllers.has(object.kind)) continue;
    const { name } = object.metadata;
    const scaled = objects.map((entry) =>
      targetOf(entry.object) === name ? autoscalerMinimum(entry.object) : undefined,
    );
    result.set(name, scaled.find((minimum) => minimum !== undefined) ?? replicasOf(object) ?? 1);
  }
  return result;
}

function specOf(object: KubernetesObject): Record<string, unknown> {
  return isObject(object['spec']) ? object['spec'] : {};
}

function replicasOf(object: KubernetesObject): number | undefined {
  const { replicas } = specOf(object);
  return typeof replicas === 'number' ? replicas : undefined;
}

function autoscalerMinimum(object: KubernetesObject): number | undefined {
  const spec = specOf(object);
  const fields: Readonly<Record<string, string>> = {
    HorizontalPodAutoscaler: 'minReplicas',
    ScaledObject: 'minReplicaCount',
  };
  const field = Object.hasOwn(fields, object.kind) ? fields[object.kind] : undefined;
  const value = field === undefined ? undefined : spec[field];
  return typeof value === 'number' ? value : undefined;
}

function targetOf(object: KubernetesObject): unknown {
  const target = specOf(object)['scaleTargetRef'];
  return isObject(target) ? target['name'] : undefined;
}

/**
 * While both are true, the old state and the new, a workload has no more pods for sure than the smaller of its two minimums.
 * Two commits, with the larger of both in between, keep the sum.
 */
function movedReplicas(
  old: readonly EnvironmentObject[],
  present: readonly EnvironmentObject[],
): Diagnostic[] {
  const [before, after] = [minimums(old), minimums(present)];
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const sum = (count: (name: string) => number) => names.reduce((total, name) => total + count(name), 0);
  const was = (name: string) => before.get(name) ?? 0;
  const will = (name: string) => after.get(name) ?? 0;
  const sure = sum((name) => Math.min(was(name), will(name)));
  const wanted = Math.min(sum(was), sum(will));
  if (sure >= wanted) return [];
  const [first] = present;
  const between = names.map((name) => Math.max(was(name), will(name)));
  const [onDemand = 0, ...rest] = between;
  const total = rest.reduce((all, count) => all + count, onDemand);
  const states = names.map((name) => `${name} ${was(name)} → ${will(name)}`).join(', ');
  return [
    {
      code: 'capacity-transition',
      path: pathOf(first),
      problem: `until new pods are ready, only ${sure} of ${wanted} replicas are certain`,
      got: states,
      fix: `do it in two commits: first capacity: {onDemand: ${onDemand}} with ${total} replicas at least, then this one once its pods are available`,
      ...locationOf(first),
    },
  ];
}

/** Without the field the API server sets one replica, at once, if nobody else owns the field. */
function droppedReplicas(
  old: readonly EnvironmentObject[],
  present: readonly EnvironmentObject[],
): Diagnostic[] {
  const dropped = present.flatMap((entry) => {
    const { kind, metadata } = entry.object;
    if (!controllers.has(kind) || replicasOf(entry.object) !== undefined) return [];
    const before = old.find(({ object }) => object.kind === kind && object.metadata.name === metadata.name);
    const replicas = before === undefined ? undefined : replicasOf(before.object);
    const lost = replicas !== undefined && replicas >= 2 && !handedOver(old, metadata.name);
    return lost ? [{ entry, replicas }] : [];
  });
  const [first] = dropped;
  if (first === undefined) return [];
  const running = old.reduce((sum, { object }) => sum + (replicasOf(object) ?? 0), 0);
  return [
    {
      code: 'replicas-dropped',
      path: pathOf(first.entry),
      problem: 'the API server sets replicas to 1 when it leaves the manifest, until the autoscaler acts',
      got: dropped
        .map(({ entry, replicas }) => `${title(entry.object)}: nothing where ${replicas} was`)
        .join(', '),
      fix: scaledByOurs(present, first.entry)
        ? `first commit replicas: {handover: ${running}, …}, and hand the field over as docs/availability.md says`
        : 'first give the number another owner, as docs/availability.md says, then commit this',
      ...locationOf(first.entry),
    },
  ];
}

/** Whether its autoscaler is in the output: without one, somebody else's sets the number. */
function scaledByOurs(present: readonly EnvironmentObject[], { object }: EnvironmentObject): boolean {
  return present.some(
    (entry) =>
      targetOf(entry.object) === object.metadata.name && autoscalerMinimum(entry.object) !== undefined,
  );
}

/** KEDA's own autoscaler belongs to the ScaledObject, and one of ours with its name is taken for it. */
function returnedAutoscalers(
  old: readonly EnvironmentObject[],
  present: readonly EnvironmentObject[],
): Diagnostic[] {
  return present.flatMap((entry): Diagnostic[] => {
    const { kind, metadata } = entry.object;
    const owned = old.some(
      ({ object }) => object.kind === 'ScaledObject' && object.metadata.name === metadata.name,
    );
    if (kind !== 'HorizontalPodAutoscaler' || !owned) return [];
    return [
      {
        code: 'autoscaler-returned',
        path: pathOf(entry),
        problem: 'the ScaledObject takes the autoscaler of this name along when it is pruned',
        got: title(entry.object),
        fix: 'apply once more when it is gone (argocd app sync, flux reconcile kustomization); the number of pods stays until then',
        ...locationOf(entry),
      },
    ];
  });
}

/** The commit before had an autoscaler beside the number. */
function handedOver(old: readonly EnvironmentObject[], name: string): boolean {
  return old.some(({ object }) => targetOf(object) === name && autoscalerMinimum(object) !== undefined);
}

function pathOf(entry: EnvironmentObject | undefined): string {
  const { environment = '', object } = entry ?? {};
  return `${environment}: ${object?.metadata.labels?.[label.name] ?? ''}`;
}

function locationOf(entry: EnvironmentObject | undefined): { location?: Location } {
  const location = entry?.causes?.[0];
  return location === undefined ? {} : { location };
}
