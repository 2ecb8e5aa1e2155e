import type { ServiceContext } from '../context';
import type { Process } from './processes';
import type { PodSecurity } from './pod-security-context';
import { isNonRoot } from './processes';

/** The lowest port that any user may listen on, as the kernel has it. */
const firstUnprivileged = 1024;
const startOfUnprivileged = 'net.ipv4.ip_unprivileged_port_start';

/** A process that listens on a port below 1024. */
interface LowPort {
  readonly path: readonly string[];
  readonly port: number;
  readonly process: Process;
}

/** With the safe sysctl that lets every process listen on ports below 1024, where the pod has such a port. */
export function resolveSysctls(
  context: ServiceContext,
  processes: readonly Process[],
): PodSecurity['sysctls'] {
  const { podSecurityContext, hostNetwork } = context.spec;
  const written = podSecurityContext.sysctls;
  const low = processes.flatMap(lowPortsOf);
  if (hostNetwork === true) {
    warnOfNodePorts(context, low);
    return written;
  }
  const refused = low.filter(({ process }) => isNonRoot(process) || !mayBindAsRoot(process));
  if (refused.length === 0 || context.isDeclined(['podSecurityContext', 'sysctls'])) return written;
  const index = written?.findIndex(({ name }) => name.replaceAll('/', '.') === startOfUnprivileged) ?? -1;
  const start = written?.[index];
  if (start === undefined) return [...(written ?? []), { name: startOfUnprivileged, value: '0' }];
  refuseStart(context, ['podSecurityContext', 'sysctls', index, 'value'], start.value, refused);
  return written;
}

function lowPortsOf(process: Process): LowPort[] {
  const { path, written } = process;
  return Object.entries(written.ports ?? {}).flatMap(([name, { port }]) =>
    port !== undefined && port < firstUnprivileged ? [{ path: [...path, 'ports', name], port, process }] : [],
  );
}

/** The node's own setting holds there. A program with a file capability may use an added one as any user. */
function warnOfNodePorts(context: ServiceContext, low: readonly LowPort[]): void {
  const first = low.find(({ process }) =>
    isNonRoot(process) ? !capabilities(process).adds : !mayBindAsRoot(process),
  );
  if (first === undefined || context.isDeclined(['podSecurityContext', 'sysctls'])) return;
  context.report('low-port', first.path, {
    problem: `port ${first.port} is below ${firstUnprivileged}: on the node's network (hostNetwork) only root with the capability NET_BIND_SERVICE may listen there`,
    fix: `write a port from ${firstUnprivileged} on, or run as root with securityContext: {capabilities: {add: [NET_BIND_SERVICE]}}`,
  });
}

/** Processes of other users lose added capabilities when they start; those of root keep what is not dropped. */
function mayBindAsRoot(process: Process): boolean {
  if (process.security.privileged === true) return true;
  const { adds, drops, dropsAll } = capabilities(process);
  return !drops && (adds || !dropsAll);
}

function capabilities({ security }: Process) {
  const bare = (names: readonly string[] = []) =>
    names.map((name) => name.toUpperCase().replace(/^CAP_/, ''));
  const [added, dropped] = [bare(security.capabilities?.add), bare(security.capabilities?.drop)];
  return {
    adds: added.includes('NET_BIND_SERVICE') || added.includes('ALL'),
    drops: dropped.includes('NET_BIND_SERVICE'),
    dropsAll: dropped.includes('ALL'),
  };
}

function refuseStart(
  context: ServiceContext,
  place: readonly (string | number)[],
  value: string,
  refused: readonly LowPort[],
): void {
  const below = refused.find(({ port }) => port < Number(value));
  if (below === undefined) return;
  const line = context.lineOf(below.path);
  context.report('conflicting-fields', place, {
    problem: `processes without the capability NET_BIND_SERVICE may listen only on ports from ${value} on, but the pod has port ${below.port}${line}`,
    got: `${startOfUnprivileged}: "${value}"`,
    expected: `at most ${Math.min(...refused.map(({ port }) => port))}`,
    fix: `lower the value, remove the sysctl, or write another port`,
  });
}
