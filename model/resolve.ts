import type { Diagnostic } from '../lib/diagnostics';
import { parseCidr } from '../lib/cidr';
import { SpecError, sortDiagnostics } from '../lib/diagnostics';
import { nodeProvisioning, providerProfile } from '../providers';
import type { Layer } from '../spec/layers';
import { locate, mergeValues } from '../spec/layers';
import type { PlatformSource } from '../spec/load';
import type { ServiceLayer } from '../spec/schema/service';
import { environmentChain } from './environments';
import type { EnvironmentChain } from './environments';
import { resolveConnections } from './graph';
import type { SharedSettings } from './namespaces';
import { resolveNamespaces } from './namespaces';
import { resolvePlain } from './plain';
import type { ResolvedService, ServiceSettings } from './services';
import { resolveService, serviceLayers, unknownOverrides } from './services';
import type { DataService, Environment, Existing } from './types';

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
  const { profile, nodes } = resolveProvider(chain, problems);
  const platform = source.platform.data.name ?? '';
  const owner = source.platform.data.owner ?? '';
  const resolved = new Map<string, ResolvedService>();
  for (const service of source.services.values()) {
    const layers = serviceLayers(source, chain, service);
    const settings = { environment: name, platform, team: service.team ?? owner, provider: profile, nodes };
    resolved.set(service.name, resolveCached(service.name, layers, settings, cache));
  }
  const dataServices = resolveDataServices(chain, source, problems);
  const services = new Map(
    [...resolved].flatMap(([key, { service }]) => (service === undefined ? [] : [[key, service]])),
  );
  const known = { services, dataServices: new Set(dataServices.keys()) };
  const connections = [...resolved.values()].flatMap(({ context }) => {
    const before = context.diagnostics.length;
    const found = resolveConnections(context, known);
    problems.push(...context.diagnostics.splice(before));
    return found;
  });
  problems.push(...[...resolved.values()].flatMap(({ context }) => context.diagnostics));
  const plain = resolvePlain(source, chain);
  problems.push(...plain.diagnostics);
  const errors = problems.filter((problem) => problem.code !== 'storage-class');
  if (errors.length > 0) throw new SpecError(sortDiagnostics(errors));
  const settings = sharedSettings(source, chain);
  const environment: Environment = {
    name,
    platform,
    owner,
    provider: profile,
    nodes,
    kubernetesVersion: chain.spec.kubernetesVersion,
    registries: source.platform.data.registries ?? [],
    services,
    dataServices,
    namespaces: resolveNamespaces(source, chain, settings, [...services.values()], plain.objects),
    connections,
    secretRefs: [...services.values()].flatMap((service) => service.secretRefs),
    existing: existingObjects(settings),
    plain: plain.objects,
  };
  return { environment, services: resolved, warnings: sortDiagnostics(problems) };
}

function resolveCached(
  name: string,
  layers: readonly Layer<ServiceLayer>[],
  settings: ServiceSettings,
  cache: ResolveCache,
): ResolvedService {
  const slot = `${settings.environment}/${name}`;
  const key = [settings.platform, settings.team, settings.provider.id, settings.nodes.id].join('/');
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

function platformProblems(source: PlatformSource): Diagnostic[] {
  const required = ['name', 'owner', 'edition'] as const;
  return required.flatMap((field): Diagnostic[] => {
    if ((source.platform.data[field] ?? undefined) !== undefined) return [];
    const location = source.platform.document.locate([]);
    return [{ code: 'missing-field', path: field, problem: 'platform.yaml has to set it', location }];
  });
}

function resolveProvider(
  chain: EnvironmentChain,
  problems: Diagnostic[],
): Pick<Environment, 'nodes'> & { profile: Environment['provider'] } {
  const { provider = 'kubernetes', nodes: wanted } = chain.spec;
  const profile = providerProfile(provider);
  const nodes = nodeProvisioning(profile, wanted);
  if (nodes === undefined) {
    const location = locate(chain.layered, ['nodes']);
    problems.push({
      code: 'invalid-value',
      path: `${chain.name}.nodes`,
      problem: `${profile.title} has no such way of making nodes`,
      got: String(wanted),
      expected: profile.nodes.map((entry) => entry.id).join(', '),
      ...(location === undefined ? {} : { location }),
    });
  }
  return { profile, nodes: nodes ?? profile.nodes[0] };
}

function resolveDataServices(
  chain: EnvironmentChain,
  source: PlatformSource,
  problems: Diagnostic[],
): Map<string, DataService> {
  const result = new Map<string, DataService>();
  for (const [name, { host, port, cidrs }] of Object.entries(chain.spec.dataServices ?? {})) {
    const location = locate(chain.layered, ['dataServices', name]);
    const at = location === undefined ? {} : { location };
    const path = `${chain.name}.dataServices.${name}`;
    if (source.services.has(name)) {
      problems.push({
        code: 'name-collision',
        path,
        problem: 'a service has the same name, so connects could mean either',
        fix: 'rename one of them',
        ...at,
      });
    }
    const missing = Object.entries({ host, port, cidrs }).filter(([, value]) => value === undefined);
    if (host === undefined || port === undefined || cidrs === undefined) {
      const expected = missing.map(([field]) => field).join(', ');
      problems.push({
        code: 'missing-field',
        path,
        problem: 'a data service is not complete',
        expected,
        ...at,
      });
      continue;
    }
    for (const [index, cidr] of cidrs.entries()) {
      if (parseCidr(cidr) !== undefined) continue;
      const place = locate(chain.layered, ['dataServices', name, 'cidrs', index]);
      problems.push({
        code: 'invalid-value',
        path: `${path}.cidrs[${index}]`,
        problem: 'no CIDR',
        got: cidr,
        expected: 'a range such as 10.20.0.0/24 whose host bits are 0',
        ...(place === undefined ? {} : { location: place }),
      });
    }
    result.set(name, { name, host, port, cidrs });
  }
  return result;
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
