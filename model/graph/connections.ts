import type { Diagnostic } from '../../lib/diagnostics';
import type { PlatformSource } from '../../spec/load';
import { isPlatformUnreadable, mayBeService } from '../../spec/unreadable-files';
import type { EnvironmentChain } from '../environment/environments';
import { resolveConnections } from './connects';
import { connectionsToSelected, servicesSelectedByOthers } from '../selectors/service-selectors';
import type { ResolvedService } from '../context';
import type { Connection, DataService } from '../types/connection';
import type { Service } from '../types/service';

/** The services of which enough is known to be rendered. */
export function servicesOf(resolved: ReadonlyMap<string, ResolvedService>): Map<string, Service> {
  return new Map(
    [...resolved].flatMap(([name, { service }]) => (service === undefined ? [] : [[name, service]])),
  );
}

/** What connections can lead to. */
interface Targets {
  readonly services: ReadonlyMap<string, ResolvedService>;
  readonly dataServices: ReadonlyMap<string, DataService>;
}

/** The connections that some callers ask for, in an environment with all that they can lead to. */
export function connectionsOfCallers(
  source: PlatformSource,
  chain: EnvironmentChain,
  { services, dataServices }: Targets,
  callers: Iterable<ResolvedService>,
  problems: Diagnostic[],
): Connection[] {
  const declared = new Set([...source.services.keys(), ...Object.keys(chain.spec.dataServices ?? {})]);
  const known = {
    // Ports may come from the platform's defaults.
    services: isPlatformUnreadable(source.unread) ? new Map<string, Service>() : servicesOf(services),
    dataServices: new Set(dataServices.keys()),
    isBroken: (name: string) => declared.has(name) || mayBeService(source.unread, name),
  };
  const selected = servicesSelectedByOthers(known.services);
  return [...callers]
    .flatMap(({ context }) => context.withOthers(problems, () => resolveConnections(context, known)))
    .flatMap((connection) => {
      const owner = connection.to.kind === 'service' ? known.services.get(connection.to.name) : undefined;
      if (owner === undefined) return [connection];
      return [connection, ...connectionsToSelected(connection, selected.get(owner.name) ?? [], owner)];
    });
}
