import { customKind } from './custom';

/** @see https://keda.sh/docs/latest/reference/ */
export class ScaledObject extends customKind('keda.sh/v1alpha1', 'ScaledObject') {}
export class TriggerAuthentication extends customKind('keda.sh/v1alpha1', 'TriggerAuthentication') {}

/** @see https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/api.md */
export class VerticalPodAutoscaler extends customKind('autoscaling.k8s.io/v1', 'VerticalPodAutoscaler') {}

/** @see https://karpenter.sh/docs/concepts/ */
export class NodePool extends customKind('karpenter.sh/v1', 'NodePool') {}
export class EC2NodeClass extends customKind('karpenter.k8s.aws/v1', 'EC2NodeClass') {}
export class AKSNodeClass extends customKind('karpenter.azure.com/v1beta1', 'AKSNodeClass') {}

/** @see https://cloud.google.com/kubernetes-engine/docs/reference/crds/computeclass */
export class ComputeClass extends customKind('cloud.google.com/v1', 'ComputeClass') {}

/** @see https://docs.cilium.io/en/stable/security/policy/ */
export class CiliumNetworkPolicy extends customKind('cilium.io/v2', 'CiliumNetworkPolicy') {}

/** @see https://cloud.google.com/kubernetes-engine/docs/how-to/fqdn-network-policies */
export class FQDNNetworkPolicy extends customKind('networking.gke.io/v1alpha1', 'FQDNNetworkPolicy') {}
