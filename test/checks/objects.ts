import type { CheckContext } from '../../checks';
import { runChecks } from '../../checks';
import { message } from '../../lib/diagnostics';
import type { JsonObject } from '../../lib/json';
import type { KubernetesObject, RenderedObject } from '../../lib/rendered';

export const context: CheckContext = {
  registries: [],
  complete: true,
  declaredSecrets: new Set(),
  existing: {
    secrets: new Set(),
    configMaps: new Set(),
    serviceAccounts: new Set(['default']),
    persistentVolumeClaims: new Set(),
    services: new Set(),
    deployments: new Set(),
    statefulSets: new Set(),
  },
  sharedNamespaces: new Set(),
};

export const namespace: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
};

/** A container that every rule lets pass. */
export const container = {
  name: 'web',
  image: 'ghcr.io/acme/web:1.2.3',
  ports: [{ name: 'http', containerPort: 8080 }],
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
} as const;

export const podSpec = {
  serviceAccountName: 'default',
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
} as const;

/** A Deployment that every rule lets pass, with other parts where a test wants them. */
export function deployment(
  parts: {
    name?: string;
    container?: JsonObject;
    pod?: JsonObject;
    labels?: Record<string, string>;
    spec?: JsonObject;
  } = {},
): KubernetesObject {
  const labels = parts.labels ?? { app: 'web' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: parts.name ?? 'web', namespace: 'shop' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels },
        spec: { ...podSpec, containers: [{ ...container, ...parts.container }], ...parts.pod },
      },
      ...parts.spec,
    },
  };
}

export function service(spec: JsonObject = {}, name = 'web'): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 'http' }], ...spec },
  };
}

export function annotated(annotations: Record<string, string>, object: KubernetesObject): KubernetesObject {
  return { ...object, metadata: { ...object.metadata, annotations } };
}

export function inWave(wave: string, object: KubernetesObject): KubernetesObject {
  return annotated({ 'argocd.argoproj.io/sync-wave': wave }, object);
}

export const preSync = { 'argocd.argoproj.io/hook': 'PreSync' };

export const policy: KubernetesObject = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { podSelector: { matchLabels: { app: 'web' } }, egress: [{ ports: [{ port: 53 }] }] },
};
export const policyWith = (spec: JsonObject, name = 'web'): KubernetesObject => ({
  ...policy,
  metadata: { ...policy.metadata, name },
  spec: { podSelector: { matchLabels: { app: 'web' } }, ...spec },
});
export const deny = policyWith({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] }, 'default-deny');

export function rendered(object: KubernetesObject, app = 'web', plain = false): RenderedObject {
  return {
    environment: 'production',
    app,
    object,
    causes: [{ file: 'services/web.yaml', line: 1, column: 1 }],
    ...(plain ? { plain } : {}),
  };
}

/** `code: message` of everything that the rules find in these objects and their namespace. */
export function findings(
  objects: readonly KubernetesObject[],
  other: Partial<CheckContext> = {},
  plain = false,
): string[] {
  const all = [namespace, ...objects].map((object) => rendered(object, 'web', plain));
  return runChecks(all, { ...context, ...other }).map((found) => `${found.code}: ${message(found)}`);
}
