import { isObject } from '../lib/json';
import type { KubernetesObject } from '../lib/rendered';
import type { EnvironmentObject } from './state';
import { specOf } from './state';

/** Kinds whose number of pods somebody sets. */
const counted: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet']);

/** Fields of the bounds, by kind of autoscaler. */
const bounds: Readonly<Record<string, readonly [minimum: string, maximum: string]>> = {
  HorizontalPodAutoscaler: ['minReplicas', 'maxReplicas'],
  ScaledObject: ['minReplicaCount', 'maxReplicaCount'],
};

/** One workload of a service, and how many pods it has. */
export interface Workload {
  readonly entry: EnvironmentObject;
  readonly name: string;
  /** The number that the manifest sets. */
  readonly replicas?: number;
  /** Undefined where the number is fixed. */
  readonly autoscaler?: { readonly minimum: number; readonly maximum?: number };
  /** Pods that it has at least. */
  readonly minimum: number;
}

/** True for what says how many pods a service has. */
export function isCounted(object: KubernetesObject): boolean {
  return counted.has(object.kind) || Object.hasOwn(bounds, object.kind);
}

/** The workloads of one service, by `KIND/NAME`. */
export function workloadsOf(objects: readonly EnvironmentObject[]): ReadonlyMap<string, Workload> {
  const workloads = objects
    .filter(({ object }) => counted.has(object.kind))
    .map((entry): [string, Workload] => {
      const { kind, metadata } = entry.object;
      const scaler = objects.find(({ object }) => isTarget(object, kind, metadata.name))?.object;
      const autoscaler = scaler === undefined ? undefined : boundsOf(scaler);
      const replicas = numberAt(entry.object, 'replicas');
      return [
        `${kind}/${metadata.name}`,
        {
          entry,
          name: metadata.name,
          minimum: autoscaler?.minimum ?? replicas ?? 1,
          ...(replicas === undefined ? {} : { replicas }),
          ...(autoscaler === undefined ? {} : { autoscaler }),
        },
      ];
    });
  return new Map(workloads);
}

function isTarget(object: KubernetesObject, kind: string, name: string): boolean {
  const target = specOf(object)['scaleTargetRef'];
  return (
    Object.hasOwn(bounds, object.kind) &&
    isObject(target) &&
    target['name'] === name &&
    (target['kind'] ?? 'Deployment') === kind
  );
}

function boundsOf(object: KubernetesObject): { minimum: number; maximum?: number } {
  const [lowest = '', highest = ''] = bounds[object.kind] ?? [];
  const maximum = numberAt(object, highest);
  // KEDA goes down to none where nothing else is written.
  const unwritten = object.kind === 'ScaledObject' ? 0 : 1;
  return {
    minimum: numberAt(object, lowest) ?? unwritten,
    ...(maximum === undefined ? {} : { maximum }),
  };
}

function numberAt(object: KubernetesObject, field: string): number | undefined {
  const value = specOf(object)[field];
  return typeof value === 'number' ? value : undefined;
}
