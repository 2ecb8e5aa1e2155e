import { z } from 'zod';
import { field, kubernetes } from '../field';
import { longForm } from '../short-form';
import { previousPort } from './ports';
import {
  addressRange,
  annotations,
  dnsLabel,
  labels,
  portNumber,
  portReference,
  positive,
  qualifiedName,
  uniqueList,
} from './primitives';
import { isPortRange } from '../../lib/ports';

const protocol = z.enum(['TCP', 'UDP', 'SCTP']);

/** One port that the pods listen on. */
export const port = z
  .union([
    portNumber,
    z.strictObject({
      port: kubernetes(portNumber),
      servicePort: field(z.union([z.literal(false), portNumber]), {
        description: 'Port of the Service; `false` leaves it out of the Service.',
        derived: 'the port',
        example: 80,
      }),
      targetPort: field(portReference, {
        description:
          'Number or name of the pods’ port to which the Service leads. Pods resolve a name for themselves, so that a number ' +
          'may change; with a number, the name may change.',
        derived: 'the name of the port',
        example: 8080,
      }),
      previousPort,
      protocol: kubernetes(protocol),
      appProtocol: kubernetes(qualifiedName),
      hostPort: kubernetes(portNumber),
    }),
  ])
  .transform((entry) => longForm(entry, typeof entry === 'number' ? { port: entry } : entry));

const servicePort = z
  .union([
    portNumber,
    z.strictObject({
      port: kubernetes(portNumber),
      targetPort: kubernetes(portReference),
      protocol: kubernetes(protocol),
      appProtocol: kubernetes(qualifiedName),
      nodePort: kubernetes(portNumber),
    }),
  ])
  .transform((entry) => longForm(entry, typeof entry === 'number' ? { port: entry } : entry));

/** Unlike those of containers, ports of Services may have long names. */
const servicePortName = dnsLabel;

/** A name of DNS; those of other zones may end in a dot. */
const externalName = z
  .string()
  .regex(
    /^(?=.{1,254}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\.?$/,
    'a DNS name such as db.example.org',
  );

/** Fields of a Kubernetes Service. */
export const service = z.strictObject({
  type: kubernetes(z.enum(['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'])),
  ports: field(z.record(servicePortName, servicePort.nullable()), {
    description: 'Name to port of the Service, instead of those that `ports` gives.',
    example: { http: { port: 80, targetPort: 'http' } },
  }),
  annotations: kubernetes(annotations),
  labels: kubernetes(labels),
  headless: field(z.boolean(), { description: '`clusterIP: None`: DNS answers with the pods.' }),
  externalName: kubernetes(externalName),
  ipFamilyPolicy: kubernetes(z.enum(['SingleStack', 'PreferDualStack', 'RequireDualStack'])),
  ipFamilies: kubernetes(
    uniqueList(z.enum(['IPv4', 'IPv6']), (family) => family, 'each family once').min(
      1,
      'at least one family',
    ),
  ),
  loadBalancerClass: kubernetes(qualifiedName),
  loadBalancerSourceRanges: kubernetes(z.array(addressRange)),
  externalTrafficPolicy: kubernetes(z.enum(['Cluster', 'Local'])),
  internalTrafficPolicy: kubernetes(z.enum(['Cluster', 'Local'])),
  trafficDistribution: kubernetes(z.enum(['PreferSameZone', 'PreferSameNode'])),
  sessionAffinity: kubernetes(z.enum(['None', 'ClientIP'])),
  sessionAffinityTimeoutSeconds: kubernetes(positive.max(86_400, 'at most 86400 seconds')),
  publishNotReadyAddresses: kubernetes(z.boolean()),
  selector: field(labels, {
    description: 'Labels of the pods behind it, instead of those of this service.',
    example: { app: 'reviews' },
  }),
});

/** `30000-32767`. */
const portRange = z
  .string()
  .regex(/^\d{1,5}-\d{1,5}$/, 'a range of ports such as 30000-32767')
  .refine(isPortRange, 'a range of ports from 1 to 65535 such as 30000-32767');

const protocolPort = z.strictObject({
  port: kubernetes(portNumber),
  endPort: field(portNumber, {
    description: 'Last port of a range that begins with `port`; of addresses outside the cluster.',
    derived: 'one port',
    example: 32767,
  }),
  protocol: kubernetes(protocol),
});

/** A port of the other end: its name, its number, a range, or numbers with their protocol. */
const connectionPort = z.union([portReference, portRange, protocolPort]);

const connection = z.union([
  z.literal(true),
  z.strictObject({
    ports: kubernetes(z.array(connectionPort).min(1, 'at least one port')),
    cidrs: field(z.array(addressRange).min(1, 'at least one range'), {
      description: 'Addresses behind the host of a URL, since a NetworkPolicy cannot match host names.',
      example: ['198.51.100.0/24'],
    }),
  }),
]);

type WrittenConnection = Exclude<z.output<typeof connection>, true>;

/** What it talks to: the list is short for a map. */
export const connects = z
  .union([
    z.array(z.string().regex(/^(?!__proto__$)./, 'a service, a data service, a URL or a CIDR')),
    z.record(z.string(), connection.nullable()),
  ])
  .transform((entry): Record<string, true | WrittenConnection | null> =>
    Array.isArray(entry) ? Object.fromEntries(entry.map((target) => [target, true as const])) : entry,
  );
