import type { Construct } from 'constructs';
import * as k8s from '../../imports/kubernetes';
import * as operators from '../../imports/operators';
import { label } from '../../lib/labels';
import type { Environment, Service, Workload } from '../../model/types';
import { serviceMetadata } from '../metadata';

/** Lets KEDA take over the HorizontalPodAutoscaler that scaled the workload before it. */
const takeover = { 'scaledobject.keda.sh/transfer-hpa-ownership': 'true' };

/** The autoscalers of a service's workloads, each with the workload's name. */
export function renderAutoscalers(scope: Construct, environment: Environment, service: Service): void {
  for (const workload of service.workloads) renderOf(scope, environment, service, workload);
}

function renderOf(scope: Construct, environment: Environment, service: Service, workload: Workload): void {
  const { name, kind, autoscaler, scaledObject, verticalAutoscaler } = workload;
  const { causes } = service;
  const metadataOf = (object: string) =>
    serviceMetadata(environment, service, object, { labels: { [label.instance]: name } });
  const metadata = metadataOf(name);
  const apiVersion = kind === 'CronJob' ? 'batch/v1' : 'apps/v1';
  const target = { apiVersion, kind, name };
  if (autoscaler !== undefined) {
    const { minReplicas, maxReplicas, ...rest } = autoscaler as { minReplicas: number; maxReplicas: number };
    const spec = { scaleTargetRef: target, minReplicas, maxReplicas, ...rest };
    new k8s.HorizontalPodAutoscaler(scope, { metadata, spec }, causes);
  }
  if (scaledObject !== undefined) {
    const spec = { scaleTargetRef: target, ...scaledObject.spec };
    new operators.ScaledObject(scope, { metadata: { ...metadata, annotations: takeover }, spec }, causes);
    for (const authentication of scaledObject.authentications) {
      const own = { metadata: metadataOf(authentication.name), spec: authentication.spec };
      new operators.TriggerAuthentication(scope, own, causes);
    }
  }
  if (verticalAutoscaler !== undefined) {
    const spec = { targetRef: target, ...verticalAutoscaler };
    new operators.VerticalPodAutoscaler(scope, { metadata, spec }, causes);
  }
}
