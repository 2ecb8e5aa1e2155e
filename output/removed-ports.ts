import type { Diagnostic } from '../lib/diagnostics';
import { title } from '../lib/rendered';
import { isCallable } from './open-ports';
import type { Rollout } from './port-steps';
import { isGoverning, rolloutsOf, stepsOf } from './port-steps';
import type { PortOfService, SelectingService } from './service-ports';
import { isBehind, reachedPort, servicesOf } from './service-ports';
import type { EnvironmentObject } from './state';
import { locationOf } from './state';

/**
 * Warns of a Service, or a port of one, that goes while the pods behind it stay: whoever runs with its name or number loses
 * it at once, and callers outside the platform are known to nobody.
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
    if (behind.length === 0 || isGoverning(old, olds)) return [];
    const present = news.get(key);
    const lost = lostPorts(old, present).filter((port) => isUsed(port, behind, before));
    if (lost.length === 0) return [];
    const entry =
      present?.entry ??
      controllers.get(`${old.entry.environment} ${behind[0]?.next.address.replace('/', ' ') ?? ''}`);
    return [warningOf(old, present !== undefined, lost, entry)];
  });
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
