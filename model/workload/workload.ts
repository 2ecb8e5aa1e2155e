import { fieldsOf } from '../../lib/json';
import { configChecksum, workloadSelector } from '../../lib/labels';
import type { PodExclusion } from '../capacity/pod-exclusion';
import { podExclusion } from '../capacity/pod-exclusion';
import type { ServiceContext, ServiceSpec } from '../context';
import type { Controller, DaemonSetFields, DeploymentFields, StatefulSetFields } from '../types/controller';
import { cronJobFields, jobFields } from './jobs';
import type { PodParts } from '../pod/pod';
import { refuseSameName, resolvePod } from '../pod/pod';
import type { Scaling } from '../scaling/replicas';
import {
  daemonSetStrategy,
  deploymentStrategy,
  rolloutFields,
  statefulSetStrategy,
} from './rollout-strategies';
import type { CapacityPlan, WorkloadPlan } from '../types/capacity';
import type { Container } from '../types/pod';
import type { Workload } from '../types/workload';

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
  podFailurePolicy: ['CronJob', 'Job'],
  backoffLimitPerIndex: ['CronJob', 'Job'],
  maxFailedIndexes: ['CronJob', 'Job'],
  selector: ['Deployment', 'StatefulSet', 'DaemonSet'],
};

/** Fields of `availability` that nothing is rendered from, or checked against, for the other kinds. */
const availabilityOfKinds: Readonly<Record<string, readonly Workload['kind'][]>> = {
  target: ['Deployment', 'StatefulSet'],
  zoneSpread: ['Deployment', 'StatefulSet'],
  disruptionBudget: ['Deployment', 'StatefulSet'],
};

/** Reports fields that the workload's kind doesn't have. Defaults of all services may say more than one needs. */
export function checkFieldsOfKind(context: ServiceContext): void {
  for (const [field, kinds] of Object.entries(fieldsOfKinds)) refuseForOtherKinds(context, [field], kinds);
  for (const [field, kinds] of Object.entries(availabilityOfKinds))
    refuseForOtherKinds(context, ['availability', field], kinds);
}

/** Reports a field that only some kinds of workload have. */
export function refuseForOtherKinds(
  context: ServiceContext,
  path: readonly [string, ...string[]],
  kinds: readonly Workload['kind'][],
): void {
  if (kinds.includes(context.spec.workload) || !context.writtenForService(...path)) return;
  const field = path.join('.');
  context.report('not-for-workload', path, {
    problem: `a ${context.spec.workload} has no ${field}`,
    expected: `workload: ${kinds.join(' or ')}`,
    fix: `remove ${field} or change workload`,
  });
}

/** What the workloads of one service share. */
interface Parts extends PodParts {
  readonly scaling: Scaling;
  readonly headless: string | undefined;
  /** Labels by which the cloud knows pods with an identity. */
  readonly identityLabels: Readonly<Record<string, string>>;
}

/** The controllers of a service and their pods: one for each part of its plan. */
export function resolveWorkloads(context: ServiceContext, parts: Parts): Workload[] {
  refuseSameName(context, parts.main);
  return parts.plan.workloads.map((plan) => resolveWorkload(context, parts, plan));
}

function resolveWorkload(context: ServiceContext, parts: Parts, plan: WorkloadPlan): Workload {
  const { spec, name } = context;
  const { main, storage, headless } = parts;
  const own = workloadSelector(name, plan.name);
  const podLabels = { ...spec.labels, ...spec.podLabels, ...parts.identityLabels, ...own, ...spec.selector };
  const pod = resolvePod(context, parts, plan, { all: podLabels, selector: spec.selector ?? own });
  const exclusion = podExclusion(context, plan, podLabels, pod, parts.plan.workloads);
  return {
    name: plan.name,
    plan,
    labels: spec.controllerLabels ?? {},
    annotations: spec.annotations ?? {},
    selector: spec.selector ?? own,
    ...numberOf(context, plan, parts),
    ...controllerOf(context, plan, { headless, main, apart: exclusion }),
    claimTemplates: storage.claimTemplates,
    podLabels,
    podAnnotations: {
      ...spec.podAnnotations,
      ...(storage.checksum === undefined ? {} : { [configChecksum]: storage.checksum }),
    },
    pod,
  };
}

/** The number of pods in the manifest, where no autoscaler sets it. */
function numberOf(
  context: ServiceContext,
  workloadPlan: WorkloadPlan,
  { scaling, plan }: Parts,
): Pick<Workload, 'replicas'> {
  if (scaling.kind === 'external') return {};
  if (scaling.kind === 'fixed' || workloadPlan.min === workloadPlan.max)
    return { replicas: workloadPlan.max };
  return handedOver(context, workloadPlan, scaling, plan);
}

/** What stays in the manifest for the one commit in which an autoscaler takes over: with a floor, each workload has its part. */
function handedOver(
  context: ServiceContext,
  plan: WorkloadPlan,
  { written, max }: Extract<Scaling, { kind: 'autoscaled' }>,
  { capacity }: CapacityPlan,
): { replicas?: number } {
  const { handover } = written;
  if (handover === undefined) return {};
  const first = plan.name === context.name;
  const floor = typeof capacity === 'object' ? capacity.onDemand : 0;
  if (first) checkHandover(context, handover, floor, max);
  if (floor === 0) return { replicas: handover };
  return { replicas: first ? floor : Math.max(1, handover - floor) };
}

function checkHandover(context: ServiceContext, handover: number, floor: number, max: number): void {
  const path = ['replicas', 'handover'];
  if (handover <= floor || handover > max) {
    context.report('invalid-value', path, {
      problem: 'handover must be within the bounds of the autoscaler',
      got: String(handover),
      expected: `more than ${floor}, at most ${max}`,
    });
    return;
  }
  context.report('handover', path, {
    problem: 'the manifest and the autoscaler both set the number of pods while it is there',
    got: String(handover),
    fix: 'remove it with the next commit, once the autoscaler has taken over',
  });
}

function controllerOf(
  context: ServiceContext,
  plan: WorkloadPlan,
  {
    headless,
    main,
    apart: exclusion,
  }: { headless: string | undefined; main: Container; apart: PodExclusion | undefined },
): Controller {
  const { spec } = context;
  const { minReadySeconds, revisionHistoryLimit } = spec;
  const common: Pick<DaemonSetFields, 'minReadySeconds' | 'revisionHistoryLimit'> = {
    minReadySeconds,
    revisionHistoryLimit,
  };
  switch (spec.workload) {
    case 'Deployment': {
      const strategy = deploymentStrategy(context, plan, exclusion);
      const controller = fieldsOf<DeploymentFields>({ ...common, ...rolloutFields(context, main), strategy });
      return { kind: 'Deployment', controller };
    }
    case 'StatefulSet': {
      const controller = fieldsOf<StatefulSetFields>({
        ...common,
        podManagementPolicy: spec.podManagementPolicy,
        persistentVolumeClaimRetentionPolicy: spec.persistentVolumeClaimRetentionPolicy,
        updateStrategy: statefulSetStrategy(context, exclusion),
        serviceName: headless,
      });
      return { kind: 'StatefulSet', controller };
    }
    case 'DaemonSet': {
      const updateStrategy = daemonSetStrategy(context, exclusion);
      return { kind: 'DaemonSet', controller: fieldsOf<DaemonSetFields>({ ...common, updateStrategy }) };
    }
    case 'Job':
      return { kind: 'Job', controller: jobFields(context, plan, spec.suspend) };
    case 'CronJob':
      return { kind: 'CronJob', controller: cronJobFields(context, plan) };
  }
}
