import type { JsonObject } from '../lib/json';
import { compact } from '../lib/json';
import { evictionTolerations } from './capacity/eviction';
import { placementFields } from './capacity/placement';
import type { Shutdown } from './capacity/shutdown';
import { resolveShutdown } from './capacity/shutdown';
import { spreadConstraints } from './capacity/spread';
import { extraContainer } from './container';
import type { ServiceContext, ServiceSpec } from './context';
import { refuseLongHooks } from './pod-fields';
import { priorityClassName as platformPriorityClass } from './priorities';
import type { CapacityPlan, Container, Half, Pod } from './types';
import type { Storage } from './volumes';

/** What the pods of all halves are made of. */
export interface PodParts {
  readonly main: Container;
  readonly storage: Storage;
  readonly plan: CapacityPlan;
  readonly serviceAccount: string;
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

/** The pods of one half. */
export function resolvePod(
  context: ServiceContext,
  { main: written, storage, plan, serviceAccount }: PodParts,
  half: Half,
  selector: Readonly<Record<string, string>>,
): Pod {
  const { spec } = context;
  const shutdown = resolveShutdown(context, half);
  refuseLongHooks(context, shutdown.gracePeriod);
  const main = withDrainDelay(written, shutdown);
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
    spec: podSpec(spec, serviceAccount, {
      ...placementFields(context, half.placement),
      topologySpreadConstraints: spreadConstraints(context, half, selector),
      evictions: evictionTolerations(context, plan),
      priorityClassName: priorityName(context),
      terminationGracePeriodSeconds: shutdown.gracePeriod,
    }),
  };
}

/** New connections go elsewhere before the main container is told to stop. */
function withDrainDelay(main: Container, { drainDelay }: Shutdown): Container {
  if (drainDelay === undefined) return main;
  const lifecycle = main.rest['lifecycle'] as JsonObject | undefined;
  const preStop = { sleep: { seconds: drainDelay } };
  return { ...main, rest: { ...main.rest, lifecycle: { ...lifecycle, preStop } } };
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

/** What the plan comes to for the pods of one half. */
interface Planned {
  readonly affinity: JsonObject | undefined;
  readonly tolerations: readonly JsonObject[];
  readonly evictions: readonly JsonObject[];
  readonly topologySpreadConstraints: readonly JsonObject[];
  readonly priorityClassName: string | undefined;
  readonly terminationGracePeriodSeconds: number | undefined;
}

function podSpec(spec: ServiceSpec, serviceAccountName: string, planned: Planned): JsonObject {
  const { nodeSelector, runtimeClassName, schedulerName } = spec;
  const { affinity, priorityClassName, terminationGracePeriodSeconds, topologySpreadConstraints } = planned;
  const { imagePullSecrets, hostNetwork, hostPID, hostAliases } = spec;
  const { dnsPolicy, dnsConfig, hostname, subdomain, shareProcessNamespace, podSecurityContext } = spec;
  const job = spec.workload === 'Job' || spec.workload === 'CronJob';
  return compact({
    restartPolicy: job ? (spec.restartPolicy ?? 'Never') : undefined,
    serviceAccountName,
    automountServiceAccountToken: spec.automountServiceAccountToken,
    enableServiceLinks: spec.enableServiceLinks ?? false,
    securityContext: podSecurityContext,
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
    hostAliases,
    dnsPolicy,
    dnsConfig,
    hostname,
    subdomain,
    shareProcessNamespace,
  });
}
