import { fieldsOf } from '../../lib/json';
import { judgedSecurity } from './container-fields';
import type { ServiceContext } from '../context';
import { resolveSysctls } from './low-ports';
import { processesOf } from './processes';
import { refuseRoot } from './root-user';
import type { Pod } from '../types/pod';
import { volumeGroup } from './volume-group';

export type PodSecurity = NonNullable<Pod['spec']['securityContext']>;

/** `securityContext` of the pod: what is written, and what its volumes and ports need beside it. */
export function resolvePodSecurity(context: ServiceContext): PodSecurity {
  const { podSecurityContext: written } = context.spec;
  const processes = processesOf(context);
  refuseRoot(context, processes);
  const fsGroup = written.fsGroup ?? volumeGroup(context, processes);
  return fieldsOf<PodSecurity>({
    ...judgedSecurity(written),
    fsGroup,
    fsGroupChangePolicy: written.fsGroupChangePolicy ?? changePolicy(context, fsGroup),
    sysctls: resolveSysctls(context, processes),
  });
}

/** By default the kubelet walks over all files of the volume at each mount: minutes for a large one. */
function changePolicy(
  context: ServiceContext,
  fsGroup: number | undefined,
): PodSecurity['fsGroupChangePolicy'] {
  const declined = context.isDeclined(['podSecurityContext', 'fsGroupChangePolicy']);
  return fsGroup === undefined || declined ? undefined : 'OnRootMismatch';
}
