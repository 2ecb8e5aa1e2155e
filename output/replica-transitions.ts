import type { Diagnostic } from '../lib/diagnostics';
import { groupBy } from '../lib/group';
import { byCodeUnit } from '../lib/json';
import { label } from '../lib/labels';
import { title } from '../lib/rendered';
import type { CountedWorkload } from './counted-workloads';
import { controllerOf, isCounted, workloadsOf } from './counted-workloads';
import type { EnvironmentObject, FieldPlaces } from './environment-objects';
import { fieldLocation, noPlaces, serviceOf } from './environment-objects';

/** The workloads of one service, before and after, by `KIND/NAME`. */
interface WorkloadsChange {
  readonly old: ReadonlyMap<string, CountedWorkload>;
  readonly present: ReadonlyMap<string, CountedWorkload>;
  readonly places: FieldPlaces;
}

/**
 * Warns of a change that takes pods away before others have taken their place: replicas that move between the workloads of a
 * service, what an autoscaler has started and goes with it, and a number that leaves the manifest. What an autoscaler runs is
 * known to the cluster alone, so that the advice names the command that shows it.
 */
export function replicaTransitions(
  before: readonly EnvironmentObject[],
  after: readonly EnvironmentObject[],
  places: FieldPlaces = noPlaces,
): Diagnostic[] {
  const [olds, news] = [byService(before), byService(after)];
  return [...news].flatMap(([key, present]) => {
    const old = olds.get(key);
    if (old === undefined) return [];
    const change = { old: workloadsOf(old), present: workloadsOf(present), places };
    const moved = movedReplicas(change);
    return [
      ...(moved.length > 0 ? moved : [...replacedAutoscalers(change), ...loweredMaximums(change)]),
      ...droppedReplicas(change),
      ...returnedAutoscalers(old, present, places),
    ];
  });
}

/** Controllers and autoscalers by environment, namespace and service; those of no service by the controller. */
function byService(objects: readonly EnvironmentObject[]): ReadonlyMap<string, readonly EnvironmentObject[]> {
  return groupBy(objects, ({ environment, object }) => {
    if (!isCounted(object)) return undefined;
    return `${environment} ${object.metadata.namespace ?? ''}/${serviceOf(object) ?? controllerOf(object)}`;
  });
}

/**
 * An autoscaler follows its lower minimum at once, and a workload that is gone is pruned at once with all that its autoscaler
 * has started. While both are true, the old state and the new, a workload has no more pods for sure than the smaller of its
 * two minimums.
 */
function movedReplicas({ old, present, places }: WorkloadsChange): Diagnostic[] {
  const keys = [...new Set([...old.keys(), ...present.keys()])].sort();
  // A workload of another kind or place, which is an error of its own.
  if (!keys.some((key) => old.has(key) && present.has(key))) return [];
  const was = (key: string) => old.get(key)?.minimum ?? 0;
  const will = (key: string) => present.get(key)?.minimum ?? 0;
  const sum = (count: (key: string) => number) => keys.reduce((total, key) => total + count(key), 0);
  const sure = sum((key) => Math.min(was(key), will(key)));
  const wanted = Math.min(sum(was), sum(will));
  const gone = [...old].filter(([key, { autoscaler }]) => autoscaler !== undefined && !present.has(key));
  if (sure >= wanted && gone.length === 0) return [];
  const nameOf = (key: string) => (old.get(key) ?? present.get(key))?.name ?? '';
  const [onDemand = 0, ...spot] = keys.map((key) => Math.max(was(key), will(key)));
  const rest = spot.reduce((total, count) => total + count, 0);
  const problem =
    sure < wanted
      ? `until new pods are ready, only ${sure} of ${wanted} replicas are certain`
      : `${gone.map(([, { name }]) => name).join(', ')} is removed with every pod that its autoscaler runs, before other pods have taken their place`;
  return [
    {
      code: 'capacity-transition',
      problem,
      got: keys.map((key) => `${nameOf(key)} ${was(key)} → ${will(key)}`).join(', '),
      fix: isAutoscaled(old)
        ? runningAdvice(old, { least: sure < wanted ? onDemand : undefined, rest, alone: present.size === 1 })
        : `do it in two commits: first capacity: {onDemand: ${onDemand}} and replicas: ${onDemand + rest}, then this one once its pods are available`,
      ...placeOf(present, 'capacity', places),
    },
  ];
}

function isAutoscaled(workloads: WorkloadsChange['old']): boolean {
  return [...workloads.values()].some(({ autoscaler }) => autoscaler !== undefined);
}

/** An autoscaler removes what is above its maximum at once: neither load nor behaviour holds that back. */
function loweredMaximums({ old, present, places }: WorkloadsChange): Diagnostic[] {
  const lowered = [...present].flatMap(([key, { name, autoscaler }]) => {
    const before = old.get(key);
    const [was, will] = [before?.autoscaler?.maximum, autoscaler?.maximum];
    if (before === undefined || was === undefined || will === undefined || will >= was) return [];
    return [{ key, before, name, was, will }];
  });
  if (lowered.length === 0) return [];
  return [
    {
      code: 'capacity-transition',
      problem: 'pods above the new maximum are removed at once, whatever the load',
      got: lowered.map(({ name, was, will }) => `${name} max ${was} → ${will}`).join(', '),
      fix: `look at ${command(new Map(lowered.map(({ key, before }) => [key, before])))}: if it shows more replicas than ${lowered.map(({ will, name }) => (lowered.length === 1 ? will : `${will} of ${name}`)).join(' or ')}, lower max in steps as the load allows`,
      ...placeOf(present, 'replicas', places),
    },
  ];
}

interface Wanted {
  /** On-demand replicas that the minimums ask for, whatever runs; undefined where only what runs matters. */
  readonly least: number | undefined;
  readonly rest: number;
  /** One workload is left: its autoscaler still remembers a load that others shared, and would follow a lower minimum. */
  readonly alone: boolean;
}

/** With numbers, as an example: what runs is known to the cluster alone. */
function runningAdvice(old: WorkloadsChange['old'], { least, rest, alone }: Wanted): string {
  const running = [...old.values()].sort((a, b) => byCodeUnit(a.name, b.name)).map(exampleOf);
  const [, spot] = running;
  const sum = running.reduce((total, { pods }) => total + pods, 0);
  const kept = [...old.values()].reduce((total, { minimum }) => total + minimum, 0);
  const onDemand = Math.max(sum, least ?? 0);
  const min = onDemand + rest;
  const max = Math.max(min, onDemand + (spot?.pods ?? 0)) + 1;
  const shown = running.map(({ name, pods }) => `${pods} of ${name}`).join(' and ');
  const then = alone
    ? `then this one with min: ${onDemand} once its pods are available, and lower min when the load has settled`
    : 'then this one once its pods are available';
  const rules = [
    `onDemand is what runs in all${least === undefined ? '' : `, at least ${least}`}`,
    ...(rest === 0 ? [] : [`min is ${rest} more, for spot`]),
    spot === undefined ? 'max is more than min' : `max is more than onDemand plus what ${spot.name} runs`,
  ];
  const start =
    least === undefined
      ? `do it in two commits where more than ${kept} replicas run in all`
      : 'do it in two commits';
  const first = `first capacity: {onDemand: ${onDemand}} and replicas: {min: ${min}, max: ${max}}, ${then}`;
  return `${start}. If ${command(old)} shows ${shown}: ${first}. With other numbers: ${rules.join('; ')}`;
}

/** Between the bounds of its autoscaler. */
function exampleOf({ name, minimum, autoscaler }: CountedWorkload): { name: string; pods: number } {
  const { maximum = minimum + 4 } = autoscaler ?? { maximum: minimum };
  return { name, pods: Math.ceil((minimum + maximum) / 2) };
}

/** What shows how many pods the autoscalers run now. */
function command(workloads: WorkloadsChange['old']): string {
  const scaled = [...workloads.values()].filter(({ autoscaler }) => autoscaler !== undefined);
  const namespace = [...workloads.values()][0]?.entry.object.metadata.namespace;
  const names = scaled.flatMap(({ autoscaler }) => autoscaler?.name ?? []).sort();
  if (names.length < scaled.length) return 'kubectl get hpa --all-namespaces';
  return ['kubectl get hpa', ...(namespace === undefined ? [] : ['--namespace', namespace]), ...names].join(
    ' ',
  );
}

/** A number where only an autoscaler was: it is set at once, whatever the autoscaler runs. */
function replacedAutoscalers({ old, present, places }: WorkloadsChange): Diagnostic[] {
  const replaced = [...present].flatMap(([key, { name, replicas }]) => {
    const before = old.get(key);
    if (before === undefined || before.replicas !== undefined || replicas === undefined) return [];
    const { minimum, maximum } = before.autoscaler ?? {};
    // Without an autoscaler in the output, somebody else's sets the number of a service.
    if (minimum === undefined && before.entry.object.metadata.labels?.[label.team] === undefined) return [];
    const bounds = minimum === undefined ? 'external' : `${minimum} to ${maximum ?? 'any'}`;
    return maximum === undefined || replicas < maximum ? [{ name, replicas, bounds }] : [];
  });
  if (replaced.length === 0) return [];
  const names = replaced.map(({ name }) => name).join(', ');
  return [
    {
      code: 'capacity-transition',
      problem: `the number of pods is set at once, however many the autoscaler of ${names} runs`,
      got: replaced.map(({ name, replicas, bounds }) => `${name} ${bounds} → ${replicas}`).join(', '),
      fix: `first commit ${numbersOf(present)} that ${command(old)} shows now, then lower it as the load allows`,
      ...placeOf(present, 'replicas', places),
    },
  ];
}

/** The fields that hold what runs now. */
function numbersOf(present: WorkloadsChange['present']): string {
  const split = present.size > 1;
  const total = split ? 'ON-DEMAND + SPOT' : 'RUNNING';
  const replicas = `replicas: ${isAutoscaled(present) ? `{handover: ${total}, …}` : total}`;
  return split ? `capacity: {onDemand: ON-DEMAND} and ${replicas}, the numbers` : `${replicas}, the number`;
}

/** Without the field the API server sets one replica, at once, if nobody else owns the field. */
function droppedReplicas({ old, present, places }: WorkloadsChange): Diagnostic[] {
  const dropped = [...present].flatMap(([key, { entry, replicas: written, autoscaler }]) => {
    const { replicas = 0, autoscaler: before } = old.get(key) ?? {};
    // With an autoscaler beside the number, the commit before has handed it over, if that stays.
    const owned = before !== undefined && autoscaler !== undefined;
    const lost = entry.object.kind !== 'EnvoyProxy' && written === undefined && replicas >= 2 && !owned;
    // Without an autoscaler in the output, somebody else's sets the number.
    const isOurs = autoscaler !== undefined && entry.object.metadata.labels?.[label.team] !== undefined;
    return lost ? [{ entry, replicas, isOurs }] : [];
  });
  const [first] = dropped;
  if (first === undefined) return [];
  const running = [...old.values()].reduce((sum, { replicas = 0 }) => sum + replicas, 0);
  return [
    {
      code: 'replicas-dropped',
      ...ofService(first.entry),
      problem: 'the API server sets replicas to 1 when it leaves the manifest, until an autoscaler acts',
      got: dropped
        .map(({ entry, replicas }) => `${title(entry.object)}: nothing where ${replicas} was`)
        .join(', '),
      fix: first.isOurs
        ? `first commit replicas: {handover: ${running}, …}, and hand the field over as docs/availability.md says`
        : 'first give the number another owner, as docs/availability.md says, then commit this',
      ...fieldLocation(first.entry, ['replicas'], places),
    },
  ];
}

/** KEDA's own autoscaler belongs to the ScaledObject, and one of ours with its name counts as it. */
function returnedAutoscalers(
  old: readonly EnvironmentObject[],
  present: readonly EnvironmentObject[],
  places: FieldPlaces,
): Diagnostic[] {
  return present.flatMap((entry): Diagnostic[] => {
    const { kind, metadata } = entry.object;
    const owned = old.some(
      ({ object }) => object.kind === 'ScaledObject' && object.metadata.name === metadata.name,
    );
    // A plain one of this name is another one than KEDA's.
    if (kind !== 'HorizontalPodAutoscaler' || !owned || serviceOf(entry.object) === undefined) return [];
    return [
      {
        code: 'autoscaler-returned',
        ...ofService(entry),
        problem: 'the ScaledObject takes the autoscaler of this name along when it is pruned',
        got: title(entry.object),
        fix: 'apply once more when it is gone (argocd app sync, flux reconcile kustomization); the number of pods stays until then',
        ...fieldLocation(entry, ['replicas'], places),
      },
    ];
  });
}

function placeOf(
  workloads: WorkloadsChange['present'],
  field: string,
  places: FieldPlaces,
): Pick<Diagnostic, 'object' | 'path' | 'location'> {
  const [first] = workloads.values();
  return first === undefined
    ? { path: '' }
    : { ...ofService(first.entry), ...fieldLocation(first.entry, [field], places) };
}

/** The whole service of an object; the object itself where it belongs to none. */
function ofService({ environment, object }: EnvironmentObject): Pick<Diagnostic, 'object' | 'path'> {
  return { object: { environments: [environment], title: serviceOf(object) ?? title(object) }, path: '' };
}
