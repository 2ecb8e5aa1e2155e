import type { IContainer, IPodTemplateSpec } from '../../imports/kubernetes';
import { compact } from '../../lib/json';
import { label } from '../../lib/labels';
import type { Container, Environment, Service, Workload } from '../../model/types';

/** The pods of a workload. No version labels of ours: they would restart pods for nothing. */
export function podTemplate(
  environment: Environment,
  service: Service,
  workload: Workload,
): IPodTemplateSpec {
  const { pod } = workload;
  const spec = compact({
    ...pod.spec,
    initContainers: pod.initContainers.map(container),
    containers: pod.containers.map(container),
    volumes: [...pod.volumes],
  });
  return {
    metadata: compact({
      labels: {
        [label.partOf]: environment.platform,
        [label.managedBy]: 'portolan',
        [label.team]: service.team,
        ...workload.podLabels,
      },
      annotations: { ...workload.podAnnotations },
    }),
    // The model has Kubernetes' own field names; their types meet at this one place.
    spec: spec as unknown as NonNullable<IPodTemplateSpec['spec']>,
  };
}

function container(resolved: Container): IContainer {
  const { name, image, ports, env, volumeMounts, probes, securityContext, resources, rest } = resolved;
  const fields = compact({
    name,
    image,
    ...rest,
    ports,
    env,
    volumeMounts,
    startupProbe: probes.startup,
    readinessProbe: probes.readiness,
    livenessProbe: probes.liveness,
    securityContext,
    resources: compact({ requests: resources.requests, limits: resources.limits }),
  });
  return fields as unknown as IContainer;
}
