import type { JsonObject } from '../lib/json';
import { compact } from '../lib/json';
import { configChecksum, label, workloadSelector } from '../lib/labels';
import { extraContainer } from './container';
import type { ServiceContext, ServiceSpec } from './context';
import { resolveStrategy } from './strategy';
import type { Container, Pod, Workload } from './types';
import type { Storage } from './volumes';

/** Fields that exist only for some kinds of workload. */
const fieldsOfKinds: Readonly<Partial<Record<keyof ServiceSpec, readonly Workload['kind'][]>>> = {
  replicas: ['Deployment', 'StatefulSet'],
  strategy: ['Deployment', 'StatefulSet', 'DaemonSet'],
  minReadySeconds: ['Deployment', 'StatefulSet', 'DaemonSet'],
  revisionHistoryLimit: ['Deployment', 'StatefulSet', 'DaemonSet'],
  progressDeadlineSeconds: ['Deployment'],
  serviceName: ['StatefulSet'],
  podManagementPolicy: ['StatefulSet'],
  persistentVolumeClaimRetentionPolicy: ['StatefulSet'],
  schedule: ['CronJob'],
  timeZone: ['CronJob'],
  concurrencyPolicy: ['CronJob'],
  startingDeadlineSeconds: ['CronJob'],
  successfulJobsHistoryLimit: ['CronJob'],
  failedJobsHistoryLimit: ['CronJob'],
  suspend: ['CronJob', 'Job'],
  backoffLimit: ['CronJob', 'Job'],
  activeDeadlineSeconds: ['CronJob', 'Job'],
  ttlSecondsAfterFinished: ['CronJob', 'Job'],
  completions: ['CronJob', 'Job'],
  parallelism: ['CronJob', 'Job'],
  completionMode: ['CronJob', 'Job'],
  restartPolicy: ['CronJob', 'Job'],
  selector: ['Deployment', 'StatefulSet', 'DaemonSet'],
};

/** Reports fields that the workload's kind doesn't have. Defaults of all services may say more than one needs. */
export function checkFieldsOfKind(context: ServiceContext): void {
  for (const [name, kinds] of Object.entries(fieldsOfKinds)) {
    const field = name as keyof ServiceSpec;
    if (kinds.includes(context.spec.workload) || !context.writtenForService(field)) continue;
    context.report('not-for-workload', [field], {
      problem: `a ${context.spec.workload} has no ${field}`,
      expected: `workload: ${kinds.join(' or ')}`,
      fix: `remove ${field} or change workload`,
    });
  }
}

/** The controller of a service and its pods. */
export function resolveWorkload(
  context: ServiceContext,
  main: Container,
  storage: Storage,
  serviceAccount: string,
  headless: string | undefined,
): Workload {
  const { spec, name } = context;
  const own = workloadSelector(name, name);
  return {
    name,
    kind: spec.workload,
    annotations: spec.annotations ?? {},
    selector: spec.selector ?? own,
    replicas: resolveReplicas(context),
    controller: controllerFields(context, headless),
    claimTemplates: storage.claimTemplates,
    podLabels: { ...spec.labels, ...spec.podLabels, ...spec.selector, ...own },
    podAnnotations: {
      ...spec.podAnnotations,
      ...(storage.checksum === undefined ? {} : { [configChecksum]: storage.checksum }),
    },
    pod: resolvePod(context, main, storage, serviceAccount),
  };
}

function resolveReplicas(context: ServiceContext): number {
  const { workload, replicas, ports, parallelism } = context.spec;
  if (workload === 'Job' || workload === 'CronJob') return parallelism ?? 1;
  if (workload === 'DaemonSet') return 1;
  if (replicas !== undefined) return replicas;
  if (Object.keys(ports ?? {}).length === 0) {
    context.report('missing-replicas', [], {
      problem: 'a service without ports has to say how many replicas it wants',
      fix: 'write replicas: 2, or 1 where two would work on the same thing twice',
    });
  }
  return 2;
}

function controllerFields(context: ServiceContext, headless: string | undefined): JsonObject {
  const { spec } = context;
  const { minReadySeconds, revisionHistoryLimit, progressDeadlineSeconds } = spec;
  const common = { minReadySeconds, revisionHistoryLimit };
  switch (spec.workload) {
    case 'Deployment':
      return compact({
        ...common,
        progressDeadlineSeconds,
        strategy: resolveStrategy(context),
      });
    case 'StatefulSet': {
      const { podManagementPolicy, persistentVolumeClaimRetentionPolicy } = spec;
      const fields = {
        podManagementPolicy,
        persistentVolumeClaimRetentionPolicy,
        updateStrategy: resolveStrategy(context),
      };
      return compact({ ...common, ...fields, serviceName: headless });
    }
    case 'DaemonSet':
      return compact({ ...common, updateStrategy: resolveStrategy(context) });
    case 'Job':
      return jobFields(spec, spec.suspend);
    case 'CronJob':
      return cronJobFields(context);
  }
}

function jobFields(spec: ServiceSpec, suspend: boolean | undefined): JsonObject {
  const { backoffLimit, activeDeadlineSeconds, ttlSecondsAfterFinished, completions, parallelism } = spec;
  const { completionMode } = spec;
  return compact({
    backoffLimit,
    activeDeadlineSeconds,
    ttlSecondsAfterFinished,
    completions,
    parallelism,
    completionMode,
    suspend,
  });
}

/** A controller that missed 100 starts never starts the Job again unless a deadline limits how far it looks back. */
const cronJobDefaults = { concurrencyPolicy: 'Forbid', startingDeadlineSeconds: 300 };

function cronJobFields(context: ServiceContext): JsonObject {
  const { spec } = context;
  const { schedule, timeZone, suspend, successfulJobsHistoryLimit, failedJobsHistoryLimit } = spec;
  if (schedule === undefined) {
    context.report('missing-field', [], {
      problem: 'a CronJob without a schedule',
      expected: 'schedule: "0 3 * * *"',
    });
  }
  return compact({
    schedule,
    timeZone,
    concurrencyPolicy: spec.concurrencyPolicy ?? cronJobDefaults.concurrencyPolicy,
    startingDeadlineSeconds: spec.startingDeadlineSeconds ?? cronJobDefaults.startingDeadlineSeconds,
    suspend,
    successfulJobsHistoryLimit,
    failedJobsHistoryLimit,
    jobTemplate: jobFields(spec, undefined),
  });
}

/** The API server refuses a pod with two containers of one name. */
function refuseSameName(context: ServiceContext, main: Container): void {
  const { spec } = context;
  const seen = new Set([main.name]);
  for (const group of ['containers', 'sidecars', 'initContainers'] as const) {
    for (const name of Object.keys(spec[group] ?? {})) {
      if (seen.has(name)) {
        context.report('name-collision', [group, name], {
          problem: 'another container of the pod has this name',
          got: name,
          fix: 'rename it, or set containerName for the main one',
        });
      }
      seen.add(name);
    }
  }
}

function resolvePod(context: ServiceContext, main: Container, storage: Storage, serviceAccount: string): Pod {
  const { spec } = context;
  refuseSameName(context, main);
  const extras = (group: 'containers' | 'sidecars' | 'initContainers'): Container[] =>
    Object.entries(spec[group] ?? {}).flatMap(([name, written]) => {
      const container = extraContainer(context, group, name, written);
      if (container === undefined) return [];
      const sidecar =
        group === 'sidecars' || ('restartPolicy' in written && written.restartPolicy === 'Always');
      return [sidecar ? { ...container, rest: { ...container.rest, restartPolicy: 'Always' } } : container];
    });
  const tmp = storage.volumes.some((volume) => volume['name'] === 'writable-tmp');
  const withTmp = (container: Container): Container =>
    tmp && !container.volumeMounts.some((mount) => mount['mountPath'] === '/tmp')
      ? {
          ...container,
          volumeMounts: [...container.volumeMounts, { name: 'writable-tmp', mountPath: '/tmp' }],
        }
      : container;
  return {
    initContainers: [...extras('sidecars'), ...extras('initContainers')].map(withTmp),
    containers: [{ ...main, volumeMounts: storage.mounts }, ...extras('containers').map(withTmp)],
    volumes: storage.volumes,
    spec: podSpec(spec, serviceAccount, context.name),
  };
}

function podSpec(spec: ServiceSpec, serviceAccountName: string, service: string): JsonObject {
  const { nodeSelector, tolerations, affinity, priorityClassName, runtimeClassName, schedulerName } = spec;
  const { terminationGracePeriodSeconds, imagePullSecrets, hostNetwork, hostPID, hostAliases } = spec;
  const { dnsPolicy, dnsConfig, hostname, subdomain, shareProcessNamespace, podSecurityContext } = spec;
  const job = spec.workload === 'Job' || spec.workload === 'CronJob';
  return compact({
    restartPolicy: job ? (spec.restartPolicy ?? 'Never') : undefined,
    serviceAccountName,
    automountServiceAccountToken: spec.automountServiceAccountToken,
    enableServiceLinks: spec.enableServiceLinks ?? false,
    securityContext: podSecurityContext,
    imagePullSecrets: imagePullSecrets?.map((name) => ({ name })),
    topologySpreadConstraints: spec.topologySpreadConstraints?.map((constraint) => ({
      labelSelector: { matchLabels: { [label.name]: service, [label.instance]: service } },
      ...constraint,
    })),
    nodeSelector,
    tolerations,
    affinity,
    priorityClassName,
    runtimeClassName,
    schedulerName,
    terminationGracePeriodSeconds,
    hostNetwork,
    hostPID,
    hostAliases,
    dnsPolicy,
    dnsConfig,
    hostname,
    subdomain,
    shareProcessNamespace,
  });
}
