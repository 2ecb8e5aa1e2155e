import type { Construct } from 'constructs';
import * as k8s from '../../../imports/kubernetes';
import { withPruneGuard } from '../../../lib/prune-guards';
import { fieldsOf } from '../../../lib/json';
import { serviceMetadata } from '../../metadata';
import type { WorkloadFacts } from '../facts';
import { renderController } from './controller';

/** What a class of objects is made of. */
type PropsOf<Kind extends abstract new (...of: never) => unknown> = ConstructorParameters<Kind>[1];

/** Controllers of a service and what their pods need: Services, ServiceAccount, ConfigMaps, claims. */
export function renderWorkloads(scope: Construct, { names, ...service }: WorkloadFacts): void {
  const { causes } = names;
  for (const workload of service.workloads) renderController(scope, names, workload);
  for (const { name, labels, annotations, spec } of service.kubernetesServices) {
    const metadata = serviceMetadata(names, name, { labels, annotations });
    new k8s.Service(scope, { metadata, spec }, causes);
  }
  if (service.serviceAccount !== undefined) {
    const { name, labels, annotations, imagePullSecrets } = service.serviceAccount;
    const metadata = serviceMetadata(names, name, { labels, annotations });
    const account = fieldsOf<PropsOf<typeof k8s.ServiceAccount>>({
      metadata,
      automountServiceAccountToken: false,
      imagePullSecrets: imagePullSecrets.map((secret) => ({ name: secret })),
    });
    new k8s.ServiceAccount(scope, account, causes);
  }
  for (const { name, labels, annotations, data, binaryData, immutable } of service.configMaps) {
    const metadata = serviceMetadata(names, name, { labels, annotations });
    const content = fieldsOf<PropsOf<typeof k8s.ConfigMap>>({
      metadata,
      data: { ...data },
      binaryData: { ...binaryData },
      immutable: immutable || undefined,
    });
    new k8s.ConfigMap(scope, content, causes);
  }
  for (const { name, labels, spec } of service.claims) {
    const metadata = serviceMetadata(names, name, { labels, annotations: withPruneGuard() });
    new k8s.PersistentVolumeClaim(scope, { metadata, spec }, causes);
  }
}
