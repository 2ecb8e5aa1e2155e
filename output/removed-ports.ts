import type { Diagnostic } from '../lib/diagnostics';
import { kindOf } from '../lib/kinds';
import { address, placeOf } from '../lib/rendered';
import { callersOf, isCallable } from './open-ports';
import type { Rollout } from './kept-ports';
import { isGoverning, keptPorts, rolloutsOf } from './kept-ports';
import type { ControllerPods, PortOfService, SelectingService } from './service-ports';
import { behindAmong, podsOf, reachedPort, servicesOf } from './service-ports';
import type { EnvironmentObject } from './environment-objects';
import { locationOf, serviceOf } from './environment-objects';

/**
 * Warns of a Service, or a port of one, that goes while the pods behind it stay, or while known callers do: whoever runs with
 * its name or number loses it at once, and callers outside the platform are known to nobody.
 */
export function removedPortWarnings(
  before: readonly EnvironmentObject[],
  after: readonly EnvironmentObject[],
): Diagnostic[] {
  const [olds, news] = [servicesOf(before), servicesOf(after)];
  const rollouts = rolloutsOf(before, after);
  const behindOf = behindAmong(rollouts, ({ running }) => running);
  const controllers = controllersOf(after);
  const leaving = leavingPods(before, after);
  return [...olds].flatMap(([key, old]) => {
    const present = news.get(key);
    const lost = lostPorts(old, present);
    if (lost.length === 0 || isGoverning(old, olds)) return [];
    const behind = behindOf(old);
    if (behind.length === 0)
      return present === undefined ? removedWithPods(old, leaving, before, rollouts, controllers) : [];
    const used = lost.filter((port) => isUsed(port, behind, before));
    if (used.length === 0) return [];
    const [first] = behind;
    const entry = present?.entry ?? (first === undefined ? undefined : controllers.get(keyOf(first)));
    return [warningOf(old, present !== undefined, used, entry)];
  });
}

type Controllers = ReadonlyMap<string, EnvironmentObject>;

function controllersOf(after: readonly EnvironmentObject[]): Controllers {
  return new Map(after.map((entry) => [`${entry.environment} ${address(entry.object)}`, entry]));
}

function keyOf({ next }: Rollout): string {
  return `${next.environment} ${next.address}`;
}

/** The pods behind a Service whose own service has none any more. */
type Leaving = (old: SelectingService) => readonly ControllerPods[];

/** A service whose workloads become others is not among them: that is an error of its own. */
function leavingPods(before: readonly EnvironmentObject[], after: readonly EnvironmentObject[]): Leaving {
  const kept = new Set(
    after
      .filter(({ object }) => kindOf(object).rolls)
      .map(({ environment, object }) => `${environment} ${serviceOf(object) ?? ''}`),
  );
  const behindOf = behindAmong(podsOf(before), (pods) => pods);
  return (old) => {
    const { environment, object } = old.entry;
    const service = serviceOf(object);
    return service === undefined || kept.has(`${environment} ${service}`) ? [] : behindOf(old);
  };
}

/** Policies tell who called the pods, which go as well. */
function removedWithPods(
  old: SelectingService,
  leaving: Leaving,
  before: readonly EnvironmentObject[],
  rollouts: readonly Rollout[],
  controllers: Controllers,
): Diagnostic[] {
  const callers = new Set(
    leaving(old).flatMap((pods) => callersOf(before, pods, rollouts, ({ running }) => running)),
  );
  const [first] = callers;
  if (first === undefined) return [];
  const names = [...callers].map(({ running }) => running.address).join(', ');
  return [
    {
      code: 'removed-port',
      ...placeOf(old.entry),
      problem: `the Service goes with its pods at once, while running pods of ${names} still call it`,
      fix: 'do it in two commits: first move its callers to what replaces it, then remove it once all their pods are replaced',
      ...locationOf(controllers.get(keyOf(first))),
    },
  ];
}

function lostPorts(old: SelectingService, present: SelectingService | undefined): readonly PortOfService[] {
  if (present === undefined) return old.ports;
  const kept = new Set(keptPorts(old.ports, present.ports).map((step) => step.old));
  return old.ports.filter((port) => !kept.has(port));
}

function isUsed(
  port: PortOfService,
  behind: readonly Rollout[],
  before: readonly EnvironmentObject[],
): boolean {
  return behind.some(({ running }) => {
    const number = reachedPort(port, running);
    return number !== undefined && isCallable(before, running, { number, protocol: port.protocol });
  });
}

function warningOf(
  { entry }: SelectingService,
  stays: boolean,
  lost: readonly PortOfService[],
  place: EnvironmentObject | undefined,
): Diagnostic {
  const ports = lost
    .map(({ name, number }) => (name === '' ? `${number}` : `${number} (${name})`))
    .join(', ');
  const what = stays
    ? `the Service loses port ${ports}, and callers that still run lose it at once`
    : 'the Service goes while its pods stay, and callers that still run lose its name at once';
  return {
    code: 'removed-port',
    ...placeOf(entry),
    problem: what,
    ...(stays ? {} : { got: `port ${ports}` }),
    fix: 'make sure that nobody calls it any more, those outside the platform included; else keep it until then',
    ...locationOf(place),
  };
}
