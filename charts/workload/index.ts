import type { Construct } from 'constructs';
import * as k8s from '../../imports/kubernetes';
import { guarded } from '../../lib/guards';
import { compact } from '../../lib/json';
import type { Environment, Service } from '../../model/types';
import type { ServiceNames } from '../metadata';
import { serviceMetadata, serviceNames } from '../metadata';
import { renderController } from './controller';

export interface WorkloadFacts extends Pick<
  Service,
  'workloads' | 'services' | 'serviceAccount' | 'configMaps' | 'claims'
> {
  readonly names: ServiceNames;
}

export function workloadFacts(environment: Environment, service: Service): WorkloadFacts {
  const { workloads, services, serviceAccount, configMaps, claims } = service;
  const account = serviceAccount === undefined ? {} : { serviceAccount };
  return { names: serviceNames(environment, service), workloads, services, ...account, configMaps, claims };
}

/** Controllers of a service and what their pods need: Services, ServiceAccount, ConfigMaps, claims. */
export function renderWorkloads(scope: Construct, { names, ...service }: WorkloadFacts): void {
  const { causes } = names;
  for (const workload of service.workloads) renderController(scope, names, workload);
  for (const { name, labels, annotations, spec } of service.services) {
    const metadata = serviceMetadata(names, name, { labels, annotations });
    new k8s.Service(scope, { metadata, spec }, causes);
  }
  if (service.serviceAccount !== undefined) {
    const { name, labels, annotations, imagePullSecrets } = service.serviceAccount;
    const metadata = serviceMetadata(names, name, { labels, annotations });
    const pull = compact({ imagePullSecrets: imagePullSecrets.map((secret) => ({ name: secret })) });
    new k8s.ServiceAccount(scope, { metadata, automountServiceAccountToken: false, ...pull }, causes);
  }
  for (const { name, labels, annotations, data, binaryData, immutable } of service.configMaps) {
    const metadata = serviceMetadata(names, name, { labels, annotations });
    const content = compact({ data: { ...data }, binaryData: { ...binaryData } });
    new k8s.ConfigMap(scope, { metadata, ...content, ...(immutable ? { immutable } : {}) }, causes);
  }
  for (const { name, labels, spec } of service.claims) {
    const metadata = serviceMetadata(names, name, { labels, annotations: guarded() });
    new k8s.PersistentVolumeClaim(scope, { metadata, spec }, causes);
  }
}
