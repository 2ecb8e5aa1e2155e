import { formatQuantity, parseQuantity } from '../lib/quantity';
import type { Container, NetworkService, Service, Workload } from './types';

/** What one workload may have running at the same time. */
export interface Demand {
  /** Pods at the same time; undefined where only the cluster knows (DaemonSets, another autoscaler). */
  readonly pods?: number;
  /** Per pod, in 10^-9 units; undefined where a container does not say it. */
  readonly perPod: Readonly<Record<ComputeResource, bigint | undefined>>;
  /** Undefined where pods bring some, and only the cluster knows how many pods there are. */
  readonly claims?: number;
}

const computeResources = ['requests.cpu', 'requests.memory', 'limits.memory'] as const;
type ComputeResource = (typeof computeResources)[number];

/** Quotas leave a fifth more than what is rendered. */
const headroom = { numerator: 12n, denominator: 10n };

const unit = 1_000_000_000n;
const steps: Readonly<Record<ComputeResource, bigint>> = {
  'requests.cpu': unit / 10n,
  'requests.memory': unit * 1024n * 1024n,
  'limits.memory': unit * 1024n * 1024n,
};

/** Pods of a workload at most: its replicas, those of a surge, and as many that are still terminating. */
export function workloadDemand(workload: Workload, claims: number): Demand {
  const { kind } = workload;
  const { max: replicas, external } = workload.half;
  const unknown = kind === 'DaemonSet' || external === 'unbounded';
  const pods = unknown ? undefined : kind === 'Deployment' ? 2 * replicas + surge(workload) : 2 * replicas;
  return {
    ...(pods === undefined ? {} : { pods }),
    perPod: perPod(
      workload.pod.containers.map((container) => grown(container, workload)),
      workload.pod.initContainers,
    ),
    ...claimsOf(workload, claims, pods),
  };
}

/** Claims that the pods bring: those of a StatefulSet for each member, those that live with a pod for each pod. */
function claimsOf(workload: Workload, own: number, pods: number | undefined): Pick<Demand, 'claims'> {
  const { claimTemplates, half, pod } = workload;
  const ofPods = pod.volumes.filter((volume) => 'ephemeral' in volume).length;
  if (ofPods + claimTemplates.length > 0 && pods === undefined) return {};
  return { claims: own + claimTemplates.length * half.max + ofPods * (pods ?? 0) };
}

function surge(workload: Workload): number {
  const strategy = workload.controller['strategy'] as
    { rollingUpdate?: { maxSurge?: string | number } } | undefined;
  const maxSurge = strategy?.rollingUpdate?.maxSurge ?? 0;
  return typeof maxSurge === 'number'
    ? maxSurge
    : Math.ceil((workload.half.max * Number.parseInt(maxSurge, 10)) / 100);
}

/** A container as large as a VerticalPodAutoscaler may make it. */
function grown(container: Container, { verticalAutoscaler }: Workload): Container {
  const { policies, acts } = verticalPolicies(verticalAutoscaler);
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
    Object.entries(highest).map(([resource, value]) => [resource, largest(requests[resource], value)]),
  );
  return {
    ...container,
    resources: { requests: { ...requests, ...larger }, limits: { ...limits, ...memory } },
  };
}

function verticalPolicies(spec: Workload['verticalAutoscaler']) {
  const { updatePolicy, resourcePolicy } = (spec ?? {}) as {
    updatePolicy?: { updateMode: string };
    resourcePolicy?: {
      containerPolicies: { containerName: string; maxAllowed?: Readonly<Record<string, string>> }[];
    };
  };
  const acts = updatePolicy !== undefined && updatePolicy.updateMode !== 'Off';
  return { acts, policies: resourcePolicy?.containerPolicies ?? [] };
}

/** A VerticalPodAutoscaler keeps the ratio of limit and request. */
function inProportion(limit: string, request: string | undefined, highest: string | undefined): string {
  const [most, asked, allowed] = [limit, request ?? limit, highest ?? '0'].map(
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

/** The sum over containers, or the largest init container beside the sidecars if that is more. */
function perPod(containers: readonly Container[], initContainers: readonly Container[]): Demand['perPod'] {
  const isSidecar = (container: Container) => container.rest['restartPolicy'] === 'Always';
  const running = [...containers, ...initContainers.filter(isSidecar)];
  const sidecars = initContainers.filter(isSidecar);
  const steady = (resource: ComputeResource) => total(running, resource);
  const starting = (resource: ComputeResource) =>
    initContainers
      .filter((container) => !isSidecar(container))
      .map((container) => total([container, ...sidecars], resource));
  const demand = (resource: ComputeResource): bigint | undefined => {
    const all = [steady(resource), ...starting(resource)];
    return all.reduce((a, b) => (a === undefined || b === undefined ? undefined : a > b ? a : b));
  };
  return {
    'requests.cpu': demand('requests.cpu'),
    'requests.memory': demand('requests.memory'),
    'limits.memory': demand('limits.memory'),
  };
}

function total(containers: readonly Container[], resource: ComputeResource): bigint | undefined {
  let sum = 0n;
  for (const container of containers) {
    const amount = amountOf(container, resource);
    if (amount === undefined) return undefined;
    sum += amount;
  }
  return sum;
}

/** A request that is not written equals the limit, as in the API server. */
function amountOf({ resources }: Container, resource: ComputeResource): bigint | undefined {
  const { requests, limits } = resources;
  const written =
    resource === 'requests.cpu'
      ? (requests['cpu'] ?? limits['cpu'])
      : resource === 'requests.memory'
        ? (requests['memory'] ?? limits['memory'])
        : limits['memory'];
  return written === undefined ? undefined : parseQuantity(written);
}

/**
 * Hard limits of one namespace. A resource that some container doesn't state is left out: the API server would
 * refuse its pods. Never `limits.cpu`: CPU limits are nobody's business but the owner's.
 */
export function quotaFor(
  demands: readonly Demand[],
  services: readonly Pick<NetworkService, 'spec'>[],
  reserve: Readonly<Record<string, string>>,
): Record<string, string> {
  const hard: Record<string, string> = {};
  const put = (name: string, amount: bigint, step: bigint): void => {
    const more = (amount * headroom.numerator + headroom.denominator - 1n) / headroom.denominator;
    const rounded = ((more + step - 1n) / step) * step + (parseQuantity(reserve[name] ?? '0') ?? 0n);
    hard[name] = formatQuantity(
      rounded,
      name.endsWith('memory') || name.endsWith('storage') ? 'binary' : 'decimal',
    );
  };
  const leftOut = new Set<string>();
  const pods = sum(demands.map((demand) => (demand.pods === undefined ? undefined : BigInt(demand.pods))));
  for (const resource of computeResources) {
    const amounts = demands.map(({ pods: count, perPod: each }) => {
      const amount = each[resource];
      return count === undefined || amount === undefined ? undefined : amount * BigInt(count);
    });
    const amount = sum(amounts);
    if (amount !== undefined) put(resource, amount, steps[resource]);
    else leftOut.add(resource);
  }
  if (pods !== undefined) put('pods', pods * unit, unit);
  const balancers = services.filter((service) => service.spec['type'] === 'LoadBalancer').length;
  put('services', BigInt(services.length) * unit, unit);
  put('services.loadbalancers', BigInt(balancers) * unit, unit);
  const claims = sum(
    demands.map((demand) => (demand.claims === undefined ? undefined : BigInt(demand.claims))),
  );
  if (claims !== undefined) put('persistentvolumeclaims', claims * unit, unit);
  else leftOut.add('persistentvolumeclaims');
  for (const [name, amount] of Object.entries(reserve)) if (!leftOut.has(name)) hard[name] ??= amount;
  return hard;
}

function sum(amounts: readonly (bigint | undefined)[]): bigint | undefined {
  let all = 0n;
  for (const amount of amounts) {
    if (amount === undefined) return undefined;
    all += amount;
  }
  return all;
}

/** Kept as long as the service: a change of one service leaves the sums of the others. */
const demandsOf = new WeakMap<Service, readonly Demand[]>();

/** The demands of a namespace's services. */
export function serviceDemands(services: readonly Service[]): Demand[] {
  return services.flatMap((service) => {
    let demands = demandsOf.get(service);
    if (demands === undefined) {
      demands = service.workloads.map((workload, index) =>
        workloadDemand(workload, index === 0 ? service.claims.length : 0),
      );
      demandsOf.set(service, demands);
    }
    return demands;
  });
}
