import { isDevice, parseQuantity } from '../../lib/quantity';
import { mergeLayers } from '../../spec/layers';
import type { ServiceContext, ServiceSpec } from '../context';

/** Why nobody but a person can know how many replicas are right. */
interface Reason {
  readonly why: string;
  readonly fix: string;
}

interface Bounds {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** Reports a service whose number of replicas would be a guess that costs data, duplicate work or money. */
export function requireReplicas(context: ServiceContext): void {
  const reason = reasonOf(context.spec);
  if (reason === undefined) return;
  context.report('missing-replicas', [], { problem: `set replicas: ${reason.why}`, fix: reason.fix });
}

/** The same for an autoscaler of which nobody wrote how many it may start. */
export function requireBounds(context: ServiceContext, bounds: Bounds): void {
  const reason = costOf(context.spec);
  if (reason === undefined || isBounded(context.spec, bounds)) return;
  context.report('missing-replicas', ['replicas'], {
    problem: `set replicas.${bounds.min === undefined ? 'min' : 'max'}: ${reason.why}`,
    fix: 'write both bounds, as in replicas: {min: 1, max: 3}',
  });
}

/**
 * The same for replicas that come from `defaults`: those are written for all services, and only a single one is right for
 * each of them. True where it is reported.
 */
export function refuseDefaults(context: ServiceContext): boolean {
  const { spec, name, settings } = context;
  const reason = reasonOf(spec);
  if (reason === undefined || most(spec.replicas) <= 1 || isOwn(context)) return false;
  const inMap = [
    ['replicas', 'max'],
    ['replicas', 'min'],
  ];
  const place = [...(typeof spec.replicas === 'object' ? inMap : []), ['replicas']].find((path) =>
    isDefaults(context.layered.layers[context.strength(path)]),
  );
  if (place === undefined) return false;
  const { layers } = context.layered;
  const service = layers.findIndex((layer) => !isDefaults(layer));
  const where =
    context.strength(place) < service
      ? 'in the service'
      : `under services.${name} in environments/${settings.environment}.yaml, since an environment's defaults are stronger than the service`;
  context.report('missing-replicas', place, {
    problem: `set replicas for ${name} itself, not only in defaults: ${reason.why}`,
    fix: `${where}, ${reason.fix}`,
  });
  return true;
}

function isDefaults(layer: ServiceContext['layered']['layers'][number] | undefined): boolean {
  return layer?.base[0] === 'defaults';
}

/** Whether the service and its overrides allow as many replicas as there are. */
function isOwn({ spec, layered }: ServiceContext): boolean {
  const { replicas } = mergeLayers(layered.layers.filter((layer) => !isDefaults(layer))).value;
  if (replicas === undefined || most(replicas) < most(spec.replicas)) return false;
  return typeof replicas !== 'object' || costOf(spec) === undefined || isBounded(spec, replicas);
}

/** The most replicas that what is written allows. */
function most(replicas: ServiceSpec['replicas']): number {
  if (typeof replicas === 'number') return replicas;
  return typeof replicas === 'object' ? (replicas.max ?? Infinity) : Infinity;
}

/** An autoscaler may grow with the load, unless each replica is expensive. */
function isBounded(spec: ServiceSpec, { min, max }: Bounds): boolean {
  return min !== undefined && (max !== undefined || deviceOf(spec) === undefined);
}

function reasonOf(spec: ServiceSpec): Reason | undefined {
  return costOf(spec) ?? (Object.keys(spec.ports ?? {}).length > 0 ? undefined : duplicateWork);
}

const duplicateWork: Reason = {
  why: 'this service has no ports, so two copies might process the same work twice',
  fix: 'write replicas: 1, or 2 where the copies share the work',
};

function costOf(spec: ServiceSpec): Reason | undefined {
  if (spec.workload === 'StatefulSet') {
    return {
      why: 'each replica of a StatefulSet has a name and a disk of its own, so two are two separate stores unless the software copies its data between them',
      fix: 'write replicas: 1, or as many members as the software is configured for',
    };
  }
  const volume = Object.keys(spec.volumes ?? {}).find((name) => sharesClaim(spec, name));
  if (volume !== undefined) {
    return {
      why: `all replicas share the disk of the volume ${volume}, and most software damages data that a second copy writes too`,
      fix: 'write replicas: 1 and strategy: {type: Recreate}; more only where the software is made for a shared disk',
    };
  }
  const device = deviceOf(spec);
  if (device !== undefined) {
    return {
      why: `each replica reserves ${device}, which is scarce and expensive`,
      fix: 'write replicas: 1, or as many as there are devices for',
    };
  }
  return undefined;
}

/** A claim of ours, or one that exists and that some container may write to. */
export function sharesClaim(spec: ServiceSpec, name: string): boolean {
  const { claim, persistentVolumeClaim, mountPath, readOnly } = spec.volumes?.[name] ?? {};
  if (claim !== undefined) return true;
  if (persistentVolumeClaim === undefined || persistentVolumeClaim.readOnly === true) return false;
  const mounts = [spec, ...extrasOf(spec)]
    .flatMap(({ volumeMounts }) => volumeMounts ?? [])
    .filter((mount) => mount.name === name);
  const all = mountPath === undefined ? mounts : [{ readOnly }, ...mounts];
  return all.length === 0 || all.some((mount) => mount.readOnly !== true);
}

function extrasOf(spec: ServiceSpec) {
  return Object.values({ ...spec.containers, ...spec.sidecars, ...spec.initContainers });
}

/** A device that some container asks for, such as nvidia.com/gpu. */
function deviceOf(spec: ServiceSpec): string | undefined {
  for (const { resources } of [spec, ...extrasOf(spec)]) {
    for (const [name, amount] of Object.entries({ ...resources?.requests, ...resources?.limits })) {
      if (isDevice(name) && (parseQuantity(amount ?? '0') ?? 0n) > 0n) return name;
    }
  }
  return undefined;
}
