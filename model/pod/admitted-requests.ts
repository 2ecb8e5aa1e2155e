import { formatQuantity, parseQuantity } from '../../lib/quantity';
import type { Admission, AdmittedRange } from '../../providers';
import type { ServiceContext } from '../context';
import { requestsPerPod } from './pod-requests';
import type { PodRequests } from './pod-requests';
import type { Workload } from '../types/workload';

const mebi = 1024n * 1024n * 1_000_000_000n;
const milli = 1_000_000n;

const resources = ['cpu', 'memory'] as const;

/** The range that holds for the pods of a workload; undefined where they are admitted as they are. */
function rangeOf({ kind, pod }: Workload, admission: Admission): AdmittedRange | undefined {
  const selector = pod.spec.nodeSelector ?? {};
  if (admission.exemptLabels.some((label) => Object.hasOwn(selector, label))) return undefined;
  const named = selector[admission.classLabel];
  if (named !== undefined)
    return Object.hasOwn(admission.classes, named) ? admission.classes[named] : undefined;
  return kind === 'DaemonSet' ? admission.daemonSet : admission.general;
}

/**
 * The requests of a pod as the nodes' admission writes them: raised to its minimum, and into its ratio. What a container
 * leaves out stays unknown: a limit for it would come with a default for the namespace, which is applied before.
 */
export function admittedRequests(
  workload: Workload,
  requests: PodRequests,
  admission?: Admission,
): PodRequests {
  const range = admission === undefined ? undefined : rangeOf(workload, admission);
  const { 'requests.cpu': cpu, 'requests.memory': memory, 'limits.memory': limit } = requests;
  if (range === undefined) return requests;
  const raised = raise(cpu, memory, range);
  return {
    'requests.cpu': raised.cpu,
    'requests.memory': raised.memory,
    // A limit is never below the request that it is for.
    'limits.memory': limit === undefined ? undefined : limit + (raised.memory ?? 0n) - (memory ?? 0n),
  };
}

interface Raised {
  readonly cpu: bigint | undefined;
  readonly memory: bigint | undefined;
}

function raise(
  cpu: bigint | undefined,
  memory: bigint | undefined,
  { minimum, perCpu }: AdmittedRange,
): Raised {
  const least = {
    cpu: cpu === undefined ? undefined : larger(cpu, amount(minimum.cpu)),
    memory: memory === undefined ? undefined : larger(memory, amount(minimum.memory)),
  };
  // Of one alone, the other one follows.
  if (perCpu === undefined || least.cpu === undefined || least.memory === undefined) return least;
  // Both are in 10^-9 units: bytes for each CPU are their quotient.
  const unit = amount('1');
  const enough = larger(least.memory, roundUp((least.cpu * amount(perCpu.least)) / unit, mebi));
  return { cpu: larger(least.cpu, roundUp((enough * unit) / amount(perCpu.most), milli)), memory: enough };
}

/** Warns of requests that the nodes' admission raises or adds: what runs, and is paid, is not what is written. */
export function warnOfAdmission(context: ServiceContext, workloads: readonly Workload[]): void {
  const { admission } = context.settings.nodes;
  const [workload] = workloads;
  const range = admission === undefined || workload === undefined ? undefined : rangeOf(workload, admission);
  if (admission === undefined || workload === undefined || range === undefined) return;
  warnOfRaised(context, workload, admission);
  warnOfUnset(context, workload, range);
}

function warnOfRaised(context: ServiceContext, workload: Workload, admission: Admission): void {
  const { nodes, provider } = context.settings;
  const written = requestsPerPod(workload.pod.containers, workload.pod.initContainers);
  const admitted = admittedRequests(workload, written, admission);
  const raised = resources.filter(
    (resource) => admitted[`requests.${resource}`] !== written[`requests.${resource}`],
  );
  const [first] = raised;
  if (first === undefined) return;
  const text = (requests: PodRequests) =>
    raised.map((resource) => `${resource} ${format(resource, requests[`requests.${resource}`])}`).join(', ');
  context.report('admitted-request', ['resources', 'requests', first], {
    problem: `the pod requests ${text(written)}, and ${provider.title} (${nodes.title}) raises that to ${text(admitted)} when it admits it`,
    fix: `request that in Git as well: the pods cost it, and the quota counts it`,
  });
}

/** What the containers of a pod leave to the admission; init containers may use what the others have. */
function warnOfUnset(context: ServiceContext, { pod }: Workload, { unset, perCpu }: AdmittedRange): void {
  const { nodes, provider } = context.settings;
  const missing = pod.containers.flatMap(({ name, resources: { requests, limits } }) => {
    const none = resources.filter((resource) => (requests[resource] ?? limits[resource]) === undefined);
    return none.length === 0 ? [] : [{ name, none }];
  });
  const whole = missing.filter(({ none }) => none.length === 2).map(({ name }) => name);
  const part = missing.filter(({ none }) => none.length === 1);
  const texts = [
    ...(whole.length === 0
      ? []
      : [`${whole.join(', ')} requests neither cpu nor memory and gets ${defaultText(resources, unset)}`]),
    ...part.map(
      ({ name, none }) =>
        `${name} requests no ${none.join('')} and gets ${
          perCpu === undefined ? defaultText(none, unset) : `what the ratio asks for, ${ratioText(perCpu)}`
        }`,
    ),
  ];
  if (texts.length === 0) return;
  context.report('admitted-request', ['resources'], {
    problem: `${provider.title} (${nodes.title}) fills in requests when it admits the pod: ${texts.join('; ')}`,
    fix: `write resources.requests with cpu and memory: the pods cost what is admitted, and the quota of the namespace cannot count what is not in Git`,
  });
}

function defaultText(names: readonly (typeof resources)[number][], unset: AdmittedRange['unset']): string {
  return unset === undefined ? 'a default' : names.map((name) => `${name} ${unset[name]}`).join(', ');
}

function ratioText({ least, most }: NonNullable<AdmittedRange['perCpu']>): string {
  return `${least === most ? least : `${least} to ${most}`} of memory for each CPU`;
}

function format(resource: 'cpu' | 'memory', value = 0n): string {
  return formatQuantity(value, resource === 'cpu' ? 'decimal' : 'binary');
}

function amount(quantity: string): bigint {
  return parseQuantity(quantity) ?? 0n;
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function roundUp(value: bigint, step: bigint): bigint {
  return ((value + step - 1n) / step) * step;
}
