import type { Construct } from 'constructs';
import * as k8s from '../../imports/kubernetes';
import type { Frozen } from '../../imports/kubernetes';
import * as operators from '../../imports/operators';
import type { ScaledObjectSpec, VerticalPodAutoscalerSpec } from '../../imports/operators';
import { label } from '../../lib/labels';
import type { ServiceNames } from '../metadata';
import { serviceMetadata } from '../metadata';
import type { AutoscalerFacts } from './facts';
import type { ScaledWorkload } from './types';

/** Lets KEDA take over the HorizontalPodAutoscaler that scaled the workload before it. */
const takeover = { 'scaledobject.keda.sh/transfer-hpa-ownership': 'true' };

/** The autoscalers of a service's workloads, each with the workload's name. */
export function renderAutoscalers(scope: Construct, { names, workloads }: AutoscalerFacts): void {
  for (const workload of workloads) renderOf(scope, names, workload);
}

function renderOf(scope: Construct, names: ServiceNames, workload: ScaledWorkload): void {
  const { name, kind, autoscaler, scaledObject, verticalAutoscaler } = workload;
  const { causes } = names;
  const metadataOf = (object: string) =>
    serviceMetadata(names, object, { labels: { [label.instance]: name } });
  const metadata = metadataOf(name);
  const apiVersion = kind === 'CronJob' ? 'batch/v1' : 'apps/v1';
  const target: VerticalPodAutoscalerSpec['targetRef'] = { apiVersion, kind, name };
  if (autoscaler !== undefined) {
    new k8s.HorizontalPodAutoscaler(
      scope,
      { metadata, spec: { scaleTargetRef: target, ...autoscaler } },
      causes,
    );
  }
  if (scaledObject !== undefined) {
    const spec: Frozen<ScaledObjectSpec> = { scaleTargetRef: target, ...scaledObject.spec };
    new operators.ScaledObject(scope, { metadata: { ...metadata, annotations: takeover }, spec }, causes);
    for (const authentication of scaledObject.authentications) {
      const own = { metadata: metadataOf(authentication.name), spec: authentication.spec };
      new operators.TriggerAuthentication(scope, own, causes);
    }
  }
  if (verticalAutoscaler !== undefined) {
    const spec: Frozen<VerticalPodAutoscalerSpec> = { targetRef: target, ...verticalAutoscaler };
    new operators.VerticalPodAutoscaler(scope, { metadata, spec }, causes);
  }
}
