import type { Construct } from 'constructs';
import { PlainKubeObject } from '../imports/kubernetes';
import type { Environment, PlainObject } from '../model/types';

/** Kinds that live in no namespace, beside those of custom resources, which say it by having none written. */
const clusterScoped: ReadonlySet<string> = new Set([
  'APIService',
  'ClusterRole',
  'ClusterRoleBinding',
  'CSIDriver',
  'CustomResourceDefinition',
  'FlowSchema',
  'IngressClass',
  'GatewayClass',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'PriorityLevelConfiguration',
  'RuntimeClass',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'VolumeSnapshotClass',
  'VolumeAttributesClass',
  'ClusterIssuer',
  'ClusterSecretStore',
]);

/** A plain object as it was written; only a missing namespace is filled in, as `kubectl -n` would. */
export function renderPlain(scope: Construct, environment: Environment, plain: PlainObject): void {
  const { apiVersion, kind, metadata: written, ...fields } = plain.object;
  const namespace = clusterScoped.has(kind)
    ? {}
    : { namespace: written.namespace ?? namespaceOf(environment, plain.app) };
  const props = { metadata: { ...written, ...namespace }, ...fields };
  new PlainKubeObject(scope, apiVersion, kind, props, [plain.location]);
}

function namespaceOf(environment: Environment, app: string): string {
  return environment.services.get(app)?.namespace ?? environment.platform;
}
