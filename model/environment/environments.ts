import type { Diagnostic } from '../../lib/diagnostics';
import { SpecError, sortDiagnostics } from '../../lib/diagnostics';
import { byCodeUnit } from '../../lib/json';
import { didYouMean } from '../../lib/nearest';
import type { Completed } from '../../spec/field';
import { schemaDefaults } from '../../spec/field';
import type { Layer, Layered } from '../../spec/layers';
import { mergeLayers, mergeValues } from '../../spec/layers';
import type { EnvironmentSource, PlatformSource } from '../../spec/load';
import type { EnvironmentLayer, EnvironmentSchema } from '../../spec/schema/platform';
import { mayBeEnvironment } from '../../spec/unreadable-files';

export type EnvironmentSpec = Completed<EnvironmentSchema>;

/** An environment with all that it extends: the furthest first, itself last. */
export interface EnvironmentChain {
  readonly name: string;
  readonly sources: readonly EnvironmentSource[];
  readonly layered: Layered<EnvironmentLayer>;
  readonly spec: EnvironmentSpec;
  /** The constants of the schemas: the weakest layers. */
  readonly defaults: { readonly service: object; readonly environment: object };
}

/**
 * Names of the environments that are rendered: those with a provider, their own or inherited.
 * @throws SpecError for an unknown environment under `extends`, and for a circle
 */
export function renderedEnvironments(source: PlatformSource): string[] {
  const { names, problems } = environmentsToRender(source);
  if (problems.length > 0) throw new SpecError(sortDiagnostics(problems));
  return names;
}

/** As `renderedEnvironments`, with the problems of those that can't be. */
export function environmentsToRender(source: PlatformSource): { names: string[]; problems: Diagnostic[] } {
  const bases = new Set(
    [...source.environments.values()].map((environment) => environment.layer.data.extends),
  );
  const problems: Diagnostic[] = [];
  const names = [...source.environments.keys()].filter((name) => {
    const { chain, problem } = environmentChain(source, name);
    if (problem !== undefined) problems.push(problem);
    if (chain?.spec.provider === undefined) return false;
    return !(bases.has(name) && ownProvider(chain) === undefined);
  });
  return { names, problems };
}

/** Those of the named environments that are rendered, or that something else is wrong with; a base is not. */
export function environmentsAskedFor(
  source: PlatformSource,
  wanted: readonly string[],
): { names: string[]; problems: Diagnostic[] } {
  const rendered = environmentsToRender(source).names;
  const bases = wanted.filter((name) => {
    const { chain } = environmentChain(source, name);
    return chain !== undefined && !rendered.includes(name);
  });
  return {
    names: wanted.filter((name) => !bases.includes(name)),
    problems: bases.map((name) => ({
      code: 'unknown-environment',
      path: name,
      problem: 'the environment has no provider: it is a base for others, and not rendered',
      expected: rendered.join(', ') || 'an environment with a provider',
    })),
  };
}

function ownProvider(chain: EnvironmentChain): string | undefined {
  return chain.sources.at(-1)?.layer.data.provider ?? undefined;
}

/** Follows `extends`. Neither a chain nor a problem: one of its files could not be read. */
export function environmentChain(
  source: PlatformSource,
  name: string,
): { chain?: EnvironmentChain; problem?: Diagnostic } {
  const sources: EnvironmentSource[] = [];
  let next: string | undefined = name;
  while (next !== undefined) {
    const current: EnvironmentSource | undefined = source.environments.get(next);
    if (current === undefined)
      return mayBeEnvironment(source.unread, next)
        ? {}
        : { problem: unknownEnvironment(source, next, sources[0]) };
    if (sources.includes(current)) return { problem: circle(sources, current) };
    sources.unshift(current);
    next = current.layer.data.extends ?? undefined;
  }
  const layered = mergeLayers(sources.map((entry) => entry.layer));
  const { service, environment } = source.schemas;
  const defaults = { service: schemaDefaults(service), environment: schemaDefaults(environment) };
  return { chain: { name, sources, layered, spec: completed(layered, defaults), defaults } };
}

/** The same environment as if its layers were others. */
export function withLayers(
  chain: EnvironmentChain,
  layers: readonly Layer<EnvironmentLayer>[],
): EnvironmentChain {
  const layered = mergeLayers(layers);
  return { ...chain, layered, spec: completed(layered, chain.defaults) };
}

function completed(
  { value }: Layered<EnvironmentLayer>,
  { environment }: EnvironmentChain['defaults'],
): EnvironmentSpec {
  return mergeValues(environment, value) as EnvironmentSpec;
}

function unknownEnvironment(
  source: PlatformSource,
  name: string,
  from: EnvironmentSource | undefined,
): Diagnostic {
  const known = [...source.environments.keys()];
  const hint = didYouMean(name, known);
  return {
    code: 'unknown-environment',
    path: from === undefined ? name : `${from.name}.extends`,
    problem: 'there is no such environment',
    ...(from === undefined ? {} : { got: name }),
    expected: known.join(', ') || 'a file in environments/',
    ...(hint === undefined ? {} : { fix: hint }),
    ...(from === undefined ? {} : { location: from.layer.document.locate(['extends']) }),
  };
}

/** Begins at the same place wherever it was entered, so that it is said once. */
function circle(sources: readonly EnvironmentSource[], again: EnvironmentSource): Diagnostic {
  const around = sources.slice(0, sources.indexOf(again) + 1).reverse();
  const names = around.map((entry) => entry.name);
  const start = names.indexOf([...names].sort(byCodeUnit)[0] ?? again.name);
  const first = around[start] ?? again;
  return {
    code: 'extends-cycle',
    path: `${first.name}.extends`,
    problem: 'environments extend each other in a circle',
    got: [...names.slice(start), ...names.slice(0, start), first.name].join(' → '),
    fix: 'remove one extends',
    location: first.layer.document.locate(['extends']),
  };
}
