import { isObject } from '../../lib/json';
import { kindOf } from '../../lib/kinds';
import { valueAt } from '../../lib/path';
import type { KubernetesObject } from '../../lib/rendered';
import { apiGroup, isBuiltin } from '../../lib/rendered';
import type { ManifestObject } from '../../model/types/manifest';
import type { KubernetesService } from '../../model/types/service';

/** What the plain objects of a namespace take of its quota, without their pods. */
export interface ManifestDemand {
  /** True where they have pods, whose number only the cluster knows. */
  readonly hasPods: boolean;
  /** Undefined where only the cluster knows. */
  readonly claims: number | undefined;
  /** `spec` of their Services; undefined where an operator may make others. */
  readonly services: readonly Pick<KubernetesService, 'spec'>[] | undefined;
}

/**
 * API groups whose objects make no pods, Services or claims. The object of any other group may be a database that its
 * operator runs.
 */
const withoutPods: ReadonlySet<string> = new Set([
  'autoscaling.k8s.io',
  'cilium.io',
  'crd.projectcalico.org',
  'external-secrets.io',
  'gateway.envoyproxy.io',
  'karpenter.sh',
  'kyverno.io',
  'networking.gke.io',
  'networking.istio.io',
  'projectcalico.org',
  'secrets-store.csi.x-k8s.io',
  'security.istio.io',
  'snapshot.storage.k8s.io',
]);

/** Kinds that make none in groups where others do. */
const kindsWithoutPods: ReadonlySet<string> = new Set([
  'BackendTLSPolicy',
  'ClusterIssuer',
  'GRPCRoute',
  'HTTPRoute',
  'Issuer',
  'PodMonitor',
  'PodMonitoring',
  'Probe',
  'PrometheusRule',
  'ReferenceGrant',
  'ScaledObject',
  'ServiceMonitor',
  'TCPRoute',
  'TLSRoute',
  'TriggerAuthentication',
  'UDPRoute',
]);

/** Of the plain objects in one namespace. */
export function manifestDemand(manifests: readonly ManifestObject[]): ManifestDemand {
  const objects = manifests.map(({ object }) => object);
  const operated = objects.some(isOperated);
  const pods = objects.filter(
    (object) => /^(v1|apps\/v1|batch\/v1)$/.test(object.apiVersion) && kindOf(object).pods !== undefined,
  );
  const scaled = new Set(
    objects.filter(({ kind }) => /Autoscaler$|^ScaledObject$/.test(kind)).map(targetName),
  );
  const counts = objects.map((object) => claimsOf(object, scaled));
  const services = objects.filter(({ kind, apiVersion }) => kind === 'Service' && apiVersion === 'v1');
  return {
    hasPods: operated || pods.length > 0,
    claims:
      operated || counts.includes(undefined)
        ? undefined
        : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0),
    services: operated ? undefined : services.map(({ spec }) => ({ spec: isObject(spec) ? spec : {} })),
  };
}

function isOperated(object: KubernetesObject): boolean {
  return (
    !isBuiltin(object) && !withoutPods.has(apiGroup(object.apiVersion)) && !kindsWithoutPods.has(object.kind)
  );
}

function targetName(object: KubernetesObject): unknown {
  return valueAt(object, ['spec', 'scaleTargetRef', 'name']);
}

/** Claims that an object is or makes; undefined where their number follows that of pods. */
function claimsOf(object: KubernetesObject, scaled: ReadonlySet<unknown>): number | undefined {
  const { kind, metadata } = object;
  if (kind === 'PersistentVolumeClaim') return 1;
  const { pods } = kindOf(object);
  if (pods === undefined) return 0;
  const volumes = valueAt(object, [...pods, 'spec', 'volumes']);
  const ephemeral =
    Array.isArray(volumes) && volumes.some((volume) => isObject(volume) && 'ephemeral' in volume);
  if (ephemeral) return undefined;
  const templates = valueAt(object, ['spec', 'volumeClaimTemplates']);
  if (!Array.isArray(templates) || templates.length === 0) return 0;
  const replicas = valueAt(object, ['spec', 'replicas']) ?? 1;
  return typeof replicas !== 'number' || scaled.has(metadata.name) ? undefined : templates.length * replicas;
}
