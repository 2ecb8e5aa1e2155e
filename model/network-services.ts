import type { JsonObject } from '../lib/json';
import { compact } from '../lib/json';
import { serviceSelector } from '../lib/labels';
import type { ServiceContext, ServiceSpec } from './context';
import { checkServiceFields } from './service-fields';
import type { NetworkService, ServicePort } from './types';

type Written = Exclude<NonNullable<ServiceSpec['service']>, false>;
type WrittenPort = NonNullable<Written['ports']>[string];

/** The Services of a service: its own, a headless one for a StatefulSet, and further ones. */
export function resolveServices(context: ServiceContext, ports: readonly ServicePort[]): NetworkService[] {
  const { spec, name } = context;
  const written = spec.service;
  const extra = Object.entries(spec.extraServices ?? {}).map(([extraName, fields]) =>
    networkService(context, ['extraServices', extraName], extraName, fields, ports),
  );
  const own =
    written !== false &&
    (ports.some((port) => port.servicePort !== undefined) || written?.ports !== undefined)
      ? [networkService(context, ['service'], name, written ?? {}, ports)]
      : [];
  const rendered = [...own, ...extra];
  const headless = spec.workload === 'StatefulSet' ? headlessName(context, rendered) : undefined;
  if (headless === undefined || rendered.some((service) => service.name === headless)) return rendered;
  return [...rendered, governing(context, headless, ports)];
}

/** The Service that gives a StatefulSet's pods their names. */
export function headlessName(context: ServiceContext, rendered: readonly NetworkService[]): string {
  if (context.spec.serviceName !== undefined) return context.spec.serviceName;
  const own = rendered.find((service) => service.name === context.name);
  return own === undefined || own.spec['clusterIP'] === 'None' ? context.name : `${context.name}-headless`;
}

function governing(context: ServiceContext, name: string, ports: readonly ServicePort[]): NetworkService {
  // Members of a cluster find each other before they are ready.
  return networkService(context, [], name, { headless: true, publishNotReadyAddresses: true }, ports);
}

function networkService(
  context: ServiceContext,
  path: readonly string[],
  name: string,
  written: Written,
  ports: readonly ServicePort[],
): NetworkService {
  const { spec } = context;
  const { type, headless, sessionAffinityTimeoutSeconds } = written;
  const { ports: _ports, annotations, labels, headless: _headless, selector, ...fields } = written;
  const { sessionAffinityTimeoutSeconds: _seconds, type: _type, ...rest } = fields;
  const hint = type !== 'LoadBalancer' || context.settings.provider.appProtocolIsHint;
  const rendered = servicePorts(context, path, written.ports, ports, hint);
  checkServiceFields(context, path, written, rendered);
  return {
    name,
    labels: labels ?? {},
    annotations: annotations ?? {},
    spec: compact({
      type: type === 'ClusterIP' ? undefined : type,
      clusterIP: headless === true ? 'None' : undefined,
      ...rest,
      sessionAffinityConfig:
        sessionAffinityTimeoutSeconds === undefined
          ? undefined
          : { clientIP: { timeoutSeconds: sessionAffinityTimeoutSeconds } },
      // A live controller's old pods carry only its own labels until they are replaced.
      selector:
        type === 'ExternalName' ? undefined : (selector ?? spec.selector ?? serviceSelector(context.name)),
      ports: rendered,
    }),
  };
}

function servicePorts(
  context: ServiceContext,
  path: readonly string[],
  written: Written['ports'],
  ports: readonly ServicePort[],
  hint: boolean,
): JsonObject[] {
  if (written === undefined) {
    return ports.flatMap((port) =>
      port.servicePort === undefined
        ? []
        : [
            servicePort(
              port.name,
              port.servicePort,
              port.name,
              port.protocol,
              hint ? port.appProtocol : undefined,
            ),
          ],
    );
  }
  return Object.entries(written)
    .map(([name, entry]) => writtenPort(context, [...path, 'ports', name], name, entry, ports, hint))
    .filter((port) => port !== undefined);
}

function writtenPort(
  context: ServiceContext,
  path: readonly string[],
  name: string,
  entry: WrittenPort,
  ports: readonly ServicePort[],
  hint: boolean,
): JsonObject | undefined {
  const { targetPort, nodePort } = entry;
  const wanted = targetPort ?? name;
  const target = portBehind(entry, wanted, ports);
  const port = entry.port ?? target?.servicePort ?? target?.port;
  const reference = target?.name ?? targetPort ?? port;
  if (port === undefined || (typeof reference === 'string' && target === undefined)) {
    context.report('unknown-port', path, {
      problem: 'the Service’s port leads to no port of the service',
      got: String(wanted),
      expected: ports.map((known) => known.name).join(', ') || 'ports to be set',
      fix: 'set targetPort to one of them',
    });
    return undefined;
  }
  const appProtocol = entry.appProtocol ?? (hint ? target?.appProtocol : undefined);
  const protocol = entry.protocol ?? target?.protocol ?? 'TCP';
  return servicePort(name, port, reference ?? port, protocol, appProtocol, nodePort);
}

/** The port of the pods that `targetPort` means; without it the one of the same name, else of the same number. */
function portBehind(
  {
    port: number,
    targetPort,
  }: { readonly port?: number | undefined; readonly targetPort?: string | number | undefined },
  wanted: string | number,
  ports: readonly ServicePort[],
): ServicePort | undefined {
  const exact = ports.find((port) => port.name === wanted || port.port === wanted);
  return exact ?? (targetPort === undefined ? ports.find((port) => port.port === number) : undefined);
}

function servicePort(
  name: string,
  port: number,
  targetPort: string | number,
  protocol: string,
  appProtocol: string | undefined,
  nodePort?: number,
): JsonObject {
  return compact({
    name,
    port,
    targetPort,
    protocol: protocol === 'TCP' ? undefined : protocol,
    appProtocol,
    nodePort,
  });
}
