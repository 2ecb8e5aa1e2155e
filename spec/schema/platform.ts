import { z } from 'zod';
import { defaulted, field, kubernetes } from '../field';
import { nodes } from './nodes';
import {
  addressRange,
  annotations,
  dnsLabel,
  dnsSubdomain,
  labels,
  portNumber,
  zoneName,
} from './primitives';
import { labelSelector } from './selectors';
import type { ServiceSchema } from './service';

const namespace = z.strictObject({
  shared: field(z.boolean(), {
    description: 'The namespace belongs to others too: no Namespace, quota or LimitRange is rendered for it.',
  }),
  podSecurity: field(z.enum(['privileged', 'baseline', 'restricted']), {
    description: 'Pod Security level that the API server enforces.',
    derived: 'restricted',
  }),
  labels: kubernetes(labels),
  annotations: kubernetes(annotations),
});

const existing = z.strictObject({
  secrets: kubernetes(z.array(dnsSubdomain)),
  configMaps: kubernetes(z.array(dnsSubdomain)),
  serviceAccounts: kubernetes(z.array(dnsSubdomain)),
  persistentVolumeClaims: kubernetes(z.array(dnsSubdomain)),
  services: kubernetes(z.array(dnsSubdomain)),
  deployments: kubernetes(z.array(dnsSubdomain)),
  statefulSets: kubernetes(z.array(dnsSubdomain)),
});

/** Defaults of services, in the schema that they have with the fields of all concerns. */
function defaultsOf<S extends z.ZodObject>(service: S) {
  return field(service, {
    description: 'Defaults for all services.',
    example: { resources: { requests: { cpu: '100m', memory: '128Mi' } } },
  });
}

/** What the platform says for all environments and each environment over it. */
const shared = {
  namespaces: field(z.record(dnsLabel, namespace.nullable()), {
    description: 'Settings of namespaces, by name.',
    example: { shop: { podSecurity: 'baseline' } },
  }),
  existing: field(existing, {
    description: 'Names of objects that exist in the cluster and that plain manifests or services refer to.',
    example: { configMaps: ['cluster-info'] },
  }),
};

/** A host with a port, a path in lowercase, and a tag or digest of one image; `nginx:` and a final / are what people write. */
const registry = z
  .string()
  .regex(
    /^[a-z0-9]+([-._]+[a-z0-9]+)*(:\d+(?=\/|$))?(\/[a-z0-9]+([-._]+[a-z0-9]+)*)*(\/+|:\w[-\w.]{0,127}|:)?(@sha256:[a-f0-9]{64})?$/,
    'a registry and path in lowercase, without https:// and *, such as ghcr.io/acme: it allows every image below it',
  );

const platformOnly = {
  name: field(dnsLabel, {
    description: 'Name of the platform: the default namespace, and a label on every object.',
    example: 'shop',
  }),
  owner: field(dnsLabel, { description: 'Team that owns what no other team owns.', example: 'platform' }),
  edition: field(z.enum(['2026-11']), {
    description: 'Freezes defaults: an upgrade of Portolan changes none that restarts pods.',
    example: '2026-11',
  }),
  registries: field(z.array(registry), {
    description:
      'Registries, paths in them, or single images that may run: `ghcr.io/acme` allows `ghcr.io/acme/web`, not ' +
      '`ghcr.io/acme-other/web`. Names without a registry are those of Docker Hub: `nginx` is `docker.io/library/nginx`.',
    derived: 'any',
    example: ['ghcr.io/acme'],
  }),
};

/** What the kernel knows of a platform; concerns add their own fields. */
export function platformFields<S extends z.ZodObject>(service: S) {
  return { ...platformOnly, defaults: defaultsOf(service), ...shared };
}

const dataService = z.strictObject({
  host: field(z.string(), { description: 'Name under which it is reached.', example: 'db.internal.example' }),
  port: field(portNumber, { description: 'Port.', example: 5432 }),
  cidrs: field(z.array(addressRange), {
    description: 'Address ranges behind the name: services with enforced network policies need them.',
    example: ['10.20.0.0/24'],
  }),
  namespace: field(dnsLabel, {
    description:
      'Namespace of its pods, where it runs in the cluster beside the platform: instead of `cidrs`.',
    example: 'kafka',
  }),
  podSelector: kubernetes(labelSelector),
});

const environmentOnly = {
  extends: field(dnsLabel, {
    description: 'Environment whose settings this one starts from.',
    example: 'production',
  }),
  provider: field(z.enum(['eks', 'gke', 'aks', 'kubernetes']), {
    description: 'Where it runs. Without one, the environment is a base and is not rendered itself.',
    example: 'eks',
  }),
  cluster: field(z.string().min(1, 'the name of the cluster'), {
    description: "The cluster's name, where the cloud's own resources are found by it.",
    example: 'shop-production',
  }),
  zones: field(z.array(zoneName), {
    description:
      'Zones of the cluster. On EKS, GKE and AKS pods are spread over zones whether they are named or not; on `kubernetes` only where they are. Where zones are named, and on `kubernetes` always, `availability.target` from 99.5 on and `zoneSpread: required` need two that the pods can reach.',
    derived: 'not known',
    example: ['sa-east-1a', 'sa-east-1b', 'sa-east-1c'],
  }),
  nodes: field(nodes, {
    description: 'How the provider makes nodes: a word, or {mode, pools, …}.',
    derived: "the provider's first",
    example: 'karpenter',
  }),
  kubernetesVersion: defaulted(
    z.string().regex(/^1\.(3[4-9]|[4-9]\d)$/, 'a minor version from 1.34, in quotes, such as "1.34"'),
    '1.34',
    { description: 'Oldest release that the cluster runs; Pod Security is pinned to it.', example: '1.34' },
  ),
  dataServices: field(z.record(dnsLabel, dataService.nullable()), {
    description: 'Managed databases, caches and stores, by the name that `connects` uses.',
    example: { postgres: { host: 'db.internal.example', port: 5432, cidrs: ['10.20.0.0/24'] } },
  }),
};

/** What the kernel knows of an environment, with the operators whose objects may be rendered; concerns add their own fields. */
export function environmentFields<S extends z.ZodObject, O extends string>(
  service: S,
  operators: readonly O[],
) {
  return {
    ...environmentOnly,
    operators: field(z.array(z.enum(operators)), {
      description: 'Operators that the cluster has, beside those that the provider ships.',
      example: ['keda'],
    }),
    services: field(z.record(dnsLabel, service.nullable()), {
      description:
        'Overrides of services, by name; larger ones have a file `environments/ENVIRONMENT/SERVICE.yaml`.',
      example: { web: { replicas: 1 } },
    }),
    defaults: defaultsOf(service),
    ...shared,
  };
}

export type PlatformLayer = z.output<z.ZodObject<ReturnType<typeof platformFields<ServiceSchema>>>>;
export type EnvironmentSchema = z.ZodObject<ReturnType<typeof environmentFields<ServiceSchema, string>>>;
export type EnvironmentLayer = z.output<EnvironmentSchema>;
