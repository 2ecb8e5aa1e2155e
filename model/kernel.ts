import type { Diagnostic } from '../lib/diagnostics';
import { severity } from '../lib/diagnostics';
import type { Layer } from '../spec/layers';
import type { PlatformSource } from '../spec/load';
import type { ServiceLayer } from '../spec/schema/service';
import { isOverrideUnreadable, isPlatformUnreadable, mayLackObjects } from '../spec/unreadable-files';
import type { ServiceSettings } from './context';
import { serviceSettings } from './context';
import type { EnvironmentChain } from './environment/environments';
import { environmentChain } from './environment/environments';
import { refuseSelectorsOfOthers } from './service/adopted-selectors';
import type { Nodes } from './environment/nodes';
import { resolveNodes } from './environment/nodes';
import { resolveManifests, servicesInManifests } from './manifests/manifests';
import { warnOfManifestClaims } from './manifests/claims';
import { checkManifestNodes } from './manifests/nodes';
import type { ResolvedService } from './context';
import { resolveService, serviceLayers, unknownOverrides } from './resolve-service';
import type { SharedSettings } from './environment/shared-settings';
import { namespacesOfRoot, sharedSettings } from './environment/shared-settings';
import type { ManifestObject } from './types/manifest';
import { judgeNamedClaims } from './pod/volume-access';

/** Keeps resolved services between runs: the same layers and settings give the same object. */
export type ServiceCache = Map<
  string,
  { layers: readonly Layer<ServiceLayer>[]; key: string; result: ResolvedService }
>;

/** An environment before any concern has decided something: what is written, its nodes, and every service for itself. */
export interface Kernel {
  readonly source: PlatformSource;
  readonly chain: EnvironmentChain;
  readonly nodes: Nodes;
  readonly settings: SharedSettings;
  readonly manifests: readonly ManifestObject[];
  readonly services: ReadonlyMap<string, ResolvedService>;
}

/** What could be resolved, with all that is wrong about it. */
export interface KernelAttempt {
  /** Undefined where nothing can be resolved. */
  readonly kernel?: Kernel;
  readonly problems: Diagnostic[];
  /** False where something could not be read or resolved, so that an object that is missing may be in that. */
  readonly complete: boolean;
  /** Services with errors, so that what is derived for them may be wrong. */
  readonly servicesWithErrors: ReadonlySet<string>;
}

/** Resolves every service for itself, as far as that goes: what one lacks keeps no other from being judged. */
export function resolveKernel(source: PlatformSource, name: string, cache: ServiceCache): KernelAttempt {
  const { chain, problem } = environmentChain(source, name);
  if (chain === undefined)
    return {
      problems: problem === undefined ? [] : [problem],
      complete: false,
      servicesWithErrors: new Set(),
    };
  const problems: Diagnostic[] = [...unknownOverrides(source, chain), ...platformProblems(source)];
  const nodes = resolveNodes(chain, source.platform.data.name ?? '', problems);
  const { objects: manifests, diagnostics: ofManifests } = resolveManifests(source, chain);
  problems.push(...ofManifests, ...checkManifestNodes(manifests, nodes));
  const settings = sharedSettings(source, chain);
  const settingsOf = settingsByTeam(source, { chain, nodes, settings }, servicesInManifests(manifests));
  const services = resolveEach(source, chain, settingsOf, cache);
  warnOfManifestClaims(services, manifests, problems);
  judgeNamedClaims(services, manifests, problems);
  refuseSelectorsOfOthers(services, problems);
  const own = [...services.values()].flatMap(({ context }) => context.diagnostics);
  // Without the platform's defaults, hardly anything is known about a service.
  const isKnown = !isPlatformUnreadable(source.unread);
  const servicesWithErrors = isKnown ? refuseSpotNames(source, services, problems) : new Set<string>();
  for (const [key, { context }] of services)
    if (context.diagnostics.some(isError)) servicesWithErrors.add(key);
  if (isKnown) problems.push(...own);
  const names = chain.sources.map((entry) => entry.name);
  const complete = !mayLackObjects(source.unread, names) && ![...own, ...ofManifests].some(isError);
  return {
    kernel: { source, chain, nodes, settings, manifests, services },
    problems,
    complete,
    servicesWithErrors,
  };
}

function isError(diagnostic: Diagnostic): boolean {
  return severity(diagnostic) === 'error';
}

/** Settings are the same for all services of a team. */
function settingsByTeam(
  source: PlatformSource,
  { chain, nodes, settings }: Pick<Kernel, 'chain' | 'nodes' | 'settings'>,
  services: NonNullable<ServiceSettings['manifestServices']>,
): (team: string) => KeyedSettings {
  const byTeam = new Map<string, KeyedSettings>();
  const platform = source.platform.data.name ?? '';
  return (team) => {
    const ofManifests = services.length === 0 ? {} : { manifestServices: services };
    const known =
      byTeam.get(team) ??
      keyed({
        ...serviceSettings(chain, platform, team, nodes),
        ...ofManifests,
        rootAllowed: namespacesOfRoot(settings),
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
  cache: ServiceCache,
): Map<string, ResolvedService> {
  const { owner } = source.platform.data;
  const resolved = new Map<string, ResolvedService>();
  for (const service of source.services.values()) {
    if (chain.sources.some((entry) => isOverrideUnreadable(source.unread, entry.name, service.name)))
      continue;
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
    for (const { name } of service?.plan.workloads.slice(1) ?? []) {
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
  cache: ServiceCache,
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
  if (isPlatformUnreadable(source.unread)) return [];
  const required = ['name', 'owner', 'edition'] as const;
  return required.flatMap((field): Diagnostic[] => {
    if ((source.platform.data[field] ?? undefined) !== undefined) return [];
    const location = source.platform.document.locate([]);
    return [{ code: 'missing-field', path: field, problem: 'platform.yaml has to set it', location }];
  });
}
