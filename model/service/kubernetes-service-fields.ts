import type { ServiceContext, ServiceSpec } from '../context';
import type { ServicePortSpec } from '../types/service';

type Written = Exclude<NonNullable<ServiceSpec['service']>, false>;

/** Fields that only some types of Service have. */
const fieldsOfTypes: Readonly<Partial<Record<keyof Written, readonly string[]>>> = {
  headless: ['ClusterIP'],
  ipFamilyPolicy: ['ClusterIP', 'NodePort', 'LoadBalancer'],
  ipFamilies: ['ClusterIP', 'NodePort', 'LoadBalancer'],
  externalName: ['ExternalName'],
  externalTrafficPolicy: ['NodePort', 'LoadBalancer'],
  internalTrafficPolicy: ['ClusterIP', 'NodePort', 'LoadBalancer'],
  loadBalancerClass: ['LoadBalancer'],
  loadBalancerSourceRanges: ['LoadBalancer'],
};

/** The Service of a service: of what only the defaults of all services say, what its type does not have is left out. */
export function fittingService(context: ServiceContext, written: Written): Written {
  const { type = 'ClusterIP' } = written;
  const fits = ([name]: [string, unknown]) =>
    fieldsOfTypes[name as keyof Written]?.includes(type) !== false ||
    context.writtenForService('service', name);
  return Object.fromEntries(Object.entries(written).filter(fits));
}

/** What the API server refuses about fields of a Service together, or drops without a word. */
export function checkServiceFields(
  context: ServiceContext,
  path: readonly string[],
  written: Written,
  ports: readonly ServicePortSpec[],
): void {
  const { type = 'ClusterIP', externalName, sessionAffinity } = written;
  for (const [name, types] of Object.entries(fieldsOfTypes)) {
    const value = written[name as keyof Written];
    if (value === undefined || value === false || types.includes(type)) continue;
    refuseForType(context, [...path, name], type, types);
  }
  for (const [name, { nodePort }] of Object.entries(written.ports ?? {})) {
    const types = ['NodePort', 'LoadBalancer'];
    if (nodePort === undefined || types.includes(type)) continue;
    refuseForType(context, [...path, 'ports', name, 'nodePort'], type, types);
  }
  if (type === 'ExternalName' && externalName === undefined) {
    context.report('missing-field', [...path, 'type'], {
      problem: 'an ExternalName Service needs externalName',
      expected: 'externalName: NAME',
    });
  }
  refuseFamilies(context, path, written);
  if (written.sessionAffinityTimeoutSeconds !== undefined && sessionAffinity !== 'ClientIP') {
    context.report('conflicting-fields', [...path, 'sessionAffinityTimeoutSeconds'], {
      problem: 'sessionAffinityTimeoutSeconds has no effect without session affinity',
      fix: 'write sessionAffinity: ClientIP next to it',
    });
  }
  const none = ports.length === 0 && Object.keys(written.ports ?? {}).length === 0;
  if (none && type !== 'ExternalName' && written.headless !== true) {
    context.report('missing-field', path, {
      problem: 'the Service has no ports',
      expected: `${[...path, 'ports'].join('.')}: {NAME: NUMBER}`,
      fix: 'name a port, or write headless: true',
    });
  }
  // Those that `ports` gives are judged there.
  if (written.ports !== undefined) refuseSamePort(context, path, ports);
  warnOfHeadlessPorts(context, path, written, ports);
}

/** DNS answers with the pods themselves, so that nothing translates the port. */
function warnOfHeadlessPorts(
  context: ServiceContext,
  path: readonly string[],
  { ports: own, headless }: Written,
  ports: readonly ServicePortSpec[],
): void {
  // A Service that is derived has no path.
  if (headless !== true || path.length === 0) return;
  const numbers = containerPorts(context);
  for (const { name = '', port, targetPort = port } of ports) {
    const target = typeof targetPort === 'number' ? targetPort : numbers.get(targetPort);
    if (target === undefined || target === port) continue;
    const place = own === undefined ? ['ports', name, 'servicePort'] : [...path, 'ports', name];
    context.report('headless-port', place, {
      problem: `callers of a headless Service call the pods themselves, which listen on port ${target}, not on ${port}`,
      fix: `write port ${target} here, which is what callers use, or remove headless: true`,
    });
  }
}

/** Number of each port of the service's containers, by its name. */
function containerPorts({ spec }: ServiceContext): ReadonlyMap<string, number> {
  const all = [spec, ...Object.values({ ...spec.containers, ...spec.sidecars })];
  return new Map(
    all.flatMap(({ ports = {} }) =>
      Object.entries(ports).flatMap(([name, { port }]) =>
        port === undefined ? [] : [[name, port] as const],
      ),
    ),
  );
}

/** Two families are two addresses, and not every cluster has both. */
function refuseFamilies(
  context: ServiceContext,
  path: readonly string[],
  { ipFamilyPolicy, ipFamilies = [] }: Written,
): void {
  if (ipFamilyPolicy === 'SingleStack' && ipFamilies.length > 1) {
    context.report('conflicting-fields', [...path, 'ipFamilies'], {
      problem: 'a Service with ipFamilyPolicy SingleStack has one family of addresses',
      got: ipFamilies.join(', '),
      fix: 'remove one family, or write ipFamilyPolicy: PreferDualStack',
    });
  }
  const { provider } = context.settings;
  const required = ipFamilyPolicy === 'RequireDualStack';
  if (provider.singleFamily !== true || (!required && ipFamilies.length < 2)) return;
  context.report('provider-limit', [...path, required ? 'ipFamilyPolicy' : 'ipFamilies'], {
    problem: `Services on ${provider.title} have addresses of one family, so the API server refuses this Service`,
    got: required ? ipFamilyPolicy : ipFamilies.join(', '),
    fix: 'write ipFamilyPolicy: PreferDualStack and one family at most, or remove it',
  });
}

function refuseForType(
  context: ServiceContext,
  path: readonly string[],
  type: string,
  types: readonly string[],
): void {
  const field = path.at(-1) ?? '';
  context.report('conflicting-fields', path, {
    problem: `a Service of type ${type} has no ${field}`,
    expected: `type: ${types.join(' or ')}`,
    fix: `remove ${field} or change type`,
  });
}

/** A number leads to one port, that of the Service and that of the nodes. */
function refuseSamePort(
  context: ServiceContext,
  path: readonly string[],
  ports: readonly ServicePortSpec[],
): void {
  const seen = new Map<string, string>();
  for (const port of ports) {
    const { name = '', protocol = 'TCP' } = port;
    for (const field of ['port', 'nodePort'] as const) {
      const number = port[field];
      if (number === undefined) continue;
      const key = `${field} ${number}/${protocol}`;
      const other = seen.get(key);
      if (other !== undefined) {
        context.report('conflicting-fields', [...path, 'ports', name, field], {
          problem: `port ${other} of the Service has this ${field} already`,
          got: String(number),
          fix: 'write another number',
        });
      }
      seen.set(key, name);
    }
  }
}
