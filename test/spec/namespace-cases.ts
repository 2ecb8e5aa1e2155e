import type { Files } from '../support/platform';
import { base, web } from '../support/platform';

/** Platforms in namespaces that are not theirs alone, by name. */
const on = (environment: string, more: Files = {}): Files => ({
  ...base,
  'environments/production.yaml': environment,
  'services/web.yaml': web,
  ...more,
});
const kind = 'provider: kubernetes\nnetworkPolicy: off\n';
const inNamespace = (name: string, environment = kind): Files =>
  on(environment, { 'services/web.yaml': `${web}namespace: ${name}\n` });
const platform = (more: string, name = 'shop') => `name: ${name}\nowner: web\nedition: 2026-11\n${more}`;
const configMap = (namespace: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: extra\n  namespace: ${namespace}\n`;

const autopilot = (service: string) =>
  on('provider: gke\nnodes: autopilot\n', { 'services/web.yaml': `${web}${service}` });

export const namespaceCases: Readonly<Record<string, Readonly<Record<string, Files>>>> = {
  namespaces: {
    'a service in the namespace of Kubernetes': inNamespace('kube-system'),
    'services in the namespace of an operator, by a default': on(kind, {
      'platform.yaml': platform('defaults: {namespace: cert-manager}\n'),
      'services/api.yaml': web,
    }),
    'a service in a namespace of GKE': inNamespace('gke-managed-cim', 'provider: gke\n'),
    'a service in a namespace of AKS': inNamespace('aks-istio-ingress', 'provider: aks\n'),
    'a service in a namespace of EKS': inNamespace(
      'amazon-cloudwatch',
      'provider: eks\nzones: [sa-east-1a, sa-east-1b]\n',
    ),
    'services in the namespaces of add-ons': {
      ...inNamespace('local-path-storage'),
      'services/a.yaml': `${web}namespace: cattle-system\n`,
      'services/b.yaml': `${web}namespace: kubernetes-dashboard\n`,
      'services/c.yaml': `${web}namespace: traefik\n`,
    },
    'a service in the namespace default': inNamespace('default'),
    'a system namespace among the platform’s': on(kind, {
      'platform.yaml': platform('namespaces: {kube-system: {labels: {team: web}}}\n'),
    }),
    'a system namespace among an environment’s': on(`${kind}namespaces:\n  keda: {podSecurity: baseline}\n`),
    'a platform with a name of Kubernetes': on(kind, { 'platform.yaml': platform('', 'kube-shop') }),
    'a plain object in the namespace of Kubernetes': on(kind, {
      'manifests/all/dns/a.yaml': configMap('kube-system'),
    }),
    'a plain Namespace of Kubernetes': on(kind, {
      'manifests/all/dns/a.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: kube-system}\n',
    }),
  },
  admission: {
    'requests that Autopilot fills in': autopilot('sidecars: {proxy: {image: "acme/proxy:1"}}\n'),
    'a request of memory that Autopilot fills in': autopilot('resources: {requests: {cpu: 10m}}\n'),
    'requests of a DaemonSet and of its second container that Autopilot fills in': autopilot(
      'workload: DaemonSet\nresources: {requests: {memory: 64Mi}}\ncontainers: {proxy: {image: "acme/proxy:1"}}\n',
    ),
    'requests that Autopilot fills in for a class': autopilot(
      'nodeSelector: {cloud.google.com/compute-class: Scale-Out}\n',
    ),
    'requests that Autopilot raises': autopilot('resources: {requests: {cpu: 10m, memory: 32Mi}}\n'),
    'more memory than Autopilot gives for the CPU': autopilot(
      'resources: {requests: {cpu: 250m, memory: 8Gi}}\n',
    ),
    'less memory than Autopilot gives for the CPU': autopilot(
      'resources: {requests: {cpu: "4", memory: 1Gi}}\n',
    ),
    'a DaemonSet that Autopilot raises': autopilot(
      'workload: DaemonSet\nresources: {requests: {cpu: 5m, memory: 1Mi}}\n',
    ),
  },
};
