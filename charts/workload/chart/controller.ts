import type { Construct } from 'constructs';
import * as k8s from '../../../imports/kubernetes';
import type {
  Frozen,
  ICronJobSpec,
  IDeploymentSpec,
  IJobSpec,
  IStatefulSetSpec,
} from '../../../imports/kubernetes';
import { fieldsOf } from '../../../lib/json';
import { label } from '../../../lib/labels';
import { shortHash } from '../../../lib/names';
import type { Workload } from '../../../model/types/workload';
import type { ServiceNames } from '../../metadata';
import { serviceMetadata } from '../../metadata';
import { podTemplate } from './pod-template';

type ClaimTemplate = NonNullable<Frozen<IStatefulSetSpec>['volumeClaimTemplates']>[number];

/** The controller of a workload. */
export function renderController(scope: Construct, names: ServiceNames, workload: Workload): void {
  const template = podTemplate(names, workload);
  const metadata = serviceMetadata(names, workload.name, {
    labels: { ...workload.labels, [label.instance]: workload.name },
    annotations: workload.annotations,
  });
  const selector = { matchLabels: { ...workload.selector } };
  const { replicas } = workload;
  const { causes } = names;
  switch (workload.kind) {
    case 'Deployment':
      new k8s.Deployment(
        scope,
        {
          metadata,
          spec: fieldsOf<Frozen<IDeploymentSpec>>({ ...workload.controller, replicas, selector, template }),
        },
        causes,
      );
      return;
    case 'StatefulSet': {
      const volumeClaimTemplates = claimTemplates(workload);
      const spec = fieldsOf<Frozen<IStatefulSetSpec>>({
        ...workload.controller,
        replicas,
        selector,
        template,
        volumeClaimTemplates,
      });
      new k8s.StatefulSet(scope, { metadata, spec }, causes);
      return;
    }
    case 'DaemonSet':
      new k8s.DaemonSet(scope, { metadata, spec: { ...workload.controller, selector, template } }, causes);
      return;
    case 'CronJob': {
      const { jobTemplate, ...rest } = workload.controller;
      const spec: Frozen<ICronJobSpec> = { ...rest, jobTemplate: { spec: { ...jobTemplate, template } } };
      new k8s.CronJob(scope, { metadata, spec }, causes);
      return;
    }
    case 'Job':
      renderJob(scope, metadata, { ...workload.controller, template }, causes);
  }
}

/** A Job's template can't change: another template is another Job. */
function renderJob(
  scope: Construct,
  metadata: ReturnType<typeof serviceMetadata>,
  spec: Frozen<IJobSpec>,
  causes: ServiceNames['causes'],
): void {
  const name = `${metadata.name}-${shortHash(canonicalText(spec))}`;
  new k8s.Job(scope, { metadata: { ...metadata, name }, spec }, causes);
}

/** JSON with sorted keys: the hash must not change with the order of keys in a file. */
function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) =>
    typeof entry === 'object' && entry !== null && !Array.isArray(entry)
      ? Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)))
      : entry,
  );
}

function claimTemplates(workload: Workload): ClaimTemplate[] {
  return workload.claimTemplates.map(({ name, spec, labels }): ClaimTemplate => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: fieldsOf<NonNullable<ClaimTemplate['metadata']>>({ name, labels }),
    spec,
  }));
}
