import { z } from 'zod';
import { defaulted, field, kubernetes } from '../field';
import { longForm } from '../short-form';
import { addressRange, dnsLabel, portNumber } from './primitives';
import { labelSelector } from './selectors';

export const policyModes = ['off', 'observe', 'enforce'] as const;

export const policyEngines = [
  'antrea',
  'azure-npm',
  'calico',
  'cilium',
  'dataplane-v2',
  'kindnet',
  'kube-router',
  'ovn-kubernetes',
  'vpc-cni',
] as const;

export const meshes = ['none', 'istio-sidecar', 'istio-ambient', 'linkerd'] as const;

export const resolvers = ['kube-dns', 'node-local-dns', 'node-dns', 'cloud-dns', 'local-dns'] as const;

export const policyMode = z.enum(policyModes);

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

/** Pods of others, that every service may reach or be reached by. */
const otherPods = {
  namespace: kubernetes(dnsLabel),
  podSelector: kubernetes(labelSelector),
};

/** What an environment says about the network of its cluster. */
export const clusterNetwork = {
  networkPolicy: field(networkPolicy, {
    description: 'NetworkPolicies: a mode, or {mode, engine}.',
    derived: 'enforce, with the engine of the provider',
    example: 'observe',
  }),
  mesh: defaulted(z.enum(meshes), 'none', {
    description: 'Service mesh that the pods are part of: policies open its ports.',
    example: 'istio-ambient',
  }),
  dns: field(dns, {
    description:
      'Who answers DNS in the cluster, to whom policies open the way: a word, or {resolver, cidrs}.',
    derived: "the provider's own",
    example: 'node-local-dns',
  }),
  egress: field(egress, { description: 'What lies outside the cluster, for network policies.' }),
  monitoring: defaulted(
    z.strictObject(otherPods),
    { namespace: 'monitoring' },
    {
      description: 'Pods that scrape: network policies let them reach ports called `metrics`.',
      example: {
        namespace: 'monitoring',
        podSelector: { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } },
      },
    },
  ),
  telemetry: field(
    z.strictObject({
      ...otherPods,
      ports: field(z.array(portNumber).min(1, 'at least one port'), {
        description: 'Ports on which they listen.',
        derived: '4317 and 4318, those of OTLP',
      }),
    }),
    {
      description: 'Pods of a collector that every service may send telemetry to.',
      derived: 'none',
      example: { namespace: 'telemetry' },
    },
  ),
};
