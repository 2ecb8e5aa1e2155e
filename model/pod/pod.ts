import { fieldsOf } from '../../lib/json';
import { evictionTolerations } from './eviction';
import { placementFields } from '../capacity/placement';
import { resolveShutdown } from './shutdown';
import { spreadConstraints } from '../capacity/spread';
import { extraContainer } from './container';
import type { ServiceContext, ServiceSpec } from '../context';
import type { PodSecurity } from './pod-security-context';
import { refuseLongStarts } from './pod-fields';
import { priorityClassName as platformPriorityClass } from '../../lib/names';
import type { CapacityPlan, WorkloadPlan } from '../types/capacity';
import type { Container, Pod } from '../types/pod';
import type { KubernetesService } from '../types/service';
import type { Storage } from './volumes';

/** What the pods of all workloads are made of. */
export interface PodParts {
  readonly main: Container;
  readonly storage: Storage;
  readonly plan: CapacityPlan;
  readonly serviceAccount: string;
  /** `securityContext` of the pod. */
  readonly security: PodSecurity;
  readonly kubernetesServices: readonly KubernetesService[];
}

/** Labels of the pods of one workload, and those of them that its controller selects by. */
export interface PodLabels {
  readonly all: Readonly<Record<string, string>>;
  readonly selector: Readonly<Record<string, string>>;
}

/** The API server refuses a pod with two containers of one name. */
export function refuseSameName(context: ServiceContext, main: Container): void {
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

/** The pods of one workload. */
export function resolvePod(
  context: ServiceContext,
  { main, storage, plan, serviceAccount, security, kubernetesServices }: PodParts,
  workloadPlan: WorkloadPlan,
  labels: PodLabels,
): Pod {
  const { spec } = context;
  const { drainDelay, gracePeriod } = resolveShutdown(context, workloadPlan, {
    kubernetesServices,
    labels: labels.all,
    workloads: plan.workloads,
  });
  refuseLongStarts(context, gracePeriod);
  const draining = (container: Container) => withDrainDelay(container, drainDelay);
  const extras = (group: 'containers' | 'sidecars' | 'initContainers'): Container[] =>
    Object.entries(spec[group] ?? {}).flatMap(([name, written]) => {
      const container = extraContainer(context, group, name, written);
      if (container === undefined) return [];
      const sidecar =
        group === 'sidecars' || ('restartPolicy' in written && written.restartPolicy === 'Always');
      return [sidecar ? asSidecar(container) : container];
    });
  const withFolders = (container: Container): Container => ({
    ...container,
    volumeMounts: [...container.volumeMounts, ...(storage.writable.get(container.name) ?? [])],
  });
  return {
    initContainers: [...extras('sidecars'), ...extras('initContainers')].map(withFolders),
    containers: [{ ...main, volumeMounts: storage.mounts }, ...extras('containers')]
      .map(draining)
      .map(withFolders),
    volumes: storage.volumes,
    spec: podSpec(
      spec,
      { serviceAccount, security },
      {
        ...placementFields(context, workloadPlan.placement),
        topologySpreadConstraints: spreadConstraints(context, workloadPlan, labels.selector),
        evictions: evictionTolerations(context),
        priorityClassName: priorityName(context),
        terminationGracePeriodSeconds: gracePeriod,
      },
    ),
  };
}

/** Starts before the main container, and ends after it. */
function asSidecar(container: Container): Container {
  return { ...container, rest: { ...container.rest, restartPolicy: 'Always' } };
}

/** New connections go elsewhere before the container is told to stop. A hook of its own is kept. */
function withDrainDelay(container: Container, drainDelay: number | undefined): Container {
  const { lifecycle } = container.rest;
  if (drainDelay === undefined || lifecycle?.preStop !== undefined) return container;
  const preStop: NonNullable<typeof lifecycle>['preStop'] = { sleep: { seconds: drainDelay } };
  return { ...container, rest: { ...container.rest, lifecycle: { ...lifecycle, preStop } } };
}

function priorityName(context: ServiceContext): string | undefined {
  const { priorityClassName, availability } = context.spec;
  if (availability?.priority === undefined) return priorityClassName;
  if (priorityClassName !== undefined) {
    context.report('conflicting-fields', ['availability', 'priority'], {
      problem: 'priorityClassName names another PriorityClass',
      got: `priority ${availability.priority}, priorityClassName ${priorityClassName}`,
      fix: 'remove one of them',
    });
  }
  return platformPriorityClass(context.settings.platform, availability.priority);
}

type PodSpec = Pod['spec'];

/** What the plan comes to for the pods of one workload. */
interface Planned {
  readonly affinity: PodSpec['affinity'];
  readonly tolerations: NonNullable<PodSpec['tolerations']>;
  readonly evictions: NonNullable<PodSpec['tolerations']>;
  readonly topologySpreadConstraints: PodSpec['topologySpreadConstraints'];
  readonly priorityClassName: string | undefined;
  readonly terminationGracePeriodSeconds: number | undefined;
}

function podSpec(
  spec: ServiceSpec,
  { serviceAccount, security }: Pick<PodParts, 'serviceAccount' | 'security'>,
  planned: Planned,
): PodSpec {
  const { nodeSelector, runtimeClassName, schedulerName } = spec;
  const { affinity, priorityClassName, terminationGracePeriodSeconds, topologySpreadConstraints } = planned;
  const { imagePullSecrets, hostNetwork, hostPID, hostAliases } = spec;
  const { hostUsers, setHostnameAsFQDN, dnsPolicy, dnsConfig, hostname, subdomain } = spec;
  const { shareProcessNamespace } = spec;
  const job = spec.workload === 'Job' || spec.workload === 'CronJob';
  return fieldsOf<PodSpec>({
    restartPolicy: job ? (spec.restartPolicy ?? 'Never') : undefined,
    serviceAccountName: serviceAccount,
    automountServiceAccountToken: spec.automountServiceAccountToken,
    enableServiceLinks: spec.enableServiceLinks ?? false,
    securityContext: security,
    imagePullSecrets: imagePullSecrets?.map((name) => ({ name })),
    topologySpreadConstraints,
    nodeSelector,
    tolerations: [...planned.tolerations, ...planned.evictions],
    affinity,
    priorityClassName,
    runtimeClassName,
    schedulerName,
    terminationGracePeriodSeconds,
    hostNetwork,
    hostPID,
    hostUsers,
    setHostnameAsFQDN,
    hostAliases,
    dnsPolicy,
    dnsConfig,
    hostname,
    subdomain,
    shareProcessNamespace,
  });
}
