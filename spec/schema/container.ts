import { z } from 'zod';
import { unlikelyResources } from '../../lib/amounts';
import { isDevice, isWhole, isWholePages } from '../../lib/quantity';
import { field, kubernetes } from '../field';
import { longForm } from '../short-form';
import { addUnlikely } from './amounts';
import { podField, resourceReference } from './downward-api';
import {
  absolutePath,
  dataKey,
  dnsSubdomain,
  envName,
  headerName,
  image,
  mountPath,
  portName,
  portNumber,
  portReference,
  positive,
  quantity,
  wholeSeconds,
} from './primitives';
import { resizePolicy } from './jobs';
import { previousPort } from './ports';
import { securityContext } from './security';
import { volumeMounts } from './volumes';

/** One variable: a literal, or where its value comes from. */
const envValue = z.union([
  z.string(),
  z.strictObject({ secret: dnsSubdomain, key: dataKey, optional: z.boolean().optional() }),
  z.strictObject({ config: dnsSubdomain, key: dataKey, optional: z.boolean().optional() }),
  z.strictObject({ field: podField.ofEnv }),
  resourceReference.ofEnv,
]);

const env = z.record(envName, envValue.nullable());

const prefix = z.string().regex(/^[ -<>-~]+$/, 'what a variable may begin with: no = and no line break');

const envFrom = z.array(
  z.union([
    z.strictObject({ secret: dnsSubdomain, prefix: prefix.optional(), optional: z.boolean().optional() }),
    z.strictObject({ config: dnsSubdomain, prefix: prefix.optional(), optional: z.boolean().optional() }),
  ]),
);

/** cpu, memory, ephemeral-storage, huge pages, and whatever a device plugin calls its own. */
const resourceName = z
  .string()
  .regex(
    /^(cpu|memory|ephemeral-storage|hugepages-[1-9]\d*(Ki|Mi|Gi)?|(?!requests\.)(?=[^/]{1,244}\/)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)$/,
    'cpu, memory, ephemeral-storage, hugepages-SIZE, or a name with a domain such as nvidia.com/gpu',
  );

const amounts = z.record(resourceName, quantity.nullable()).superRefine((written, issues) => {
  for (const [name, amount] of Object.entries(written)) {
    const written = amount ?? '0';
    if (isDevice(name) && !isWhole(written))
      issues.addIssue({ code: 'custom', path: [name], message: 'a whole number of devices' });
    if (name.startsWith('hugepages-') && !isWholePages(name, written))
      issues.addIssue({ code: 'custom', path: [name], message: 'a multiple of the size of its pages' });
  }
});

export const resources = z
  .strictObject({ requests: kubernetes(amounts), limits: kubernetes(amounts) })
  .superRefine((written, issues) => {
    for (const { path, unlikely } of unlikelyResources(written)) addUnlikely(issues, path, unlikely);
  });

const timings = {
  initialDelaySeconds: kubernetes(wholeSeconds),
  periodSeconds: kubernetes(positive),
  timeoutSeconds: kubernetes(positive),
  failureThreshold: kubernetes(positive),
};

const handlers = {
  path: field(z.string().startsWith('/', 'a path that begins with /'), {
    description: 'HTTP GET of this path has to answer 200 to 399.',
    example: '/healthz',
  }),
  scheme: kubernetes(z.enum(['HTTP', 'HTTPS'])),
  httpHeaders: field(z.record(headerName, z.string().nullable()), {
    description: 'Headers of the HTTP request.',
    example: { Host: 'example.org' },
  }),
  grpc: field(z.union([z.literal(true), z.strictObject({ service: z.string() })]), {
    description: 'The gRPC health protocol; `service` is asked for by name.',
    example: true,
  }),
  tcpSocket: field(z.literal(true), { description: 'The port has to accept a connection.', example: true }),
  exec: field(z.array(z.string()).min(1, 'a command with at least one word'), {
    description: 'The command has to exit with 0.',
    example: ['pg_isready'],
  }),
  port: field(portReference, { description: 'Number or name of the port.', derived: 'the main port' }),
};

const own = { ...handlers, ...timings };

/** The API server takes `successThreshold` above 1 only of readiness, and a grace period only of the other two. */
const restarting = z.strictObject({ ...own, terminationGracePeriodSeconds: kubernetes(positive) });
const readying = z.strictObject({ ...own, successThreshold: kubernetes(positive) });

/** `probes`: the handler for all three, and each one's own fields over it. */
export const probes = z.union([
  z.literal(false),
  z.strictObject({
    ...own,
    startup: field(z.union([z.literal(false), restarting]), {
      description: 'Holds the other two back until the container has started.',
      derived:
        'the liveness handler, else the readiness handler, else tcp on the main port; `periodSeconds: 2` and ' +
        '`failureThreshold: 150` (five minutes), until one of its own timings is written',
    }),
    readiness: field(z.union([z.literal(false), readying]), {
      description: 'Takes the pod out of its Services while it fails.',
      derived: 'tcp on the main port',
    }),
    liveness: field(z.union([z.literal(false), restarting]), {
      description: 'Restarts the container when it fails.',
      derived:
        'none: a guessed one kills saturated pods. With the handler of all three: `failureThreshold` for one minute, at least 6, ' +
        'until one of its own timings is written',
    }),
  }),
]);

const hook = z.strictObject({
  exec: kubernetes(z.array(z.string()).min(1, 'a command with at least one word')),
  httpGet: kubernetes(
    z.strictObject({
      path: kubernetes(z.string().min(1, 'a path such as /drain')),
      port: portReference,
      scheme: kubernetes(z.enum(['HTTP', 'HTTPS'])),
      httpHeaders: kubernetes(z.record(headerName, z.string())),
    }),
  ),
  sleep: kubernetes(z.strictObject({ seconds: wholeSeconds })),
});

export const lifecycle = z.strictObject({
  postStart: kubernetes(hook),
  preStop: kubernetes(hook),
});

/** The fields that the main container, `containers`, `sidecars` and `initContainers` share. */
export const containerFields = {
  image: field(image, {
    description: 'Image with a tag or digest, never `latest`.',
    example: 'ghcr.io/acme/web:1.4.2',
  }),
  imagePullPolicy: field(z.enum(['IfNotPresent', 'Always', 'Never']), {
    description: 'When the kubelet pulls the image.',
    derived: "Kubernetes' own: IfNotPresent for a tag or digest",
  }),
  command: field(z.array(z.string()), {
    description: "Replaces the image's entry point.",
    example: ['/app/worker'],
  }),
  args: field(z.array(z.string()), {
    description: "Replaces the image's arguments.",
    example: ['--verbose'],
  }),
  workingDir: field(absolutePath, { description: 'Working directory.', derived: "the image's" }),
  env: field(env, {
    description:
      'Variables in their written order: a string, `{secret, key}`, `{config, key}`, `{field}` or `{resource}`. ' +
      '`$(VAR)` takes the value of a variable defined before.',
    example: { LOG_LEVEL: 'info', DATABASE_PASSWORD: { secret: 'database', key: 'password' } },
  }),
  envFrom: field(envFrom, {
    description: 'All keys of a Secret or ConfigMap as variables.',
    example: [{ config: 'web-settings' }],
  }),
  resources: field(resources, {
    description: 'Requests and limits. A memory limit equals the request where only the request is written.',
    derived: "the platform's defaults",
    example: { requests: { cpu: '100m', memory: '128Mi' } },
  }),
  securityContext: field(securityContext, {
    description: "The container's securityContext, merged over that of the service.",
    derived: 'no privilege escalation, all capabilities dropped, root file system read-only',
    example: { runAsUser: 10001 },
  }),
  lifecycle: field(lifecycle, { description: 'Hooks after the start and before the stop of the container.' }),
  volumeMounts: field(volumeMounts, {
    description: 'Where volumes are mounted; a volume with one mount can say `mountPath` itself.',
    example: [{ name: 'data', mountPath: '/data', subPath: 'web' }],
  }),
  resizePolicy: field(resizePolicy, {
    description: 'Whether the container restarts when a request or limit of the running pod changes.',
    derived: "Kubernetes' NotRequired",
    example: [{ resourceName: 'memory', restartPolicy: 'RestartContainer' }],
  }),
  stdin: kubernetes(z.boolean()),
  tty: kubernetes(z.boolean()),
  terminationMessagePolicy: kubernetes(z.enum(['File', 'FallbackToLogsOnError'])),
  terminationMessagePath: kubernetes(absolutePath),
};

const containerPort = z
  .union([
    portNumber,
    z.strictObject({
      port: kubernetes(portNumber),
      previousPort,
      protocol: kubernetes(z.enum(['TCP', 'UDP', 'SCTP'])),
    }),
  ])
  .transform((entry) => longForm(entry, typeof entry === 'number' ? { port: entry } : entry));

const extraFields = {
  ...containerFields,
  writable: field(z.array(mountPath), {
    description: 'Folders that the container may write to: an emptyDir each, of its own.',
    derived: '`/tmp` where its root file system is read-only',
    example: ['/var/cache/nginx'],
  }),
};

/** A further container of the pod. */
export const extraContainer = z.strictObject({
  ...extraFields,
  ports: field(z.record(portName, containerPort.nullable()), {
    description: 'Name to port of the container.',
  }),
  probes: field(probes, { description: 'Probes of this container.', derived: 'none' }),
});

export const initContainer = z.strictObject({
  ...extraFields,
  ports: field(z.record(portName, containerPort.nullable()), {
    description: 'Name to port of the container.',
  }),
  probes: field(probes, { description: 'Probes, for a sidecar.', derived: 'none' }),
  restartPolicy: field(z.literal('Always'), {
    description: '`Always` makes it a sidecar that starts at this place of the order.',
  }),
});
