import type { Frozen, IPodTemplateSpec } from '../../../imports/kubernetes';
import { fieldsOf } from '../../../lib/json';
import { label } from '../../../lib/labels';
import type { Container } from '../../../model/types/pod';
import type { Workload } from '../../../model/types/workload';
import type { ServiceNames } from '../../metadata';

type Template = Frozen<IPodTemplateSpec>;
type PodSpec = NonNullable<Template['spec']>;
type Metadata = NonNullable<Template['metadata']>;
type KubernetesContainer = PodSpec['containers'][number];
type Resources = NonNullable<KubernetesContainer['resources']>;

/** The pods of a workload. No version labels of ours: they would restart pods for nothing. */
export function podTemplate({ platform, team }: ServiceNames, workload: Workload): Template {
  const { pod } = workload;
  return {
    metadata: fieldsOf<Metadata>({
      labels: {
        [label.partOf]: platform,
        [label.managedBy]: 'portolan',
        [label.team]: team,
        ...workload.podLabels,
      },
      annotations: { ...workload.podAnnotations },
    }),
    spec: fieldsOf<PodSpec>({
      ...pod.spec,
      initContainers: pod.initContainers.map(container),
      containers: pod.containers.map(container),
      volumes: pod.volumes,
    }),
  };
}

function container(resolved: Container): KubernetesContainer {
  const { name, image, ports, env, volumeMounts, probes, securityContext, resources, rest } = resolved;
  return fieldsOf<KubernetesContainer>({
    ...rest,
    name,
    image,
    ports,
    env,
    volumeMounts,
    startupProbe: probes.startup,
    readinessProbe: probes.readiness,
    livenessProbe: probes.liveness,
    securityContext,
    resources: fieldsOf<Resources>({ requests: resources.requests, limits: resources.limits }),
  });
}
