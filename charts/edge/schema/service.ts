import { z } from 'zod';
import { field } from '../../../spec/field';
import { dnsLabel, headerName, positive, positiveQuantity } from '../../../spec/schema/primitives';
import { duration, sessionAffinity } from './sessions';
import { longForm } from '../../../spec/short-form';
import { host } from './host';

/** A route has no more of them. */
const hosts = z.array(host).min(1, 'at least one host').max(16, 'at most 16 hosts');

const pathPrefix = z
  .string()
  .max(1024, 'at most 1024 characters')
  .regex(
    /^(?!.*(\/\/|\/\.{1,2}(\/|$)|%2[fF]))\/([\w\-./~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})*$/,
    'a path such as /api, without //, /./, /../, %2F and #, and with two hexadecimal digits after each %',
  );

const method = z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

const webUrl = z.url({ protocol: /^https$/, error: 'a URL with https://' });

/** `https://shop.example.org`, without a path. */
const origin = z
  .string()
  .max(253, 'at most 253 characters')
  .regex(
    /^(\*|https?:\/\/(\*\.)?(?!.*\.\.)[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:\d{1,5})?)$/,
    'an origin such as https://shop.example.org',
  );

/** Whole bytes: `10m` would be a hundredth of one. */
const bodySize = positiveQuantity.refine(
  (text) => /^\d+(Ki|Mi|Gi|k|M|G)?$/.test(text),
  'whole bytes, such as 1Mi',
);

const cors = z.strictObject({
  origins: field(z.array(origin).min(1, 'at least one origin'), {
    description: 'Origins whose pages may call.',
    example: ['https://www.example.org'],
  }),
  methods: field(z.array(method).min(1, 'at least one method'), {
    description: 'Methods that they may use.',
  }),
  headers: field(z.array(headerName), { description: 'Headers that they may send.' }),
  exposeHeaders: field(z.array(headerName), { description: 'Headers of the answer that they may read.' }),
  credentials: field(z.boolean(), { description: 'They may send cookies and authorization.' }),
  maxAge: field(duration, { description: 'How long browsers keep the permission.', example: '10m' }),
});

const rateLimit = z.strictObject({
  requests: field(positive, { description: 'Requests in that time.', example: 100 }),
  unit: field(z.enum(['second', 'minute', 'hour']), { description: 'The time.', derived: 'minute' }),
  perClient: field(z.boolean(), {
    description: 'Each address of a client counts for itself.',
    derived: 'true',
  }),
  global: field(z.boolean(), {
    description:
      'All replicas of the gateway count together, all hosts, paths and methods of the service as one, by the rate limit ' +
      'service of the environment.',
    derived: 'false: each replica of the gateway counts for itself, each host, path and method on its own',
  }),
});

const jwt = z.strictObject({
  issuer: field(z.string().min(1, 'the issuer of the tokens'), {
    description: 'Who issued the token, as its `iss` says.',
    example: 'https://login.example.org',
  }),
  jwksUri: field(webUrl, {
    description: 'Where its keys are.',
    example: 'https://login.example.org/.well-known/jwks.json',
  }),
  audiences: field(z.array(z.string().min(1, 'an audience')).min(1, 'at least one audience'), {
    description: 'For whom the token has to be, as its `aud` says; one of them.',
    example: ['shop'],
  }),
});

const exposure = z.strictObject({
  hosts: field(hosts, {
    description: 'Hosts under which it is reached, inside the domain of the environment.',
    example: ['shop.example.org'],
  }),
  paths: field(z.array(pathPrefix).min(1, 'at least one path'), {
    description: 'Beginnings of paths that lead to it.',
    derived: 'all paths',
    example: ['/api'],
  }),
  port: field(dnsLabel, { description: 'Port of the Service.', derived: 'the main port' }),
  methods: field(z.array(method).min(1, 'at least one method'), {
    description: 'Methods that lead to it.',
    derived: 'all methods',
    example: ['GET', 'HEAD'],
  }),
  timeout: field(duration, {
    description:
      'Time for a whole request and its answer, after which it fails: downloads and event streams need more. ' +
      'Calls of gRPC have no such limit.',
    derived: "the gateway's own: 15s with Envoy Gateway, 30s with GKE Gateway",
    example: '15s',
  }),
  idleTimeout: field(duration, {
    description:
      'Time without a byte in either direction until a request, stream or WebSocket is closed. ' +
      'An Application Load Balancer has one for all services.',
    derived: "the gateway's own",
    example: '10m',
  }),
  sessionAffinity: field(sessionAffinity, {
    description:
      'Requests of one client reach the same pod while it is ready: `ClientIP`, `Cookie`, or {type, ttl}. ' +
      'The `sessionAffinity` of the Service does not apply to requests through the gateway.',
    derived: 'none',
    example: 'Cookie',
  }),
  retries: field(positive.max(10, 'at most 10'), {
    description: 'Times that the gateway asks again where a connection failed or a pod is away.',
    derived: "the gateway's own",
    example: 2,
  }),
  maxBodySize: field(bodySize, {
    description: 'Size of a request above which it is refused.',
    derived: "the gateway's own",
    example: '1Mi',
  }),
  cors: field(cors, { description: 'Pages of other origins that may call.', derived: 'none' }),
  rateLimit: field(rateLimit, {
    description: 'How often it may be called.',
    derived: 'any number',
    example: { requests: 100, unit: 'minute' },
  }),
  auth: field(z.strictObject({ jwt: field(jwt, { description: 'A token that the gateway verifies.' }) }), {
    description: 'What the gateway asks of a request before it reaches the service.',
    derived: 'nothing',
  }),
  public: field(z.literal(true), {
    description:
      'Says that a service with personal or sensitive data is meant to be reached from the internet.',
    example: true,
  }),
});

const exposeForms = z.union([host, hosts, exposure]);

function exposureOf(written: z.output<typeof exposeForms>) {
  if (typeof written === 'string') return { hosts: [written] };
  return Array.isArray(written) ? { hosts: written } : written;
}

/** `expose: shop.example.org`, several hosts, or the long form. */
const expose = exposeForms.transform((written) => longForm(written, exposureOf(written)));

export const serviceFields = {
  expose: field(expose, {
    description: 'Hosts under which it is reached from the internet, or {hosts, paths, …}.',
    derived: 'not exposed',
    example: 'shop.example.org',
  }),
};
