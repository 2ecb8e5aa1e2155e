import type { JsonObject } from '../lib/json';
import { compact } from '../lib/json';
import type { Apart } from './capacity/apart';
import { podsOf } from './capacity/disruption';
import type { ServiceContext, ServiceSpec } from './context';
import type { Container, Half, WorkloadKind } from './types';

/** What each kind of controller knows, the default type first. `maxUnavailable` of StatefulSets is younger than 1.34. */
const strategies: Readonly<
  Partial<Record<WorkloadKind, { types: readonly string[]; rollingUpdate: readonly string[] }>>
> = {
  Deployment: { types: ['RollingUpdate', 'Recreate'], rollingUpdate: ['maxSurge', 'maxUnavailable'] },
  StatefulSet: { types: ['RollingUpdate', 'OnDelete'], rollingUpdate: ['partition'] },
  DaemonSet: { types: ['RollingUpdate', 'OnDelete'], rollingUpdate: ['maxSurge', 'maxUnavailable'] },
};

/** A rollout of a Deployment removes no pod before its successor is ready. */
const deploymentDefaults = { maxSurge: '25%', maxUnavailable: 0 };
/** Where a new pod may have to wait for the place of an old one, that one goes first. */
const apartDefaults = { maxSurge: 0, maxUnavailable: 1 };

/** Seconds that a start may take beyond what its startup probe allows: pulling the image, making the node. */
const startMargin = 240;
/** The API's own deadline. */
const defaultDeadline = 600;
/** Long enough to see a process that dies right after its first good answer. */
const settlingTime = 10;

/** How a rollout of a Deployment decides that a pod is good, and that it has failed. */
export function rolloutFields(context: ServiceContext, main: Container): JsonObject {
  const { spec } = context;
  const derived = main.probes.readiness === undefined ? undefined : settlingTime;
  const minReadySeconds = spec.minReadySeconds ?? derived ?? 0;
  const {
    initialDelaySeconds = 0,
    periodSeconds = 10,
    failureThreshold = 3,
  } = (main.probes.startup ?? {}) as Record<string, number>;
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
  return compact({
    minReadySeconds: minReadySeconds === 0 ? spec.minReadySeconds : minReadySeconds,
    progressDeadlineSeconds: written ?? (deadline > defaultDeadline ? deadline : undefined),
  });
}

/** `strategy` of a Deployment, `updateStrategy` of the others; undefined where the API's own default holds. */
export function resolveStrategy(
  context: ServiceContext,
  half: Half,
  apart: Apart | undefined,
): JsonObject | undefined {
  const { workload } = context.spec;
  const known = strategies[workload];
  if (known === undefined) return undefined;
  const strategy = fittingStrategy(context, known, apart);
  const type = strategy?.type ?? known.types[0] ?? '';
  refuseUnknown(context, strategy, type, known);
  if (workload === 'DaemonSet' && strategy?.rollingUpdate !== undefined)
    return compact({ ...strategy, rollingUpdate: daemonSetUpdate(context, strategy.rollingUpdate, apart) });
  if (workload !== 'Deployment') return strategy === undefined ? undefined : compact(strategy);
  if (type !== 'RollingUpdate') return { type };
  // Who takes none away has to add one.
  const goesFirst = apart !== undefined && !isNone(strategy?.rollingUpdate?.maxUnavailable);
  const defaults = goesFirst ? apartDefaults : deploymentDefaults;
  const rollingUpdate = compact({ ...defaults, ...strategy?.rollingUpdate });
  refuseStandstill(context, rollingUpdate);
  if (apart !== undefined) refuseDeadlock(context, half, apart, rollingUpdate);
  return { type, rollingUpdate };
}

interface Known {
  readonly types: readonly string[];
  readonly rollingUpdate: readonly string[];
}

type Strategy = NonNullable<ServiceSpec['strategy']>;

/** What all services get is for those that it fits: of what only the defaults say, the rest is left out. */
function fittingStrategy(
  context: ServiceContext,
  known: Known,
  apart: Apart | undefined,
): Strategy | undefined {
  const { strategy, workload } = context.spec;
  if (strategy === undefined) return undefined;
  const isOwn = (...inner: readonly string[]) => context.writtenForService('strategy', ...inner);
  const { rollingUpdate = {}, ...rest } = strategy;
  const foreign = rest.type !== undefined && !known.types.includes(rest.type) && !isOwn('type');
  const type = foreign ? undefined : rest.type;
  const rolls = (type ?? known.types[0]) === 'RollingUpdate';
  // A DaemonSet has one of the two, and pods that are kept apart have the one that fits them.
  const other = workload === 'DaemonSet' && isOwn('rollingUpdate', 'maxUnavailable') ? ['maxSurge'] : [];
  const unfit = apart === undefined ? other : ['maxSurge', 'maxUnavailable'];
  const fields = Object.entries(rollingUpdate).filter(
    ([field]) =>
      isOwn('rollingUpdate', field) ||
      (rolls && !unfit.includes(field) && known.rollingUpdate.includes(field)),
  );
  return compact({
    type,
    rollingUpdate: fields.length === 0 ? undefined : Object.fromEntries(fields),
  });
}

type RollingUpdate = NonNullable<NonNullable<ServiceSpec['strategy']>['rollingUpdate']>;

/** A DaemonSet either starts the new pod of a node beside the old one or takes that one away first. */
function daemonSetUpdate(
  context: ServiceContext,
  written: RollingUpdate,
  apart: Apart | undefined,
): JsonObject {
  const { maxSurge, maxUnavailable = isNone(maxSurge ?? 0) ? undefined : 0 } = written;
  const path = ['strategy', 'rollingUpdate', 'maxSurge'];
  const update = compact({ ...written, maxSurge, maxUnavailable }) as JsonObject;
  refuseStandstill(context, { maxSurge: maxSurge ?? 0, maxUnavailable: maxUnavailable ?? 1 });
  if (maxSurge === undefined || isNone(maxSurge)) return update;
  if (apart !== undefined) refuseSurge(context, apart, maxSurge);
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
function refuseSurge(context: ServiceContext, { reason }: Apart, maxSurge: number | string): void {
  context.report('conflicting-fields', ['strategy', 'rollingUpdate', 'maxSurge'], {
    problem: `this rollout never begins: ${reason}, and the new pod of a node has to be ready before that`,
    got: `maxSurge ${maxSurge}`,
    fix: 'remove maxSurge, or write maxUnavailable: 1 in its place',
  });
}

/** With a pod in each place, a rollout that may take none away waits forever. */
function refuseDeadlock(
  context: ServiceContext,
  half: Half,
  { reason, topologyKey, room, fix }: Apart,
  { maxSurge, maxUnavailable }: RollingUpdate,
): void {
  // Of two shares that come to nothing Kubernetes makes one pod unavailable.
  if (isNone(maxSurge)) return;
  const pods = Math.max(1, half.min);
  if (podsOf({ min: pods }, maxUnavailable ?? 0, Math.floor) > 0) return;
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
  strategy: Strategy | undefined,
  type: string,
  known: Known,
): void {
  const { workload } = context.spec;
  if (!known.types.includes(type)) {
    context.report('not-for-workload', ['strategy', 'type'], {
      problem: `a ${workload} has no such strategy`,
      got: type,
      expected: known.types.join(', '),
    });
  }
  if (strategy?.rollingUpdate !== undefined && type !== 'RollingUpdate') {
    context.report('conflicting-fields', ['strategy', 'rollingUpdate'], {
      problem: `a strategy of type ${type} has no rollingUpdate`,
      fix: 'remove it, with null where a weaker layer sets it',
    });
    return;
  }
  for (const field of Object.keys(strategy?.rollingUpdate ?? {})) {
    if (known.rollingUpdate.includes(field)) continue;
    context.report('not-for-workload', ['strategy', 'rollingUpdate', field], {
      problem: `a rolling update of a ${workload} has no ${field}`,
      expected: known.rollingUpdate.join(', '),
      fix: 'remove it',
    });
  }
}
