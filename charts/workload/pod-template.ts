import type { IContainer, IPodTemplateSpec } from '../../imports/kubernetes';
import { compact } from '../../lib/json';
import { label } from '../../lib/labels';
import type { Container, Workload } from '../../model/types';
import type { ServiceNames } from '../metadata';

type PodSpec = NonNullable<IPodTemplateSpec['spec']>;

/** Names of fields are Kubernetes': a typo does not compile. */
type FieldsOf<T> = { readonly [K in keyof T]?: unknown };

/** The pods of a workload. No version labels of ours: they would restart pods for nothing. */
export function podTemplate({ platform, team }: ServiceNames, workload: Workload): IPodTemplateSpec {
  const { pod } = workload;
  const own = {
    initContainers: pod.initContainers.map(container),
    containers: pod.containers.map(container),
    volumes: [...pod.volumes],
  } satisfies FieldsOf<PodSpec>;
  const spec = compact({ ...pod.spec, ...own });
  return {
    metadata: compact({
      labels: {
        [label.partOf]: platform,
        [label.managedBy]: 'portolan',
        [label.team]: team,
        ...workload.podLabels,
      },
      annotations: { ...workload.podAnnotations },
    }),
    // The model has the rest under Kubernetes' own names, as JSON: the types meet here, and at the container.
    spec: spec as unknown as PodSpec,
  };
}

function container(resolved: Container): IContainer {
  const { name, image, ports, env, volumeMounts, probes, securityContext, resources, rest } = resolved;
  const own = {
    name,
    image,
    ports,
    env,
    volumeMounts,
    startupProbe: probes.startup,
    readinessProbe: probes.readiness,
    livenessProbe: probes.liveness,
    securityContext,
    resources: compact({ requests: resources.requests, limits: resources.limits }),
  } satisfies FieldsOf<IContainer>;
  return compact({ ...rest, ...own }) as unknown as IContainer;
}
