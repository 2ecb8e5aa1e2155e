import type { ServiceContext } from '../context';
import { portBehindService, portsOfOtherContainers } from '../pod/pod-ports';
import type { ServicePort } from '../types/service';

/** Ports that are meant where none is named. */
export interface MainPorts {
  /** What callers and routes mean. */
  readonly called?: ServicePort;
  /** What the probes of the main container ask: a port of its own. */
  readonly probed?: ServicePort;
}

/** `mainPort`, else http, else grpc, else the only one. `mainPort` may be a port of a container in front of the main one. */
export function resolveMainPorts(context: ServiceContext, ports: readonly ServicePort[]): MainPorts {
  const { mainPort } = context.spec;
  if (mainPort === undefined) {
    const derived = derivedPort(ports);
    if (derived === undefined && ports.length > 1) {
      context.report('ambiguous-port', ['ports'], {
        problem: 'the main port is not clear',
        got: ports.map((port) => port.name).join(', '),
        fix: 'set mainPort to one of them',
      });
    }
    return derived === undefined ? {} : { called: derived, probed: derived };
  }
  const own = ports.find(({ name }) => name === mainPort);
  if (own !== undefined) return { called: own, probed: own };
  return portsInFront(context, mainPort, ports);
}

function derivedPort(ports: readonly ServicePort[]): ServicePort | undefined {
  const named = (name: string) => ports.find((port) => port.name === name);
  return named('http') ?? named('grpc') ?? (ports.length === 1 ? ports[0] : undefined);
}

function portsInFront(context: ServiceContext, mainPort: string, ports: readonly ServicePort[]): MainPorts {
  const others = portsOfOtherContainers(context);
  const called = others.find(({ name }) => name === mainPort);
  if (called === undefined) {
    context.report('unknown-port', ['mainPort'], {
      problem: 'no port has this name',
      got: mainPort,
      expected: [...ports, ...others].map((port) => port.name).join(', ') || 'ports to be set',
    });
    return {};
  }
  if (!hasService(context, called, ports)) {
    context.report('unknown-port', ['mainPort'], {
      problem: `no Service of ${context.name} leads to this port of another container`,
      got: mainPort,
      fix: `write service: {ports: {NAME: {port: NUMBER, targetPort: ${mainPort}}}}`,
    });
  }
  const probed = derivedPort(ports);
  if (probed === undefined && ports.length > 1 && context.spec.probes === undefined) {
    context.report('ambiguous-port', ['ports'], {
      problem: 'the port that probes ask is not clear, since mainPort belongs to another container',
      got: ports.map((port) => port.name).join(', '),
      fix: 'write probes: {tcpSocket: true, port: NAME}, or probes: false',
    });
  }
  return { called, ...(probed === undefined ? {} : { probed }) };
}

/** A port of a Service without `targetPort` means the one of the same name, and `ports` may lead to another container, too. */
function hasService(context: ServiceContext, called: ServicePort, ports: readonly ServicePort[]): boolean {
  const { spec } = context;
  const known = [...ports, ...portsOfOtherContainers(context)];
  const isCalled = (port: ServicePort | undefined) => port?.name === called.name && port.port === called.port;
  const fromPorts = ports.some(
    ({ servicePort, targetPort = 0 }) =>
      servicePort !== undefined && [called.name, called.port].includes(targetPort),
  );
  return [spec.service ?? {}, ...Object.values(spec.extraServices ?? {})].some((service) => {
    if (service === false) return false;
    if (service.ports === undefined) return fromPorts;
    return Object.entries(service.ports).some(([name, entry]) =>
      isCalled(portBehindService(entry, entry.targetPort ?? name, known)),
    );
  });
}
