import type { ServiceContext, ServiceSpec } from '../context';
import type { Process } from './processes';
import { isNonRoot } from './processes';

type Claim = NonNullable<NonNullable<ServiceSpec['volumes']>[string]['claim']>;

/** A claim with a file system of its own, and the processes other than root that write to it. */
interface Written {
  readonly name: string;
  readonly place: readonly string[];
  readonly modes: NonNullable<Claim['accessModes']>;
  readonly writers: readonly Process[];
}

/**
 * The group that owns the claims of a service, so that a user other than root can write to a new disk: that belongs to root.
 * Undefined where nothing needs one, or where it is declined.
 */
export function volumeGroup(context: ServiceContext, processes: readonly Process[]): number | undefined {
  if (context.isDeclined(['podSecurityContext', 'fsGroup'])) return undefined;
  const claims = writtenClaims(context.spec, processes);
  for (const claim of claims) warnOfDriver(context, claim);
  const own = claims.filter(isOfOneNode);
  const [first] = own;
  if (first === undefined) return undefined;
  const number = own
    .flatMap(({ writers }) => writers)
    .map(({ group, user }) => group ?? user)
    .find((known) => known !== undefined);
  if (number === undefined) {
    context.report('missing-field', first.place, {
      problem: `a new disk belongs to root, so the user of the image cannot write to ${first.name}, and no layer sets the user's number`,
      fix: 'write podSecurityContext: {runAsUser: N} or {fsGroup: N}, or fsGroup: null if the disk needs no group',
    });
  }
  return number;
}

function writtenClaims(spec: ServiceSpec, processes: readonly Process[]): Written[] {
  return Object.entries(spec.volumes ?? {}).flatMap(([name, { claim, ephemeral }]): Written[] => {
    const made: Pick<Claim, 'accessModes' | 'volumeMode'> | undefined =
      claim ?? ephemeral?.volumeClaimTemplate.spec;
    if (made === undefined || made.volumeMode === 'Block') return [];
    const writers = processes.filter((process) => isNonRoot(process) && writesToVolume(spec, process, name));
    const place = ['volumes', name, claim === undefined ? 'ephemeral' : 'claim'];
    const modes = made.accessModes ?? ['ReadWriteOnce'];
    return writers.length === 0 ? [] : [{ name, place, modes, writers }];
  });
}

/** Volumes that say `mountPath` are mounted by the main container. */
export function writesToVolume({ volumes }: ServiceSpec, { path, written }: Process, name: string): boolean {
  const { mountPath, readOnly } = volumes?.[name] ?? {};
  if (path.length === 0 && mountPath !== undefined && readOnly !== true) return true;
  return (written.volumeMounts ?? []).some((mount) => mount.name === name && mount.readOnly !== true);
}

/** The kubelet sets the group of these, whatever driver they have. */
function isOfOneNode({ modes }: Written): boolean {
  return modes.includes('ReadWriteOnce') || modes.includes('ReadWriteOncePod');
}

function warnOfDriver(context: ServiceContext, claim: Written): void {
  if (isOfOneNode(claim) || !claim.modes.includes('ReadWriteMany')) return;
  context.report('volume-group', claim.place, {
    problem: `the driver of its storage class decides whether a user other than root can write to ${claim.name}: most ignore fsGroup for ReadWriteMany`,
    fix: 'set the owner in the storage class, then write podSecurityContext: {fsGroup: null}; or {fsGroup: N} if the driver sets it',
  });
}
