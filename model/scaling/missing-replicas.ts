import { isDevice, parseQuantity } from '../../lib/quantity';
import type { ServiceContext, ServiceSpec } from '../context';

/** Why nobody but a person can know how many replicas are right. */
interface Reason {
  readonly problem: string;
  readonly fix: string;
}

/** Reports a service whose number of replicas would be a guess that costs data, duplicate work or money. */
export function requireReplicas(context: ServiceContext): void {
  const reason = reasonOf(context.spec);
  if (reason !== undefined) context.report('missing-replicas', [], reason);
}

function reasonOf(spec: ServiceSpec): Reason | undefined {
  if (spec.workload === 'StatefulSet') {
    return {
      problem:
        'set replicas: each replica of a StatefulSet has a name and a disk of its own, so two are two separate stores unless the software copies its data between them',
      fix: 'write replicas: 1, or as many members as the software is configured for',
    };
  }
  const volume = Object.keys(spec.volumes ?? {}).find((name) => sharesClaim(spec, name));
  if (volume !== undefined) {
    return {
      problem: `set replicas: all replicas share the disk of the volume ${volume}, and most software damages data that a second copy writes too`,
      fix: 'write replicas: 1 and strategy: {type: Recreate}; more only where the software is made for a shared disk',
    };
  }
  const device = deviceOf(spec);
  if (device !== undefined) {
    return {
      problem: `set replicas: each replica reserves ${device}, which is scarce and expensive`,
      fix: 'write replicas: 1, or as many as there are devices for',
    };
  }
  if (Object.keys(spec.ports ?? {}).length > 0) return undefined;
  return {
    problem: 'set replicas: this service has no ports, so two copies might process the same work twice',
    fix: 'write replicas: 1, or 2 where the copies share the work',
  };
}

/** A claim of ours, or one that exists and that some container may write to. */
function sharesClaim(spec: ServiceSpec, name: string): boolean {
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
