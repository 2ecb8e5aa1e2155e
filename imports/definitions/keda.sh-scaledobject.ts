// Made by tools/custom-types.ts from the definitions of the operator. Do not edit.

/** `spec` of keda.sh/v1alpha1 ScaledObject: controller-gen.kubebuilder.io/version v0.20.1, sha256 231f2dc0e5f43c0d. */
export interface ScaledObjectSpec {
  advanced?: ScaledObjectAdvanced;
  cooldownPeriod?: number;
  fallback?: ScaledObjectFallback;
  idleReplicaCount?: number;
  initialCooldownPeriod?: number;
  maxReplicaCount?: number;
  minReplicaCount?: number;
  pollingInterval?: number;
  scaleTargetRef: ScaledObjectScaleTargetRef;
  triggers: readonly ScaledObjectTriggers[];
}

export interface ScaledObjectScaleDown {
  policies?: readonly ({ periodSeconds: number; type: string; value: number; })[];
  selectPolicy?: string;
  stabilizationWindowSeconds?: number;
  tolerance?: number | string;
}

export interface ScaledObjectBehavior {
  scaleDown?: ScaledObjectScaleDown;
  scaleUp?: ScaledObjectScaleDown;
}

export interface ScaledObjectScalingModifiers {
  activationTarget?: string;
  formula?: string;
  metricType?: "AverageValue" | "Value";
  target?: string;
}

export interface ScaledObjectAdvanced {
  horizontalPodAutoscalerConfig?: { behavior?: ScaledObjectBehavior; name?: string; };
  restoreToOriginalReplicaCount?: boolean;
  scalingModifiers?: ScaledObjectScalingModifiers;
}

export interface ScaledObjectFallback {
  behavior?: "static" | "currentReplicas" | "currentReplicasIfHigher" | "currentReplicasIfLower" | "scalingModifiers";
  failureThreshold: number;
  replicas: number;
}

export interface ScaledObjectScaleTargetRef {
  apiVersion?: string;
  envSourceContainerName?: string;
  kind?: string;
  name: string;
}

export interface ScaledObjectAuthenticationRef {
  kind?: "TriggerAuthentication" | "ClusterTriggerAuthentication";
  name: string;
}

export interface ScaledObjectTriggers {
  authenticationRef?: ScaledObjectAuthenticationRef;
  metadata: Readonly<Record<string, string>>;
  metricType?: string;
  name?: string;
  type: string;
  useCachedMetrics?: boolean;
}
