import type { PolicyEngine } from '../../providers';
import type { ServiceContext } from '../../model/context';
import type { Connection } from '../../model/types/connection';
import type { KubernetesService, Service } from '../../model/types/service';
import type { Because } from '../../model/types/because';
import { selectsPodsOf } from '../../model/selectors/service-selectors';
import { portsBetween } from './egress';
import {
  allAddresses,
  namespaceCalled,
  podsOfService,
  portsThroughMesh,
  selectorTexts,
} from '../../model/flows/peers';
import { containerPorts, portsCalled, portsOfServices, reachablePorts } from '../../model/flows/ports';
import { writtenPolicy } from './schema';
import type { NetworkSettings } from './settings';
import type { Flow, Peer, PolicyPort, Selector } from '../../model/types/flow';

/** Everything that may reach a service. */
export function ingressOf(
  context: ServiceContext,
  service: Service,
  callers: readonly { readonly connection: Connection; readonly service: Service }[],
  settings: NetworkSettings,
  others: readonly KubernetesService[],
): Flow[] {
  return [
    ...callers.flatMap(({ connection, service: caller }) =>
      callerFlow(service, connection, caller, settings),
    ),
    ...acceptedFlows(context, service, settings),
    ...outsideFlows(context, behindSelectors(service, others), settings),
  ];
}

function callerFlow(
  service: Service,
  { to, from, location }: Connection,
  caller: Service,
  settings: NetworkSettings,
): Flow[] {
  if (to.kind !== 'service') return [];
  const ports = portsBetween(to, settings);
  const peer = podsOfService(caller, service.namespace);
  return [
    { peer, ports, because: { kind: 'connects', from, to }, ...(location === undefined ? {} : { location }) },
  ];
}

/** With the Services that really lead to its pods, those of others as well. */
function behindSelectors(service: Service, others: readonly KubernetesService[]): Service {
  return {
    ...service,
    kubernetesServices: [
      ...service.kubernetesServices.filter((own) => selectsPodsOf(own, service)),
      ...others,
    ],
  };
}

function acceptedFlows(context: ServiceContext, service: Service, { mesh }: NetworkSettings): Flow[] {
  return Object.entries(writtenPolicy(context.spec).accepts ?? {}).flatMap(([name, written]) => {
    const path = ['accepts', name];
    const ports = acceptedPorts(context, service, name, written.ports);
    const peers = acceptedPeers(context, name, written);
    const because: Because = { kind: 'accepts', service: service.name, caller: name };
    const found = { ports, because, ...located(context, path) };
    return ports.length === 0
      ? []
      : peers.map((peer) => ({
          peer,
          ...found,
          ports: peer.kind === 'pods' ? portsThroughMesh(ports, mesh) : ports,
        }));
  });
}

type Written = NonNullable<ReturnType<typeof writtenPolicy>['accepts']>[string];

function acceptedPeers(context: ServiceContext, name: string, written: Written): Peer[] {
  const { namespace, namespaceSelector, podSelector, cidrs = [] } = written;
  const path = ['accepts', name];
  if (namespace !== undefined && namespaceSelector !== undefined) {
    context.report('conflicting-fields', [...path, 'namespace'], {
      problem: 'namespaces are named or selected, not both',
      got: namespace,
      fix: 'remove one of namespace and namespaceSelector',
    });
  }
  const selectsPods = [namespace, namespaceSelector, podSelector].some((field) => field !== undefined);
  if (!selectsPods && cidrs.length === 0) {
    context.report('missing-field', path, {
      problem: 'this caller selects nothing',
      expected: 'namespace, namespaceSelector, podSelector or cidrs',
    });
  }
  const pods: Peer[] = selectsPods
    ? [
        {
          kind: 'pods',
          name: `${name} (${podsText(written)})`,
          ...(namespace === undefined ? {} : { namespaceSelector: namespaceCalled(namespace) }),
          ...(namespaceSelector === undefined ? {} : { namespaceSelector }),
          ...(podSelector === undefined ? {} : { podSelector }),
        },
      ]
    : [];
  warnOfEverything(context, path, cidrs);
  if (isEmpty(namespaceSelector) && (podSelector === undefined || isEmpty(podSelector))) {
    context.report('open-ingress', [...path, 'namespaceSelector'], {
      problem: 'every pod of the cluster may call',
      got: 'a selector without labels',
      fix: 'write the labels that you mean',
    });
  }
  return [...pods, ...cidrs.map((cidr): Peer => ({ kind: 'range', name, cidr, except: [] }))];
}

function isEmpty(selector: Selector | undefined): boolean {
  return selector !== undefined && selectorTexts(selector).length === 0;
}

function podsText({ namespace, namespaceSelector, podSelector }: Written): string {
  const texts = (selector: Selector | undefined) => (selector === undefined ? [] : selectorTexts(selector));
  const pods = texts(podSelector).join(', ') || 'all pods';
  const where =
    namespace ??
    (namespaceSelector === undefined
      ? 'its own namespace'
      : texts(namespaceSelector).join(', ') || 'any namespace');
  return `${pods} in ${where}`;
}

function warnOfEverything(context: ServiceContext, path: readonly string[], cidrs: readonly string[]): void {
  const index = cidrs.findIndex((cidr) => /\/[01]$/.test(cidr));
  if (index < 0) return;
  context.report('open-ingress', [...path, 'cidrs', index], {
    problem: 'the range covers all addresses',
    got: cidrs[index] ?? '',
    fix: 'write the ranges that you mean',
  });
}

function acceptedPorts(
  context: ServiceContext,
  service: Service,
  name: string,
  wanted: readonly (string | number)[] | undefined,
): PolicyPort[] {
  const reachable = reachablePorts(service);
  if (wanted === undefined) {
    const { mainPort } = service;
    if (mainPort !== undefined) return portsCalled(reachable, mainPort.name).map(portOf);
    context.report('unknown-port', ['accepts', name], {
      problem: `${service.name} has no ports to accept calls on`,
      fix: 'remove it, or give the service ports',
    });
    return [];
  }
  return wanted.flatMap((reference, index) => {
    const found = portsCalled(reachable, reference);
    if (found.length === 0) {
      context.report('unknown-port', ['accepts', name, 'ports', index], {
        problem: `${service.name} has no such port`,
        got: String(reference),
        expected: reachable.flatMap((port) => port.name ?? port.serviceNames).join(', ') || 'ports to be set',
      });
    }
    return found.map(portOf);
  });
}

function portOf({ port, protocol }: PolicyPort): PolicyPort {
  return { port, protocol };
}

/** Load balancers without a proxy, and ports of nodes: the caller's address is that of the client, or of any node. */
function outsideFlows(context: ServiceContext, service: Service, { engine }: NetworkSettings): Flow[] {
  const leading = portsOfServices(service);
  const balanced = service.kubernetesServices.flatMap(({ name, spec }): Flow[] => {
    const { type } = spec;
    if (type !== 'LoadBalancer' && type !== 'NodePort') return [];
    const ports = leading.filter((way) => way.service === name).map(({ target }) => target);
    const path = name === service.name ? ['service', 'type'] : ['extraServices', name, 'type'];
    const sources = {
      ranges: spec.loadBalancerSourceRanges,
      local: spec.externalTrafficPolicy === 'Local',
    };
    const because: Because = { kind: 'outside-service', name, type };
    const found = { ports: unique(ports), because, ...located(context, path) };
    return clients(sources, engine, 'clients of the load balancer').map((peer) => ({ peer, ...found }));
  });
  const ofHost = containerPorts(service).filter(({ hostPort }) => hostPort !== undefined);
  const onNodes = ofHost.flatMap(({ name = '', containerPort: port, protocol = 'TCP' }): Flow[] =>
    clients({ ranges: undefined, local: true }, engine, 'clients of the node').map((peer) => ({
      peer,
      ports: [{ port, protocol }],
      because: { kind: 'host-port', port: name },
      ...located(context, ['ports', name, 'hostPort']),
    })),
  );
  return [...balanced, ...onNodes];
}

/**
 * What one node hands on to another has the address of a node. Engines whose ranges leave out nodes have to be told.
 * @see https://github.com/cilium/cilium/issues/19010
 */
function clients(
  { ranges, local }: { readonly ranges: readonly string[] | undefined; readonly local: boolean },
  engine: PolicyEngine | undefined,
  name: string,
): Peer[] {
  const written = ranges?.map((cidr): Peer => ({ kind: 'range', name: cidr, cidr, except: [] }));
  const open = written ?? allAddresses(name, engine?.families === 'ipv4' ? 'ipv4' : 'both');
  if (local || engine?.rangesLeaveOutCluster !== true) return open;
  if (engine.entities === true)
    return [...open, { kind: 'entities', name, entities: ['host', 'remote-node'] }];
  // Ranges are refused there.
  return [{ kind: 'everyone', name }];
}

function located(context: ServiceContext, path: readonly string[]): Pick<Flow, 'location'> {
  const location = context.locate(path);
  return location === undefined ? {} : { location };
}

function unique(ports: readonly PolicyPort[]): PolicyPort[] {
  const seen = new Map(ports.map((port) => [`${port.port}/${port.protocol}`, port]));
  return [...seen.values()];
}
