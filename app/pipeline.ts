import type { CheckCache, CheckContext } from '../checks';
import { createCheckCache, runChecks } from '../checks';
import type { Unit } from '../charts/unit';
import { units } from './units';
import type { Code } from '../lib/codes';
import type { Diagnostic } from '../lib/diagnostics';
import { jsonEqual } from '../lib/json';
import { SpecError, severity, sortDiagnostics } from '../lib/diagnostics';
import { environmentsAskedFor, environmentsToRender } from '../model/environment/environments';
import type { RenderedObject } from '../lib/rendered';
import { title } from '../lib/rendered';
import type { Resolution, ResolveCache } from './resolve';
import { createResolveCache, resolveEnvironment } from './resolve';
import type { PlatformSource, SourceCache } from '../spec/load';
import { readPlatform } from './source';
import { diskFolder } from '../spec/source-folder';
import { mayBeEnvironment } from '../spec/unreadable-files';
import { locateFindings } from './locate-findings';
import type { RenderedApp } from './collect';
import { renderUnit } from './collect';

export type { RenderedApp } from './collect';

/** A platform, rendered and checked, not yet written. */
export interface Rendering {
  readonly source: PlatformSource;
  readonly resolutions: readonly Resolution[];
  readonly apps: readonly RenderedApp[];
  readonly warnings: readonly Diagnostic[];
}

interface CachedApp {
  readonly facts: readonly unknown[];
  readonly rendered: RenderedApp;
}

/** Spec to objects. A second run on one pipeline does again only what the changes since the first reach. */
export class Pipeline {
  private readonly sources: SourceCache = new Map();
  private readonly resolved = createResolveCache();
  private readonly rendered = new Map<string, CachedApp>();
  private readonly checked = createCheckCache();

  constructor(private readonly root: string) {}

  /**
   * Renders the named environments, without names all that have a provider.
   * @throws SpecError with every problem
   */
  run(wanted: readonly string[] = []): Rendering {
    const { source, problems: unread } = readPlatform(diskFolder(this.root), this.sources);
    const { resolutions, problems: unresolved } = resolveAll(source, wanted, this.resolved);
    const apps = resolutions.flatMap((resolution) =>
      units(resolution).map((unit) => this.render(resolution.environment.name, unit)),
    );
    const warnings = warningsOfRendering(resolutions, apps, [...unread, ...unresolved], this.checked);
    return { source, resolutions, apps, warnings };
  }

  private render(environment: string, unit: Unit): RenderedApp {
    const slot = `${environment}/${unit.app}`;
    const before = this.rendered.get(slot);
    const facts = unit.parts.map((entry) => entry.facts);
    // Facts of the same service are the same object, so that only what may differ is compared.
    if (before !== undefined && jsonEqual(before.facts, facts)) return before.rendered;
    const rendered = renderUnit(environment, unit);
    this.rendered.set(slot, { facts, rendered });
    return rendered;
  }
}

const nothingRendered: Diagnostic = {
  code: 'missing-field',
  path: 'environments',
  problem: 'no environment has a provider, so nothing is rendered',
  fix: 'write environments/NAME.yaml with a provider',
};

/** Resolves every wanted environment as far as that goes, with the problems of all of them. */
export function resolveAll(
  source: PlatformSource,
  wanted: readonly string[],
  cache?: ResolveCache,
): { resolutions: Resolution[]; problems: Diagnostic[] } {
  const { names, problems } =
    wanted.length === 0 ? environmentsToRender(source) : environmentsAskedFor(source, wanted);
  const attempts = names.map((name) => resolveEnvironment(source, name, cache));
  const found = [...problems, ...attempts.flatMap((attempt) => attempt.problems)];
  const nothing = names.length + found.length === 0 && !mayBeEnvironment(source.unread);
  return {
    resolutions: attempts.flatMap(({ resolution }) => resolution ?? []),
    problems: nothing ? [nothingRendered] : found,
  };
}

/** What is missed may be in what has an error. */
const ofAbsence: ReadonlySet<Code> = new Set([
  'edge-unused',
  'half-open',
  'plain-pods-denied',
  'would-close',
]);

/**
 * The warnings among problems, sorted.
 * @throws SpecError with all errors, if there is one, and the warnings that hold in any case
 */
export function withoutErrors(problems: readonly Diagnostic[]): Diagnostic[] {
  const sorted = unique(sortDiagnostics(problems));
  if (!sorted.some((problem) => severity(problem) === 'error')) return sorted;
  throw new SpecError(sorted.filter(({ code }) => !ofAbsence.has(code)));
}

/**
 * The warnings about a platform and its objects.
 * @throws SpecError with all errors, if there is one
 */
export function warningsOfRendering(
  resolutions: readonly Resolution[],
  apps: readonly RenderedApp[],
  problems: readonly Diagnostic[],
  cache = createCheckCache(),
): Diagnostic[] {
  return withoutErrors([...problems, ...checkAll(resolutions, apps, cache)]);
}

/** A mistake in a service shows in every environment; it is said once. */
function unique(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter((diagnostic) => {
    const key = JSON.stringify(diagnostic);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Runs the checks over each environment's objects. */
export function checkAll(
  resolutions: readonly Resolution[],
  apps: readonly RenderedApp[],
  cache: CheckCache = createCheckCache(),
): Diagnostic[] {
  const byEnvironment = new Map<string, RenderedObject[]>();
  for (const { environment, objects } of apps) {
    const own = byEnvironment.get(environment);
    if (own === undefined) byEnvironment.set(environment, [...objects]);
    else own.push(...objects);
  }
  const found = resolutions.flatMap((resolution) => {
    const { environment } = resolution;
    const objects = byEnvironment.get(environment.name) ?? [];
    const context = checkContext(resolution);
    const findings = withoutServicesWithErrors(runChecks(objects, context, cache), resolution, objects);
    return findings.length === 0 ? [] : locateFindings(findings, resolution, objects, context);
  });
  return sameInSeveral(found);
}

/** What follows from names that Portolan derived: where those are an error already, it adds nothing. */
const ofDerivedNames: ReadonlySet<string> = new Set([
  'duplicate-object',
  'invalid-label',
  'invalid-object-name',
] satisfies Code[]);

function withoutServicesWithErrors(
  found: readonly Diagnostic[],
  { servicesWithErrors }: Resolution,
  objects: readonly RenderedObject[],
): readonly Diagnostic[] {
  if (servicesWithErrors.size === 0) return found;
  const titles = new Set(
    objects.filter(({ app }) => servicesWithErrors.has(app)).map(({ object }) => title(object)),
  );
  return found.filter(({ code, object }) => !ofDerivedNames.has(code) || !titles.has(object?.title ?? ''));
}

/** What is found in several environments for one reason is said once, with their names. */
function sameInSeveral(found: readonly Diagnostic[]): Diagnostic[] {
  const groups = new Map<string, { first: Diagnostic; environments: string[] }>();
  for (const finding of found) {
    const { environments = [], title } = finding.object ?? {};
    const key = JSON.stringify({ ...finding, object: title });
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: finding, environments: [...environments] });
    else group.environments.push(...environments);
  }
  return [...groups.values()].map(({ first, environments }) =>
    first.object === undefined ? first : { ...first, object: { ...first.object, environments } },
  );
}

function checkContext({ environment, facts, complete }: Resolution): CheckContext {
  const { registries, existing, secretRefs } = environment;
  return {
    registries,
    complete,
    declaredSecrets: new Set(secretRefs.map((ref) => `${ref.namespace}/${ref.secret}`)),
    existing: {
      secrets: new Set(existing.secrets),
      configMaps: new Set([...existing.configMaps, 'kube-root-ca.crt']),
      serviceAccounts: new Set([...existing.serviceAccounts, 'default']),
      persistentVolumeClaims: new Set(existing.persistentVolumeClaims),
      services: new Set(existing.services),
      deployments: new Set(existing.deployments),
      statefulSets: new Set(existing.statefulSets),
    },
    sharedNamespaces: new Set(
      facts.namespaces.filter((namespace) => namespace.shared).map((namespace) => namespace.name),
    ),
  };
}
