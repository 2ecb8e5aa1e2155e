import type { Diagnostic } from '../lib/diagnostics';
import type { PlatformSource } from '../spec/load';
import { isPlatformUnread, mayBeService } from '../spec/unread';
import type { EnvironmentChain } from './environments';
import { edgeConnections } from './edge/traffic';
import type { Edge } from './edge/types';
import { resolveConnections } from './graph';
import { connectionsBehind, servicesBehind } from './network/behind';
import type { ResolvedService } from './services';
import type { Connection, Environment, Service } from './types';

/** The services of which enough is known to be rendered. */
export function servicesOf(resolved: ReadonlyMap<string, ResolvedService>): Map<string, Service> {
  return new Map(
    [...resolved].flatMap(([name, { service }]) => (service === undefined ? [] : [[name, service]])),
  );
}

/** The connections of some services, and of the gateway, in an environment with all of them. */
export function connectEach(
  source: PlatformSource,
  chain: EnvironmentChain,
  resolved: ReadonlyMap<string, ResolvedService>,
  callers: Iterable<ResolvedService>,
  { dataServices, edge }: { dataServices: Environment['dataServices']; edge?: Edge | undefined },
  problems: Diagnostic[],
): Connection[] {
  const declared = new Set([...source.services.keys(), ...Object.keys(chain.spec.dataServices ?? {})]);
  const known = {
    // Ports may come from the platform's defaults.
    services: isPlatformUnread(source.unread) ? new Map<string, Service>() : servicesOf(resolved),
    dataServices: new Set(dataServices.keys()),
    isBroken: (name: string) => declared.has(name) || mayBeService(source.unread, name),
  };
  const behind = servicesBehind(known.services);
  const ofServices = [...callers]
    .flatMap(({ context }) => context.withOthers(problems, () => resolveConnections(context, known)))
    .flatMap((connection) => {
      const owner = connection.to.kind === 'service' ? known.services.get(connection.to.name) : undefined;
      if (owner === undefined) return [connection];
      return [connection, ...connectionsBehind(connection, behind.get(owner.name) ?? [], owner)];
    });
  return [...ofServices, ...(edge === undefined ? [] : edgeConnections(edge, resolved))];
}
