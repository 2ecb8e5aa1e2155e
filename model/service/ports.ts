import type { ServiceContext } from '../context';
import { checkPreviousPorts } from './previous-ports';
import type { ServicePort } from '../types/service';

/** `appProtocol` that follows from a port's name. h2c is gRPC's wire format without TLS (KEP-3726). */
const appProtocols: Readonly<Record<string, string>> = {
  http: 'http',
  https: 'https',
  grpc: 'kubernetes.io/h2c',
};

/** The ports that the service listens on, in their written order. */
export function resolvePorts(context: ServiceContext): ServicePort[] {
  const ports = writtenPorts(context);
  refuseSamePort(context, ['ports'], ports);
  checkPreviousPorts(context);
  // Of a port that appears twice, its Service's number is not a second mistake.
  const key = ({ port, protocol }: ServicePort) => `${port}/${protocol}`;
  refuseSameNumber(
    context,
    ports.filter((entry, index) => ports.findIndex((other) => key(other) === key(entry)) === index),
  );
  return ports;
}

/** Server-side apply merges a container's ports by number: it refuses one that appears twice. */
export function refuseSamePort(
  context: ServiceContext,
  path: readonly string[],
  ports: readonly ServicePort[],
): void {
  const seen = new Map<string, string>();
  for (const { name, port, protocol } of ports) {
    const key = `${port}/${protocol}`;
    const other = seen.get(key);
    if (other !== undefined) {
      context.report('conflicting-fields', [...path, name], {
        problem: `the container has this port already, as ${other}`,
        got: String(port),
        fix: `remove it; a further port of a Service can lead to it: {port: NUMBER, targetPort: ${other}}`,
      });
    }
    seen.set(key, other ?? name);
  }
}

/** The API server refuses a Service that has a number twice. */
function refuseSameNumber(context: ServiceContext, ports: readonly ServicePort[]): void {
  const seen = new Map<string, string>();
  for (const { name, servicePort, protocol } of ports) {
    if (servicePort === undefined) continue;
    const key = `${servicePort}/${protocol}`;
    const other = seen.get(key);
    if (other !== undefined) {
      context.report('conflicting-fields', ['ports', name], {
        problem: `the Service has this port already, as ${other}`,
        got: String(servicePort),
        fix: 'set servicePort to another number, or to false',
      });
    }
    seen.set(key, name);
  }
}

function writtenPorts(context: ServiceContext): ServicePort[] {
  return Object.entries(context.spec.ports ?? {}).flatMap(([name, entry]) => {
    if (entry.port === undefined) {
      context.report('missing-field', ['ports', name], {
        problem: 'the port has no number',
        expected: `ports.${name}.port`,
      });
      return [];
    }
    const { port, protocol = 'TCP', hostPort } = entry;
    const appProtocol =
      entry.appProtocol ??
      (protocol === 'TCP' && Object.hasOwn(appProtocols, name) ? appProtocols[name] : undefined);
    const servicePort = entry.servicePort === false ? undefined : (entry.servicePort ?? port);
    return [
      {
        name,
        port,
        protocol,
        ...(appProtocol === undefined ? {} : { appProtocol }),
        ...(hostPort === undefined ? {} : { hostPort }),
        ...(servicePort === undefined ? {} : { servicePort }),
        ...(entry.targetPort === undefined ? {} : { targetPort: entry.targetPort }),
      },
    ];
  });
}
