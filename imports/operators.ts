import { kind } from './object';

/** An object whose spec is judged by its operator's definition, not by a type. */
interface Custom {
  readonly spec: object;
}

/** @see https://keda.sh/docs/latest/reference/ */
export class ScaledObject extends kind<Custom>('keda.sh/v1alpha1', 'ScaledObject') {}
export class TriggerAuthentication extends kind<Custom>('keda.sh/v1alpha1', 'TriggerAuthentication') {}

/** @see https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/api.md */
export class VerticalPodAutoscaler extends kind<Custom>('autoscaling.k8s.io/v1', 'VerticalPodAutoscaler') {}

/** @see https://karpenter.sh/docs/concepts/ */
export class NodePool extends kind<Custom>('karpenter.sh/v1', 'NodePool') {}
export class EC2NodeClass extends kind<Custom>('karpenter.k8s.aws/v1', 'EC2NodeClass') {}
export class AKSNodeClass extends kind<Custom>('karpenter.azure.com/v1beta1', 'AKSNodeClass') {}

/** @see https://cloud.google.com/kubernetes-engine/docs/reference/crds/computeclass */
export class ComputeClass extends kind<Custom>('cloud.google.com/v1', 'ComputeClass') {}

/** @see https://docs.cilium.io/en/stable/security/policy/ */
export class CiliumNetworkPolicy extends kind<Custom>('cilium.io/v2', 'CiliumNetworkPolicy') {}

/** @see https://cloud.google.com/kubernetes-engine/docs/how-to/fqdn-network-policies */
export class FQDNNetworkPolicy extends kind<Custom>('networking.gke.io/v1alpha1', 'FQDNNetworkPolicy') {}
