import type { Diagnostic } from '../lib/diagnostics';
import { SpecError, severity, sortDiagnostics } from '../lib/diagnostics';
import type { Layer } from '../spec/layers';
import { mergeValues } from '../spec/layers';
import type { PlatformSource } from '../spec/load';
import type { ServiceLayer } from '../spec/schema/service';
import { isOverrideUnread, isPlatformUnread, lacksObjects } from '../spec/unread';
import type { Alter } from './altered';
import { alter } from './altered';
import type { EnvironmentChain } from './environments';
import { environmentChain } from './environments';
import { servicesOf } from './connections';
import type { SharedSettings } from './namespaces';
import { refuseNamespaceHooks } from './hooks';
import { namespacesOfRoot, resolveNamespaces } from './namespaces';
import { resolveNetwork } from './network/policies';
import { resolveNodes } from './nodes';
import type { Nodes } from './nodes';
import { resolveNodePools } from './node-pools';
import { refuseForeignNames } from './foreign-selectors';
import { plainServices, resolvePlain } from './plain';
import { warnOfPlainClaims } from './plain-claims';
import { checkPlainNodes } from './plain-nodes';
import { drainTimeouts } from './pool-lifetime';
import { judgeNamespaces, withInstalled } from './system-namespaces';
import { resolvePriorityClasses } from './priorities';
import type { ServiceSettings } from './context';
import { serviceSettings } from './context';
import type { Relations } from './relations';
import { relate } from './relations';
import type { ResolvedService } from './services';
import { singleReplicas } from './capacity/single';
import { resolveService, serviceLayers, unknownOverrides } from './services';
import { refuseUnreached } from './unreached-ports';
import { judgeNamedClaims } from './volume-access';
import type { Environment, Existing } from './types';

/** Keeps resolved services between runs: the same layers and settings give the same object. */
export type ResolveCache = Map<
  string,
  { layers: readonly Layer<ServiceLayer>[]; key: string; result: ResolvedService }
>;

/** An environment, and what is legal but surprising about it. */
export interface Resolution {
  readonly environment: Environment;
  readonly services: ReadonlyMap<string, ResolvedService>;
  readonly warnings: readonly Diagnostic[];
  /** False where something could not be read or resolved, so that an object that is missing may be in that. */
  readonly complete: boolean;
  /** Services with errors, so that what is derived for them may be wrong. */
  readonly doubtful: ReadonlySet<string>;
  /** What the environment would be if a service were another one. */
  readonly altered: Alter;
}

/** What could be resolved of an environment, with all that is wrong about it. */
export interface Attempt {
  /** Undefined where nothing can be rendered. */
  readonly resolution?: Resolution;
  readonly problems: readonly Diagnostic[];
}

/**
 * Everything that is rendered for one environment.
 * @throws SpecError with every problem of the environment
 */
export function resolve(source: PlatformSource, name: string, cache: ResolveCache = new Map()): Resolution {
  const { resolution, problems } = resolveEnvironment(source, name, cache);
  const errors = problems.filter((problem) => severity(problem) === 'error');
  if (resolution === undefined || errors.length > 0) throw new SpecError(sortDiagnostics(errors));
  return resolution;
}

/** As `resolve`, as far as that goes: what one service lacks keeps no other from being judged. */
export function resolveEnvironment(
  source: PlatformSource,
  name: string,
  cache: ResolveCache = new Map(),
): Attempt {
  const { chain, problem } = environmentChain(source, name);
  if (chain === undefined) return { problems: problem === undefined ? [] : [problem] };
  const problems: Diagnostic[] = [...unknownOverrides(source, chain), ...platformProblems(source)];
  const nodes = resolveNodes(chain, source.platform.data.name ?? '', problems);
  const plain = resolvePlain(source, chain);
  problems.push(...plain.diagnostics, ...checkPlainNodes(plain.objects, nodes));
  const settingsOf = settingsByTeam(source, chain, nodes, plainServices(plain.objects));
  const resolved = resolveEach(source, chain, settingsOf, cache);
  const relations = relate({ source, chain, nodes }, resolved, resolved.values(), problems);
  const { edge, running, connections } = relations;
  warnOfPlainClaims(resolved, plain.objects, problems);
  judgeNamedClaims(resolved, plain.objects, problems);
  refuseForeignNames(resolved, problems);
  refuseUnreached(connections, { resolved, plain: plain.objects }, problems);
  const settings = withInstalled(sharedSettings(source, chain), plain.objects, nodes.profile);
  const scope = { source, chain, settings, nodes };
  const users = { resolved, plain: plain.objects, edge };
  judgeNamespaces(scope, users, problems);
  refuseNamespaceHooks(scope, problems);
  const namespaces = resolveNamespaces(scope, { ...users, services: [...servicesOf(resolved).values()] });
  const parts = {
    ...relations,
    nodes,
    resolved,
    timeouts: drainTimeouts(chain, nodes, { running, plain: plain.objects }, problems),
    namespaces,
    plain: plain.objects,
  };
  const network = resolveNetwork(chain, nodes, { ...parts, resolved: running }, problems);
  // Without the platform's defaults, hardly anything is known about a service.
  if (isPlatformUnread(source.unread)) return { problems };
  const doubtful = refuseSpotNames(source, resolved, problems);
  for (const [key, { context }] of resolved) if (context.diagnostics.some(isError)) doubtful.add(key);
  const own = [...resolved.values()].flatMap(({ context }) => context.diagnostics);
  problems.push(...own, ...singleReplicas(name, resolved.values()));
  // Every namespace is derived from it.
  if ((source.platform.data.name ?? '') === '') return { problems };
  const names = chain.sources.map((entry) => entry.name);
  const complete = !lacksObjects(source.unread, names) && ![...own, ...plain.diagnostics].some(isError);
  const warnings = sortDiagnostics(problems.filter((found) => !isError(found)));
  const environment = assemble(source, chain, settings, { ...parts, network });
  const altered = alter({ source, chain, nodes, resolved, environment });
  return { resolution: { environment, services: resolved, warnings, complete, doubtful, altered }, problems };
}

interface Parts extends Relations {
  readonly nodes: Nodes;
  readonly resolved: ReadonlyMap<string, ResolvedService>;
  /** How long the nodes of each pool wait for their pods. */
  readonly timeouts: ReadonlyMap<string, string>;
  readonly namespaces: Environment['namespaces'];
  readonly network: Environment['network'];
  readonly plain: Environment['plain'];
}

function assemble(
  source: PlatformSource,
  chain: EnvironmentChain,
  settings: SharedSettings,
  { nodes, resolved, running, timeouts, dataServices, edge, connections, namespaces, network, plain }: Parts,
): Environment {
  const { name: platform = '', owner = '', registries = [] } = source.platform.data;
  const services = servicesOf(resolved);
  return {
    name: chain.name,
    platform: platform ?? '',
    owner: owner ?? '',
    provider: nodes.profile,
    nodes: nodes.nodes,
    kubernetesVersion: chain.spec.kubernetesVersion,
    registries: registries ?? [],
    services,
    dataServices,
    namespaces,
    connections,
    network,
    ...(edge === undefined ? {} : { edge }),
    secretRefs: [...services.values()].flatMap((service) => service.secretRefs),
    existing: existingObjects(settings),
    priorityClasses: resolvePriorityClasses(platform ?? '', running.values()),
    nodePools: resolveNodePools(platform ?? '', chain, nodes, timeouts),
    plain,
  };
}

function isError(diagnostic: Diagnostic): boolean {
  return severity(diagnostic) === 'error';
}

/** Settings are the same for all services of a team. */
function settingsByTeam(
  source: PlatformSource,
  chain: EnvironmentChain,
  nodes: Nodes,
  services: NonNullable<ServiceSettings['plainServices']>,
): (team: string) => KeyedSettings {
  const byTeam = new Map<string, KeyedSettings>();
  const platform = source.platform.data.name ?? '';
  const written = sharedSettings(source, chain);
  return (team) => {
    const plain = services.length === 0 ? {} : { plainServices: services };
    const known =
      byTeam.get(team) ??
      keyed({
        ...serviceSettings(chain.name, platform, team, nodes),
        ...plain,
        rootAllowed: namespacesOfRoot(written),
      });
    byTeam.set(team, known);
    return known;
  };
}

/** Every service of which all files could be read. */
function resolveEach(
  source: PlatformSource,
  chain: EnvironmentChain,
  settingsOf: (team: string) => KeyedSettings,
  cache: ResolveCache,
): Map<string, ResolvedService> {
  const { owner } = source.platform.data;
  const resolved = new Map<string, ResolvedService>();
  for (const service of source.services.values()) {
    if (chain.sources.some((entry) => isOverrideUnread(source.unread, entry.name, service.name))) continue;
    const layers = serviceLayers(source, chain, service);
    const settings = settingsOf(service.team ?? owner ?? '');
    resolved.set(service.name, resolveCached(service.name, layers, settings, cache));
  }
  return resolved;
}

/** The workload on spot has a name of its own, which another service may not have. */
function refuseSpotNames(
  source: PlatformSource,
  resolved: ReadonlyMap<string, ResolvedService>,
  problems: Diagnostic[],
): Set<string> {
  const found = new Set<string>();
  for (const { context, service } of resolved.values()) {
    for (const { name } of service?.plan.halves.slice(1) ?? []) {
      if (!source.services.has(name)) continue;
      found.add(context.name);
      context.withOthers(problems, () =>
        context.report('name-collision', ['capacity', 'onDemand'], {
          problem: 'the workload on spot would have the name of another service',
          got: name,
          fix: 'rename one of the services, or write capacity: onDemand',
        }),
      );
    }
  }
  return found;
}

function resolveCached(
  name: string,
  layers: readonly Layer<ServiceLayer>[],
  { settings, key }: KeyedSettings,
  cache: ResolveCache,
): ResolvedService {
  const slot = `${settings.environment}/${name}`;
  const before = cache.get(slot);
  const same = before?.key === key && before.layers.length === layers.length;
  if (
    before !== undefined &&
    same &&
    before.layers.every((layer, index) => layer.data === layers[index]?.data)
  ) {
    return before.result;
  }
  const result = resolveService(name, layers, settings);
  cache.set(slot, { layers, key, result });
  return result;
}

/** Settings with their text, by which equal ones are told: all of them are data. */
interface KeyedSettings {
  readonly settings: ServiceSettings;
  readonly key: string;
}

function keyed(settings: ServiceSettings): KeyedSettings {
  return { settings, key: JSON.stringify(settings) };
}

function platformProblems(source: PlatformSource): Diagnostic[] {
  if (isPlatformUnread(source.unread)) return [];
  const required = ['name', 'owner', 'edition'] as const;
  return required.flatMap((field): Diagnostic[] => {
    if ((source.platform.data[field] ?? undefined) !== undefined) return [];
    const location = source.platform.document.locate([]);
    return [{ code: 'missing-field', path: field, problem: 'platform.yaml has to set it', location }];
  });
}

function sharedSettings(source: PlatformSource, chain: EnvironmentChain): SharedSettings {
  const { namespaces, quota, existing } = source.platform.data;
  const platform = mergeValues({}, { namespaces, quota, existing });
  const { namespaces: names, quota: own, existing: more } = chain.spec;
  return mergeValues(platform, { namespaces: names, quota: own, existing: more }) as SharedSettings;
}

function existingObjects({ existing }: SharedSettings): Existing {
  return {
    secrets: existing?.secrets ?? [],
    configMaps: existing?.configMaps ?? [],
    serviceAccounts: existing?.serviceAccounts ?? [],
    persistentVolumeClaims: existing?.persistentVolumeClaims ?? [],
  };
}
