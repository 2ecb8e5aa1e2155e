import type { JsonObject } from '../lib/json';
import { compact } from '../lib/json';
import type { ServiceContext } from './context';
import { resolveSysctls } from './low-ports';
import { processesOf } from './processes';
import { refuseRoot } from './root-user';
import { volumeGroup } from './volume-group';

/** `securityContext` of the pod: what is written, and what its volumes and ports need beside it. */
export function resolvePodSecurity(context: ServiceContext): JsonObject {
  const { podSecurityContext: written } = context.spec;
  const processes = processesOf(context);
  refuseRoot(context, processes);
  const fsGroup = written.fsGroup ?? volumeGroup(context, processes);
  return compact({
    ...written,
    fsGroup,
    fsGroupChangePolicy: written.fsGroupChangePolicy ?? changePolicy(context, fsGroup),
    sysctls: resolveSysctls(context, processes),
  });
}

/** By default the kubelet walks over all files of the volume at each mount: minutes for a large one. */
function changePolicy(context: ServiceContext, fsGroup: number | undefined): string | undefined {
  const declined = context.isDeclined(['podSecurityContext', 'fsGroupChangePolicy']);
  return fsGroup === undefined || declined ? undefined : 'OnRootMismatch';
}
