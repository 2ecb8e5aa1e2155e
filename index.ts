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
export type { CapacityPlan, CapacityType, Placement, WorkloadPlan } from './model/capacity/types';
export type { CalledPort, Connection, DataService, Target } from './model/graph/types';
export type { WorkloadKind } from './model/workload/controller-types';
export type { Environment, Existing } from './model/environment/types';
export type { NodePool, NodePoolObject } from './model/environment/node-types';
export type { ManifestObject } from './model/manifests/types';
export type {
  Container,
  Pod,
  PodToleration,
  Probe,
  Quantities,
  TopologySpreadConstraint,
  Volume,
  VolumeMount,
} from './model/pod/types';
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
} from './model/service/types';
export type { Workload } from './model/workload/types';
export { providers } from './providers';
export type { ProviderProfile } from './providers';
export { definePlatform } from './app/source';
export type { PlatformDefinition } from './app/source';
export { loadPlatform } from './app/source';
export type { PlatformSource } from './spec/load';
export { jsonSchema } from './app/schema';
