import type { Diagnostic } from '../lib/diagnostics';
import { SpecError } from '../lib/diagnostics';
import { didYouMean } from '../lib/nearest';
import type { Completed } from '../spec/field';
import { schemaDefaults } from '../spec/field';
import type { Layered } from '../spec/layers';
import { mergeLayers, mergeValues } from '../spec/layers';
import type { EnvironmentSource, PlatformSource } from '../spec/load';
import type { EnvironmentLayer } from '../spec/schema/platform';
import { environmentSchema } from '../spec/schema/platform';

export type EnvironmentSpec = Completed<typeof environmentSchema>;

/** An environment with all that it extends: the furthest first, itself last. */
export interface EnvironmentChain {
  readonly name: string;
  readonly sources: readonly EnvironmentSource[];
  readonly layered: Layered<EnvironmentLayer>;
  readonly spec: EnvironmentSpec;
}

/** Names of the environments that are rendered: those with a provider, their own or inherited. */
export function renderedEnvironments(source: PlatformSource): string[] {
  const bases = new Set(
    [...source.environments.values()].map((environment) => environment.layer.data.extends),
  );
  return [...source.environments.keys()].filter((name) => {
    const chain = environmentChain(source, name);
    return chain.spec.provider !== undefined && !(bases.has(name) && ownProvider(chain) === undefined);
  });
}

function ownProvider(chain: EnvironmentChain): string | undefined {
  return chain.sources.at(-1)?.layer.data.provider ?? undefined;
}

/**
 * Follows `extends`.
 * @throws SpecError for an unknown environment and for a circle
 */
export function environmentChain(source: PlatformSource, name: string): EnvironmentChain {
  const sources: EnvironmentSource[] = [];
  let next: string | undefined = name;
  while (next !== undefined) {
    const current: EnvironmentSource | undefined = source.environments.get(next);
    if (current === undefined) throw new SpecError([unknownEnvironment(source, next, sources[0])]);
    if (sources.includes(current)) throw new SpecError([circle(sources, current)]);
    sources.unshift(current);
    next = current.layer.data.extends ?? undefined;
  }
  const layered = mergeLayers(sources.map((entry) => entry.layer));
  const spec = mergeValues(schemaDefaults(environmentSchema), layered.value) as EnvironmentSpec;
  return { name, sources, layered, spec };
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
    problem: 'no such environment',
    ...(from === undefined ? {} : { got: name }),
    expected: known.join(', ') || 'a file in environments/',
    ...(hint === undefined ? {} : { fix: hint }),
    ...(from === undefined ? {} : { location: from.layer.document.locate(['extends']) }),
  };
}

function circle(sources: readonly EnvironmentSource[], again: EnvironmentSource): Diagnostic {
  const names = [...sources].reverse().map((entry) => entry.name);
  return {
    code: 'extends-cycle',
    path: `${again.name}.extends`,
    problem: 'environments extend each other in a circle',
    got: [...names, again.name].join(' → '),
    fix: 'remove one extends',
    location: again.layer.document.locate(['extends']),
  };
}
