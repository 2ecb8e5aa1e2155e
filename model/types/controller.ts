import type {
  Frozen,
  ICronJobSpec,
  IDaemonSetSpec,
  IDeploymentSpec,
  IJobSpec,
  IStatefulSetSpec,
} from '../../imports/kubernetes';

/** What the pods, the scaling and the selector of a workload decide. */
type Elsewhere = 'selector' | 'template' | 'replicas' | 'volumeClaimTemplates';

export type DeploymentFields = Omit<Frozen<IDeploymentSpec>, Elsewhere>;
export type StatefulSetFields = Omit<Frozen<IStatefulSetSpec>, Elsewhere>;
export type DaemonSetFields = Omit<Frozen<IDaemonSetSpec>, Elsewhere>;
export type JobFields = Omit<Frozen<IJobSpec>, Elsewhere>;
export type CronJobFields = Omit<Frozen<ICronJobSpec>, 'jobTemplate'> & {
  /** `spec` of the Jobs that it makes. */
  readonly jobTemplate: JobFields;
};

/** Fields of a controller beside its selector, template, replicas and claims, by its kind. */
export type Controller =
  | { readonly kind: 'Deployment'; readonly controller: DeploymentFields }
  | { readonly kind: 'StatefulSet'; readonly controller: StatefulSetFields }
  | { readonly kind: 'DaemonSet'; readonly controller: DaemonSetFields }
  | { readonly kind: 'Job'; readonly controller: JobFields }
  | { readonly kind: 'CronJob'; readonly controller: CronJobFields };

export type WorkloadKind = Controller['kind'];
