import type { KubernetesObject } from './rendered';
import { apiGroup } from './rendered';

/** What has to be known of a kind of objects, whoever wrote the object: Kubernetes' own kinds, and those of operators. */
export interface Kind {
  /** Cluster: its objects live in no namespace. */
  readonly scope: 'cluster' | 'namespace';
  /** What names of its objects are: `segment` a part of a path, `service` a DNS label that starts with a letter. */
  readonly name: 'subdomain' | 'label' | 'segment' | 'service';
  /** How long a name may be where more is appended to it, or where it becomes a label. */
  readonly nameLimit: number;
  /** Where the template of its pods is; `[]` is the object itself. */
  readonly pods?: readonly string[];
  /** Its pods run without an end, and another template replaces them one after another. */
  readonly rolls: boolean;
  /** Fields that the API server lets nobody change. */
  readonly immutable: readonly string[];
}

function cluster(...immutable: readonly string[]): Kind {
  return { scope: 'cluster', name: 'subdomain', nameLimit: 253, rolls: false, immutable };
}

function namespaced(...immutable: readonly string[]): Kind {
  return { ...cluster(...immutable), scope: 'namespace' };
}

/** A part of a path, of any length. */
const segment = { name: 'segment', nameLimit: Infinity } as const;

const template = ['spec', 'template'];

/** The same kinds by the definitions of the operator and by its own API server. */
const calico = {
  BGPConfiguration: cluster(),
  BGPPeer: cluster(),
  FelixConfiguration: cluster(),
  GlobalNetworkPolicy: cluster(),
  GlobalNetworkSet: cluster(),
  HostEndpoint: cluster(),
  IPPool: cluster(),
  Tier: cluster(),
};

/** Rows by API group and kind. */
const kinds: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  '': {
    ConfigMap: namespaced(),
    LimitRange: namespaced(),
    Namespace: { ...cluster(), name: 'label', nameLimit: 63 },
    Node: cluster(),
    PersistentVolume: cluster('spec.csi', 'spec.nfs', 'spec.hostPath', 'spec.local', 'spec.volumeMode'),
    PersistentVolumeClaim: namespaced(
      'spec.accessModes',
      'spec.storageClassName',
      'spec.volumeMode',
      'spec.volumeName',
      'spec.selector',
      'spec.dataSource',
      'spec.dataSourceRef',
    ),
    Pod: { ...namespaced(), pods: [] },
    ReplicationController: { ...namespaced(), pods: template },
    ResourceQuota: namespaced(),
    Secret: namespaced('type'),
    Service: { ...namespaced(), name: 'service', nameLimit: 63 },
    ServiceAccount: namespaced(),
  },
  'admissionregistration.k8s.io': {
    MutatingWebhookConfiguration: cluster(),
    ValidatingAdmissionPolicy: cluster(),
    MutatingAdmissionPolicy: cluster(),
    MutatingAdmissionPolicyBinding: cluster(),
    ValidatingAdmissionPolicyBinding: cluster(),
    ValidatingWebhookConfiguration: cluster(),
  },
  'apiextensions.k8s.io': {
    CustomResourceDefinition: cluster('spec.group', 'spec.scope', 'spec.names.plural', 'spec.names.kind'),
  },
  'apiregistration.k8s.io': { APIService: cluster() },
  apps: {
    DaemonSet: { ...namespaced('spec.selector'), nameLimit: 63, pods: template, rolls: true },
    Deployment: { ...namespaced('spec.selector'), nameLimit: 63, pods: template, rolls: true },
    ReplicaSet: { ...namespaced('spec.selector'), pods: template },
    StatefulSet: {
      ...namespaced(
        'spec.selector',
        'spec.serviceName',
        'spec.podManagementPolicy',
        'spec.volumeClaimTemplates',
      ),
      nameLimit: 57,
      pods: template,
      rolls: true,
    },
  },
  autoscaling: { HorizontalPodAutoscaler: namespaced() },
  batch: {
    CronJob: { ...namespaced(), nameLimit: 52, pods: ['spec', 'jobTemplate', ...template] },
    Job: {
      ...namespaced(
        'spec.selector',
        'spec.template',
        'spec.completionMode',
        'spec.completions',
        'spec.podFailurePolicy',
        'spec.successPolicy',
        'spec.backoffLimitPerIndex',
        'spec.managedBy',
      ),
      nameLimit: 63,
      pods: template,
    },
  },
  'discovery.k8s.io': { EndpointSlice: namespaced('addressType') },
  'flowcontrol.apiserver.k8s.io': { FlowSchema: cluster(), PriorityLevelConfiguration: cluster() },
  'networking.k8s.io': {
    Ingress: namespaced(),
    IngressClass: cluster('spec.controller'),
    NetworkPolicy: namespaced(),
  },
  'node.k8s.io': { RuntimeClass: cluster('handler') },
  policy: { PodDisruptionBudget: namespaced() },
  'rbac.authorization.k8s.io': {
    ClusterRole: { ...cluster(), ...segment },
    ClusterRoleBinding: { ...cluster('roleRef'), ...segment },
    Role: { ...namespaced(), ...segment },
    RoleBinding: { ...namespaced('roleRef'), ...segment },
  },
  'resource.k8s.io': {
    DeviceClass: cluster(),
    ResourceClaimTemplate: namespaced('spec'),
  },
  'scheduling.k8s.io': { PriorityClass: cluster('value', 'preemptionPolicy') },
  'storage.k8s.io': {
    CSIDriver: cluster('spec.attachRequired', 'spec.volumeLifecycleModes'),
    StorageClass: cluster('provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'),
    VolumeAttributesClass: cluster('driverName', 'parameters'),
  },

  // Of operators, as their definitions say.
  'alb.networking.azure.io': { FrontendTLSPolicy: namespaced(), HealthCheckPolicy: namespaced() },
  'autoscaling.k8s.io': { VerticalPodAutoscaler: namespaced() },
  'cert-manager.io': { Certificate: namespaced(), ClusterIssuer: cluster(), Issuer: namespaced() },
  'argoproj.io': { ClusterAnalysisTemplate: cluster() },
  'cilium.io': {
    CiliumCIDRGroup: cluster(),
    CiliumClusterwideEnvoyConfig: cluster(),
    CiliumClusterwideNetworkPolicy: cluster(),
    CiliumEgressGatewayPolicy: cluster(),
    CiliumL2AnnouncementPolicy: cluster(),
    CiliumLoadBalancerIPPool: cluster(),
    CiliumNetworkPolicy: namespaced(),
  },
  'cloud.google.com': { ComputeClass: cluster() },
  'crd.k8s.amazonaws.com': { ENIConfig: cluster() },
  'crd.projectcalico.org': calico,
  'elbv2.k8s.aws': { IngressClassParams: cluster() },
  'eks.amazonaws.com': { NodeClass: cluster() },
  'external-secrets.io': { ClusterExternalSecret: cluster(), ClusterSecretStore: cluster() },
  'gateway.envoyproxy.io': {
    BackendTrafficPolicy: namespaced(),
    ClientTrafficPolicy: namespaced(),
    EnvoyProxy: namespaced(),
    SecurityPolicy: namespaced(),
  },
  'gateway.k8s.aws': {
    ListenerRuleConfiguration: namespaced(),
    LoadBalancerConfiguration: namespaced(),
    TargetGroupConfiguration: namespaced(),
  },
  'gateway.networking.k8s.io': {
    GRPCRoute: namespaced(),
    Gateway: namespaced(),
    GatewayClass: cluster('spec.controllerName'),
    HTTPRoute: namespaced(),
    ReferenceGrant: namespaced(),
  },
  'karpenter.azure.com': { AKSNodeClass: cluster() },
  'karpenter.k8s.aws': { EC2NodeClass: cluster() },
  'karpenter.sh': {
    NodeClaim: cluster(),
    NodeOverlay: cluster(),
    NodePool: cluster('spec.template.spec.nodeClassRef.group', 'spec.template.spec.nodeClassRef.kind'),
  },
  'keda.sh': {
    ClusterTriggerAuthentication: cluster(),
    ScaledObject: namespaced(),
    TriggerAuthentication: namespaced(),
  },
  'kyverno.io': { ClusterCleanupPolicy: cluster(), ClusterPolicy: cluster() },
  'monitoring.googleapis.com': {
    ClusterNodeMonitoring: cluster(),
    ClusterPodMonitoring: cluster(),
    ClusterRules: cluster(),
    GlobalRules: cluster(),
  },
  'networking.gke.io': {
    GCPBackendPolicy: namespaced(),
    GCPGatewayPolicy: namespaced(),
    HealthCheckPolicy: namespaced(),
  },
  'policies.kyverno.io': {
    DeletingPolicy: cluster(),
    GeneratingPolicy: cluster(),
    ImageValidatingPolicy: cluster(),
    MutatingPolicy: cluster(),
    ValidatingPolicy: cluster(),
  },
  'policy.networking.k8s.io': { AdminNetworkPolicy: cluster(), BaselineAdminNetworkPolicy: cluster() },
  'projectcalico.org': calico,
  'snapshot.storage.k8s.io': {
    VolumeSnapshot: namespaced(
      'spec.source.persistentVolumeClaimName',
      'spec.source.volumeSnapshotContentName',
    ),
    VolumeSnapshotClass: cluster(),
    VolumeSnapshotContent: cluster(),
  },
};

/** Of a kind that has no row: an operator's, in a namespace. */
const unknown = namespaced();

/** The row of an object's kind; undefined where there is none. */
export function rowOf({ apiVersion, kind }: Pick<KubernetesObject, 'apiVersion' | 'kind'>): Kind | undefined {
  const group = apiGroup(apiVersion);
  const own = Object.hasOwn(kinds, group) ? kinds[group] : undefined;
  return own !== undefined && Object.hasOwn(own, kind) ? own[kind] : undefined;
}

export function kindOf(object: Pick<KubernetesObject, 'apiVersion' | 'kind'>): Kind {
  return rowOf(object) ?? unknown;
}
