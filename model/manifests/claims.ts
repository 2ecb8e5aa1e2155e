import type { Diagnostic } from '../../lib/diagnostics';
import { groupBy } from '../../lib/group';
import { valueAt } from '../../lib/path';
import type { ServiceContext } from '../context';
import { isNonRoot, processesOf } from '../pod/processes';
import type { ResolvedService } from '../context';
import type { ManifestObject } from '../types/manifest';
import type { Service } from '../types/service';
import { writesToVolume } from '../pod/volume-group';

/** Warns of plain claims whose new disks belong to root while the pods of a service write to them as somebody else. */
export function warnOfManifestClaims(
  resolved: ReadonlyMap<string, ResolvedService>,
  manifests: readonly ManifestObject[],
  problems: Diagnostic[],
): void {
  const claims = manifests.filter(isOwnDisk);
  if (claims.length === 0) return;
  const namesIn = new Map(
    [...groupBy(claims, ({ namespace }) => namespace)].map(([namespace, own]) => [
      namespace,
      new Set(own.map(({ object }) => object.metadata.name)),
    ]),
  );
  for (const { context, service } of resolved.values()) {
    const names = namesIn.get(service?.namespace ?? '');
    if (service === undefined || names === undefined || hasGroup(context, service)) continue;
    context.withOthers(problems, () => {
      warnOf(context, names);
    });
  }
}

/** It has one, or declines it. */
function hasGroup(context: ServiceContext, resolved: Service): boolean {
  if (context.isDeclined(['podSecurityContext', 'fsGroup'])) return true;
  return resolved.workloads.some(({ pod }) => pod.spec.securityContext?.fsGroup !== undefined);
}

function warnOf(context: ServiceContext, names: ReadonlySet<string>): void {
  const writers = processesOf(context).filter(isNonRoot);
  for (const [name, { persistentVolumeClaim: claim }] of Object.entries(context.spec.volumes ?? {})) {
    if (claim === undefined || claim.readOnly === true || !names.has(claim.claimName)) continue;
    if (!writers.some((process) => writesToVolume(context.spec, process, name))) continue;
    context.report('volume-group', ['volumes', name, 'persistentVolumeClaim'], {
      problem: `a new disk belongs to root, so the user of the pods cannot write to ${name}: fsGroup is derived only for volumes with claim`,
      fix: 'write podSecurityContext: {fsGroup: N}, or fsGroup: null if the disk needs no group',
    });
  }
}

/** A claim for a new disk with a file system, which pods of one node mount. */
function isOwnDisk({ object }: ManifestObject): boolean {
  if (object.kind !== 'PersistentVolumeClaim') return false;
  const at = (field: string) => valueAt(object, ['spec', field]);
  const modes = at('accessModes');
  const one = ['ReadWriteOnce', 'ReadWriteOncePod'];
  return (
    Array.isArray(modes) &&
    modes.some((mode) => one.includes(String(mode))) &&
    at('volumeMode') !== 'Block' &&
    ['volumeName', 'dataSource', 'dataSourceRef'].every((field) => at(field) === undefined)
  );
}
