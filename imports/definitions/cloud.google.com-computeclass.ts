// Made by tools/custom-types.ts from the definitions of the operator. Do not edit.

/** `spec` of cloud.google.com/v1 ComputeClass: sha256 897996e312fbaa5e. */
export interface ComputeClassSpec {
  activeMigration?: { optimizeRulePriority?: boolean; };
  autoscalingPolicy?: ComputeClassAutoscalingPolicy;
  nodePoolAutoCreation?: { enabled?: boolean; };
  priorities?: readonly ComputeClassPriorities[];
  whenUnsatisfiable?: "ScaleUpAnyway" | "DoNotScaleUp";
}

export interface ComputeClassAutoscalingPolicy {
  consolidationDelayMinutes?: number;
  consolidationThreshold?: number;
  gpuConsolidationThreshold?: number;
}

export interface ComputeClassStorage {
  bootDiskKMSKey?: string;
  bootDiskSize?: number;
  bootDiskType?: "pd-balanced" | "pd-standard" | "pd-ssd" | "hyperdisk-balanced";
  localSSDCount?: number;
}

export interface ComputeClassPriorities {
  gpu?: { count?: number; type?: string; };
  machineFamily?: string;
  machineType?: string;
  minCores?: number;
  minMemoryGb?: number;
  nodepools?: readonly string[];
  spot?: boolean;
  storage?: ComputeClassStorage;
  tpu?: { count?: number; topology?: string; type?: string; };
}
