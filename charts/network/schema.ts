import { z } from 'zod';
import { policyEngines, resolvers } from '../../providers';
import type { Completed } from '../../spec/field';
import { field, kubernetes, readFields } from '../../spec/field';
import { addressRange, dnsLabel, portNumber, portReference } from '../../spec/schema/primitives';
import { labelSelector } from '../../spec/schema/selectors';
import { longForm } from '../../spec/short-form';

const policyMode = z.enum(['off', 'observe', 'enforce']);

/** `networkPolicy: observe`, or the long form. */
const networkPolicy = z
  .union([
    policyMode,
    z.strictObject({
      mode: field(policyMode, {
        description:
          '`enforce` renders policies; `observe` reports what they would close; `off` does neither. A service may say another one.',
        derived: 'enforce',
      }),
      engine: field(z.enum(policyEngines), {
        description: 'What enforces NetworkPolicies in the cluster.',
        derived: "the provider's own; a cluster without a provider has to name it",
        example: 'cilium',
      }),
    }),
  ])
  .transform((written) => longForm(written, typeof written === 'string' ? { mode: written } : written));

/** `dns: cloud-dns`, or the long form. */
const dns = z
  .union([
    z.enum(resolvers),
    z.strictObject({
      resolver: field(z.enum(resolvers), {
        description: 'Who answers DNS in the cluster.',
        derived: "the provider's own",
        example: 'node-local-dns',
      }),
      cidrs: field(z.array(addressRange).min(1, 'at least one range'), {
        description: 'Address of the Service of DNS, where pods have to be let through to it.',
        derived: "the provider's own",
        example: ['172.20.0.10/32'],
      }),
    }),
  ])
  .transform((written) => longForm(written, typeof written === 'string' ? { resolver: written } : written));

const egress = z.strictObject({
  privateEndpoints: field(z.array(addressRange), {
    description:
      'Ranges in which private endpoints of cloud services lie: names of public services may resolve to them.',
    example: ['10.20.80.0/24'],
  }),
  hostPolicies: field(z.boolean(), {
    description:
      'The engine’s own policies, which name hosts, are switched on in the cluster: URLs of `connects` are opened by name.',
    derived: 'false: the port of a URL is opened to every public address, with a warning',
    example: true,
  }),
  kubeApiServer: field(
    z.strictObject({
      cidrs: field(z.array(addressRange).min(1, 'at least one range'), {
        description:
          'Addresses of the API server: that of the Service `kubernetes`, and those of its endpoints.',
        example: ['172.20.0.1/32', '10.20.0.0/24'],
      }),
      port: field(portNumber, { description: 'Its port.', derived: '443', example: 6443 }),
    }),
    { description: 'Where services with `connects: [kube-apiserver]` reach the API server.' },
  ),
});

const caller = z.strictObject({
  namespace: field(dnsLabel, {
    description: 'Namespace of the pods that call.',
    derived: "the service's own, where podSelector stands alone",
    example: 'ingress-nginx',
  }),
  namespaceSelector: kubernetes(labelSelector),
  podSelector: kubernetes(labelSelector),
  cidrs: field(z.array(addressRange).min(1, 'at least one range'), {
    description: 'Address ranges that call.',
    example: ['203.0.113.0/24'],
  }),
  ports: kubernetes(z.array(portReference).min(1, 'at least one port')),
});

/** Who calls it, by a name of its own. */
const accepts = z.record(dnsLabel, caller.nullable());

export const serviceFields = {
  accepts: field(accepts, {
    description:
      'Who calls it from outside the platform, by a name of its own: pods by namespace and labels, or address ranges; on the ' +
      'main port or on `ports`.',
    derived: 'nobody',
    example: {
      'ingress-nginx': {
        namespace: 'ingress-nginx',
        podSelector: { matchLabels: { 'app.kubernetes.io/name': 'ingress-nginx' } },
      },
    },
  }),
  networkPolicy: field(policyMode, {
    description: 'Whether its NetworkPolicy is rendered (`enforce`), only reported (`observe`), or neither.',
    derived: "the environment's mode",
    example: 'observe',
  }),
};

/** What an environment says about the network of its cluster. */
export const environmentFields = {
  networkPolicy: field(networkPolicy, {
    description: 'NetworkPolicies: a mode, or {mode, engine}.',
    derived: 'enforce, with the engine of the provider',
    example: 'observe',
  }),
  dns: field(dns, {
    description:
      'Who answers DNS in the cluster, to whom policies open the way: a word, or {resolver, cidrs}.',
    derived: "the provider's own",
    example: 'node-local-dns',
  }),
  egress: field(egress, { description: 'What lies outside the cluster, for network policies.' }),
};

/** What an environment says about its network. */
export type WrittenNetwork = Completed<z.ZodObject<typeof environmentFields>>;

export function writtenNetwork(spec: object): WrittenNetwork {
  return readFields(spec, environmentFields);
}

/** What a service says about its policy. */
export function writtenPolicy(spec: object): Completed<z.ZodObject<typeof serviceFields>> {
  return readFields(spec, serviceFields);
}
