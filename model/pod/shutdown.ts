import { defaultGrace } from '../../lib/kubernetes-defaults';
import { compact } from '../../lib/json';
import type { SpotTimes } from '../../providers';
import type { ManifestService, ServiceContext } from '../context';
import { selectorMatches } from '../../lib/label-selectors';
import type { WorkloadPlan } from '../types/capacity';
import type { KubernetesService } from '../types/service';
import { containersOf } from './processes';
import { selectorIndex } from '../selectors/selector-index';
import type { PreStop } from './pre-stop-hooks';
import { preStopHooks } from './pre-stop-hooks';
import { mayRunOnSpot } from '../capacity/on-spot';
import { allLabels } from '../capacity/pod-terms';

/** Seconds that load balancers and proxies take to learn that a pod is going. */
const defaultDrainDelay = 10;
/** Less than this after the stop signal, and requests that are under way are cut off. */
const leastRest = 5;

/** How the pods of one workload end. */
export interface Shutdown {
  /** Seconds of the `preStop` sleep of each plain container without a hook of its own. */
  readonly drainDelay?: number;
  readonly gracePeriod?: number;
}

/** The Services of the pods, their labels, and all workloads of their service. */
interface PodSurroundings {
  readonly kubernetesServices: readonly KubernetesService[];
  readonly labels: Readonly<Record<string, string>>;
  /** All workloads of the service. */
  readonly workloads: readonly WorkloadPlan[];
}

/**
 * First the pod leaves the endpoints while it still answers, then it is told to stop. All containers are told at once, so
 * all of them wait: one that answers needs the others until then. Native sidecars need no sleep: they are stopped last.
 * `preStop` counts inside the grace period, and on spot both have to fit between the cloud's notice and the end of the node.
 * @see https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/
 */
export function resolveShutdown(
  context: ServiceContext,
  plan: WorkloadPlan,
  around: PodSurroundings,
): Shutdown {
  const { terminationGracePeriodSeconds: grace, availability } = context.spec;
  const times = plan.placement === 'spot' ? context.settings.nodes.capacity?.spot : undefined;
  if (times !== undefined && grace !== undefined) warnOfReclaim(context, grace, times.notice);
  const hooks = preStopHooks(context);
  const written = availability?.drainDelay;
  if (written !== undefined && hooks.some(({ container }) => container.length === 0))
    refuseTwoDelays(context);
  const serving = servingContainers(context, around);
  const drainDelay = written ?? derivedDelay(context, hooks, serving, grace, times);
  const sleeps = writtenSleeps(written, hooks);
  const longest = Math.max(0, drainDelay ?? 0, ...sleeps.map(({ seconds }) => seconds));
  const gracePeriod = grace ?? derivedGrace(longest, times);
  for (const sleep of sleeps) {
    checkDelay(context, sleep, grace, times?.notice);
    warnOfNoRest(context, sleep, gracePeriod ?? defaultGrace);
    warnOfSpot(context, plan, sleep);
  }
  if (grace === undefined)
    warnOfUnknown(context, hooks, {
      serving,
      grace: gracePeriod ?? defaultGrace,
      workloads: around.workloads,
    });
  return compact({ drainDelay: drainDelay === 0 ? undefined : drainDelay, gracePeriod });
}

/** Seconds before the stop signal, and what wrote them. */
interface Sleep {
  readonly path: readonly string[];
  readonly seconds: number;
}

function writtenSleeps(drainDelay: number | undefined, hooks: readonly PreStop[]): Sleep[] {
  const all = [{ path: ['availability', 'drainDelay'], seconds: drainDelay }, ...hooks];
  return all.flatMap(({ path, seconds }) => (seconds === undefined ? [] : [{ path, seconds }]));
}

/** Paths of the containers that own a port behind a Service; a number that no container names is the main one's. */
function servingContainers(context: ServiceContext, around: PodSurroundings): ReadonlySet<string> {
  const { spec } = context;
  if (spec.workload === 'Job' || spec.workload === 'CronJob') return new Set();
  const owned = containersOf(spec).flatMap(({ path, written }) =>
    Object.entries(written.ports ?? {}).map(([name, { port }]) => ({ key: path.join('.'), name, port })),
  );
  return new Set(
    targetPorts(context, around).map(
      (target) => owned.find(({ name, port }) => name === target || port === target)?.key ?? '',
    ),
  );
}

/** Ports of the pods that Services lead to: the service's own, and those of `manifests/`. */
function targetPorts(
  context: ServiceContext,
  { kubernetesServices, labels }: PodSurroundings,
): (string | number)[] {
  const { spec, settings } = context;
  const own = kubernetesServices.flatMap((service) => {
    const selector = service.spec.selector;
    if (selector === undefined || !selectorMatches({ matchLabels: selector }, labels)) return [];
    return (service.spec.ports ?? []).map(({ targetPort, port }) => targetPort ?? port);
  });
  if (settings.manifestServices === undefined) return own;
  const namespace = spec.namespace ?? settings.platform;
  const ofManifests = indexOf(settings.manifestServices)(namespace, allLabels(context, labels));
  return [...own, ...ofManifests.flatMap(({ targets }) => targets)];
}

type ServiceIndex = ReturnType<typeof selectorIndex<ManifestService>>;

/** All services of an environment ask the same list. */
const indexes = new WeakMap<readonly ManifestService[], ServiceIndex>();

function indexOf(services: readonly ManifestService[]): ServiceIndex {
  let index = indexes.get(services);
  if (index === undefined) {
    index = selectorIndex(services, ({ namespace, selector: matchLabels }) => ({
      namespace,
      selector: { matchLabels },
    }));
    indexes.set(services, index);
  }
  return index;
}

/** The delay of containers that have no hook: as long as the one that answers takes, else what load balancers take. */
function derivedDelay(
  context: ServiceContext,
  hooks: readonly PreStop[],
  serving: ReadonlySet<string>,
  grace: number | undefined,
  times: SpotTimes | undefined,
): number | undefined {
  if (serving.size === 0) return undefined;
  const has = new Set(hooks.map(({ container }) => container.join('.')));
  const plain = containersOf(context.spec).filter(
    ({ path: [group] }) => group === undefined || group === 'containers',
  );
  if (plain.every(({ path }) => has.has(path.join('.')))) return undefined;
  const served = hooks.flatMap(({ container, seconds }) =>
    seconds !== undefined && serving.has(container.join('.')) ? [seconds] : [],
  );
  if (served.length > 0) return Math.max(...served);
  const delay = Math.min(defaultDrainDelay, times?.drainDelay ?? Infinity);
  if (grace === undefined || grace >= delay + leastRest) return delay;
  const shorter = Math.floor(grace / 2);
  context.report('short-grace', ['terminationGracePeriodSeconds'], {
    problem: `too short for the ${delay} s in which load balancers learn that a pod is going, and ${leastRest} s to end`,
    got: String(grace),
    fix: `the preStop sleep shrinks to ${shorter} s, and requests may fail during a rollout: write a longer one, or availability: {drainDelay: ${shorter}}`,
  });
  return shorter;
}

/** The grace period that the longest hook asks for; undefined where Kubernetes' own is enough. */
function derivedGrace(longest: number, times: SpotTimes | undefined): number | undefined {
  const wanted = longest + defaultGrace;
  // Longer than the node lives would only delay what ends anyway.
  const fitting =
    times === undefined
      ? wanted
      : Math.min(wanted, Math.max(times.gracePeriod, Math.min(longest + leastRest, times.notice)));
  return fitting === defaultGrace ? undefined : fitting;
}

function checkDelay(
  context: ServiceContext,
  { path, seconds: sleep }: Sleep,
  grace: number | undefined,
  notice: number | undefined,
): void {
  if (notice !== undefined && sleep > notice) {
    context.report('spot-notice', path, {
      problem: 'a spot node is gone before the pod is told to stop',
      got: `${sleep} s of preStop, ${notice} s of notice`,
      expected: `at most ${notice}`,
      fix: 'shorten it, or write capacity: onDemand',
    });
  }
  if (grace !== undefined && sleep > grace) {
    context.report('conflicting-fields', path, {
      problem: 'the preStop sleep counts inside the grace period',
      got: `${sleep} s of preStop, ${grace} s of terminationGracePeriodSeconds`,
      fix: `write terminationGracePeriodSeconds: ${sleep + defaultGrace}`,
    });
  }
}

function warnOfNoRest(context: ServiceContext, { path, seconds: sleep }: Sleep, grace: number): void {
  const rest = grace - sleep;
  if (rest < 0 || rest >= leastRest || rest >= sleep) return;
  context.report('short-grace', path, {
    problem: `after the preStop sleep ${rest} s are left for the stop signal`,
    got: `${sleep} s of preStop, ${grace} s of grace`,
    fix: `shorten the sleep to ${Math.max(Math.floor(grace / 2), grace - leastRest)}, or running requests are cut off`,
  });
}

interface Unknown {
  readonly serving: ReadonlySet<string>;
  readonly grace: number;
  /** All workloads of the service: what is written is for the pods of each. */
  readonly workloads: readonly WorkloadPlan[];
}

/** A hook that replaces the derived sleep, or may outlast a grace period that nobody wrote. */
function warnOfUnknown(
  context: ServiceContext,
  hooks: readonly PreStop[],
  { serving, grace, workloads }: Unknown,
): void {
  const onSpot = workloads.some(({ placement }) => placement === 'spot');
  const notice = onSpot ? context.settings.nodes.capacity?.spot.notice : undefined;
  for (const { container, path, handler, seconds, isEndless } of hooks) {
    const answers = serving.has(container.join('.'));
    if (seconds !== undefined || (handler === 'httpGet' && !answers)) continue;
    const advice =
      notice === undefined
        ? "set terminationGracePeriodSeconds to the hook's longest time plus 30 s; a command with a plain sleep SECONDS is counted for you"
        : `a reclaimed spot node is gone after ${notice} s: let the hook and what comes after it take less, and write terminationGracePeriodSeconds: ${notice}, or capacity: onDemand with the hook's longest time plus 30 s`;
    const problem = answers
      ? 'this preStop hook replaces the derived drain sleep, and Portolan cannot tell how long it takes'
      : 'Portolan cannot tell how long this preStop hook takes, and its time counts inside the grace period';
    context.report('unknown-hook', path, {
      problem: isEndless
        ? 'this preStop hook never ends: the pod gets no stop signal, and is killed when the grace period is over'
        : problem,
      got: `a grace period of ${grace} s, which is not written`,
      fix: isEndless
        ? 'remove the hook, or write sleep: {seconds: N} in its place, with as long as the drain takes'
        : advice,
    });
  }
}

/** Where the pods may land on spot nodes, but nobody asked for those. */
function warnOfSpot(context: ServiceContext, { placement }: WorkloadPlan, { path, seconds }: Sleep): void {
  const { notice = Infinity } = context.settings.nodes.capacity?.spot ?? {};
  if (seconds <= notice || placement !== 'uniform' || !mayRunOnSpot(context, placement)) return;
  const { workload } = context.spec;
  const pods =
    workload === 'DaemonSet' ? 'a DaemonSet runs on spot nodes too' : 'the pods may run on spot nodes';
  context.report('spot-grace', path, {
    problem: `${pods}, and a reclaimed one is gone ${notice} s after the warning, before the pod is told to stop`,
    got: `${seconds} s of preStop, ${notice} s of notice`,
    fix: `shorten it to ${notice} at most, or write capacity: onDemand; where the cluster has no spot nodes, nothing is cut off`,
  });
}

function warnOfReclaim(context: ServiceContext, grace: number, notice: number): void {
  if (grace <= notice) return;
  context.report('spot-grace', ['terminationGracePeriodSeconds'], {
    problem: `a reclaimed spot node is gone ${notice} s after the warning: the last ${grace - notice} s are cut off`,
    got: String(grace),
    fix: `work that takes longer must be safe to interrupt; write at most ${notice}, or capacity: onDemand`,
  });
}

function refuseTwoDelays(context: ServiceContext): void {
  context.report('conflicting-fields', ['availability', 'drainDelay'], {
    problem: 'lifecycle.preStop already sets how the pod drains',
    fix: 'remove one of them',
  });
}
