import type { Diagnostic } from '../lib/diagnostics';
import { jsonEqual } from '../lib/json';
import { address, title } from '../lib/rendered';
import { closesPort } from './open-ports';
import type { Pods, PortOfService, SelectingService } from './service-ports';
import { declares, isBehind, podsOf, reachedPort, servicesOf } from './service-ports';
import type { EnvironmentObject, Replaceable } from './state';
import { locationOf } from './state';

/** A controller that stays: its pods as they run, and as they will be. */
interface Rollout {
  readonly running: Pods;
  readonly next: Pods;
}

/** A port of a Service that stays, whatever it is called. */
interface Step {
  readonly old: PortOfService;
  readonly present: PortOfService;
}

type Found = Required<Pick<Diagnostic, 'problem' | 'got' | 'fix'>>;

/** True where policies close the port of running pods. */
type Closes = (pods: Pods, number: number, protocol: string) => boolean;

/**
 * Errors for changes after which the callers of a Service reach none of its running pods. A Service and policies change at
 * once, pods one after the other: until the last old one is replaced, the new Service and the new policies have to fit it too.
 */
export function portTransitions(
  before: readonly EnvironmentObject[],
  after: readonly EnvironmentObject[],
): Replaceable[] {
  const olds = servicesOf(before);
  const news = servicesOf(after);
  const next = podsOf(after);
  const rollouts = podsOf(before).flatMap((running): Rollout[] => {
    const found = next.find(
      ({ environment, address }) => environment === running.environment && address === running.address,
    );
    return found === undefined ? [] : [{ running, next: found }];
  });
  const closes: Closes = (pods, number, protocol) => closesPort(before, after, pods, { number, protocol });
  return [...news].flatMap(([key, present]) => {
    const old = olds.get(key);
    if (old === undefined || isGoverning(present, news)) return [];
    const behind = rollouts.filter(({ running }) => isBehind(old, running));
    const found = lostSelection(old, present, behind) ?? lostPort(old, present, behind, closes);
    return found === undefined ? [] : [problemOf(present, found)];
  });
}

/** A headless Service beside one with an address gives pods their names: callers use the other one. */
function isGoverning(service: SelectingService, all: ReadonlyMap<string, SelectingService>): boolean {
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

function problemOf({ entry }: SelectingService, { fix, ...found }: Found): Replaceable {
  const named = address(entry.object);
  const diagnostic: Diagnostic = {
    code: 'port-transition',
    path: `${entry.environment}: ${title(entry.object)}`,
    ...found,
    fix: `${fix}; or accept it: run synth --replace ${named}`,
    ...locationOf(entry),
  };
  return { address: named, diagnostic };
}

/** Other labels are selected than those that any running pod has. */
function lostSelection(
  old: SelectingService,
  present: SelectingService,
  behind: readonly Rollout[],
): Found | undefined {
  if (behind.length === 0 || jsonEqual(old.selector, present.selector)) return undefined;
  if (behind.some(({ running }) => isBehind(present, running))) return undefined;
  if (!behind.some(({ next }) => isBehind(present, next))) return undefined;
  return {
    problem:
      'no running pod has the labels that the Service selects now, so that it loses all of them at once',
    got: `${labelsText(present)} where ${labelsText(old)} was`,
    fix: 'do it in two commits: first the new labels of the pods beside the old ones, then the selector once all pods are replaced',
  };
}

function labelsText({ selector }: SelectingService): string {
  return Object.entries(selector)
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(',');
}

function lostPort(
  old: SelectingService,
  present: SelectingService,
  behind: readonly Rollout[],
  closes: Closes,
): Found | undefined {
  for (const step of stepsOf(old.ports, present.ports)) {
    for (const rollout of behind) {
      const found = lostTarget(step, rollout, closes) ?? lostNumber(step, rollout);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Callers use the number. A port that has another one is the same port if its name stays, or if all of them change. */
function stepsOf(olds: readonly PortOfService[], news: readonly PortOfService[]): Step[] {
  const isSame = (a: PortOfService, b: PortOfService) => a.number === b.number && a.protocol === b.protocol;
  const gone = olds.filter((old) => !news.some((port) => isSame(old, port)));
  const added = news.filter((port) => !olds.some((old) => isSame(old, port)));
  const all = gone.length === olds.length;
  return [
    ...news.flatMap((present) => olds.filter((old) => isSame(old, present)).map((old) => ({ old, present }))),
    ...gone.flatMap((old, index): Step[] => {
      const present = added.find(({ name }) => name === old.name) ?? (all ? added[index] : undefined);
      return present === undefined ? [] : [{ old, present }];
    }),
  ];
}

/** Running pods that the port no longer reaches, or that policies no longer let it reach. */
function lostTarget({ old, present }: Step, { running, next }: Rollout, closes: Closes): Found | undefined {
  const { protocol, target } = present;
  const was = reachedPort(old, running);
  if (was === undefined) return undefined;
  const reached = reachedPort(present, running);
  if (reached === undefined) {
    return {
      problem: `no running pod has a port called ${target}, so that the Service loses all of them at once`,
      got: `targetPort ${target} where ${old.target} was`,
      fix:
        `do it in three commits: first targetPort: ${was} in the port, as in ports: {${old.name}: {port: ${was}, targetPort: ${was}}}, ` +
        'then the new name beside the same targetPort, then no targetPort once all pods are replaced',
    };
  }
  if (reached !== was) {
    if (declares(running, reached, protocol)) return undefined;
    return {
      problem: `the Service leads to port ${reached} at once, where running pods do not listen`,
      got: `targetPort ${target} where ${old.target} was`,
      fix: 'do it in two commits: first the name of the port as targetPort, which each pod resolves for itself, then the new number',
    };
  }
  const will = reachedPort(present, next);
  if (will === was || will === undefined || !closes(running, was, protocol)) return undefined;
  return {
    problem: `policies close port ${was} at once, where running pods still listen`,
    got: `port ${will} where ${was} was`,
    fix:
      `do it in two commits: first with previousPort: ${was} beside port: ${will}, which keeps both open ` +
      `(ports: {${present.name}: {port: ${will}, servicePort: ${old.number}, previousPort: ${was}}}), then without it once all pods are replaced`,
  };
}

/** Callers that run have the old number. */
function lostNumber({ old, present }: Step, { running, next }: Rollout): Found | undefined {
  const was = reachedPort(old, running);
  if (was === undefined || old.number === present.number) return undefined;
  const will = reachedPort(present, next) ?? was;
  const previous = will === was ? '' : `, previousPort: ${was}`;
  return {
    problem: `the Service has no port ${old.number} any more, which running callers use`,
    got: `port ${present.number} where ${old.number} was`,
    fix:
      `keep the number of the Service: ports: {${present.name}: {port: ${will}, servicePort: ${old.number}${previous}}}; or first add a second ` +
      `port to service.ports that leads to the same targetPort, and remove the old one once no caller uses it`,
  };
}
