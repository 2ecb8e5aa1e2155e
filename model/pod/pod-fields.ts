import { defaultGrace } from '../../lib/kubernetes-defaults';
import { refuseProfiles } from './container-fields';
import type { ServiceContext } from '../context';
import { checkDownwardItems } from './downward-api';
import { refuseMissingPages } from './huge-pages';
import { processesOf } from './processes';

/** What the API server refuses about fields of a pod together; layers may set each one by itself. */
export function checkPodFields(context: ServiceContext): void {
  refuseProfiles(context, ['podSecurityContext'], context.spec.podSecurityContext);
  refuseNoNameserver(context);
  refuseHostNetwork(context);
  refuseSharedProcesses(context);
  refuseUsersOfNode(context);
  checkFullName(context);
  checkDownwardItems(context);
  refuseSamePortOfNode(context);
  refuseEndsOfInitContainers(context);
  refusePropagation(context);
  refuseMissingPages(context);
}

function refuseNoNameserver(context: ServiceContext): void {
  const { dnsPolicy, dnsConfig } = context.spec;
  if (dnsPolicy !== 'None' || (dnsConfig?.nameservers ?? []).length > 0) return;
  context.report('missing-field', ['dnsPolicy'], {
    problem: 'dnsPolicy None leaves the pods without a name server',
    expected: 'dnsConfig: {nameservers: [ADDRESS]}',
  });
}

/** On the node's network a container listens on the node's ports, and shares the node's settings. */
function refuseHostNetwork(context: ServiceContext): void {
  const { hostNetwork, ports, podSecurityContext } = context.spec;
  if (hostNetwork !== true) return;
  for (const [name, { port, hostPort }] of Object.entries(ports ?? {})) {
    if (hostPort === undefined || hostPort === port) continue;
    context.report('conflicting-fields', ['ports', name, 'hostPort'], {
      problem: 'with hostNetwork, hostPort must equal the port of the container',
      got: String(hostPort),
      expected: String(port),
      fix: 'remove hostPort',
    });
  }
  const sysctl = podSecurityContext.sysctls?.find(({ name }) => /^net[./]/.test(name));
  if (sysctl === undefined) return;
  context.report('conflicting-fields', ['podSecurityContext', 'sysctls'], {
    problem: 'pods with hostNetwork cannot set network sysctls, since they use those of the node',
    got: sysctl.name,
    fix: 'remove it, or hostNetwork',
  });
}

function refuseSharedProcesses(context: ServiceContext): void {
  const { hostPID, shareProcessNamespace } = context.spec;
  if (hostPID !== true || shareProcessNamespace !== true) return;
  context.report('conflicting-fields', ['shareProcessNamespace'], {
    problem: 'hostPID already shares the processes of the whole node, so this has no effect',
    fix: 'remove one of them',
  });
}

/** A user namespace of its own is one more namespace that the pod does not share with the node. */
function refuseUsersOfNode(context: ServiceContext): void {
  if (context.spec.hostUsers !== false) return;
  for (const field of ['hostNetwork', 'hostPID'] as const) {
    if (context.spec[field] !== true) continue;
    context.report('conflicting-fields', ['hostUsers'], {
      problem: `the API server refuses hostUsers: false in pods with ${field}: true`,
      got: `hostUsers false, ${field} true`,
      fix: `remove hostUsers, or ${field}`,
    });
  }
}

/** Characters that Linux allows in a host name. */
const longestHostname = 64;

/** Without a subdomain a pod has no name in DNS; with one, the kubelet does not start pods whose name is too long. */
function checkFullName(context: ServiceContext): void {
  const { setHostnameAsFQDN, workload, hostname, subdomain, namespace } = context.spec;
  if (setHostnameAsFQDN !== true || workload === 'StatefulSet') return;
  const path = ['setHostnameAsFQDN'];
  if (subdomain === undefined) {
    context.report('conflicting-fields', path, {
      problem: 'setHostnameAsFQDN has no effect: only pods with a subdomain have a full DNS name',
      got: 'no subdomain',
      fix: 'write subdomain: NAME, where NAME is a headless Service, or remove setHostnameAsFQDN',
    });
    return;
  }
  const name = `${hostname ?? ''}.${subdomain}.${namespace ?? context.settings.platform}.svc.cluster.local`;
  if (hostname === undefined || name.length <= longestHostname) return;
  context.report('conflicting-fields', path, {
    problem: `the pods do not start: their host name would be ${name}, and Linux allows ${longestHostname} characters`,
    got: `${name.length} characters`,
    fix: 'shorten hostname or subdomain, or remove setHostnameAsFQDN',
  });
}

function refuseSamePortOfNode(context: ServiceContext): void {
  const seen = new Map<string, string>();
  for (const [name, { hostPort, protocol = 'TCP' }] of Object.entries(context.spec.ports ?? {})) {
    if (hostPort === undefined) continue;
    const key = `${hostPort}/${protocol}`;
    const other = seen.get(key);
    if (other !== undefined) {
      context.report('conflicting-fields', ['ports', name, 'hostPort'], {
        problem: `the pod has this port of the node already, as ${other}`,
        got: String(hostPort),
        fix: 'write another number',
      });
    }
    seen.set(key, name);
  }
}

/** What runs to its end is neither probed nor stopped. */
function refuseEndsOfInitContainers(context: ServiceContext): void {
  for (const [name, written] of Object.entries(context.spec.initContainers ?? {})) {
    if (written.restartPolicy === 'Always') continue;
    for (const field of ['probes', 'lifecycle', 'resizePolicy'] as const) {
      if (written[field] === undefined || written[field] === false) continue;
      context.report('conflicting-fields', ['initContainers', name, field], {
        problem: `an init container has no ${field}`,
        fix: 'remove it, or write restartPolicy: Always for a sidecar',
      });
    }
  }
}

/** What a container mounts appears on the node: only privileged ones may do that. */
function refusePropagation(context: ServiceContext): void {
  for (const { path, written, security } of processesOf(context)) {
    const index = (written.volumeMounts ?? []).findIndex(
      ({ mountPropagation }) => mountPropagation === 'Bidirectional',
    );
    if (index < 0 || security.privileged === true) continue;
    context.report('conflicting-fields', [...path, 'volumeMounts', index, 'mountPropagation'], {
      problem:
        'only a privileged container may use mountPropagation Bidirectional, since its mounts appear on the node',
      got: 'Bidirectional',
      expected: 'None, HostToContainer',
      fix: 'write securityContext: {privileged: true, allowPrivilegeEscalation: true} next to it',
    });
  }
}

/** The API server refuses a sleep that is longer than the grace period; those of `preStop` are part of how the pod drains. */
export function refuseLongStarts(context: ServiceContext, grace = defaultGrace): void {
  for (const { path, written } of processesOf(context)) {
    const seconds = written.lifecycle?.postStart?.sleep?.seconds ?? 0;
    if (seconds <= grace) continue;
    context.report('conflicting-fields', [...path, 'lifecycle', 'postStart', 'sleep'], {
      problem: `the postStart hook sleeps for ${seconds} s, which is longer than the grace period`,
      got: `${seconds} s of postStart, ${grace} s of grace`,
      fix: `shorten it, or write terminationGracePeriodSeconds: ${seconds + defaultGrace}`,
    });
  }
}
