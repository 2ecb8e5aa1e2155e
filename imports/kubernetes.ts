import type { IDaemonSet } from 'kubernetes-models/apps/v1/DaemonSet';
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import type { ICronJob } from 'kubernetes-models/batch/v1/CronJob';
import type { IJob } from 'kubernetes-models/batch/v1/Job';
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import type { ILimitRange } from 'kubernetes-models/v1/LimitRange';
import type { INamespace } from 'kubernetes-models/v1/Namespace';
import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import type { IResourceQuota } from 'kubernetes-models/v1/ResourceQuota';
import type { IService } from 'kubernetes-models/v1/Service';
import type { IServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import type { IPriorityClass } from 'kubernetes-models/scheduling.k8s.io/v1/PriorityClass';
import { kind } from './object';

/*
 * Kubernetes' own kinds. All are typed here: cdk8s-plus-28's classes stop at Kubernetes 1.28, leave out fields that
 * they don't know, and take a third of the start-up time of a small platform.
 */
export class Deployment extends kind<IDeployment>('apps/v1', 'Deployment') {}
export class StatefulSet extends kind<IStatefulSet>('apps/v1', 'StatefulSet') {}
export class DaemonSet extends kind<IDaemonSet>('apps/v1', 'DaemonSet') {}
export class Job extends kind<IJob>('batch/v1', 'Job') {}
export class CronJob extends kind<ICronJob>('batch/v1', 'CronJob') {}
export class Service extends kind<IService>('v1', 'Service') {}
export class ServiceAccount extends kind<IServiceAccount>('v1', 'ServiceAccount') {}
export class ConfigMap extends kind<IConfigMap>('v1', 'ConfigMap') {}
export class PersistentVolumeClaim extends kind<IPersistentVolumeClaim>('v1', 'PersistentVolumeClaim') {}
export class Namespace extends kind<INamespace>('v1', 'Namespace') {}
export class ResourceQuota extends kind<IResourceQuota>('v1', 'ResourceQuota') {}
export class LimitRange extends kind<ILimitRange>('v1', 'LimitRange') {}

export class HorizontalPodAutoscaler extends kind<IHorizontalPodAutoscaler>(
  'autoscaling/v2',
  'HorizontalPodAutoscaler',
) {}
export class NetworkPolicy extends kind<INetworkPolicy>('networking.k8s.io/v1', 'NetworkPolicy') {}
export class PodDisruptionBudget extends kind<IPodDisruptionBudget>('policy/v1', 'PodDisruptionBudget') {}
export class PriorityClass extends kind<IPriorityClass>('scheduling.k8s.io/v1', 'PriorityClass') {}

export { KubeObject, ManifestKubeObject } from './object';
export type { Frozen } from './object';
export type { IDaemonSetSpec } from 'kubernetes-models/apps/v1/DaemonSetSpec';
export type { IDeploymentSpec } from 'kubernetes-models/apps/v1/DeploymentSpec';
export type { IStatefulSetSpec } from 'kubernetes-models/apps/v1/StatefulSetSpec';
export type { IHorizontalPodAutoscalerSpec } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscalerSpec';
export type { ICronJobSpec } from 'kubernetes-models/batch/v1/CronJobSpec';
export type { IJobSpec } from 'kubernetes-models/batch/v1/JobSpec';
export type { IPodDisruptionBudgetSpec } from 'kubernetes-models/policy/v1/PodDisruptionBudgetSpec';
export type { IPersistentVolumeClaimSpec } from 'kubernetes-models/v1/PersistentVolumeClaimSpec';
export type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
export type { IServiceSpec } from 'kubernetes-models/v1/ServiceSpec';
export type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
export type { INetworkPolicyPeer } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPeer';
export type { INetworkPolicySpec } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicySpec';
export type { INetworkPolicyPort } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPort';
export type { IContainer } from 'kubernetes-models/v1/Container';
