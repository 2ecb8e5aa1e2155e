import { fieldsOf } from '../../lib/json';
import type { PodExclusion } from '../capacity/pod-exclusion';
import { podCount } from '../capacity/pod-count';
import type { ServiceContext, ServiceSpec } from '../context';
import type { DaemonSetFields, DeploymentFields, StatefulSetFields } from '../types/controller';
import type { WorkloadPlan } from '../types/capacity';
import type { Container } from '../types/pod';

type Written = NonNullable<ServiceSpec['strategy']>;
type RollingUpdate = NonNullable<Written['rollingUpdate']>;
type DeploymentStrategy = NonNullable<DeploymentFields['strategy']>;
type DeploymentUpdate = NonNullable<DeploymentStrategy['rollingUpdate']>;
type DaemonSetStrategy = NonNullable<DaemonSetFields['updateStrategy']>;
type StatefulSetStrategy = NonNullable<StatefulSetFields['updateStrategy']>;
type DaemonSetUpdate = NonNullable<DaemonSetStrategy['rollingUpdate']>;

/** What a kind of controller knows, the default type first. */
interface Known<Type> {
  readonly types: readonly [Type, Type];
  readonly rollingUpdate: readonly (keyof RollingUpdate)[];
}

/** What was written for a service, as far as its kind knows it. */
interface Fitting<Type> {
  readonly type?: Type | undefined;
  readonly rollingUpdate?: RollingUpdate | undefined;
}

const ofDeployments: Known<'RollingUpdate' | 'Recreate'> = {
  types: ['RollingUpdate', 'Recreate'],
  rollingUpdate: ['maxSurge', 'maxUnavailable'],
};
/** `maxUnavailable` of StatefulSets is younger than 1.34. */
const ofStatefulSets: Known<'RollingUpdate' | 'OnDelete'> = {
  types: ['RollingUpdate', 'OnDelete'],
  rollingUpdate: ['partition'],
};
const ofDaemonSets: Known<'RollingUpdate' | 'OnDelete'> = {
  types: ['RollingUpdate', 'OnDelete'],
  rollingUpdate: ['maxSurge', 'maxUnavailable'],
};

/** A rollout of a Deployment removes no pod before its successor is ready. */
const deploymentDefaults: Required<DeploymentUpdate> = { maxSurge: '25%', maxUnavailable: 0 };
/** Where a new pod may have to wait for the place of an old one, that one goes first. */
const apartDefaults: Required<DeploymentUpdate> = { maxSurge: 0, maxUnavailable: 1 };

/** Seconds that a start may take beyond what its startup probe allows: pulling the image, making the node. */
const startMargin = 240;
/** The API's own deadline. */
const defaultDeadline = 600;
/** Long enough to see a process that dies right after its first good answer. */
const settlingTime = 10;

/** How a rollout of a Deployment decides that a pod is good, and that it has failed. */
export function rolloutFields(
  context: ServiceContext,
  main: Container,
): Pick<DeploymentFields, 'minReadySeconds' | 'progressDeadlineSeconds'> {
  const { spec } = context;
  const derived = main.probes.readiness === undefined ? undefined : settlingTime;
  const minReadySeconds = spec.minReadySeconds ?? derived ?? 0;
  const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 } = main.probes.startup ?? {};
  const start =
    main.probes.startup === undefined ? 0 : initialDelaySeconds + periodSeconds * failureThreshold;
  const deadline = start + minReadySeconds + startMargin;
  const written = spec.progressDeadlineSeconds;
  if (written !== undefined && written <= minReadySeconds) {
    context.report('conflicting-fields', ['progressDeadlineSeconds'], {
      problem: 'a rollout would fail before a good pod counts as available',
      got: `progressDeadlineSeconds ${written}, minReadySeconds ${minReadySeconds}`,
      expected: `more than ${minReadySeconds}`,
    });
  }
  return fieldsOf<DeploymentFields>({
    minReadySeconds: minReadySeconds === 0 ? spec.minReadySeconds : minReadySeconds,
    progressDeadlineSeconds: written ?? (deadline > defaultDeadline ? deadline : undefined),
  });
}

/** `strategy` of a Deployment. */
export function deploymentStrategy(
  context: ServiceContext,
  plan: WorkloadPlan,
  exclusion: PodExclusion | undefined,
): DeploymentStrategy {
  const { type = 'RollingUpdate', rollingUpdate: written } =
    fittingStrategy(context, ofDeployments, exclusion) ?? {};
  if (type !== 'RollingUpdate') return { type };
  // Who takes none away has to add one.
  const goesFirst = exclusion !== undefined && !isNone(written?.maxUnavailable);
  const defaults = goesFirst ? apartDefaults : deploymentDefaults;
  const rollingUpdate: DeploymentUpdate = {
    maxSurge: written?.maxSurge ?? defaults.maxSurge,
    maxUnavailable: written?.maxUnavailable ?? defaults.maxUnavailable,
  };
  refuseStandstill(context, rollingUpdate);
  if (exclusion !== undefined) refuseDeadlock(context, plan, exclusion, rollingUpdate);
  return { type, rollingUpdate };
}

/** `updateStrategy` of a StatefulSet; undefined where the API's own default holds. */
export function statefulSetStrategy(
  context: ServiceContext,
  exclusion: PodExclusion | undefined,
): StatefulSetStrategy | undefined {
  const { type, rollingUpdate } = fittingStrategy(context, ofStatefulSets, exclusion) ?? {};
  const partition = rollingUpdate?.partition;
  if (type === undefined && partition === undefined) return undefined;
  return fieldsOf<StatefulSetStrategy>({
    type,
    rollingUpdate: partition === undefined ? undefined : { partition },
  });
}

/** `updateStrategy` of a DaemonSet; undefined where the API's own default holds. */
export function daemonSetStrategy(
  context: ServiceContext,
  exclusion: PodExclusion | undefined,
): DaemonSetStrategy | undefined {
  const { type, rollingUpdate } = fittingStrategy(context, ofDaemonSets, exclusion) ?? {};
  if (type === undefined && rollingUpdate === undefined) return undefined;
  return fieldsOf<DaemonSetStrategy>({
    type,
    rollingUpdate:
      rollingUpdate === undefined ? undefined : daemonSetUpdate(context, rollingUpdate, exclusion),
  });
}

/** What all services get is for those that it fits: of what only the defaults say, the rest is left out. */
function fittingStrategy<Type extends string>(
  context: ServiceContext,
  known: Known<Type>,
  exclusion: PodExclusion | undefined,
): Fitting<Type> | undefined {
  const { strategy, workload } = context.spec;
  if (strategy === undefined) return undefined;
  const isOwn = (...inner: readonly string[]) => context.writtenForService('strategy', ...inner);
  const { type: written, rollingUpdate: update = {} } = strategy;
  const type = known.types.find((entry) => entry === written);
  const chosen = type ?? (isOwn('type') ? written : undefined) ?? known.types[0];
  // A DaemonSet has one of the two, and pods that are kept apart have the one that fits them.
  const other = workload === 'DaemonSet' && isOwn('rollingUpdate', 'maxUnavailable') ? ['maxSurge'] : [];
  const unfit = exclusion === undefined ? other : ['maxSurge', 'maxUnavailable'];
  const fits = (field: keyof RollingUpdate) =>
    isOwn('rollingUpdate', field) ||
    (chosen === 'RollingUpdate' && !unfit.includes(field) && known.rollingUpdate.includes(field));
  const fields = fieldsOf<RollingUpdate>({
    maxSurge: fits('maxSurge') ? update.maxSurge : undefined,
    maxUnavailable: fits('maxUnavailable') ? update.maxUnavailable : undefined,
    partition: fits('partition') ? update.partition : undefined,
  });
  refuseUnknown(context, chosen, fields, known);
  if (!known.types.some((entry) => entry === chosen)) return undefined;
  return { type, rollingUpdate: Object.keys(fields).length === 0 ? undefined : fields };
}

/** A DaemonSet either starts the new pod of a node beside the old one or takes that one away first. */
function daemonSetUpdate(
  context: ServiceContext,
  { maxSurge, maxUnavailable = isNone(maxSurge ?? 0) ? undefined : 0 }: RollingUpdate,
  exclusion: PodExclusion | undefined,
): DaemonSetUpdate {
  const path = ['strategy', 'rollingUpdate', 'maxSurge'];
  const update = fieldsOf<DaemonSetUpdate>({ maxSurge, maxUnavailable });
  refuseStandstill(context, { maxSurge: maxSurge ?? 0, maxUnavailable: maxUnavailable ?? 1 });
  if (maxSurge === undefined || isNone(maxSurge)) return update;
  if (exclusion !== undefined) refuseSurge(context, exclusion, maxSurge);
  if (typeof maxSurge === 'string' && Number.parseInt(maxSurge, 10) > 100) {
    context.report('invalid-value', path, {
      problem: 'a node gets at most one extra pod',
      got: maxSurge,
      expected: 'a whole number or a percentage up to 100%',
    });
  }
  if (maxUnavailable !== undefined && !isNone(maxUnavailable)) {
    context.report('conflicting-fields', path, {
      problem:
        'a DaemonSet either starts the new pod first (maxSurge) or stops the old one first (maxUnavailable)',
      got: `maxSurge ${maxSurge}, maxUnavailable ${maxUnavailable}`,
      fix: 'remove one of them',
    });
  }
  return update;
}

function isNone(value: unknown): boolean {
  return value === 0 || (typeof value === 'string' && /^0+%$/.test(value));
}

/** The API server refuses a rollout that may neither add a pod nor take one away. */
function refuseStandstill(context: ServiceContext, { maxSurge, maxUnavailable }: RollingUpdate): void {
  if (!isNone(maxSurge) || !isNone(maxUnavailable)) return;
  context.report('conflicting-fields', ['strategy', 'rollingUpdate', 'maxSurge'], {
    problem: 'this rollout cannot begin: it may neither add a pod nor remove one',
    got: `maxSurge ${maxSurge}, maxUnavailable ${maxUnavailable}`,
    fix: 'write maxUnavailable: 1 next to it, or remove it',
  });
}

/** The new pod of a node waits for what the old one has, and the old one for the new one to be ready. */
function refuseSurge(context: ServiceContext, { reason }: PodExclusion, maxSurge: number | string): void {
  context.report('conflicting-fields', ['strategy', 'rollingUpdate', 'maxSurge'], {
    problem: `this rollout never begins: ${reason}, and the new pod of a node has to be ready before that`,
    got: `maxSurge ${maxSurge}`,
    fix: 'remove maxSurge, or write maxUnavailable: 1 in its place',
  });
}

/** With a pod in each place, a rollout that may take none away waits forever. */
function refuseDeadlock(
  context: ServiceContext,
  plan: WorkloadPlan,
  { reason, topologyKey, room, fix }: PodExclusion,
  { maxSurge, maxUnavailable }: RollingUpdate,
): void {
  // Of two shares that come to nothing Kubernetes makes one pod unavailable.
  if (isNone(maxSurge)) return;
  const pods = Math.max(1, plan.min);
  if (podCount({ min: pods }, maxUnavailable ?? 0, Math.floor) > 0) return;
  // A place is left for one pod more.
  if (room !== undefined && room.pods < room.places) return;
  const field = context.writtenForService('strategy', 'rollingUpdate', 'maxUnavailable')
    ? 'maxUnavailable'
    : 'maxSurge';
  const where =
    room === undefined
      ? `where each ${topologyKey} has a pod`
      : `with ${room.pods} pods in ${room.zones === 1 ? 'one zone' : `${room.zones} zones`}`;
  context.report('conflicting-fields', ['strategy', 'rollingUpdate', field], {
    problem: `this rollout never ends ${where}: ${reason}, and no old pod may end before a new one is ready`,
    got: `maxSurge ${maxSurge}, maxUnavailable ${maxUnavailable}${isNone(maxUnavailable) ? '' : ` of ${pods} pods`}`,
    fix: `write maxSurge: 0 and maxUnavailable: 1${fix === undefined ? '' : `, or ${fix}`}`,
  });
}

function refuseUnknown(
  context: ServiceContext,
  type: string,
  rollingUpdate: RollingUpdate,
  known: Known<string>,
): void {
  const { workload } = context.spec;
  if (!known.types.includes(type)) {
    context.report('not-for-workload', ['strategy', 'type'], {
      problem: `a ${workload} has no such strategy`,
      got: type,
      expected: known.types.join(', '),
    });
  }
  const fields: readonly string[] = Object.keys(rollingUpdate);
  if (fields.length > 0 && type !== 'RollingUpdate') {
    context.report('conflicting-fields', ['strategy', 'rollingUpdate'], {
      problem: `a strategy of type ${type} has no rollingUpdate`,
      fix: 'remove it, with null where a weaker layer sets it',
    });
    return;
  }
  const unknown = fields.filter((field) => !known.rollingUpdate.some((name) => name === field));
  for (const field of unknown) {
    context.report('not-for-workload', ['strategy', 'rollingUpdate', field], {
      problem: `a rolling update of a ${workload} has no ${field}`,
      expected: known.rollingUpdate.join(', '),
      fix: 'remove it',
    });
  }
}
