// Made by tools/custom-types.ts from the definitions of the operator. Do not edit.

/** `spec` of karpenter.sh/v1 NodePool: controller-gen.kubebuilder.io/version v0.20.1, sha256 b32e7392e5b9201d. */
export interface NodePoolSpec {
  disruption?: NodePoolDisruption;
  limits?: Readonly<Record<string, number | string>>;
  replicas?: number;
  template: { metadata?: NodePoolMetadata; spec: NodePoolTemplateSpec; };
  weight?: number;
}

export interface NodePoolBudgets {
  duration?: string;
  nodes?: string;
  reasons?: readonly ("Underutilized" | "Empty" | "Drifted")[];
  schedule?: string;
}

export interface NodePoolDisruption {
  budgets?: readonly NodePoolBudgets[];
  consolidateAfter: string;
  consolidationPolicy?: "WhenEmpty" | "WhenEmptyOrUnderutilized" | "Balanced";
}

export interface NodePoolMetadata {
  annotations?: Readonly<Record<string, string>>;
  labels?: Readonly<Record<string, string>>;
}

export interface NodePoolRequirements {
  key: string;
  minValues?: number;
  operator: "Gte" | "Lte" | "In" | "NotIn" | "Exists" | "DoesNotExist" | "Gt" | "Lt";
  values?: readonly string[];
}

export interface NodePoolStartupTaints {
  effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
  key: string;
  timeAdded?: string;
  value?: string;
}

export interface NodePoolTemplateSpec {
  expireAfter?: string;
  nodeClassRef: { group: string; kind: string; name: string; };
  requirements: readonly NodePoolRequirements[];
  startupTaints?: readonly NodePoolStartupTaints[];
  taints?: readonly NodePoolStartupTaints[];
  terminationGracePeriod?: string;
}
