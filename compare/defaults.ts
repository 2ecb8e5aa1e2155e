import type { Node } from './tree';
import { child, children, fill, fillChild } from './tree';

/**
 * Fills in what the API server would: a field that is written with its default says the same as one left out.
 * Sources: the `+default` comments of k8s.io/api and pkg/apis/.../defaults.go of Kubernetes 1.34.
 */
export function fillDefaults(kind: string, node: Node): void {
  const spec = child(node, 'spec');
  const template = templateOf(kind, spec);
  if (template !== undefined) fillPod(fillChild(template, 'spec'), kind === 'Job' || kind === 'CronJob');
  if (kind === 'Pod' && spec !== undefined) fillPod(spec, false);
  if (spec !== undefined) kinds[kind]?.(spec);
  if (kind === 'ServiceAccount') fill(node, { automountServiceAccountToken: true });
  if (kind === 'ConfigMap' || kind === 'Secret') fill(node, { immutable: false });
  if (kind === 'Secret') fill(node, { type: 'Opaque' });
  if (kind === 'PriorityClass')
    fill(node, { preemptionPolicy: 'PreemptLowerPriority', globalDefault: false });
}

/** The pod template of a workload, where its kind has one. */
export function templateOf(kind: string, spec: Node | undefined): Node | undefined {
  if (kind === 'CronJob') return child(child(child(spec, 'jobTemplate'), 'spec'), 'template');
  return kinds[kind] === undefined || kind === 'Service' ? undefined : child(spec, 'template');
}

const kinds: Readonly<Record<string, (spec: Node) => void>> = {
  Deployment: (spec) => {
    fill(spec, {
      replicas: 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      minReadySeconds: 0,
      paused: false,
    });
    const strategy = fillChild(spec, 'strategy');
    fill(strategy, { type: 'RollingUpdate' });
    if (strategy['type'] === 'RollingUpdate')
      fill(fillChild(strategy, 'rollingUpdate'), { maxSurge: '25%', maxUnavailable: '25%' });
  },
  StatefulSet: (spec) => {
    fill(spec, {
      replicas: 1,
      revisionHistoryLimit: 10,
      podManagementPolicy: 'OrderedReady',
      minReadySeconds: 0,
    });
    const strategy = fillChild(spec, 'updateStrategy');
    fill(strategy, { type: 'RollingUpdate' });
    if (strategy['type'] === 'RollingUpdate')
      fill(fillChild(strategy, 'rollingUpdate'), { partition: 0, maxUnavailable: 1 });
    fill(fillChild(spec, 'persistentVolumeClaimRetentionPolicy'), {
      whenDeleted: 'Retain',
      whenScaled: 'Retain',
    });
    for (const claim of children(spec, 'volumeClaimTemplates')) {
      fill(claim, { apiVersion: 'v1', kind: 'PersistentVolumeClaim' });
      fillClaim(fillChild(claim, 'spec'));
    }
  },
  DaemonSet: (spec) => {
    fill(spec, { revisionHistoryLimit: 10, minReadySeconds: 0 });
    const strategy = fillChild(spec, 'updateStrategy');
    fill(strategy, { type: 'RollingUpdate' });
    if (strategy['type'] === 'RollingUpdate')
      fill(fillChild(strategy, 'rollingUpdate'), { maxSurge: 0, maxUnavailable: 1 });
  },
  ReplicaSet: (spec) => fill(spec, { replicas: 1, minReadySeconds: 0 }),
  Job: fillJob,
  CronJob: (spec) => {
    fill(spec, {
      concurrencyPolicy: 'Allow',
      suspend: false,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
    });
    fillJob(fillChild(fillChild(spec, 'jobTemplate'), 'spec'));
  },
  Service: (spec) => {
    fill(spec, { type: 'ClusterIP', sessionAffinity: 'None', publishNotReadyAddresses: false });
    fill(spec, { internalTrafficPolicy: 'Cluster', allocateLoadBalancerNodePorts: true });
    if (spec['type'] !== 'ClusterIP') fill(spec, { externalTrafficPolicy: 'Cluster' });
    for (const port of children(spec, 'ports')) {
      if (port['targetPort'] === 0) delete port['targetPort'];
      fill(port, { protocol: 'TCP', targetPort: port['port'] });
    }
  },
  PersistentVolumeClaim: fillClaim,
  HorizontalPodAutoscaler: (spec) => fill(spec, { minReplicas: 1 }),
  PodDisruptionBudget: (spec) => fill(spec, { unhealthyPodEvictionPolicy: 'IfHealthyBudget' }),
};

function fillJob(spec: Node): void {
  fill(spec, {
    podReplacementPolicy: child(spec, 'podFailurePolicy') === undefined ? 'TerminatingOrFailed' : 'Failed',
    manualSelector: false,
    // With a limit of each index, that of all has no bound.
    backoffLimit: spec['backoffLimitPerIndex'] === undefined ? 6 : 2 ** 31 - 1,
    completionMode: 'NonIndexed',
    suspend: false,
    completions: 1,
    parallelism: 1,
  });
}

function fillClaim(spec: Node): void {
  fill(spec, { volumeMode: 'Filesystem' });
}

function fillPod(spec: Node, job: boolean): void {
  fill(spec, {
    ...(job ? {} : { restartPolicy: 'Always' }),
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    enableServiceLinks: true,
    automountServiceAccountToken: true,
    hostNetwork: false,
    hostPID: false,
    hostIPC: false,
    shareProcessNamespace: false,
    preemptionPolicy: 'PreemptLowerPriority',
  });
  // The deprecated name counts where the new one is not written.
  spec['serviceAccountName'] ??= spec['serviceAccount'];
  fill(spec, { serviceAccountName: 'default' });
  const podContext = child(spec, 'securityContext') ?? {};
  for (const container of [...children(spec, 'containers'), ...children(spec, 'initContainers')]) {
    fillContainer(container, podContext);
  }
  for (const volume of children(spec, 'volumes')) fillVolume(volume);
  for (const constraint of children(spec, 'topologySpreadConstraints')) {
    fill(constraint, { nodeAffinityPolicy: 'Honor', nodeTaintsPolicy: 'Ignore' });
  }
  for (const toleration of children(spec, 'tolerations')) fill(toleration, { operator: 'Equal' });
}

/** A container without a user of its own runs as its pod says. */
const inherited = [
  'runAsUser',
  'runAsGroup',
  'runAsNonRoot',
  'seccompProfile',
  'seLinuxOptions',
  'appArmorProfile',
];

function fillContainer(container: Node, podContext: Node): void {
  fill(container, {
    imagePullPolicy: pullPolicy(container['image']),
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    stdin: false,
    stdinOnce: false,
    tty: false,
  });
  const context = fillChild(container, 'securityContext');
  for (const key of inherited) fill(context, { [key]: podContext[key] });
  fill(context, { privileged: false, readOnlyRootFilesystem: false, allowPrivilegeEscalation: true });
  fill(context, { runAsNonRoot: false, procMount: 'Default' });
  const limits = child(child(container, 'resources'), 'limits');
  if (limits !== undefined) fill(fillChild(fillChild(container, 'resources'), 'requests'), limits);
  for (const port of children(container, 'ports')) fill(port, { protocol: 'TCP' });
  for (const variable of children(container, 'env')) fillVariable(variable);
  for (const mount of children(container, 'volumeMounts')) fill(mount, { readOnly: false, subPath: '' });
  for (const key of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
    const probe = child(container, key);
    if (probe !== undefined) fillProbe(probe);
  }
  for (const key of ['postStart', 'preStop']) {
    const get = child(child(child(container, 'lifecycle'), key), 'httpGet');
    fill(get, { scheme: 'HTTP', path: '/' });
  }
}

function pullPolicy(image: unknown): string {
  const name = typeof image === 'string' ? image : '';
  const tag = name.slice(name.lastIndexOf('/') + 1).split(':')[1];
  return !name.includes('@') && (tag === undefined || tag === 'latest') ? 'Always' : 'IfNotPresent';
}

function fillVariable(variable: Node): void {
  const from = child(variable, 'valueFrom');
  if (from === undefined) fill(variable, { value: '' });
  fill(child(from, 'fieldRef'), { apiVersion: 'v1' });
  fill(child(from, 'resourceFieldRef'), { divisor: '0' });
  for (const key of ['secretKeyRef', 'configMapKeyRef']) fill(child(from, key), { optional: false });
}

function fillProbe(probe: Node): void {
  fill(probe, {
    initialDelaySeconds: 0,
    periodSeconds: 10,
    timeoutSeconds: 1,
    successThreshold: 1,
    failureThreshold: 3,
  });
  fill(child(probe, 'httpGet'), { scheme: 'HTTP', path: '/' });
  fill(child(probe, 'grpc'), { service: '' });
}

const defaultMode = 0o644;

function fillVolume(volume: Node): void {
  for (const key of ['configMap', 'secret', 'downwardAPI', 'projected'])
    fill(child(volume, key), { defaultMode });
  for (const key of ['configMap', 'secret']) fill(child(volume, key), { optional: false });
  fill(child(volume, 'hostPath'), { type: '' });
  const projected = children(child(volume, 'projected'), 'sources').map((source) =>
    child(source, 'downwardAPI'),
  );
  for (const downward of [child(volume, 'downwardAPI'), ...projected]) {
    for (const item of children(downward, 'items')) fill(child(item, 'fieldRef'), { apiVersion: 'v1' });
  }
  fill(child(volume, 'persistentVolumeClaim'), { readOnly: false });
  fill(child(volume, 'emptyDir'), { medium: '' });
  const claim = child(child(child(volume, 'ephemeral'), 'volumeClaimTemplate'), 'spec');
  if (claim !== undefined) fillClaim(claim);
}
