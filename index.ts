export { PlatformApp } from './app/platform-app';
export type { PlatformAppProps } from './app/platform-app';
export { Pipeline } from './app/pipeline';
export type { RenderedApp, Rendering } from './app/pipeline';
export type { OutputResult } from './app/output';
export { codes } from './lib/codes';
export type { Code } from './lib/codes';
export { SpecError, ToolError, formatDiagnostic, message } from './lib/diagnostics';
export type { Diagnostic, Location } from './lib/diagnostics';
export type { KubernetesObject, RenderedObject } from './lib/rendered';
export { renderedEnvironments } from './model/environment/environments';
export { resolve } from './app/resolve';
export type { Resolution } from './app/resolve';
export type { Facts } from './charts';
export type { CapacityPlan, CapacityType, Placement, WorkloadPlan } from './model/types/capacity';
export type { CalledPort, Connection, DataService, Target } from './model/types/connection';
export type { WorkloadKind } from './model/types/controller';
export type { Environment, Existing } from './model/types/environment';
export type { NodePool, NodePoolObject } from './model/types/node';
export type { ManifestObject } from './model/types/manifest';
export type {
  Container,
  Pod,
  PodToleration,
  Probe,
  Quantities,
  TopologySpreadConstraint,
  Volume,
  VolumeMount,
} from './model/types/pod';
export type {
  Claim,
  ConfigMap,
  KubernetesService,
  SecretRef,
  Service,
  ServiceAccount,
  ServicePort,
  ServicePortSpec,
  SystemService,
} from './model/types/service';
export type { Workload } from './model/types/workload';
export { providers } from './providers';
export type { ProviderProfile } from './providers';
export { definePlatform } from './app/source';
export type { PlatformDefinition } from './app/source';
export { loadPlatform } from './app/source';
export type { PlatformSource } from './spec/load';
export { jsonSchema } from './app/schema';
