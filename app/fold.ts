import { severity } from '../lib/diagnostics';
import type { Facts } from '../charts';
import { concerns } from '../charts';
import type { AnyConcern, Requirement, Scope, WholeScope } from '../charts/concern';
import { connectionsOfCallers, servicesOf } from '../model/graph/connections';
import { resolveDataServices } from '../model/graph/data-services';
import type { PodAddition } from '../model/pod/pod-additions';
import type { ResolvedService } from '../model/service/services';
import { existingObjects } from '../model/environment/shared-settings';
import type { SystemWorkload } from '../model/workload/system-workload';
import { resolveSystemWorkload } from '../model/workload/system-workload';
import type { Environment } from '../model/environment/types';
import type { SystemService } from '../model/service/types';
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

type Known = Map<string, unknown>;

/** Each concern after those whose facts it reads. A circle stops the program before it has read anything. */
const ordered: readonly AnyConcern[] = inOrder(concerns);

/**
 * The one fold: every concern decides from the services, then from all that runs. With `asked`, only what these services come
 * to is decided again, and all else is as `before`.
 */
export function decideEnvironment(start: Start, before?: DecidedEnvironment, list = ordered): Outcome {
  const rows = start.asked === undefined ? list : list.filter(concernsServices);
  const refused = new Set<string>();
  const scope = { ...start, perService: decideEach(start, start.services, refused) };
  const facts: Known = new Map();
  const firsts = rows.filter((row) => row.resolve !== undefined);
  for (const row of firsts) facts.set(row.id, row.resolve?.(scope, othersOf(row, facts, before)));
  const all = assemble(scope, firsts, facts, before);
  const whole = { ...all, perService: decideEach(start, all.running, refused) };
  for (const row of rows) {
    if (row.conclude === undefined) continue;
    facts.set(row.id, row.conclude(whole, facts.get(row.id), othersOf(row, facts, before)));
  }
  const known = { ...before?.facts, ...Object.fromEntries(facts) } as Facts;
  return { environment: environmentOf(whole, before), facts: known, refused };
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

/** The facts that a concern has asked for; any other one would not be there yet. */
function othersOf({ id, after = [] }: AnyConcern, facts: Known, before?: DecidedEnvironment): object {
  const known = { ...before?.facts, ...Object.fromEntries(facts) } as Readonly<Record<string, unknown>>;
  return new Proxy(Object.fromEntries(after.map((other) => [other, known[other]])), {
    get(named, other) {
      if (!Reflect.has(named, other))
        throw new Error(`the concern ${id} reads ${String(other)}, which its after does not name`);
      return Reflect.get(named, other) as unknown;
    },
  });
}

/** What every concern needs of the others, after the first pass. */
function assemble(
  scope: Scope & Pick<Start, 'decisions'>,
  rows: readonly AnyConcern[],
  facts: Known,
  before?: DecidedEnvironment,
): WholeScope & Pick<Start, 'decisions'> {
  const { source, chain, problems, decisions } = scope;
  const own = (row: AnyConcern) => facts.get(row.id);
  const services = withPods(scope.services, additionsOf(scope, rows, facts), decisions);
  const systemWorkloads = rows.flatMap((row) => workloadsOf(row, own(row), scope));
  refuseFurther(systemWorkloads, rows);
  const running = withSystem(services, scope, systemWorkloads);
  const dataServices = resolveDataServices(chain, source, problems);
  const known = { dataServices, services: scope.services };
  const connections = [
    ...connectionsOfCallers(source, chain, known, callersOf(running, scope, before), problems),
    ...rows.flatMap((row) => row.connections?.(own(row), scope) ?? []),
  ];
  if (scope.asked === undefined)
    refuseUnreached(connections, { resolved: scope.services, manifests: scope.manifests }, problems);
  const contributors = rows.flatMap(
    (row) => row.flows?.(own(row), { running }, othersOf(row, facts, before)) ?? [],
  );
  const requirements: Requirement[] = rows.flatMap((row) => [...(row.requires?.(own(row)) ?? [])]);
  return { ...scope, running, systemWorkloads, dataServices, connections, contributors, requirements };
}

/** Objects of a workload lie in the folder of its name, which no service can have. */
function workloadsOf(row: AnyConcern, facts: unknown, scope: Scope): readonly SystemWorkload[] {
  const workloads = row.workloads?.(facts, scope) ?? [];
  const wrong = workloads.find(({ name }) => row.folders?.includes(name) !== true);
  if (wrong !== undefined) throw new Error(`${wrong.name} is none of the folders of the concern ${row.id}`);
  return workloads;
}

/** A workload of the platform leads to no other one: the concerns that run some have decided before it is there. */
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
  facts: Known,
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
