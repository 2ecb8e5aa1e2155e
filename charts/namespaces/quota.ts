import { formatQuantity, parseQuantity } from '../../lib/quantity';
import type { Admission } from '../../providers';
import { admittedRequests } from '../../model/pod/admitted-requests';
import type { ServiceContext } from '../../model/context';
import type { DeploymentFields } from '../../model/types/controller';
import type { ManifestDemand } from './manifest-demand';
import type { PodRequests } from '../../model/pod/pod-requests';
import { computeResources, requestsPerPod } from '../../model/pod/pod-requests';
import { withHeadroom } from './quota-steps';
import type { Container } from '../../model/types/pod';
import type { KubernetesService, Service } from '../../model/types/service';
import type { Workload } from '../../model/types/workload';
import type { ScaledWorkload } from '../scaling';

/** What one workload may have running at the same time. */
export interface Demand {
  /** Pods at the same time; undefined where only the cluster knows (DaemonSets, Jobs that overlap, another autoscaler). */
  readonly pods?: number;
  readonly perPod: PodRequests;
  /** Undefined where they are made for pods whose number only the cluster knows. */
  readonly claims?: number;
}

const unit = 1_000_000_000n;

type Vertical = ScaledWorkload['verticalAutoscaler'];

/** What the workloads of one service may have running, each as large as its autoscalers make it. */
export function serviceDemands(
  { settings }: ServiceContext,
  { workloads, claims }: Service,
  scaled: readonly ScaledWorkload[] = [],
): readonly Demand[] {
  const { admission } = settings.nodes;
  return workloads.map((workload, index) => {
    const vertical = scaled.find(({ name }) => name === workload.name)?.verticalAutoscaler;
    return workloadDemand(workload, vertical, index === 0 ? claims.length : 0, admission);
  });
}

/** Pods of a workload at most: its replicas, those of a surge, and as many that are still terminating. */
function workloadDemand(
  workload: Workload,
  vertical: Vertical,
  claims: number,
  admission: Admission | undefined,
): Demand {
  const pods = mostPods(workload);
  const { pod } = workload;
  const requests = requestsPerPod(
    pod.containers.map((container) => grown(container, vertical)),
    pod.initContainers,
  );
  const own = ownClaims(workload, pods);
  return {
    ...(pods === undefined ? {} : { pods }),
    perPod: admittedRequests(workload, requests, admission),
    ...(own === undefined ? {} : { claims: claims + own }),
  };
}

/** Claims that are made for the pods: those of templates, which stay, and one for each ephemeral volume of a pod. */
function ownClaims({ claimTemplates, plan, pod }: Workload, pods: number | undefined): number | undefined {
  const ephemeral = pod.volumes.filter((volume) => 'ephemeral' in volume).length;
  const members = plan.external === 'unbounded' ? undefined : plan.max;
  const counts = [product(claimTemplates.length, members), product(ephemeral, pods)];
  return counts.reduce((a, b) => (a === undefined || b === undefined ? undefined : a + b));
}

function product(each: number, times: number | undefined): number | undefined {
  return each === 0 ? 0 : times === undefined ? undefined : each * times;
}

function mostPods(workload: Workload): number | undefined {
  const { max: replicas, external } = workload.plan;
  if (external === 'unbounded') return undefined;
  switch (workload.kind) {
    case 'DaemonSet':
      return undefined;
    case 'CronJob':
      // A run that takes longer than the time to the next one runs beside it, and so on.
      return workload.controller.concurrencyPolicy === 'Allow' ? undefined : 2 * replicas;
    case 'Deployment':
      return 2 * replicas + surge(replicas, workload.controller.strategy);
    default:
      return 2 * replicas;
  }
}

function surge(replicas: number, strategy: DeploymentFields['strategy']): number {
  const maxSurge = strategy?.rollingUpdate?.maxSurge ?? 0;
  return typeof maxSurge === 'number'
    ? maxSurge
    : Math.ceil((replicas * Number.parseInt(maxSurge, 10)) / 100);
}

/** A container as large as a VerticalPodAutoscaler may make it. */
function grown(container: Container, vertical: Vertical): Container {
  const { policies, acts } = verticalPolicies(vertical);
  const highest = acts
    ? policies.find((policy) => policy.containerName === container.name)?.maxAllowed
    : undefined;
  if (highest === undefined) return container;
  const { requests, limits } = container.resources;
  const memory =
    limits['memory'] === undefined
      ? {}
      : { memory: inProportion(limits['memory'], requests['memory'], highest['memory']) };
  const larger = Object.fromEntries(
    Object.entries(highest).map(([resource, value]) => [
      resource,
      largest(requests[resource], String(value)),
    ]),
  );
  return {
    ...container,
    resources: { requests: { ...requests, ...larger }, limits: { ...limits, ...memory } },
  };
}

function verticalPolicies(spec: Vertical) {
  const { updatePolicy, resourcePolicy } = spec ?? {};
  const acts = updatePolicy !== undefined && updatePolicy.updateMode !== 'Off';
  return { acts, policies: resourcePolicy?.containerPolicies ?? [] };
}

/** A VerticalPodAutoscaler keeps the ratio of limit and request. */
function inProportion(limit: string, request: string | undefined, highest: string | number = '0'): string {
  const [most, asked, allowed] = [limit, request ?? limit, String(highest)].map(
    (text) => parseQuantity(text) ?? 0n,
  );
  if (most === undefined || asked === undefined || allowed === undefined || asked === 0n) return limit;
  const grownLimit = (most * allowed + asked - 1n) / asked;
  return grownLimit > most ? formatQuantity(grownLimit, 'binary') : limit;
}

function largest(a: string | undefined, b: string | undefined): string {
  const [x, y] = [parseQuantity(a ?? '0') ?? 0n, parseQuantity(b ?? '0') ?? 0n];
  return (x > y ? a : b) ?? '0';
}

/** The older names of two resources. */
const synonyms: Readonly<Record<string, string>> = { cpu: 'requests.cpu', memory: 'requests.memory' };

/**
 * Hard limits of one namespace. A resource that some container doesn't state is left out: the API server would
 * refuse its pods. So is what only the cluster can count. Never `limits.cpu`: CPU limits are nobody's business but the owner's.
 */
export function quotaFor(
  demands: readonly Demand[],
  services: readonly Pick<KubernetesService, 'spec'>[],
  ofManifests: ManifestDemand,
  reserve: Readonly<Record<string, string>>,
): Record<string, string> {
  const amounts = demandOf(demands, services, ofManifests);
  const hard: Record<string, string> = {};
  for (const [name, amount] of Object.entries(amounts)) {
    if (amount !== undefined) hard[name] = formatQuantity(withHeadroom(name, amount), familyOf(name));
  }
  for (const [written, amount] of Object.entries(reserve)) {
    const name = synonyms[written] ?? written;
    if (Object.hasOwn(amounts, name) && amounts[name] === undefined) continue;
    const total = (parseQuantity(hard[name] ?? '0') ?? 0n) + (parseQuantity(amount) ?? 0n);
    hard[name] = formatQuantity(total, familyOf(name));
  }
  return hard;
}

function familyOf(name: string): 'binary' | 'decimal' {
  return name.endsWith('memory') || name.endsWith('storage') ? 'binary' : 'decimal';
}

/** What is rendered, in 10^-9 units; undefined where only the cluster knows. */
function demandOf(
  demands: readonly Demand[],
  services: readonly Pick<KubernetesService, 'spec'>[],
  ofManifests: ManifestDemand,
): Record<string, bigint | undefined> {
  const count = (numbers: readonly (number | undefined)[]) =>
    sum(numbers.map((number) => (number === undefined ? undefined : BigInt(number) * unit)));
  const ofPods = (amount: (demand: Demand) => bigint | undefined) =>
    ofManifests.hasPods ? undefined : sum(demands.map(amount));
  const compute = computeResources.map((resource) => {
    const amount = ofPods(({ pods, perPod: each }) =>
      pods === undefined || each[resource] === undefined ? undefined : each[resource] * BigInt(pods),
    );
    return [resource, amount] as const;
  });
  const all = ofManifests.services === undefined ? undefined : [...services, ...ofManifests.services];
  const balancers = all?.filter(({ spec }) => spec.type === 'LoadBalancer');
  return {
    ...Object.fromEntries(compute),
    pods: ofManifests.hasPods ? undefined : count(demands.map(({ pods }) => pods)),
    services: count([all?.length]),
    'services.loadbalancers': count([balancers?.length]),
    persistentvolumeclaims: count([ofManifests.claims, ...demands.map(({ claims }) => claims)]),
  };
}

function sum(amounts: readonly (bigint | undefined)[]): bigint | undefined {
  let all = 0n;
  for (const amount of amounts) {
    if (amount === undefined) return undefined;
    all += amount;
  }
  return all;
}
