import type { Construct } from 'constructs';
import * as k8s from '../../../imports/kubernetes';
import { guarded } from '../../../lib/guards';
import { compact } from '../../../lib/json';
import { serviceMetadata } from '../../metadata';
import type { WorkloadFacts } from '../facts';
import { renderController } from './controller';

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
