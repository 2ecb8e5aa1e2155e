import type { Diagnostic } from '../../lib/diagnostics';
import type { EnvironmentChain } from '../environments';
import type { Nodes } from '../nodes';
import { changedPorts } from '../previous-ports';
import type { ResolvedService } from '../services';
import type { Connection, DataService, Namespace, NetworkService, PlainObject, Service } from '../types';
import { servicesBehind } from './behind';
import { deniedNamespaces, plainPodsDenied } from './deny';
import type { Contributor, Neighbourhood } from './contribution';
import { egressOf } from './egress';
import { ingressOf } from './ingress';
import type { Member } from './limits';
import { checkMember } from './limits';
import { wouldCloseWarning } from './observe';
import { plainRanges } from './plain-ranges';
import { containerPorts, listeningPort } from './ports';
import { withPrevious } from './previous';
import type { NetworkSettings } from './settings';
import { resolveNetworkSettings } from './settings';
import type { Flow, Network, ServicePolicy } from './types';

interface Parts {
  readonly resolved: ReadonlyMap<string, ResolvedService>;
  readonly dataServices: ReadonlyMap<string, DataService>;
  readonly connections: readonly Connection[];
  /** Who else needs traffic of the services' pods. */
  readonly contributors: (around: Neighbourhood) => readonly Contributor[];
}

interface AllParts extends Parts {
  readonly namespaces: readonly Namespace[];
  readonly plain: readonly PlainObject[];
}

/** Who may talk to whom: the connections, and what follows from the cluster. */
export function resolveNetwork(
  chain: EnvironmentChain,
  nodes: Nodes,
  parts: AllParts,
  problems: Diagnostic[],
): Network {
  const settings = resolveNetworkSettings(chain, nodes, problems);
  const members = membersOf(parts.resolved, settings);
  const policies = policiesOf(members.keys(), members, parts, settings, problems);
  const denied = deniedNamespaces(parts.namespaces, [...policies.values()], settings.mode);
  const { mode, engine, mesh } = settings;
  problems.push(
    ...plainPodsDenied(parts.plain, denied, [...policies.values()]),
    ...plainRanges(parts.plain, engine),
    ...wouldCloseWarning(chain, policies),
  );
  return {
    mode,
    ...(engine === undefined ? {} : { engine }),
    ...(mesh === undefined ? {} : { mesh }),
    policies,
    denied,
  };
}

/** The policy of one service alone, with the connections that it is an end of. */
export function resolvePolicy(
  name: string,
  chain: EnvironmentChain,
  nodes: Nodes,
  parts: Parts,
  problems: Diagnostic[],
): Pick<Network, 'engine' | 'policies'> {
  const settings = resolveNetworkSettings(chain, nodes, problems);
  const members = membersOf(parts.resolved, settings);
  const policies = policiesOf([name], members, parts, settings, problems);
  return { policies, ...(settings.engine === undefined ? {} : { engine: settings.engine }) };
}

function membersOf(
  resolved: ReadonlyMap<string, ResolvedService>,
  settings: NetworkSettings,
): ReadonlyMap<string, Member> {
  return new Map(
    [...resolved].flatMap(([name, { context, service, system = false }]): [string, Member][] => {
      if (service === undefined) return [];
      const { networkPolicy: mode = settings.mode, hostNetwork = false } = context.spec;
      return [[name, { context, service, mode: hostNetwork ? 'off' : mode, hostNetwork, system }]];
    }),
  );
}

function policiesOf(
  names: Iterable<string>,
  members: ReadonlyMap<string, Member>,
  { connections, dataServices, contributors }: Parts,
  settings: NetworkSettings,
  problems: Diagnostic[],
): Map<string, ServicePolicy> {
  const services = new Map([...members].map(([name, { service }]) => [name, service]));
  const others = servicesOfOthers(services);
  const outgoing = groupBy(connections, ({ from }) => from);
  const incoming = groupBy(connections, ({ to }) => (to.kind === 'service' ? to.name : ''));
  const policies = new Map<string, ServicePolicy>();
  const asked = contributors({ settings, services });
  for (const name of names) {
    const member = members.get(name);
    if (member === undefined) continue;
    const { context, service, mode, hostNetwork, system } = member;
    const callers = (incoming.get(name) ?? []).flatMap((connection) => {
      const caller = services.get(connection.from);
      return caller === undefined ? [] : [{ connection, service: caller }];
    });
    const own = outgoing.get(name) ?? [];
    const changed = changedPorts(context);
    const changedOf = ({ peer }: Flow) => {
      const target =
        peer.kind === 'pods' && peer.service !== undefined ? members.get(peer.service) : undefined;
      return target === undefined ? [] : changedPorts(target.context);
    };
    context.withOthers(problems, () => {
      const contributed = asked.map((contributor) => contributor(member));
      const policy: ServicePolicy = {
        name,
        namespace: service.namespace,
        mode,
        hostNetwork,
        podSelector: service.podSelector,
        listens: containerPorts(service).map(listeningPort),
        ingress: [
          ...ingressOf(context, service, callers, settings, others.get(name) ?? []),
          ...contributed.flatMap(({ ingress = [] }) => ingress),
        ].map((flow) => withPrevious(flow, changed)),
        egress: [
          ...egressOf({ context, service, mode, system, settings, services, dataServices }, own),
          ...contributed.flatMap(({ egress = [] }) => egress),
        ].map((flow) => withPrevious(flow, changedOf(flow))),
      };
      policies.set(name, policy);
      checkMember(member, policy, own, members, settings);
    });
  }
  return policies;
}

/** Services that others bring and that lead to a service's pods. */
function servicesOfOthers(
  services: ReadonlyMap<string, Service>,
): ReadonlyMap<string, readonly NetworkService[]> {
  const found = new Map<string, NetworkService[]>();
  for (const { service, via } of [...servicesBehind(services).values()].flat()) {
    found.set(service.name, [...(found.get(service.name) ?? []), via]);
  }
  return found;
}

function groupBy<T>(entries: readonly T[], keyOf: (entry: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return groups;
}
