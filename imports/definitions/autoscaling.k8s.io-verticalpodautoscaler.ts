// Made by tools/custom-types.ts from the definitions of the operator. Do not edit.

/** `spec` of autoscaling.k8s.io/v1 VerticalPodAutoscaler: controller-gen.kubebuilder.io/version v0.21.0, sha256 ac6781b992d940cf. */
export interface VerticalPodAutoscalerSpec {
  recommenders?: readonly ({ name: string; })[];
  resourcePolicy?: VerticalPodAutoscalerResourcePolicy;
  startupBoost?: { cpu?: VerticalPodAutoscalerCpu; };
  targetRef: { apiVersion?: string; kind: string; name: string; };
  updatePolicy?: VerticalPodAutoscalerUpdatePolicy;
}

export interface VerticalPodAutoscalerCpu {
  durationSeconds?: number;
  factor?: number;
  quantity?: number | string;
  type: "Factor" | "Quantity";
}

export interface VerticalPodAutoscalerContainerPolicies {
  containerName?: string;
  controlledResources?: readonly string[];
  controlledValues?: "RequestsAndLimits" | "RequestsOnly";
  maxAllowed?: Readonly<Record<string, number | string>>;
  memoryAggregationIntervalCount?: number;
  memoryAggregationIntervalSeconds?: number;
  minAllowed?: Readonly<Record<string, number | string>>;
  mode?: "Auto" | "Off";
  oomBumpUpRatio?: number | string;
  oomMinBumpUp?: number | string;
  startupBoost?: { cpu?: VerticalPodAutoscalerCpu; };
}

export interface VerticalPodAutoscalerResourcePolicy {
  containerPolicies?: readonly VerticalPodAutoscalerContainerPolicies[];
}

export interface VerticalPodAutoscalerEvictionRequirements {
  changeRequirement: "TargetHigherThanRequests" | "TargetLowerThanRequests";
  resources: readonly string[];
}

export interface VerticalPodAutoscalerUpdatePolicy {
  evictAfterOOMSeconds?: number;
  evictionRequirements?: readonly VerticalPodAutoscalerEvictionRequirements[];
  minReplicas?: number;
  updateMode?: "Off" | "Initial" | "Recreate" | "InPlaceOrRecreate" | "InPlace" | "Auto";
}
