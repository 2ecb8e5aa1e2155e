import type { Diagnostic } from '../lib/diagnostics';
import type { PlatformSource } from '../spec/load';
import { connectEach } from './connections';
import { contributors } from './contributors';
import { resolveDataServices } from './data-services';
import { withGateway } from './edge/data-plane';
import { resolveEdge } from './edge/edge';
import type { Edge } from './edge/types';
import type { EnvironmentChain } from './environments';
import type { Nodes } from './nodes';
import type { Contributor, Neighbourhood } from './network/contribution';
import type { ResolvedService } from './services';
import type { Connection, DataService } from './types';

/** An environment as it is written, and its nodes. */
export interface Surroundings {
  readonly source: PlatformSource;
  readonly chain: EnvironmentChain;
  readonly nodes: Nodes;
}

/** What services have with each other and with what is outside. */
export interface Relations {
  readonly dataServices: ReadonlyMap<string, DataService>;
  /** Undefined where nothing is exposed. */
  readonly edge: Edge | undefined;
  /** What has pods: the services, and the gateway where it has some. */
  readonly running: ReadonlyMap<string, ResolvedService>;
  /** Those of the callers alone. */
  readonly connections: readonly Connection[];
  /** Who else needs traffic of the services' pods. */
  readonly contributors: (around: Neighbourhood) => readonly Contributor[];
}

/** Relates services to each other: all of them, or those that are looked at again. */
export function relate(
  { source, chain, nodes }: Surroundings,
  resolved: ReadonlyMap<string, ResolvedService>,
  callers: Iterable<ResolvedService>,
  problems: Diagnostic[],
): Relations {
  const dataServices = resolveDataServices(chain, source, problems);
  const { edge, dataPlane } = resolveEdge(source, chain, nodes, resolved, problems);
  const connections = connectEach(source, chain, resolved, callers, { dataServices, edge }, problems);
  const running = withGateway(resolved, dataPlane);
  return { dataServices, edge, running, connections, contributors: contributors(edge) };
}
