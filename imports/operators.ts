import { customKind } from './custom';
import type { AKSNodeClassSpec } from './definitions/karpenter.azure.com-aksnodeclass';
import type { CiliumNetworkPolicySpec } from './definitions/cilium.io-ciliumnetworkpolicy';
import type { ComputeClassSpec } from './definitions/cloud.google.com-computeclass';
import type { EC2NodeClassSpec } from './definitions/karpenter.k8s.aws-ec2nodeclass';
import type { NodePoolSpec } from './definitions/karpenter.sh-nodepool';
import type { ScaledObjectSpec } from './definitions/keda.sh-scaledobject';
import type { TriggerAuthenticationSpec } from './definitions/keda.sh-triggerauthentication';
import type { VerticalPodAutoscalerSpec } from './definitions/autoscaling.k8s.io-verticalpodautoscaler';
import type { FQDNNetworkPolicySpec } from './unpublished';

/** @see https://keda.sh/docs/latest/reference/ */
export class ScaledObject extends customKind<ScaledObjectSpec>('keda.sh/v1alpha1', 'ScaledObject') {}
export class TriggerAuthentication extends customKind<TriggerAuthenticationSpec>(
  'keda.sh/v1alpha1',
  'TriggerAuthentication',
) {}

/** @see https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/api.md */
export class VerticalPodAutoscaler extends customKind<VerticalPodAutoscalerSpec>(
  'autoscaling.k8s.io/v1',
  'VerticalPodAutoscaler',
) {}

/** @see https://karpenter.sh/docs/concepts/ */
export class NodePool extends customKind<NodePoolSpec>('karpenter.sh/v1', 'NodePool') {}
export class EC2NodeClass extends customKind<EC2NodeClassSpec>('karpenter.k8s.aws/v1', 'EC2NodeClass') {}
export class AKSNodeClass extends customKind<AKSNodeClassSpec>(
  'karpenter.azure.com/v1beta1',
  'AKSNodeClass',
) {}

/** @see https://cloud.google.com/kubernetes-engine/docs/reference/crds/computeclass */
export class ComputeClass extends customKind<ComputeClassSpec>('cloud.google.com/v1', 'ComputeClass') {}

/** @see https://docs.cilium.io/en/stable/security/policy/ */
export class CiliumNetworkPolicy extends customKind<CiliumNetworkPolicySpec>(
  'cilium.io/v2',
  'CiliumNetworkPolicy',
) {}

/** @see https://cloud.google.com/kubernetes-engine/docs/how-to/fqdn-network-policies */
export class FQDNNetworkPolicy extends customKind<FQDNNetworkPolicySpec>(
  'networking.gke.io/v1alpha1',
  'FQDNNetworkPolicy',
) {}

export type { AKSNodeClassSpec } from './definitions/karpenter.azure.com-aksnodeclass';
export type { CiliumNetworkPolicySpec } from './definitions/cilium.io-ciliumnetworkpolicy';
export type { ComputeClassSpec } from './definitions/cloud.google.com-computeclass';
export type { EC2NodeClassSpec } from './definitions/karpenter.k8s.aws-ec2nodeclass';
export type { NodePoolSpec } from './definitions/karpenter.sh-nodepool';
export type { ScaledObjectSpec } from './definitions/keda.sh-scaledobject';
export type { TriggerAuthenticationSpec } from './definitions/keda.sh-triggerauthentication';
export type { VerticalPodAutoscalerSpec } from './definitions/autoscaling.k8s.io-verticalpodautoscaler';
export type { FQDNNetworkPolicySpec } from './unpublished';
export type { CustomKind as OperatorKind } from './custom';
