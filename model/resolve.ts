import type { Diagnostic } from '../lib/diagnostics';
import { SpecError, severity, sortDiagnostics } from '../lib/diagnostics';
import type { Layer } from '../spec/layers';
import { mergeValues } from '../spec/layers';
import type { PlatformSource } from '../spec/load';
import type { ServiceLayer } from '../spec/schema/service';
import type { EnvironmentChain } from './environments';
import { environmentChain } from './environments';
import { resolveDataServices } from './data-services';
import { resolveConnections } from './graph';
import type { SharedSettings } from './namespaces';
import { resolveNamespaces } from './namespaces';
import { resolveNodes } from './nodes';
import type { Nodes } from './nodes';
import { resolveNodePools } from './node-pools';
import { resolvePlain } from './plain';
import { resolvePriorityClasses } from './priorities';
import type { ServiceSettings } from './context';
import type { ResolvedService } from './services';
import { resolveService, serviceLayers, unknownOverrides } from './services';
import type { CapacityPlan, Environment, Existing } from './types';

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
}

/**
 * Everything that is rendered for one environment.
 * @throws SpecError with every problem of the environment
 */
export function resolve(source: PlatformSource, name: string, cache: ResolveCache = new Map()): Resolution {
  const chain = environmentChain(source, name);
  const problems: Diagnostic[] = [...unknownOverrides(source, chain), ...platformProblems(source)];
  const platform = source.platform.data.name ?? '';
  const nodes = resolveNodes(chain, platform, problems);
  const owner = source.platform.data.owner ?? '';
  const resolved = new Map<string, ResolvedService>();
  for (const service of source.services.values()) {
    const layers = serviceLayers(source, chain, service);
    const settings = serviceSettings(name, platform, service.team ?? owner, nodes);
    resolved.set(service.name, resolveCached(service.name, layers, settings, cache));
  }
  const dataServices = resolveDataServices(chain, source, problems);
  const services = new Map(
    [...resolved].flatMap(([key, { service }]) => (service === undefined ? [] : [[key, service]])),
  );
  refuseSpotNames(resolved);
  const known = { services, dataServices: new Set(dataServices.keys()) };
  const connections = [...resolved.values()].flatMap(({ context }) => {
    const before = context.diagnostics.length;
    const found = resolveConnections(context, known);
    problems.push(...context.diagnostics.splice(before));
    return found;
  });
  problems.push(...[...resolved.values()].flatMap(({ context }) => context.diagnostics));
  const plain = resolvePlain(source, chain);
  problems.push(...plain.diagnostics, ...singleReplicas(name, resolved.values()));
  const errors = problems.filter((problem) => severity(problem) === 'error');
  if (errors.length > 0) throw new SpecError(sortDiagnostics(errors));
  const settings = sharedSettings(source, chain);
  const environment: Environment = {
    name,
    platform,
    owner,
    provider: nodes.profile,
    nodes: nodes.nodes,
    kubernetesVersion: chain.spec.kubernetesVersion,
    registries: source.platform.data.registries ?? [],
    services,
    dataServices,
    namespaces: resolveNamespaces(source, chain, settings, [...services.values()], plain.objects),
    connections,
    secretRefs: [...services.values()].flatMap((service) => service.secretRefs),
    existing: existingObjects(settings),
    priorityClasses: resolvePriorityClasses(platform, resolved.values()),
    nodePools: resolveNodePools(platform, chain, nodes),
    plain: plain.objects,
  };
  return { environment, services: resolved, warnings: sortDiagnostics(problems) };
}

/** The workload on spot has a name of its own, which another service may not have. */
function refuseSpotNames(resolved: ReadonlyMap<string, ResolvedService>): void {
  for (const { context, service } of resolved.values()) {
    for (const { name } of service?.plan.halves.slice(1) ?? []) {
      if (!resolved.has(name)) continue;
      context.report('name-collision', ['capacity', 'onDemand'], {
        problem: 'the workload on spot would have the name of another service',
        got: name,
        fix: 'rename one of the services, or write capacity: onDemand',
      });
    }
  }
}

function resolveCached(
  name: string,
  layers: readonly Layer<ServiceLayer>[],
  settings: ServiceSettings,
  cache: ResolveCache,
): ResolvedService {
  const slot = `${settings.environment}/${name}`;
  const key = settingsKey(settings);
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

/** One line for the environment: in development there may be many. */
function singleReplicas(environment: string, services: Iterable<ResolvedService>): Diagnostic[] {
  const single = [...services].filter(
    ({ context, service }) =>
      service !== undefined &&
      isInterrupted(service.plan) &&
      ['Deployment', 'StatefulSet'].includes(context.spec.workload) &&
      context.spec.availability?.disruptionBudget !== false,
  );
  const [first] = single;
  if (first === undefined) return [];
  const location = first.context.locate(['replicas']);
  return [
    {
      code: 'single-replica',
      path: environment,
      problem:
        'services with one replica, in all or of each half, are down during drains, crashes and node failures',
      got: single.map(({ context }) => context.name).join(', '),
      fix: 'write replicas: 2 or more, or accept it with availability: {disruptionBudget: false}',
      ...(location === undefined ? {} : { location }),
    },
  ];
}

/** Where one replica is all there is, or each half has but one, and so no budget. */
function isInterrupted({ min, halves }: CapacityPlan): boolean {
  return min === 1 || (halves.length > 1 && halves.every(({ max }) => max === 1));
}

/** The settings as text: all of them are data. */
function settingsKey(settings: ServiceSettings): string {
  return JSON.stringify(settings);
}

function platformProblems(source: PlatformSource): Diagnostic[] {
  const required = ['name', 'owner', 'edition'] as const;
  return required.flatMap((field): Diagnostic[] => {
    if ((source.platform.data[field] ?? undefined) !== undefined) return [];
    const location = source.platform.document.locate([]);
    return [{ code: 'missing-field', path: field, problem: 'platform.yaml has to set it', location }];
  });
}

function serviceSettings(environment: string, platform: string, team: string, nodes: Nodes): ServiceSettings {
  const { profile: provider, nodes: provisioning, zones, operators, pools } = nodes;
  return {
    environment,
    platform,
    team,
    provider,
    nodes: provisioning,
    zones,
    operators,
    ...(pools === undefined ? {} : { pools }),
  };
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
