import type { JsonObject } from '../lib/json';
import type { KubernetesObject } from '../lib/rendered';
import { podTemplateOf } from './pods';
import type { EnvironmentIndex } from './environment-index';
import type { ContainerAt, PodTemplate } from './pods';
import type { Finding, IndexRule } from './rule';
import { listAt, mapAt, perObject, plainText } from './rule';

/** Kubernetes' Pod Security Standards, as its own admission plugin judges them. */
export const podSecurity: IndexRule = {
  id: 'pod-security',
  reads: 'environment',
  reason: 'the API server refuses the pods, and says so only in the events of their controller',
  fix: "change it, or lower the namespace's podSecurity",
  *check(rendered, index) {
    if (podTemplateOf(rendered) === undefined) return;
    const level = index.podSecurityLevel(rendered.object.metadata.namespace ?? '');
    if (level === undefined || level === 'privileged') return;
    const { object, plain, causes } = rendered;
    const own = plain === true || causes.length === 0 ? 'restricted' : 'derived';
    const low = findingsOf.baseline(object);
    const found = level === 'restricted' ? [...low, ...findingsOf[own](object)] : low;
    if (found.length === 0) return;
    const fix = fixOf(object.metadata.namespace ?? '', low.length > 0 ? 'privileged' : 'baseline', index);
    yield* found.map((finding) => ({ ...finding, fix }));
  },
};

function findAll(
  object: KubernetesObject,
  ...standards: readonly ((template: PodTemplate) => Iterable<Finding>)[]
): Finding[] {
  const template = podTemplateOf({ object });
  return template === undefined ? [] : standards.flatMap((standard) => [...standard(template)]);
}

/** What allows it in a namespace: of a plain Namespace its label, else the setting. */
function fixOf(namespace: string, level: 'baseline' | 'privileged', index: EnvironmentIndex): string {
  const isPlain = index.find('v1', 'Namespace', undefined, namespace)?.plain === true;
  const lower = isPlain
    ? `set the label pod-security.kubernetes.io/enforce: ${level} of the Namespace ${namespace}`
    : `write namespaces: {${namespace}: {podSecurity: ${level}}} in the environment or platform`;
  return `change it, or ${lower}`;
}

const findingsOf = {
  baseline: perObject((object) => findAll(object, baseline)),
  restricted: perObject((object) => findAll(object, restricted, root)),
  derived: perObject((object) => findAll(object, restricted, rootOnPurpose)),
};

const safeSysctls: ReadonlySet<string> = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
]);

/** Capabilities of a container runtime's own default set. */
const defaultCapabilities: ReadonlySet<string> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

function* baseline({ at, spec, containers }: PodTemplate): Iterable<Finding> {
  for (const key of ['hostNetwork', 'hostPID', 'hostIPC']) {
    if (spec[key] === true) yield { at: `${at}.${key}`, problem: `${key} is not allowed` };
  }
  for (const [index, volume] of listAt(spec, 'volumes').entries()) {
    if ('hostPath' in volume)
      yield { at: `${at}.volumes[${index}]`, problem: 'hostPath volumes are not allowed' };
  }
  for (const { name } of listAt(mapAt(spec, 'securityContext'), 'sysctls')) {
    if (!safeSysctls.has(plainText(name)))
      yield {
        at: `${at}.securityContext.sysctls`,
        problem: 'the sysctl is not allowed',
        got: plainText(name),
      };
  }
  yield* profiles(`${at}.securityContext`, mapAt(spec, 'securityContext'));
  for (const { at: place, container } of containers) {
    const context = mapAt(container, 'securityContext');
    if (context['privileged'] === true)
      yield { at: `${place}.securityContext.privileged`, problem: 'privileged is not allowed' };
    if ((context['procMount'] ?? 'Default') !== 'Default')
      yield { at: `${place}.securityContext.procMount`, problem: 'only procMount Default is allowed' };
    yield* profiles(`${place}.securityContext`, context);
    for (const added of addedCapabilities(context)) {
      if (!defaultCapabilities.has(added))
        yield {
          at: `${place}.securityContext.capabilities.add`,
          problem: 'the capability is not allowed',
          got: added,
        };
    }
    for (const [index, port] of listAt(container, 'ports').entries()) {
      if (Number(port['hostPort'] ?? 0) !== 0)
        yield { at: `${place}.ports[${index}].hostPort`, problem: 'host ports are not allowed' };
    }
  }
}

function* profiles(at: string, context: JsonObject): Iterable<Finding> {
  for (const key of ['seccompProfile', 'appArmorProfile']) {
    if (mapAt(context, key)['type'] === 'Unconfined')
      yield { at: `${at}.${key}`, problem: `an unconfined ${key} is not allowed` };
  }
  const { type, user, role } = mapAt(context, 'seLinuxOptions');
  const types: unknown[] = [
    undefined,
    '',
    'container_t',
    'container_init_t',
    'container_kvm_t',
    'container_engine_t',
  ];
  if (!types.includes(type) || (user ?? '') !== '' || (role ?? '') !== '') {
    yield { at: `${at}.seLinuxOptions`, problem: 'these seLinuxOptions are not allowed' };
  }
}

function addedCapabilities(context: JsonObject): string[] {
  const add = mapAt(context, 'capabilities')['add'];
  return Array.isArray(add) ? add.map(String) : [];
}

const restrictedVolumes: ReadonlySet<string> = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

const noRoot = (at: string): Finding => ({
  at: `${at}.securityContext.runAsUser`,
  problem: 'user 0 is not allowed',
});

function* root({ at, spec, containers }: PodTemplate): Iterable<Finding> {
  if (mapAt(spec, 'securityContext')['runAsUser'] === 0) yield noRoot(at);
  for (const { at: place, container } of containers)
    if (mapAt(container, 'securityContext')['runAsUser'] === 0) yield noRoot(place);
}

/** As `root`, but for containers that could not start in any namespace: of those, the model reports why. */
function* rootOnPurpose({ at, spec, containers }: PodTemplate): Iterable<Finding> {
  const pod = mapAt(spec, 'securityContext');
  const all = containers.map((entry) => ({ ...entry, own: mapAt(entry.container, 'securityContext') }));
  const starts = ({ own }: (typeof all)[number]) => (own['runAsNonRoot'] ?? pod['runAsNonRoot']) !== true;
  const inheriting = all.filter(({ own }) => own['runAsUser'] === undefined);
  if (pod['runAsUser'] === 0 && inheriting.every(starts)) yield noRoot(at);
  for (const entry of all) if (entry.own['runAsUser'] === 0 && starts(entry)) yield noRoot(entry.at);
}

function* restricted({ at, spec, containers }: PodTemplate): Iterable<Finding> {
  for (const [index, { name: _name, ...source }] of listAt(spec, 'volumes').entries()) {
    const type = Object.keys(source).find((key) => !restrictedVolumes.has(key) && key !== 'hostPath');
    if (type !== undefined)
      yield { at: `${at}.volumes[${index}]`, problem: 'the volume type is not allowed', got: type };
  }
  const pod = mapAt(spec, 'securityContext');
  for (const entry of containers) yield* restrictedContainer(entry, pod);
}

function* restrictedContainer({ at, container }: ContainerAt, pod: JsonObject): Iterable<Finding> {
  const place = `${at}.securityContext`;
  const context = mapAt(container, 'securityContext');
  if (context['allowPrivilegeEscalation'] !== false)
    yield { at: `${place}.allowPrivilegeEscalation`, problem: 'must be false' };
  const drop = mapAt(context, 'capabilities')['drop'];
  if (!Array.isArray(drop) || !drop.includes('ALL'))
    yield { at: `${place}.capabilities.drop`, problem: 'must contain ALL' };
  for (const added of addedCapabilities(context)) {
    if (added !== 'NET_BIND_SERVICE')
      yield { at: `${place}.capabilities.add`, problem: 'only NET_BIND_SERVICE may be added', got: added };
  }
  if ((context['runAsNonRoot'] ?? pod['runAsNonRoot']) !== true)
    yield { at: `${place}.runAsNonRoot`, problem: 'must be true' };
  const seccomp = mapAt(context, 'seccompProfile')['type'] ?? mapAt(pod, 'seccompProfile')['type'];
  if (seccomp !== 'RuntimeDefault' && seccomp !== 'Localhost') {
    yield { at: `${place}.seccompProfile`, problem: 'must be RuntimeDefault or Localhost' };
  }
}
