import { isObject } from '../lib/json';
import type { KubernetesObject } from '../lib/rendered';
import { fieldAt } from './immutable';
import { mapOf } from './service-ports';
import type { EnvironmentObject } from './environment-objects';
import { specOf } from './environment-objects';

/** Kinds whose number of pods somebody sets. */
const counted: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet']);

/** Fields of the bounds. */
const ofHpa = ['minReplicas', 'maxReplicas'] as const;
const ofKeda = ['minReplicaCount', 'maxReplicaCount'] as const;

const autoscalers: ReadonlySet<string> = new Set(['HorizontalPodAutoscaler', 'ScaledObject']);

/** Envoy Gateway makes the Deployment and the autoscaler of a gateway from one object. */
const gateway = 'EnvoyProxy';

interface Autoscaler {
  readonly minimum: number;
  readonly maximum?: number;
  /** Of the HorizontalPodAutoscaler; undefined where an operator chooses it. */
  readonly name?: string;
}

/** One workload of a service, and how many pods it has. */
export interface CountedWorkload {
  readonly entry: EnvironmentObject;
  readonly name: string;
  /** The number that the manifest sets. */
  readonly replicas?: number;
  /** Undefined where the number is fixed. */
  readonly autoscaler?: Autoscaler;
  /** Pods that it has at least. */
  readonly minimum: number;
}

/** True for what says how many pods a service has. */
export function isCounted(object: KubernetesObject): boolean {
  return counted.has(object.kind) || autoscalers.has(object.kind) || object.kind === gateway;
}

/** The controller of whose pods an object says how many there are, as `KIND/NAME`. */
export function controllerOf(object: KubernetesObject): string {
  const { scaleTargetRef } = specOf(object);
  return autoscalers.has(object.kind) && isObject(scaleTargetRef)
    ? `${textOf(scaleTargetRef['kind']) ?? 'Deployment'}/${textOf(scaleTargetRef['name']) ?? ''}`
    : `${object.kind}/${object.metadata.name}`;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The workloads of one service, by `KIND/NAME`. */
export function workloadsOf(objects: readonly EnvironmentObject[]): ReadonlyMap<string, CountedWorkload> {
  const scalers = objects.filter(({ object }) => autoscalers.has(object.kind));
  const workloads = objects.flatMap((entry): [string, CountedWorkload][] => {
    const { object } = entry;
    const key = controllerOf(object);
    if (object.kind === gateway) return [[key, gatewayOf(entry)]];
    if (!counted.has(object.kind)) return [];
    const scaler = scalers.find((other) => controllerOf(other.object) === key)?.object;
    const autoscaler = scaler === undefined ? undefined : autoscalerOf(scaler);
    return [[key, workload(entry, numberAt(specOf(object), 'replicas'), autoscaler)]];
  });
  return new Map(workloads);
}

function workload(
  entry: EnvironmentObject,
  replicas: number | undefined,
  autoscaler: Autoscaler | undefined,
): CountedWorkload {
  return {
    entry,
    name: entry.object.metadata.name,
    minimum: autoscaler?.minimum ?? replicas ?? 1,
    ...(replicas === undefined ? {} : { replicas }),
    ...(autoscaler === undefined ? {} : { autoscaler }),
  };
}

function gatewayOf(entry: EnvironmentObject): CountedWorkload {
  const at = (field: string) => mapOf(fieldAt(entry.object, `spec.provider.kubernetes.${field}`));
  const scaler = at('envoyHpa');
  const autoscaler = numberAt(scaler, 'maxReplicas') === undefined ? undefined : boundsOf(scaler, ofHpa, 1);
  return workload(entry, numberAt(at('envoyDeployment'), 'replicas'), autoscaler);
}

function autoscalerOf(scaler: KubernetesObject): Autoscaler {
  const { name } = scaler.metadata;
  if (scaler.kind !== 'ScaledObject') return { name, ...boundsOf(specOf(scaler), ofHpa, 1) };
  const written = fieldAt(scaler, 'spec.advanced.horizontalPodAutoscalerConfig.name');
  // KEDA goes down to none and up to 100 where nothing else is written.
  return {
    name: textOf(written) ?? `keda-hpa-${name}`,
    maximum: 100,
    ...boundsOf(specOf(scaler), ofKeda, 0),
  };
}

function boundsOf(
  spec: Readonly<Record<string, unknown>>,
  [lowest, highest]: readonly [minimum: string, maximum: string],
  floor: number,
): Autoscaler {
  const maximum = numberAt(spec, highest);
  return { minimum: numberAt(spec, lowest) ?? floor, ...(maximum === undefined ? {} : { maximum }) };
}

function numberAt(spec: Readonly<Record<string, unknown>>, field: string): number | undefined {
  const value = spec[field];
  return typeof value === 'number' ? value : undefined;
}
