import { fieldsOf } from '../../lib/json';
import { serviceSelector } from '../../lib/labels';
import type { ServiceContext, ServiceSpec } from '../context';
import { portBehindService, portsOfOtherContainers } from '../pod/pod-ports';
import { checkServiceFields, fittingService } from './kubernetes-service-fields';
import type { KubernetesService, ServicePortSpec, ServicePort } from '../types/service';

type Written = Exclude<NonNullable<ServiceSpec['service']>, false>;
type ProtocolOf = (port: ServicePort) => string | undefined;
type WrittenPort = NonNullable<Written['ports']>[string];

/** The Services of a service: its own, a headless one for a StatefulSet, and further ones. */
export function resolveKubernetesServices(
  context: ServiceContext,
  ports: readonly ServicePort[],
): KubernetesService[] {
  const { spec, name } = context;
  const written = spec.service;
  const extra = Object.entries(spec.extraServices ?? {}).map(([extraName, fields]) =>
    networkService(context, ['extraServices', extraName], extraName, fields, ports),
  );
  const standsAlone =
    written !== undefined &&
    written !== false &&
    (written.ports !== undefined || written.headless === true || written.type === 'ExternalName');
  const isThere = standsAlone || ports.some((port) => port.servicePort !== undefined);
  if (!isThere) refuseWithoutPorts(context);
  const own =
    written !== false && isThere
      ? [networkService(context, ['service'], name, fittingService(context, written ?? {}), ports)]
      : [];
  const rendered = [...own, ...extra];
  const headless = spec.workload === 'StatefulSet' ? headlessName(context, rendered) : undefined;
  const all =
    headless === undefined || rendered.some((service) => service.name === headless)
      ? rendered
      : [...rendered, governing(context, headless, ports)];
  refuseUnseen(context, all);
  return all;
}

/** The defaults of all services may say what a Service looks like where there is one. */
function refuseWithoutPorts(context: ServiceContext): void {
  const { service } = context.spec;
  if (service === undefined || service === false || !context.writtenForService('service')) return;
  context.report('missing-field', ['service'], {
    problem: 'there is no Service, since the service has no ports',
    expected: 'ports, or service.ports',
    fix: 'write ports, or remove service',
  });
}

/** What a port says about itself in a Service, where no Service has it so. */
function refuseUnseen(context: ServiceContext, rendered: readonly KubernetesService[]): void {
  if (!context.writtenForService('ports')) return;
  const seen = rendered.flatMap(({ spec }) => spec.ports ?? []);
  for (const [name, entry] of Object.entries(context.spec.ports ?? {})) {
    const { port, servicePort, appProtocol, targetPort: target } = entry;
    const references = [name, port, target];
    const own = seen.filter(({ targetPort }) => references.some((reference) => reference === targetPort));
    const written = {
      servicePort: servicePort === false ? undefined : servicePort,
      appProtocol,
      targetPort: target,
    };
    for (const [field, value] of Object.entries(written)) {
      const key = field === 'servicePort' ? 'port' : (field as 'appProtocol' | 'targetPort');
      if (value === undefined || own.some((port) => port[key] === value)) continue;
      // An environment that has no Service, or another one, takes it from all of them.
      if (context.strength(['service']) > context.strength(['ports', name, field])) continue;
      context.report('conflicting-fields', ['ports', name, field], {
        problem: `no Service of ${context.name} has it`,
        got: String(value),
        fix: 'remove it, or write it in ports of the Service',
      });
    }
  }
}

/** The Service that gives a StatefulSet's pods their names. */
export function headlessName(context: ServiceContext, rendered: readonly KubernetesService[]): string {
  if (context.spec.serviceName !== undefined) return context.spec.serviceName;
  const own = rendered.find((service) => service.name === context.name);
  return own === undefined || own.spec.clusterIP === 'None' ? context.name : `${context.name}-headless`;
}

function governing(context: ServiceContext, name: string, ports: readonly ServicePort[]): KubernetesService {
  const known = [...ports, ...portsOfOtherContainers(context)];
  // DNS answers with the pods and, for SRV, with these numbers: nothing translates the port of a Service here.
  const own = ports
    .filter(({ servicePort }) => servicePort !== undefined)
    .map((port) => {
      const target = port.targetPort ?? port.name;
      const named = known.find(({ name: other }) => other === target)?.port ?? port.port;
      return { ...port, servicePort: typeof target === 'number' ? target : named };
    })
    .filter(
      ({ servicePort, protocol }, index, all) =>
        all.findIndex((other) => other.servicePort === servicePort && other.protocol === protocol) === index,
    );
  // Members of a cluster find each other before they are ready.
  return networkService(context, [], name, { headless: true, publishNotReadyAddresses: true }, own);
}

function networkService(
  context: ServiceContext,
  path: readonly string[],
  name: string,
  written: Written,
  ports: readonly ServicePort[],
): KubernetesService {
  const { spec } = context;
  const { type, headless, sessionAffinityTimeoutSeconds } = written;
  const { ports: _ports, annotations, labels, headless: _headless, selector, ...fields } = written;
  const { sessionAffinityTimeoutSeconds: _seconds, type: _type, ...rest } = fields;
  const hint = type !== 'LoadBalancer' || context.settings.provider.appProtocolIsHint;
  // What a person wrote counts either way.
  const protocolOf: ProtocolOf = (port) =>
    hint ? port.appProtocol : context.spec.ports?.[port.name]?.appProtocol;
  const rendered = servicePorts(context, path, written.ports, ports, protocolOf);
  checkServiceFields(context, path, written, rendered);
  return {
    name,
    labels: labels ?? {},
    annotations: annotations ?? {},
    portsAt: written.ports === undefined ? ['ports'] : [...path, 'ports'],
    spec: fieldsOf<KubernetesService['spec']>({
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
  protocolOf: ProtocolOf,
): ServicePortSpec[] {
  if (written === undefined) {
    return ports.flatMap((port) =>
      port.servicePort === undefined
        ? []
        : [
            servicePort(
              port.name,
              port.servicePort,
              targetOf(context, port, ports),
              port.protocol,
              protocolOf(port),
            ),
          ],
    );
  }
  return Object.entries(written)
    .map(([name, entry]) => writtenPort(context, [...path, 'ports', name], name, entry, ports, protocolOf))
    .filter((port) => port !== undefined);
}

/** By default the name, which each pod resolves for itself. */
function targetOf(
  context: ServiceContext,
  { name, targetPort }: ServicePort,
  ports: readonly ServicePort[],
): string | number {
  const known = [...ports, ...portsOfOtherContainers(context)];
  if (targetPort === undefined || known.some((port) => port.name === targetPort || port.port === targetPort))
    return targetPort ?? name;
  context.report('unknown-port', ['ports', name, 'targetPort'], {
    problem: 'targetPort is not a port of any container of the pods',
    got: String(targetPort),
    expected: known.map((port) => `${port.name} or ${port.port}`).join(', '),
  });
  return name;
}

function writtenPort(
  context: ServiceContext,
  path: readonly string[],
  name: string,
  entry: WrittenPort,
  ports: readonly ServicePort[],
  protocolOf: ProtocolOf,
): ServicePortSpec | undefined {
  const { targetPort, nodePort } = entry;
  const wanted = targetPort ?? name;
  const target = portBehindService(entry, wanted, [...ports, ...portsOfOtherContainers(context)]);
  const port = entry.port ?? target?.servicePort ?? target?.port;
  const reference = referenceTo(targetPort, target) ?? port;
  if (port === undefined || (typeof reference === 'string' && target === undefined)) {
    context.report('unknown-port', path, {
      problem: 'targetPort matches no port of the pods',
      got: String(wanted),
      expected:
        [...ports, ...portsOfOtherContainers(context)].map((known) => known.name).join(', ') ||
        'ports to be set',
      fix: 'set targetPort to one of them, or to a number',
    });
    return undefined;
  }
  const appProtocol = entry.appProtocol ?? (target === undefined ? undefined : protocolOf(target));
  const protocol = entry.protocol ?? target?.protocol ?? 'TCP';
  return servicePort(name, port, reference ?? port, protocol, appProtocol, nodePort);
}

/** How a Service names the port that it leads to. A number that somebody wrote stays one: the name may then change. */
function referenceTo(
  written: string | number | undefined,
  target: ServicePort | undefined,
): string | number | undefined {
  if (typeof written === 'number') return written;
  if (written === undefined && target?.targetPort !== undefined) return target.targetPort;
  return target?.name ?? written;
}

function servicePort(
  name: string,
  port: number,
  targetPort: string | number,
  protocol: ServicePort['protocol'],
  appProtocol: string | undefined,
  nodePort?: number,
): ServicePortSpec {
  return fieldsOf<ServicePortSpec>({
    name,
    port,
    targetPort,
    protocol: protocol === 'TCP' ? undefined : protocol,
    appProtocol,
    nodePort,
  });
}
