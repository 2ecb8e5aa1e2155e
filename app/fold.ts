import { severity } from '../lib/diagnostics';
import type { Facts } from '../charts';
import { concerns } from '../charts';
import type { AnyConcern, Requirement, Scope, WholeScope } from '../charts/concern';
import { connectionsOfCallers, servicesOf } from '../model/graph/connections';
import { resolveDataServices } from '../model/graph/data-services';
import type { PodAddition } from '../model/pod/pod-additions';
import type { ResolvedService } from '../model/context';
import { existingObjects } from '../model/environment/shared-settings';
import type { SystemWorkload } from '../model/system-workload';
import { resolveSystemWorkload } from '../model/system-workload';
import type { Environment } from '../model/types/environment';
import type { SystemService } from '../model/types/service';
import { refuseUnreached } from '../model/graph/unreached-ports';
import { isPlatformUnreadable } from '../spec/unreadable-files';
import { inOrder } from './order';
import type { Decisions } from './per-service';
import { perServiceOf, withPods } from './per-service';

/** An environment, and the facts of every concern about it. */
export interface DecidedEnvironment {
  readonly environment: Environment;
  readonly facts: Facts;
}

/** What is decided, and which services it refuses. */
export interface Outcome extends DecidedEnvironment {
  readonly refused: ReadonlySet<string>;
}

/** What the fold begins with. */
export interface Start extends Omit<Scope, 'perService'> {
  /** Of services, kept from the runs before. */
  readonly decisions: Decisions;
}

/** Facts by the id of their concern. */
type Decided = Map<string, unknown>;

// A circle stops the program before it has read anything.
inOrder(concerns);

/** What others ask of a concern after the first pass. */
const askedOfConcerns = ['workloads', 'connections', 'flows', 'pods', 'requires'] as const;

/**
 * The one fold over the concerns:
 * 1. each resolves what it can from services (`resolve`);
 * 2. pods get what concerns add to them (`pods`), and what the platform runs for itself is resolved (`workloads`);
 * 3. connections, flows and requirements are collected (`connections`, `flows`, `requires`);
 * 4. each concludes from all of that (`conclude`).
 *
 * With `asked`, only what these services come to is decided again, and all else is as `before`. Tests give rows of their own.
 */
export function decideEnvironment(start: Start, before?: DecidedEnvironment, list = concerns): Outcome {
  for (const row of list) checkRow(row);
  const asked = start.asked === undefined ? list : list.filter(concernsServices);
  const rows = inOrder(list).filter((row) => asked.includes(row));
  const refused = new Set<string>();
  const scope = { ...start, perService: decideEach(start, start.services, refused) };
  const facts: Decided = new Map();
  for (const row of rows) {
    if (row.resolve === undefined) continue;
    facts.set(row.id, row.resolve(scope, othersOf(row, facts, before)));
  }
  // In the order of the list: what is rendered does not depend on who reads whose facts.
  const resolved = asked.filter((row) => row.resolve !== undefined);
  const collected = collect(scope, resolved, facts, before);
  const whole = { ...collected, perService: decideEach(start, collected.running, refused) };
  for (const row of rows) {
    if (row.conclude === undefined) continue;
    facts.set(row.id, row.conclude(whole, facts.get(row.id), othersOf(row, facts, before)));
  }
  const all = { ...before?.facts, ...Object.fromEntries(facts) } as Facts;
  return { environment: environmentOf(whole, before), facts: all, refused };
}

/** What is made of the facts of the first pass needs them. */
function checkRow(row: AnyConcern): void {
  const vain =
    row.resolve === undefined ? askedOfConcerns.find((part) => row[part] !== undefined) : undefined;
  if (vain !== undefined) throw new Error(`the concern ${row.id} has ${vain}, so it needs resolve`);
}

/** Of the services that are asked for, and of what the platform runs for itself. */
function decideEach(
  { source, asked, problems, decisions }: Start,
  services: ReadonlyMap<string, ResolvedService>,
  refused: Set<string>,
): Scope['perService'] {
  // Without the platform's defaults, hardly anything is known about a service.
  const isKnown = !isPlatformUnreadable(source.unread);
  const names = [...services.keys()].filter(
    (name) => asked === undefined || asked.has(name) || services.get(name)?.system === true,
  );
  return perServiceOf(services, names, decisions, ({ context, system = false }, found) => {
    if (isKnown) problems.push(...found);
    if (!system && found.some((problem) => severity(problem) === 'error')) refused.add(context.name);
  });
}

/** True for a concern that puts something into the folders of services, or leads to that. */
function concernsServices(row: AnyConcern): boolean {
  return (
    row.flows !== undefined ||
    row.workloads !== undefined ||
    row.pods !== undefined ||
    row.charts?.service !== undefined
  );
}

/** The facts that a concern has asked for. Others would depend on the order of rows, and some are decided later. */
function othersOf({ id, after = [] }: AnyConcern, facts: Decided, before?: DecidedEnvironment): object {
  const decided = new Map([...Object.entries(before?.facts ?? {}), ...facts]);
  return new Proxy(Object.fromEntries(decided), {
    get(all, other) {
      const name = String(other);
      if (!after.includes(name))
        throw new Error(`the concern ${id} reads ${name}, but its after does not list it`);
      if (!decided.has(name))
        throw new Error(`the concern ${id} reads ${name} in the first pass, which is decided in the second`);
      return Reflect.get(all, other) as unknown;
    },
  });
}

/** What every concern needs of the others, after the first pass. */
function collect(
  scope: Scope & Pick<Start, 'decisions'>,
  rows: readonly AnyConcern[],
  facts: Decided,
  before?: DecidedEnvironment,
): WholeScope & Pick<Start, 'decisions'> {
  const { source, chain, problems, decisions } = scope;
  const factsOf = (row: AnyConcern) => facts.get(row.id);
  const services = withPods(scope.services, additionsOf(scope, rows, facts), decisions);
  const systemWorkloads = rows.flatMap((row) => workloadsOf(row, factsOf(row), scope));
  refuseFurther(systemWorkloads, rows);
  const running = withSystem(services, scope, systemWorkloads);
  const dataServices = resolveDataServices(chain, source, problems);
  const targets = { dataServices, services: scope.services };
  const connections = [
    ...connectionsOfCallers(source, chain, targets, callersOf(running, scope, before), problems),
    ...rows.flatMap((row) => row.connections?.(factsOf(row), scope) ?? []),
  ];
  if (scope.asked === undefined)
    refuseUnreached(connections, { resolved: scope.services, manifests: scope.manifests }, problems);
  const contributors = rows.flatMap(
    (row) => row.flows?.(factsOf(row), { running }, othersOf(row, facts, before)) ?? [],
  );
  const requirements: Requirement[] = rows.flatMap((row) => [...(row.requires?.(factsOf(row)) ?? [])]);
  return { ...scope, running, systemWorkloads, dataServices, connections, contributors, requirements };
}

/** Objects of a workload lie in the folder of its name, which no service can have. */
function workloadsOf(row: AnyConcern, facts: unknown, scope: Scope): readonly SystemWorkload[] {
  const workloads = row.workloads?.(facts, scope) ?? [];
  const wrong = workloads.find(({ name }) => row.folders?.includes(name) !== true);
  if (wrong !== undefined) throw new Error(`${wrong.name} is none of the folders of the concern ${row.id}`);
  return workloads;
}

/**
 * A workload that the platform runs must not write a field by which a concern runs another one: that concern has decided
 * before it is there, so that the field would have no effect.
 */
function refuseFurther(systemWorkloads: readonly SystemWorkload[], rows: readonly AnyConcern[]): void {
  for (const { id, fields } of rows.filter((row) => row.workloads !== undefined)) {
    for (const name of Object.keys(fields?.service ?? {})) {
      const wrong = systemWorkloads.find(({ layers }) =>
        layers.some(({ data }) => Object.hasOwn(data, name)),
      );
      if (wrong !== undefined)
        throw new Error(
          `${wrong.name} writes ${name}, by which the concern ${id} would run a further workload`,
        );
    }
  }
}

/** What concerns add to the pods of services, by the service's name. */
function additionsOf(
  { services }: Scope,
  rows: readonly AnyConcern[],
  facts: Decided,
): ReadonlyMap<string, readonly PodAddition[]> {
  const adding = rows.filter(({ pods }) => pods !== undefined);
  if (adding.length === 0) return new Map();
  return new Map(
    [...services].map(([name, resolved]) => [
      name,
      adding.flatMap((row) => row.pods?.(facts.get(row.id), resolved) ?? []),
    ]),
  );
}

function withSystem(
  services: ReadonlyMap<string, ResolvedService>,
  scope: Scope,
  systemWorkloads: readonly SystemWorkload[],
): ReadonlyMap<string, ResolvedService> {
  if (systemWorkloads.length === 0) return services;
  return new Map([
    ...services,
    ...systemWorkloads.map((workload) => {
      const resolved = resolveSystemWorkload(scope, workload, scope.problems);
      return [workload.name, resolved] as const;
    }),
  ]);
}

/** Whose lines of `connects` are followed: everybody's, or those of the services that are asked for and of their callers. */
function callersOf(
  running: ReadonlyMap<string, ResolvedService>,
  { asked }: Scope,
  before?: DecidedEnvironment,
): Iterable<ResolvedService> {
  if (asked === undefined) return running.values();
  const calling = (before?.environment.connections ?? []).flatMap(({ from, to }) =>
    to.kind === 'service' && asked.has(to.name) ? [from] : [],
  );
  return [...new Set([...asked, ...calling])].flatMap((name) => running.get(name) ?? []);
}

function environmentOf(whole: WholeScope, before?: DecidedEnvironment): Environment {
  const {
    source,
    chain,
    nodes,
    manifests,
    running,
    systemWorkloads,
    dataServices,
    connections,
    requirements,
  } = whole;
  const { name: platform = '', owner = '', registries = [] } = source.platform.data;
  const services = servicesOf(running);
  const systemServices = new Map<string, SystemService>();
  for (const { name, isMadeByOperator = false } of systemWorkloads) {
    const service = services.get(name);
    services.delete(name);
    if (service !== undefined) systemServices.set(name, { service, isRendered: !isMadeByOperator });
  }
  const secrets = requirements.flatMap((needed) => (needed.kind === 'Secret' ? [needed] : []));
  return {
    name: chain.name,
    platform: platform ?? '',
    owner: owner ?? '',
    provider: nodes.profile,
    nodes: nodes.nodes,
    kubernetesVersion: chain.spec.kubernetesVersion,
    registries: registries ?? [],
    services,
    systemServices,
    dataServices,
    connections: before === undefined ? connections : before.environment.connections,
    secretRefs: [...[...running.values()].flatMap(({ service }) => service?.secretRefs ?? []), ...secrets],
    existing: existingObjects(whole.settings),
    manifests,
  };
}
