import { jsonEqual } from '../lib/json';
import type { ControllerPods, PortOfService, SelectingService } from './service-ports';
import { podsOf } from './service-ports';
import type { EnvironmentObject } from './environment-objects';

/** A controller that stays: its pods as they run, and as they will be. */
export interface Rollout {
  readonly running: ControllerPods;
  readonly next: ControllerPods;
}

/** A port of a Service that stays, whatever it is called. */
export interface KeptPort {
  readonly old: PortOfService;
  readonly present: PortOfService;
}

/** Controllers that stay. */
export function rolloutsOf(
  before: readonly EnvironmentObject[],
  after: readonly EnvironmentObject[],
): readonly Rollout[] {
  const next = new Map(podsOf(after).map((pods) => [`${pods.environment} ${pods.address}`, pods]));
  return podsOf(before).flatMap((running): Rollout[] => {
    const found = next.get(`${running.environment} ${running.address}`);
    return found === undefined ? [] : [{ running, next: found }];
  });
}

/** A headless Service beside one with an address gives pods their names: callers use the other one. */
export function isGoverning(service: SelectingService, all: ReadonlyMap<string, SelectingService>): boolean {
  if (!service.headless) return false;
  const { environment, object } = service.entry;
  return [...all.values()].some(
    (other) =>
      !other.headless &&
      other.entry.environment === environment &&
      other.entry.object.metadata.namespace === object.metadata.namespace &&
      jsonEqual(other.selector, service.selector),
  );
}

/** Callers use the number. A port that has another one is the same port if its name stays, or if all of them change. */
export function keptPorts(olds: readonly PortOfService[], news: readonly PortOfService[]): KeptPort[] {
  const gone = olds.filter((old) => !news.some((port) => isSamePort(old, port)));
  const added = news.filter((port) => !olds.some((old) => isSamePort(old, port)));
  const all = gone.length === olds.length;
  return [
    ...news.flatMap((present) =>
      olds.filter((old) => isSamePort(old, present)).map((old) => ({ old, present })),
    ),
    ...gone.flatMap((old, index): KeptPort[] => {
      const present = added.find(({ name }) => name === old.name) ?? (all ? added[index] : undefined);
      return present === undefined ? [] : [{ old, present }];
    }),
  ];
}

export function isSamePort(a: PortOfService, b: PortOfService): boolean {
  return a.number === b.number && a.protocol === b.protocol;
}
