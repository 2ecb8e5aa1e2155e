import type { Whole } from '../concern';
import type { MeshFacts } from '../mesh';
import type { Namespace } from '../namespaces';
import { changedPorts } from '../../model/previous-ports';
import type { ResolvedService } from '../../model/services';
import type { NetworkService, Service } from '../../model/service-types';
import { servicesBehind } from '../../model/flows/behind';
import { deniedNamespaces, plainPodsDenied } from './deny';
import { egressOf } from './egress';
import { ingressOf } from './ingress';
import type { Member } from './limits';
import { checkMember } from './limits';
import { wouldCloseWarning } from './observe';
import { plainRanges } from './plain-ranges';
import { containerPorts, listeningPort } from '../../model/flows/ports';
import { withPrevious } from './previous';
import { writtenPolicy } from './schema';
import type { NetworkSettings } from './settings';
import { resolveNetworkSettings } from './settings';
import type { Flow } from '../../model/flows/types';
import type { Network, ServicePolicy } from './types';

/** Who may talk to whom: the connections, and what follows from the cluster. */
export function resolveNetwork(
  whole: Whole,
  { mesh, namespaces }: { readonly mesh: MeshFacts; readonly namespaces: readonly Namespace[] },
): Network {
  const { chain, nodes, plain, running, systemWorkloads, problems, asked } = whole;
  const settings = resolveNetworkSettings(chain, nodes, mesh.mesh, problems);
  const members = membersOf(running, settings);
  const policies = policiesOf(asked ?? members.keys(), members, whole, settings);
  const { mode, engine } = settings;
  const own = { mode, ...(engine === undefined ? {} : { engine }), policies };
  const ofOperators = systemWorkloads.flatMap(({ name: app, isMadeByOperator, causes }) =>
    isMadeByOperator === true ? [{ app, causes }] : [],
  );
  if (asked !== undefined) return { ...own, denied: [], ofOperators };
  const all = [...policies.values()];
  const denied = deniedNamespaces(namespaces, all, mode);
  problems.push(
    ...plainPodsDenied(plain, new Set(denied.map(({ name }) => name)), all),
    ...plainRanges(plain, engine),
    ...wouldCloseWarning(chain, policies),
  );
  return { ...own, denied, ofOperators };
}

function membersOf(
  resolved: ReadonlyMap<string, ResolvedService>,
  settings: NetworkSettings,
): ReadonlyMap<string, Member> {
  return new Map(
    [...resolved].flatMap(([name, { context, service, system = false }]): [string, Member][] => {
      if (service === undefined) return [];
      const { hostNetwork = false } = context.spec;
      const { networkPolicy: mode = settings.mode } = writtenPolicy(context.spec);
      return [[name, { context, service, mode: hostNetwork ? 'off' : mode, hostNetwork, system }]];
    }),
  );
}

function policiesOf(
  names: Iterable<string>,
  members: ReadonlyMap<string, Member>,
  { connections, dataServices, contributors, problems }: Whole,
  settings: NetworkSettings,
): Map<string, ServicePolicy> {
  const services = new Map([...members].map(([name, { service }]) => [name, service]));
  const others = servicesOfOthers(services);
  const outgoing = groupBy(connections, ({ from }) => from);
  const incoming = groupBy(connections, ({ to }) => (to.kind === 'service' ? to.name : ''));
  const policies = new Map<string, ServicePolicy>();
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
      const contributed = contributors.map((contributor) => contributor(member));
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
