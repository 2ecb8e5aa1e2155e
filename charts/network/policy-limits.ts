import { containsRange, parseCidr } from '../../lib/cidr';
import type { PolicyEngine } from '../../providers';
import type { ServiceContext } from '../../model/context';
import type { Connection } from '../../model/types/connection';
import type { Service } from '../../model/types/service';
import { peerSelectsService } from '../../model/selectors/peer-services';
import { numbersOf, portsOfServices } from '../../model/flows/ports';
import { writtenPolicy } from './schema';
import type { NetworkSettings } from './settings';
import type { Flow } from '../../model/types/flow';
import type { PolicyMode, ServicePolicy } from './types';

/** A service with all that it needs to be judged. */
export interface PolicySubject {
  readonly context: ServiceContext;
  readonly service: Service;
  readonly mode: PolicyMode;
  /** True where its pods are in the network of their nodes. */
  readonly hostNetwork: boolean;
  /** True for what the platform runs for itself. */
  readonly system: boolean;
}

/** What no policy can do, or this engine does otherwise than its words say. */
export function checkPolicyLimits(
  subject: PolicySubject,
  policy: ServicePolicy,
  connections: readonly Connection[],
  subjects: ReadonlyMap<string, PolicySubject>,
  { engine, mode: modeOfAll }: NetworkSettings,
): void {
  const { context, service, mode } = subject;
  checkHostNetwork(subject, connections, subjects, engine);
  warnOfOwnCallers(subject, policy, subjects);
  // Elsewhere the environment has been told.
  if (mode === 'enforce' && engine === undefined && modeOfAll === 'off') {
    context.report('missing-field', ['networkPolicy'], {
      problem: 'Portolan needs to know which engine enforces NetworkPolicies in this cluster',
      expected: `networkPolicy: {engine: …} in environments/${context.settings.environment}.yaml`,
    });
  }
  if (mode !== 'enforce' || engine === undefined) return;
  checkToken(context, connections);
  // Nobody in the cluster calls what the platform runs for itself by its Service.
  if (engine.addsServiceAddresses === true && !subject.system) {
    warnOfSecondPorts(context, service, engine);
    refuseOtherSelector(context, service, engine);
  }
  if (engine.portsOfPeer !== undefined) refuseManyPorts(context, policy, engine, engine.portsOfPeer);
  if (engine.portRanges === false) refusePortRanges(context, policy, engine);
  if (engine.families !== undefined) refuseFamilies(context, policy, engine);
  if (engine.entities !== true) refuseRangesOfBalancer(context, service, engine);
}

/** A service of the platform says itself whom it calls: what another one accepts opens only one of the ends. */
function warnOfOwnCallers(
  { context, service }: PolicySubject,
  { ingress, namespace }: ServicePolicy,
  subjects: ReadonlyMap<string, PolicySubject>,
): void {
  for (const name of Object.keys(writtenPolicy(context.spec).accepts ?? {})) {
    const peer = ingress.find(
      ({ because, peer: { kind } }) =>
        because.kind === 'accepts' && because.caller === name && kind === 'pods',
    )?.peer;
    if (peer?.kind !== 'pods') continue;
    const own = [...subjects.values()].find(
      (other) =>
        other.service !== service &&
        other.mode === 'enforce' &&
        peerSelectsService(peer, other.service, namespace),
    );
    if (own === undefined) continue;
    context.report('half-open', ['accepts', name], {
      problem: `this selects pods of ${own.context.name}, whose own policy does not let them call`,
      got: peer.name,
      fix: `write connects: [${service.name}] in ${own.context.name}`,
    });
  }
}

/** Pods in the network of their node have the node's address: no policy selects them, neither here nor as a peer. */
function checkHostNetwork(
  { context, hostNetwork, mode }: PolicySubject,
  connections: readonly Connection[],
  subjects: ReadonlyMap<string, PolicySubject>,
  engine: PolicyEngine | undefined,
): void {
  const { networkPolicy } = writtenPolicy(context.spec);
  if (hostNetwork && networkPolicy !== undefined && networkPolicy !== 'off') {
    if (context.writtenForService('networkPolicy')) {
      context.report('conflicting-fields', ['networkPolicy'], {
        problem: 'NetworkPolicies do not apply to pods with hostNetwork',
        got: networkPolicy,
        fix: 'remove it, or hostNetwork',
      });
    }
  }
  for (const { to } of connections) {
    const target = to.kind === 'service' ? subjects.get(to.name) : undefined;
    if (target === undefined || target.hostNetwork === hostNetwork) continue;
    const [onHost, covered] = hostNetwork ? [context.name, target] : [target.context.name, { context, mode }];
    if (covered.mode !== 'enforce') continue;
    const nodes =
      engine?.rangesLeaveOutCluster === true
        ? `write networkPolicy: off for ${covered.context.name}`
        : hostNetwork
          ? `remove it, and accept the nodes in ${covered.context.name}: accepts: {nodes: {cidrs: […]}}`
          : 'connect to the range of the nodes instead: connects: {RANGE: {ports: […]}}';
    context.report('host-network', ['connects', target.context.name], {
      problem: `the pods of ${onHost} have the addresses of their nodes (hostNetwork), so a NetworkPolicy cannot select them`,
      fix: nodes,
    });
  }
}

function checkToken(context: ServiceContext, connections: readonly Connection[]): void {
  if (!context.spec.automountServiceAccountToken) return;
  if (connections.some(({ to }) => to.kind === 'kube-apiserver')) return;
  context.report('unreachable-api', ['automountServiceAccountToken'], {
    problem: 'the pods get a token for the API server, which their policy does not let them reach',
    fix: 'add kube-apiserver to connects, or remove the token',
  });
}

/** Only the first of the ports that lead to one port of the pods is opened to callers. */
function warnOfSecondPorts(context: ServiceContext, service: Service, { title }: PolicyEngine): void {
  const first = new Map<string, number>();
  for (const { service: name, port, target } of portsOfServices(service)) {
    const { spec } = service.kubernetesServices.find((entry) => entry.name === name) ?? {};
    // Callers of a headless Service call the pods.
    if (spec?.['clusterIP'] === 'None') continue;
    const key = `${name} ${target.port}/${target.protocol}`;
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, port.port);
      continue;
    }
    context.report('closed-port', portPath(context, service, name, port.name ?? ''), {
      problem: `${title} opens only the first port of a Service that leads to port ${target.port} of the pods: callers reach port ${other} of ${name}, but not port ${port.port}`,
      fix: `give port ${port.port} a Service of its own under extraServices`,
    });
  }
}

/** The line that gives a Service its port. */
function portPath(context: ServiceContext, service: Service, name: string, port: string): readonly string[] {
  if (name !== service.name) return ['extraServices', name, 'ports', port];
  const isWritten = context.spec.service !== false && context.spec.service?.ports !== undefined;
  return isWritten ? ['service', 'ports', port] : ['ports', port, 'servicePort'];
}

function refuseManyPorts(
  context: ServiceContext,
  policy: ServicePolicy,
  { title }: PolicyEngine,
  most: number,
): void {
  for (const [field, flows] of Object.entries({ accepts: policy.ingress, connects: policy.egress })) {
    const peers = new Map(flows.map((flow) => [keyOf(flow), flow]));
    for (const [key, flow] of peers) {
      const ports = new Set(
        flows
          .filter((other) => keyOf(other) === key || holdsRange(other, flow))
          .flatMap((other) => other.ports.map((port) => `${numbersOf(port)}/${port.protocol}`)),
      );
      if (ports.size <= most) continue;
      context.report('policy-limit', [field], {
        problem: `${title} applies at most ${most} ports for one peer, including those of wider ranges, and denies the rest`,
        got: `${ports.size} for ${flow.peer.kind === 'range' ? flow.peer.cidr : flow.peer.name}`,
        fix: 'name fewer ports, or run another engine and name it: networkPolicy: {engine: …}',
      });
      return;
    }
  }
}

/** What a range is not translated to stays closed, or only its first port is open. */
function refusePortRanges(context: ServiceContext, { egress }: ServicePolicy, { title }: PolicyEngine): void {
  for (const { peer, ports } of egress) {
    const range = ports.find(({ endPort }) => endPort !== undefined);
    if (range === undefined) continue;
    context.report('policy-limit', ['connects'], {
      problem: `${title} does not enforce port ranges of NetworkPolicies`,
      got: `ports ${numbersOf(range)} of ${peer.name}`,
      fix: 'list the ports one by one, or run another engine and name it: networkPolicy: {engine: …}',
    });
    return;
  }
}

function keyOf({ peer }: Flow): string {
  return peer.kind === 'range' ? peer.cidr : JSON.stringify(peer);
}

/** True where the first flow's range holds that of the second. */
function holdsRange(wide: Flow, narrow: Flow): boolean {
  if (wide.peer.kind !== 'range' || narrow.peer.kind !== 'range') return false;
  const [outer, inner] = [parseCidr(wide.peer.cidr), parseCidr(narrow.peer.cidr)];
  return outer !== undefined && inner !== undefined && containsRange(outer, inner);
}

/** Ranges that a person wrote: those of the clouds come in both families, and the other one is passed over. */
function refuseFamilies(
  context: ServiceContext,
  policy: ServicePolicy,
  { title, families }: PolicyEngine,
): void {
  const located = [...policy.ingress, ...policy.egress].filter(({ location }) => location !== undefined);
  const written = located.filter(
    ({ peer }) => peer.kind === 'range' && !/^(0\.0\.0\.0|::)\/0$/.test(peer.cidr),
  );
  const familyOf = ({ peer }: Flow) => (peer.kind === 'range' ? parseCidr(peer.cidr)?.family : undefined);
  const six = written.find((flow) => familyOf(flow) === 6);
  const four = written.find((flow) => familyOf(flow) === 4);
  if (six === undefined || (families === 'one' && four === undefined)) return;
  const field = policy.ingress.includes(six) ? 'accepts' : 'connects';
  context.report('policy-limit', [field], {
    problem:
      families === 'one'
        ? `a cluster with ${title} has addresses of one family, and its policies support no others`
        : `${title} knows no IPv6`,
    got: [four, six].flatMap((flow) => (flow?.peer.kind === 'range' ? [flow.peer.cidr] : [])).join(', '),
    fix: families === 'one' ? 'keep the ranges of the cluster’s own family' : 'name IPv4 ranges',
  });
}

/** What a node hands on has the node's address, which is in no range of clients, and nothing names nodes. */
function refuseRangesOfBalancer(context: ServiceContext, service: Service, { title }: PolicyEngine): void {
  for (const { name, spec } of service.kubernetesServices) {
    if (spec.loadBalancerSourceRanges === undefined || spec.externalTrafficPolicy === 'Local') continue;
    const path = [
      ...(name === service.name ? ['service'] : ['extraServices', name]),
      'loadBalancerSourceRanges',
    ];
    context.report('policy-limit', path, {
      problem: `traffic that one node forwards to another carries the node's address, which ${title} matches with none of the ranges`,
      fix: 'write externalTrafficPolicy: Local beside it',
    });
  }
}

/** The agent knows a Service behind a peer by its selector: another one than the peer's is denied before it is translated. */
function refuseOtherSelector(context: ServiceContext, service: Service, { title }: PolicyEngine): void {
  for (const { name, spec } of service.kubernetesServices) {
    const selector = spec.selector ?? {};
    const others = spec.type === 'ExternalName' || spec.clusterIP === 'None';
    if (others || Object.entries(service.podSelector).every(([key, value]) => selector[key] === value))
      continue;
    const path = [...(name === service.name ? ['service'] : ['extraServices', name]), 'selector'];
    context.report('policy-limit', path, {
      problem: `${title} knows the Services of a peer by the labels that select its pods`,
      got: Object.entries(selector)
        .map(([key, value]) => `${key}: ${value}`)
        .join(', '),
      expected: Object.entries(service.podSelector)
        .map(([key, value]) => `${key}: ${value}`)
        .join(', '),
      fix: 'remove selector, or run another engine and name it: networkPolicy: {engine: …}',
    });
  }
}
