import type { WholeScope } from '../concern';
import type { MeshFacts } from '../mesh';
import type { Namespace } from '../namespaces';
import { changedPorts } from '../../model/service/previous-ports';
import type { ResolvedService } from '../../model/context';
import type { KubernetesService, Service } from '../../model/types/service';
import { servicesSelectedByOthers } from '../../model/selectors/service-selectors';
import { deniedNamespaces, manifestPodsDenied } from './default-deny';
import { egressOf } from './egress';
import { ingressOf } from './ingress';
import type { PolicySubject } from './policy-limits';
import { checkPolicyLimits } from './policy-limits';
import { wouldCloseWarning } from './would-close';
import { manifestPortRanges } from './manifest-port-ranges';
import { containerPorts, listeningPort } from '../../model/flows/ports';
import { withPreviousPorts } from './previous-port-flows';
import { writtenPolicy } from './schema';
import type { NetworkSettings } from './settings';
import { resolveNetworkSettings } from './settings';
import type { Flow } from '../../model/types/flow';
import type { Network, ServicePolicy } from './types';

/** Who may talk to whom: the connections, and what follows from the cluster. */
export function resolveNetwork(
  whole: WholeScope,
  { mesh, namespaces }: { readonly mesh: MeshFacts; readonly namespaces: readonly Namespace[] },
): Network {
  const { chain, nodes, manifests, running, systemWorkloads, problems, asked } = whole;
  const settings = resolveNetworkSettings(chain, nodes, mesh.mesh, problems);
  const subjects = membersOf(running, settings);
  const policies = policiesOf(asked ?? subjects.keys(), subjects, whole, settings);
  const { mode, engine } = settings;
  const own = { mode, ...(engine === undefined ? {} : { engine }), policies };
  const ofOperators = systemWorkloads.flatMap(({ name: app, isMadeByOperator, causes }) =>
    isMadeByOperator === true ? [{ app, causes }] : [],
  );
  if (asked !== undefined) return { ...own, denied: [], ofOperators };
  const all = [...policies.values()];
  const denied = deniedNamespaces(namespaces, all, mode);
  problems.push(
    ...manifestPodsDenied(manifests, new Set(denied.map(({ name }) => name)), all),
    ...manifestPortRanges(manifests, engine),
    ...wouldCloseWarning(chain, policies),
  );
  return { ...own, denied, ofOperators };
}

function membersOf(
  resolved: ReadonlyMap<string, ResolvedService>,
  settings: NetworkSettings,
): ReadonlyMap<string, PolicySubject> {
  return new Map(
    [...resolved].flatMap(([name, { context, service, system = false }]): [string, PolicySubject][] => {
      if (service === undefined) return [];
      const { hostNetwork = false } = context.spec;
      const { networkPolicy: mode = settings.mode } = writtenPolicy(context.spec);
      return [[name, { context, service, mode: hostNetwork ? 'off' : mode, hostNetwork, system }]];
    }),
  );
}

function policiesOf(
  names: Iterable<string>,
  subjects: ReadonlyMap<string, PolicySubject>,
  { connections, dataServices, contributors, problems }: WholeScope,
  settings: NetworkSettings,
): Map<string, ServicePolicy> {
  const services = new Map([...subjects].map(([name, { service }]) => [name, service]));
  const others = servicesOfOthers(services);
  const outgoing = groupBy(connections, ({ from }) => from);
  const incoming = groupBy(connections, ({ to }) => (to.kind === 'service' ? to.name : ''));
  const policies = new Map<string, ServicePolicy>();
  for (const name of names) {
    const member = subjects.get(name);
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
        peer.kind === 'pods' && peer.service !== undefined ? subjects.get(peer.service) : undefined;
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
        ].map((flow) => withPreviousPorts(flow, changed)),
        egress: [
          ...egressOf({ context, service, mode, system, settings, services, dataServices }, own),
          ...contributed.flatMap(({ egress = [] }) => egress),
        ].map((flow) => withPreviousPorts(flow, changedOf(flow))),
      };
      policies.set(name, policy);
      checkPolicyLimits(member, policy, own, subjects, settings);
    });
  }
  return policies;
}

/** Services that others bring and that lead to a service's pods. */
function servicesOfOthers(
  services: ReadonlyMap<string, Service>,
): ReadonlyMap<string, readonly KubernetesService[]> {
  const found = new Map<string, KubernetesService[]>();
  for (const { service, via } of [...servicesSelectedByOthers(services).values()].flat()) {
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
