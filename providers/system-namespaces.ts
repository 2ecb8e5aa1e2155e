import type { ProviderProfile } from './profile';

/** A namespace in which somebody else's pods run. */
export interface SystemNamespace {
  /** A trailing `*` means every name that begins so. */
  readonly name: string;
  /** Whose it is, as a sentence names it. */
  readonly owner: string;
  /** True where plain manifests may make the namespace themselves, as those of an operator do. */
  readonly installable?: true;
}

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/ */
const ofKubernetes: readonly SystemNamespace[] = [{ name: 'kube-*', owner: 'Kubernetes' }];

/** Where the operators' own installation instructions put them. */
const operators: Readonly<Record<string, readonly string[]>> = {
  'Argo CD': ['argocd'],
  'Argo Rollouts': ['argo-rollouts'],
  'Azure Service Operator': ['azureserviceoperator-system'],
  Calico: ['calico-apiserver', 'calico-system', 'tigera-operator'],
  'cert-manager': ['cert-manager'],
  Cilium: ['cilium-secrets'],
  CloudNativePG: ['cnpg-system'],
  'Config Connector': ['cnrm-system', 'configconnector-operator-system'],
  Crossplane: ['crossplane-system'],
  'Envoy Gateway': ['envoy-gateway-system'],
  ExternalDNS: ['external-dns'],
  'External Secrets': ['external-secrets'],
  Flux: ['flux-system'],
  Gatekeeper: ['gatekeeper-system'],
  'ingress-nginx': ['ingress-nginx'],
  Istio: ['istio-system'],
  Karpenter: ['karpenter'],
  KEDA: ['keda'],
  Knative: ['knative-eventing', 'knative-serving'],
  Kyverno: ['kyverno'],
  'Kubernetes Dashboard': ['kubernetes-dashboard'],
  Linkerd: ['linkerd', 'linkerd-viz'],
  'Local Path Provisioner': ['local-path-storage'],
  Longhorn: ['longhorn-system'],
  MetalLB: ['metallb-system'],
  OpenTelemetry: ['opentelemetry-operator-system'],
  Rancher: ['cattle-fleet-system', 'cattle-system'],
  Rook: ['rook-ceph'],
  Traefik: ['traefik'],
  Velero: ['velero'],
  "AWS' controllers": ['ack-system'],
};

const ofOperators: readonly SystemNamespace[] = Object.entries(operators).flatMap(([owner, names]) =>
  names.map((name): SystemNamespace => ({ name, owner, installable: true })),
);

/** Whose namespace it is; undefined for one that is free. */
export function systemNamespace(profile: ProviderProfile, namespace: string): SystemNamespace | undefined {
  const ofProvider = profile.systemNamespaces.map((name): SystemNamespace => ({
    name,
    owner: profile.title,
  }));
  return [...ofKubernetes, ...ofProvider, ...ofOperators].find(({ name }) =>
    name.endsWith('*') ? namespace.startsWith(name.slice(0, -1)) : namespace === name,
  );
}
