import type { Diagnostic } from '../lib/diagnostics';
import { kindOf } from '../lib/kinds';
import { address, title } from '../lib/rendered';
import { isCallable, isCaller } from './open-ports';
import type { Rollout } from './port-steps';
import { isGoverning, rolloutsOf, stepsOf } from './port-steps';
import type { PortOfService, SelectingService } from './service-ports';
import { isBehind, podsOf, reachedPort, servicesOf } from './service-ports';
import type { EnvironmentObject } from './state';
import { locationOf, serviceOf } from './state';

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
  const controllers = new Map(after.map((entry) => [`${entry.environment} ${title(entry.object)}`, entry]));
  return [...olds].flatMap(([key, old]) => {
    const behind = rollouts.filter(({ running }) => isBehind(old, running));
    if (isGoverning(old, olds)) return [];
    const present = news.get(key);
    if (behind.length === 0)
      return present === undefined ? removedWithPods(old, before, after, rollouts) : [];
    const lost = lostPorts(old, present).filter((port) => isUsed(port, behind, before));
    if (lost.length === 0) return [];
    const entry =
      present?.entry ??
      controllers.get(`${old.entry.environment} ${behind[0]?.next.address.replace('/', ' ') ?? ''}`);
    return [warningOf(old, present !== undefined, lost, entry)];
  });
}

/** Policies tell who called the pods, which go as well. */
function removedWithPods(
  old: SelectingService,
  before: readonly EnvironmentObject[],
  after: readonly EnvironmentObject[],
  rollouts: readonly Rollout[],
): Diagnostic[] {
  const { environment, object } = old.entry;
  const service = serviceOf(object);
  // Its workloads become others, which is an error of its own.
  const moves = (entry: EnvironmentObject) =>
    entry.environment === environment && kindOf(entry.object).rolls && serviceOf(entry.object) === service;
  if (service === undefined || after.some(moves)) return [];
  const behind = podsOf(before).filter((pods) => isBehind(old, pods));
  const callers = rollouts.filter(({ running }) => behind.some((pods) => isCaller(before, running, pods)));
  const [first] = callers;
  if (first === undefined) return [];
  const entry = after.find(
    (other) => other.environment === environment && address(other.object) === first.next.address,
  );
  return [
    {
      code: 'removed-port',
      path: `${environment}: ${title(object)}`,
      problem: `the Service goes with its pods at once, while running pods of ${callers.map(({ running }) => running.address).join(', ')} still call it`,
      fix: 'do it in two commits: first move its callers to what replaces it, then remove it once all their pods are replaced',
      ...locationOf(entry),
    },
  ];
}

function lostPorts(old: SelectingService, present: SelectingService | undefined): readonly PortOfService[] {
  if (present === undefined) return old.ports;
  const kept = new Set(stepsOf(old.ports, present.ports).map((step) => step.old));
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
  { entry: { environment, object } }: SelectingService,
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
    path: `${environment}: ${title(object)}`,
    problem: what,
    ...(stays ? {} : { got: `port ${ports}` }),
    fix: 'make sure that nobody calls it any more, those outside the platform included; else keep it until then',
    ...locationOf(place),
  };
}
