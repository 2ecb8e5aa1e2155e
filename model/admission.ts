import { formatQuantity, parseQuantity } from '../lib/quantity';
import type { Admission, AdmittedRange } from '../providers';
import type { ServiceContext } from './context';
import { perPod } from './pod-requests';
import type { PodRequests } from './pod-requests';
import type { Workload } from './types';

const mebi = 1024n * 1024n * 1_000_000_000n;
const milli = 1_000_000n;

/** The range that holds for the pods of a workload; undefined where they are admitted as they are. */
function rangeOf({ kind, pod }: Workload, admission: Admission): AdmittedRange | undefined {
  const selector = (pod.spec['nodeSelector'] ?? {}) as Readonly<Record<string, string>>;
  if (admission.exemptLabels.some((label) => Object.hasOwn(selector, label))) return undefined;
  const named = selector[admission.classLabel];
  if (named !== undefined)
    return Object.hasOwn(admission.classes, named) ? admission.classes[named] : undefined;
  return kind === 'DaemonSet' ? admission.daemonSet : admission.general;
}

/** The requests of a pod as the nodes' admission writes them: raised to its minimum, and into its ratio. */
export function admittedRequests(
  workload: Workload,
  requests: PodRequests,
  admission?: Admission,
): PodRequests {
  const range = admission === undefined ? undefined : rangeOf(workload, admission);
  const { 'requests.cpu': cpu, 'requests.memory': memory, 'limits.memory': limit } = requests;
  if (range === undefined || cpu === undefined || memory === undefined) return requests;
  const raised = raise(cpu, memory, range);
  return {
    'requests.cpu': raised.cpu,
    'requests.memory': raised.memory,
    // A limit is never below the request that it is for.
    'limits.memory': limit === undefined ? undefined : limit + raised.memory - memory,
  };
}

function raise(
  cpu: bigint,
  memory: bigint,
  { minimum, perCpu }: AdmittedRange,
): { cpu: bigint; memory: bigint } {
  const least = { cpu: larger(cpu, amount(minimum.cpu)), memory: larger(memory, amount(minimum.memory)) };
  if (perCpu === undefined) return least;
  // Both are in 10^-9 units: bytes for each CPU are their quotient.
  const unit = amount('1');
  const enough = larger(least.memory, roundUp((least.cpu * amount(perCpu.least)) / unit, mebi));
  return { cpu: larger(least.cpu, roundUp((enough * unit) / amount(perCpu.most), milli)), memory: enough };
}

/** Warns of requests that the nodes' admission raises: what runs, and is paid, is not what is written. */
export function warnOfAdmission(context: ServiceContext, workloads: readonly Workload[]): void {
  const { nodes, provider } = context.settings;
  const [workload] = workloads;
  if (nodes.admission === undefined || workload === undefined) return;
  const written = perPod(workload.pod.containers, workload.pod.initContainers);
  const admitted = admittedRequests(workload, written, nodes.admission);
  const raised = (['cpu', 'memory'] as const).filter(
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
