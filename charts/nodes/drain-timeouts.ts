import { defaultGrace } from '../../lib/kubernetes-defaults';
import type { Diagnostic } from '../../lib/diagnostics';
import { isObject } from '../../lib/json';
import { kindOf } from '../../lib/kinds';
import { valueAt } from '../../lib/path';
import type { KubernetesObject } from '../../lib/rendered';
import { isTolerated, offeringPools } from '../../model/capacity/pools';
import type { EnvironmentChain } from '../../model/environment/environments';
import type { Nodes } from '../../model/environment/nodes';
import { environmentReport } from '../../model/environment/report';
import type { ResolvedService } from '../../model/context';
import type { NodePool } from '../../model/types/node';
import type { ManifestObject } from '../../model/types/manifest';

/** Pods that can run on a pool, and how long they may take to stop. */
interface Stopping {
  readonly name: string;
  readonly seconds: number;
}

/** What has pods in an environment. */
export interface PodOwners {
  readonly running: ReadonlyMap<string, ResolvedService>;
  readonly manifests: readonly ManifestObject[];
}

/**
 * How long the nodes of each rendered pool wait for their pods when they are to go, as Go writes it: never shorter than the
 * pods may take, since Karpenter then deletes them early.
 * @see https://karpenter.sh/docs/concepts/disruption/#terminationgraceperiod
 */
export function drainTimeouts(
  chain: EnvironmentChain,
  { pools = [], nodes }: Nodes,
  running: PodOwners,
  problems: Diagnostic[],
): ReadonlyMap<string, string> {
  const { drainTimeout } = nodes;
  if (drainTimeout === undefined) return new Map();
  const own = pools.filter(({ existing }) => !existing);
  return new Map(
    own.map((pool) => {
      const longest = longestOn(pool, pools, running);
      const written = pool.terminationGracePeriod;
      if (written === undefined) {
        const hours = Math.ceil(Math.max(drainTimeout, longest.seconds) / 3600);
        return [pool.name, `${hours}h`];
      }
      if (secondsOf(written) < longest.seconds) {
        environmentReport(chain, problems)(['nodes', 'pools', pool.name, 'terminationGracePeriod'], {
          code: 'conflicting-fields',
          problem: `the nodes of ${pool.name} wait ${written} for their pods, but those of ${longest.name} may take ${longest.seconds} seconds to stop and would be deleted early`,
          expected: `${longest.seconds}s or more`,
          fix: `raise it, or lower terminationGracePeriodSeconds of ${longest.name}`,
        });
      }
      return [pool.name, written];
    }),
  );
}

function longestOn(pool: NodePool, pools: readonly NodePool[], { running, manifests }: PodOwners): Stopping {
  const ofServices = [...running.values()].flatMap(({ context, service }) =>
    (service?.workloads ?? [])
      .filter(({ plan }) => offeringPools(context, plan.placement, pools).includes(pool))
      .map((workload): Stopping => ({
        name: workload.name,
        seconds: workload.pod.spec.terminationGracePeriodSeconds ?? defaultGrace,
      })),
  );
  const onPool = manifests.filter(({ object }) => toleratesAll(object, pool.taints));
  const all = [...ofServices, ...onPool.flatMap(stoppingOf)];
  return all.reduce((longest, entry) => (entry.seconds > longest.seconds ? entry : longest), {
    name: 'its pods',
    seconds: 0,
  });
}

function stoppingOf({ object }: ManifestObject): Stopping[] {
  return gracePeriods(object).map((seconds) => ({ name: object.metadata.name, seconds }));
}

/**
 * False only where a plain pod surely cannot run. Of other constraints nothing is looked into, nor of pods that an operator
 * makes: those count.
 */
function toleratesAll(object: KubernetesObject, taints: NodePool['taints']): boolean {
  const { pods } = kindOf(object);
  const spec =
    pods === undefined ? undefined : valueAt(object, pods.length === 0 ? ['spec'] : [...pods, 'spec']);
  if (!isObject(spec) || spec['nodeName'] !== undefined) return true;
  const { tolerations = [] } = spec;
  if (!Array.isArray(tolerations)) return true;
  return taints.every((taint) => isTolerated(taint, tolerations.filter(isObject)));
}

/** Fields of a probe that say how long a container may take that fails it. */
const probes: ReadonlySet<string> = new Set(['livenessProbe', 'readinessProbe', 'startupProbe']);

/** Of a pod, of a template wherever it is, and of what an operator makes pods of. */
function gracePeriods(value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap(gracePeriods);
  if (!isObject(value)) return [];
  const written = value['terminationGracePeriodSeconds'];
  const own =
    typeof written === 'number' ? written : Array.isArray(value['containers']) ? defaultGrace : undefined;
  const inner = Object.entries(value).flatMap(([key, entry]) => (probes.has(key) ? [] : gracePeriods(entry)));
  return own === undefined ? inner : [own, ...inner];
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

function secondsOf(duration: string): number {
  return [...duration.matchAll(/(\d+)([smh])/g)].reduce(
    (sum, [, count = '0', unit = 's']) => sum + Number(count) * (units[unit] ?? 1),
    0,
  );
}
