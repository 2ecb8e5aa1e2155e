import type { Diagnostic } from '../lib/diagnostics';
import { jsonEqual } from '../lib/json';
import { address, placeOf } from '../lib/rendered';
import { closesPort } from './open-ports';
import type { PortChange, PortPlaces } from './port-advice';
import {
  closedAdvice,
  exchangeAdvice,
  headlessAdvice,
  numberAdvice,
  protocolAdvice,
  renameAdvice,
  servicePlace,
  targetAdvice,
} from './port-advice';
import type { Rollout } from './kept-ports';
import { isGoverning, isSamePort, keptPorts, rolloutsOf } from './kept-ports';
import type { ControllerPods, SelectingService } from './service-ports';
import { behindAmong, isBehind, portAt, portCalled, reachedPort, servicesOf } from './service-ports';
import type { EnvironmentObject, FieldPlaces, Replaceable } from './environment-objects';
import { fieldLocation, noPlaces } from './environment-objects';

type Found = Required<Pick<Diagnostic, 'problem' | 'got' | 'fix'>>;

/** With the field of the service that sets the port. */
type Placed = Found & { readonly field?: readonly string[] };

/** True where policies close the port of running pods. */
type Closes = (pods: ControllerPods, number: number, protocol: string) => boolean;

/**
 * Errors for changes after which the callers of a Service reach none of its running pods. A Service and policies change at
 * once, pods one after the other: until the last old one is replaced, the new Service and the new policies have to fit it too.
 */
export function portTransitions(
  before: readonly EnvironmentObject[],
  after: readonly EnvironmentObject[],
  places: () => PortPlaces = () => new Map(),
  fields: FieldPlaces = noPlaces,
): Replaceable[] {
  const olds = servicesOf(before);
  const news = servicesOf(after);
  const rollouts = rolloutsOf(before, after);
  const behindOf = behindAmong(rollouts, ({ running }) => running);
  const closes: Closes = (pods, number, protocol) => closesPort(before, after, pods, { number, protocol });
  return [...news].flatMap(([key, present]) => {
    const old = olds.get(key);
    if (old === undefined || isGoverning(present, news)) return [];
    const behind = behindOf(old);
    const found = lostSelection(old, present, behind) ?? lostPort({ old, present, behind, places }, closes);
    return found === undefined ? [] : [problemOf(present, found, fields)];
  });
}

function problemOf(
  { entry }: SelectingService,
  { fix, field = ['service'], ...found }: Placed,
  fields: FieldPlaces,
): Replaceable {
  const named = address(entry.object);
  const diagnostic: Diagnostic = {
    code: 'port-transition',
    ...placeOf(entry),
    ...found,
    fix: `${fix}; or accept it: run synth --replace ${named}`,
    ...fieldLocation(entry, field, fields),
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

interface Ports {
  readonly old: SelectingService;
  readonly present: SelectingService;
  readonly behind: readonly Rollout[];
  readonly places: () => PortPlaces;
}

function lostPort({ old, present, behind, places }: Ports, closes: Closes): Placed | undefined {
  const changes = keptPorts(old.ports, present.ports).flatMap((step) =>
    behind.map((rollout): PortChange => ({ ...step, ...rollout, service: present, places })),
  );
  const names = new Set(present.ports.map(({ name }) => name));
  const find: readonly ((change: PortChange) => Found | undefined)[] = [
    (change) => (names.has(change.old.name) ? exchangedNumber(change) : undefined),
    (change) => lostProtocol(change) ?? lostReach(change) ?? closedTarget(change, closes),
  ];
  for (const judge of find) {
    for (const change of changes) {
      const found = judge(change);
      if (found !== undefined)
        return { ...found, field: [...(servicePlace(change) ?? []), change.present.name] };
    }
  }
  return undefined;
}

/** A number that goes over to another port, while the one that had it stays under a new number: callers follow neither. */
function exchangedNumber(change: PortChange): Found | undefined {
  const { old, present, running, next } = change;
  if (!isSamePort(old, present) || old.name === present.name) return undefined;
  const was = reachedPort(old, running);
  const will = reachedPort(present, next);
  if (was === undefined || will === undefined) return undefined;
  const [before, later] = [portAt(running, was, old.protocol), portAt(next, will, present.protocol)];
  // The Service's port alone has another name.
  if (before?.name !== undefined && before.name === later?.name) return undefined;
  if (portCalled(next, before?.name) === undefined) return undefined;
  return {
    problem: `callers of port ${present.number} of the Service reach ${present.name} from now on, where they reached ${old.name}`,
    got: `port ${present.number} for ${present.name} where ${old.name} had it`,
    fix: exchangeAdvice(change),
  };
}

/** Callers and pods that run speak the old one. */
function lostProtocol(change: PortChange): Found | undefined {
  const { old, present, running } = change;
  if (old.protocol === present.protocol || reachedPort(old, running) === undefined) return undefined;
  return {
    problem: `the Service has no port ${old.number} of ${old.protocol} any more, which running callers use, and running pods do not listen on ${present.protocol}`,
    got: `port ${present.number} of ${present.protocol} where ${old.number} of ${old.protocol} was`,
    fix: protocolAdvice(change),
  };
}

function lostReach(change: PortChange): Found | undefined {
  const { old, present, running, next, service } = change;
  if (!service.headless) return lostTarget(change) ?? lostNumber(change);
  const [was, will] = [reachedPort(old, running), reachedPort(present, next)];
  if (was === undefined || will === undefined || reachedPort(present, running) === undefined)
    return lostTarget(change);
  // The Service's own number is nobody's.
  if (was === will || portAt(next, was, present.protocol) !== undefined) return undefined;
  return {
    problem: `callers of a headless Service call the pods themselves, of which running ones listen on port ${was} and new ones on port ${will}`,
    got: `port ${will} where ${was} was`,
    fix: headlessAdvice(was, will),
  };
}

/** Running pods that the port no longer reaches. */
function lostTarget(change: PortChange): Found | undefined {
  const { old, present, running } = change;
  const { protocol, target } = present;
  const was = reachedPort(old, running);
  if (was === undefined) return undefined;
  const reached = reachedPort(present, running);
  if (reached === undefined) {
    return {
      problem: `no running pod has a port called ${target}, so that the Service loses all of them at once`,
      got: `targetPort ${target} where ${old.target} was`,
      fix: renameAdvice(change, was),
    };
  }
  if (reached !== was) {
    if (portAt(running, reached, protocol) !== undefined) return undefined;
    return {
      problem: `the Service leads to port ${reached} at once, where running pods do not listen`,
      got: `targetPort ${target} where ${old.target} was`,
      fix: targetAdvice(change, was),
    };
  }
  return undefined;
}

/** Running pods that policies no longer let the port reach. */
function closedTarget(change: PortChange, closes: Closes): Found | undefined {
  const { present, running, next } = change;
  const was = reachedPort(present, running);
  const will = reachedPort(present, next);
  if (was === undefined || will === was || will === undefined) return undefined;
  if (!closes(running, was, present.protocol)) return undefined;
  return {
    problem: `policies close port ${was} at once, where running pods still listen`,
    got: `port ${will} where ${was} was`,
    fix: closedAdvice(change, was, will),
  };
}

/** Callers that run have the old number. */
function lostNumber(change: PortChange): Found | undefined {
  const { old, present, running, next } = change;
  const was = reachedPort(old, running);
  if (was === undefined || old.number === present.number) return undefined;
  return {
    problem: `the Service has no port ${old.number} any more, which running callers use`,
    got: `port ${present.number} where ${old.number} was`,
    fix: numberAdvice(change, was, reachedPort(present, next) ?? was),
  };
}
