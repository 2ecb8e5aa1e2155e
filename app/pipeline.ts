import type { CheckContext } from '../checks';
import { createCheckCache, runChecks } from '../checks';
import type { Unit } from '../charts';
import { units } from '../charts';
import type { Diagnostic } from '../lib/diagnostics';
import { SpecError, severity, sortDiagnostics } from '../lib/diagnostics';
import { renderedEnvironments } from '../model/environments';
import type { RenderedObject } from '../lib/rendered';
import type { Resolution } from '../model/resolve';
import { resolve } from '../model/resolve';
import type { Environment } from '../model/types';
import type { PlatformSource, SourceCache } from '../spec/load';
import { loadPlatform } from '../spec/load';
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
  readonly inputs: readonly unknown[];
  readonly rendered: RenderedApp;
}

/** Spec to objects. A second run on one pipeline does again only what the changes since the first reach. */
export class Pipeline {
  private readonly sources: SourceCache = new Map();
  private readonly resolved = new Map() as Parameters<typeof resolve>[2];
  private readonly rendered = new Map<string, CachedApp>();
  private readonly checked = createCheckCache();

  constructor(private readonly root: string) {}

  /**
   * Renders the named environments, without names all that have a provider.
   * @throws SpecError with every problem
   */
  run(wanted: readonly string[] = []): Rendering {
    const source = loadPlatform(this.root, this.sources);
    const resolutions = resolveAll(source, wanted, this.resolved);
    const apps = resolutions.flatMap(({ environment }) =>
      units(environment).map((unit) => this.render(environment.name, unit)),
    );
    const problems = checkAll(resolutions, apps, this.checked);
    const warnings = [...resolutions.flatMap((resolution) => resolution.warnings), ...problems];
    return { source, resolutions, apps, warnings: unique(sortDiagnostics(warnings)) };
  }

  private render(environment: string, unit: Unit): RenderedApp {
    const slot = `${environment}/${unit.app}`;
    const before = this.rendered.get(slot);
    const same = before?.inputs.length === unit.inputs.length;
    if (before !== undefined && same && before.inputs.every((input, index) => input === unit.inputs[index])) {
      return before.rendered;
    }
    const rendered = renderUnit(environment, unit);
    this.rendered.set(slot, { inputs: unit.inputs, rendered });
    return rendered;
  }
}

const nothingRendered: Diagnostic = {
  code: 'missing-field',
  path: 'environments',
  problem: 'no environment has a provider, so nothing is rendered',
  fix: 'write environments/NAME.yaml with a provider',
};

/** Resolves every wanted environment; the problems of all of them are reported together. */
export function resolveAll(
  source: PlatformSource,
  wanted: readonly string[],
  cache?: Parameters<typeof resolve>[2],
): Resolution[] {
  const names = wanted.length === 0 ? renderedEnvironments(source) : wanted;
  const problems: Diagnostic[] = names.length === 0 ? [nothingRendered] : [];
  const resolutions = names.flatMap((name) => {
    try {
      return [resolve(source, name, cache)];
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      problems.push(...error.diagnostics);
      return [];
    }
  });
  if (problems.length > 0) throw new SpecError(unique(sortDiagnostics(problems)));
  return resolutions;
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

/**
 * Runs the checks over each environment's objects and returns the warnings.
 * @throws SpecError if a check finds an error
 */
export function checkAll(
  resolutions: readonly Resolution[],
  apps: readonly RenderedApp[],
  cache = createCheckCache(),
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
    const context = checkContext(environment);
    const findings = runChecks(objects, context, cache);
    return findings.length === 0 ? [] : locateFindings(findings, resolution, objects, context);
  });
  const errors = found.filter((diagnostic) => severity(diagnostic) === 'error');
  if (errors.length > 0) throw new SpecError(sortDiagnostics(sameInSeveral(found)));
  return found;
}

/** What is found in several environments for one reason is said once, with their names. */
function sameInSeveral(found: readonly Diagnostic[]): Diagnostic[] {
  const groups = new Map<string, { first: Diagnostic; environments: string[]; rest: string }>();
  for (const finding of found) {
    const [environment = '', ...parts] = finding.path.split(': ');
    const rest = parts.join(': ');
    const key = JSON.stringify({ ...finding, path: rest });
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: finding, environments: [environment], rest });
    else group.environments.push(environment);
  }
  return [...groups.values()].map(({ first, environments, rest }) => ({
    ...first,
    path: `${environments.join(', ')}: ${rest}`,
  }));
}

function checkContext(environment: Environment): CheckContext {
  const { registries, existing, secretRefs, namespaces } = environment;
  return {
    registries,
    declaredSecrets: new Set(secretRefs.map((ref) => `${ref.namespace}/${ref.secret}`)),
    existing: {
      secrets: new Set(existing.secrets),
      configMaps: new Set([...existing.configMaps, 'kube-root-ca.crt']),
      serviceAccounts: new Set([...existing.serviceAccounts, 'default']),
      persistentVolumeClaims: new Set(existing.persistentVolumeClaims),
    },
    sharedNamespaces: new Set(
      namespaces.filter((namespace) => namespace.shared).map((namespace) => namespace.name),
    ),
  };
}
