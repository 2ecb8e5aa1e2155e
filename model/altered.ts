import type { Diagnostic } from '../lib/diagnostics';
import { servicesOf } from './connections';
import type { EnvironmentChain } from './environments';
import { resolvePolicy } from './network/policies';
import type { Nodes } from './nodes';
import type { Surroundings } from './relations';
import { relate } from './relations';
import type { ResolvedService } from './services';
import type { Environment } from './types';

/** A service as it would be if something else were written. */
export interface Change {
  readonly changed: ResolvedService;
  /** @default - the environment stays as it is */
  readonly chain?: EnvironmentChain;
  readonly nodes?: Nodes;
}

/** What a service comes to in an environment then; what concerns other services alone is as before. */
export type Alter = (change: Change) => {
  readonly environment: Environment;
  readonly problems: readonly Diagnostic[];
};

interface Before extends Surroundings {
  readonly resolved: ReadonlyMap<string, ResolvedService>;
  readonly environment: Environment;
}

/** Resolves again what one service has with others, for those who look for the causes of things. */
export function alter({ source, environment, resolved, ...before }: Before): Alter {
  return ({ changed, chain = before.chain, nodes = before.nodes }) => {
    const { name } = changed.context;
    const all = new Map(resolved).set(name, changed);
    const callers = environment.connections.flatMap(({ from, to }) =>
      to.kind === 'service' && to.name === name && from !== name ? [from] : [],
    );
    const concerned = [name, ...new Set(callers)].flatMap((entry) => all.get(entry) ?? []);
    const problems: Diagnostic[] = [];
    const relations = relate({ source, chain, nodes }, all, concerned, problems);
    const { edge, running } = relations;
    const parts = { ...relations, resolved: running };
    const network = { ...environment.network, ...resolvePolicy(name, chain, nodes, parts, problems) };
    const { edge: _before, ...rest } = environment;
    const outside = edge === undefined ? {} : { edge };
    return { environment: { ...rest, ...outside, services: servicesOf(all), network }, problems };
  };
}
