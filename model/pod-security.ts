import type { JsonObject } from '../lib/json';
import { compact } from '../lib/json';
import type { ServiceContext } from './context';
import type { Process } from './processes';
import { isNonRoot, processesOf } from './processes';
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
    sysctls: sysctls(context, processes),
  });
}

/** By default the kubelet walks over all files of the volume at each mount: minutes for a large one. */
function changePolicy(context: ServiceContext, fsGroup: number | undefined): string | undefined {
  const declined = context.isDeclined(['podSecurityContext', 'fsGroupChangePolicy']);
  return fsGroup === undefined || declined ? undefined : 'OnRootMismatch';
}

/** The kubelet never starts a container as user 0 where runAsNonRoot forbids it. */
function refuseRoot(context: ServiceContext, processes: readonly Process[]): void {
  const { spec, settings } = context;
  const namespace = spec.namespace ?? settings.platform;
  const fix = `write runAsNonRoot: false next to it, and namespaces: {${namespace}: {podSecurity: baseline}} in the environment or platform; or write a user other than 0`;
  const seen = new Set<string>();
  for (const { path, security, user, runAsNonRoot } of processes) {
    if (user !== 0 || !runAsNonRoot) continue;
    const place = placeOfUser(context, path, security.runAsUser !== undefined);
    if (seen.has(place.join('.'))) continue;
    seen.add(place.join('.'));
    context.report('conflicting-fields', place, {
      problem: 'the pods never start: runAsUser is 0, which is root, and runAsNonRoot is true',
      fix,
    });
  }
}

function placeOfUser({ spec }: ServiceContext, path: readonly string[], ofContainer: boolean): string[] {
  if (!ofContainer) return ['podSecurityContext', 'runAsUser'];
  const [group, name] = path as [('containers' | 'sidecars' | 'initContainers')?, string?];
  const own = group === undefined || name === undefined ? undefined : spec[group]?.[name]?.securityContext;
  return [...(own?.runAsUser === undefined ? [] : path), 'securityContext', 'runAsUser'];
}

/** The lowest port that any user may listen on, as the kernel has it. */
const firstUnprivileged = 1024;
const startOfUnprivileged = 'net.ipv4.ip_unprivileged_port_start';

/** With the safe sysctl that lets processes of any user listen on ports below 1024, where the pod has such a port. */
function sysctls(context: ServiceContext, processes: readonly Process[]) {
  const { podSecurityContext, hostNetwork } = context.spec;
  const written = podSecurityContext.sysctls;
  const low = processes.filter(isNonRoot).flatMap(lowPortOf)[0];
  if (low === undefined || context.isDeclined(['podSecurityContext', 'sysctls'])) return written;
  if (hostNetwork === true) {
    context.report('low-port', low.path, {
      problem: `port ${low.port} is below ${firstUnprivileged}: on the node's network (hostNetwork) only root may listen there, or a process with NET_BIND_SERVICE`,
      fix: `write a port from ${firstUnprivileged} on`,
    });
    return written;
  }
  if (written?.some(({ name }) => name.replaceAll('/', '.') === startOfUnprivileged) === true) return written;
  return [...(written ?? []), { name: startOfUnprivileged, value: '0' }];
}

function lowPortOf({ path, written, security }: Process): { path: readonly string[]; port: number }[] {
  const added = security.capabilities?.add ?? [];
  if (added.some((name) => /^(CAP_)?NET_BIND_SERVICE$|^ALL$/.test(name))) return [];
  return Object.entries(written.ports ?? {}).flatMap(([name, { port }]) =>
    port !== undefined && port < firstUnprivileged ? [{ path: [...path, 'ports', name], port }] : [],
  );
}
