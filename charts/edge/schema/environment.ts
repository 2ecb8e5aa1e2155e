import { z } from 'zod';
import { gatewayImplementations } from '../../../providers';
import { defaulted, field, kubernetes } from '../../../spec/field';
import { availability } from '../../../spec/schema/availability';
import { resources } from '../../../spec/schema/container';
import { addressRange, dnsLabel, dnsSubdomain } from '../../../spec/schema/primitives';
import { replicas } from '../../../spec/schema/scaling';
import { longForm } from '../../../spec/short-form';
import { host } from './host';

const domain = host.regex(/^[^*]/, 'a domain such as example.org');

const issuer = z
  .union([
    dnsSubdomain,
    z.strictObject({ name: kubernetes(dnsSubdomain), kind: kubernetes(z.enum(['ClusterIssuer', 'Issuer'])) }),
  ])
  .transform((written) => longForm(written, typeof written === 'string' ? { name: written } : written));

const certificate = z.strictObject({
  hosts: field(z.array(host).min(1, 'at least one host'), {
    description: 'Hosts that it is for.',
    example: ['*.example.org'],
  }),
  arn: field(
    z
      .string()
      .regex(
        /^arn:aws[-a-z]*:acm:[-a-z0-9]+:\d{12}:certificate\/[-a-f0-9]+$/,
        'the ARN of a certificate of ACM',
      ),
    {
      description: 'The certificate in AWS Certificate Manager.',
      example: 'arn:aws:acm:sa-east-1:111122223333:certificate/11112222-3333-4444-5555-666677778888',
    },
  ),
  secretName: kubernetes(dnsSubdomain),
  namespace: kubernetes(dnsLabel),
});

/** The pods of the gateway, where it has some. */
const dataPlane = z.strictObject({
  replicas: field(replicas, {
    description: 'Number of its pods, or {min, max, …} for an autoscaler.',
    derived: '{min: 2, max: 10, cpu: 65}',
    example: { min: 3, max: 12 },
  }),
  capacity: field(z.enum(['onDemand', 'spot', 'uniform']), {
    description:
      'Nodes that they run on, `uniform` for any without a taint; the operator makes one Deployment, so that it cannot be split.',
    derived: "the provider's default",
    example: 'onDemand',
  }),
  availability: field(availability, { description: 'How they are spread, drained and evicted.' }),
  resources: defaulted(
    resources,
    { requests: { cpu: '100m', memory: '512Mi' } },
    { description: 'Requests and limits of each.', example: { requests: { cpu: '500m', memory: '1Gi' } } },
  ),
});

const edge = z.strictObject({
  implementation: field(z.enum(gatewayImplementations), {
    description: 'What makes a gateway of the Gateway API’s objects.',
    derived: "the provider's own",
    example: 'envoy-gateway',
  }),
  domain: field(domain, {
    description: 'All hosts lie in it.',
    example: 'example.org',
  }),
  issuer: field(issuer, {
    description: 'ClusterIssuer of cert-manager that signs the certificates, or {name, kind}.',
    example: 'letsencrypt',
  }),
  certificates: field(z.record(dnsLabel, certificate.nullable()), {
    description: 'Certificates that are made elsewhere, by a name of their own.',
    example: {
      all: {
        hosts: ['*.example.org'],
        arn: 'arn:aws:acm:sa-east-1:111122223333:certificate/11112222-3333-4444-5555-666677778888',
      },
    },
  }),
  minTlsVersion: defaulted(z.enum(['1.2', '1.3']), '1.3', {
    description: 'Oldest TLS that is spoken.',
    example: '1.3',
  }),
  sslPolicy: field(dnsLabel, {
    description: 'SSL policy of Google Cloud with that minimum, made elsewhere.',
    example: 'tls-1-3',
  }),
  waf: field(z.string().min(1, 'the firewall'), {
    description:
      'Web application firewall: the ARN of a web ACL of AWS WAF, or the name of a policy of Cloud Armor.',
    example: 'shop-edge',
  }),
  shield: field(z.boolean(), { description: 'AWS Shield Advanced protects the load balancer.' }),
  globalRateLimit: field(z.boolean(), {
    description: 'The rate limit service of Envoy Gateway runs, with its Redis.',
    derived: 'false',
    example: true,
  }),
  sourceRanges: field(z.array(addressRange).min(1, 'at least one range'), {
    description: 'Where the load balancer calls from: its subnets.',
    example: ['10.10.0.0/20'],
  }),
  loadBalancer: field(
    z
      .string()
      .regex(
        /^\/subscriptions\/.+\/trafficControllers\/[^/]+$/,
        'the resource id of an Application Gateway for Containers',
      ),
    {
      description: 'Resource id of the Application Gateway for Containers.',
    },
  ),
  gateway: field(dataPlane, { description: 'The pods of the gateway, where it has some.' }),
});

export const environmentFields = {
  edge: field(edge, {
    description: 'The public entry point, for services with `expose`.',
    example: { domain: 'example.org', issuer: 'letsencrypt' },
  }),
};
