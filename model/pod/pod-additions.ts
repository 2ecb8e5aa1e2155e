import type { ResolvedService } from '../context';
import type { Container, Pod, Volume } from '../types/pod';
import type { SecretRef, Service } from '../types/service';
import type { Workload } from '../types/workload';

/** What a concern adds to the pods of a service. What the service itself writes under the same name stays. */
export interface PodAddition {
  /** For the main container. */
  readonly env?: Container['env'];
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Native sidecars: started before the main container, stopped after it. */
  readonly sidecars?: readonly Container[];
  readonly volumes?: readonly Volume[];
  /** Secrets that the addition names, so that somebody creates them. */
  readonly secrets?: readonly SecretRef[];
}

/** A service with what concerns add to its pods: the same object where they add nothing. */
export function withAdditions(resolved: ResolvedService, additions: readonly PodAddition[]): ResolvedService {
  const { service } = resolved;
  if (service === undefined || additions.length === 0) return resolved;
  return { ...resolved, service: additions.reduce(withAddition, service) };
}

function withAddition(service: Service, addition: PodAddition): Service {
  const { secrets = [] } = addition;
  return {
    ...service,
    workloads: service.workloads.map((workload) => withAdded(workload, addition)),
    secretRefs: [...service.secretRefs, ...secrets],
  };
}

function withAdded(workload: Workload, { labels, annotations, ...parts }: PodAddition): Workload {
  return {
    ...workload,
    podLabels: { ...labels, ...workload.podLabels },
    podAnnotations: { ...annotations, ...workload.podAnnotations },
    pod: podWith(workload.pod, parts),
  };
}

function podWith(pod: Pod, { env = [], sidecars = [], volumes = [] }: PodAddition): Pod {
  const [main, ...others] = pod.containers;
  if (main === undefined) return pod;
  return {
    ...pod,
    containers: [{ ...main, env: [...main.env, ...missing(env, main.env)] }, ...others],
    initContainers: [
      ...missing(sidecars, [...pod.initContainers, ...pod.containers]).map(asSidecar),
      ...pod.initContainers,
    ],
    volumes: [...pod.volumes, ...missing(volumes, pod.volumes)],
  };
}

/** Those whose name nothing has yet. */
function missing<T extends { readonly name: string }>(
  added: readonly T[],
  there: readonly { readonly name: string }[],
): T[] {
  const names = new Set(there.map(({ name }) => name));
  return added.filter(({ name }) => !names.has(name));
}

function asSidecar(container: Container): Container {
  return { ...container, rest: { ...container.rest, restartPolicy: 'Always' } };
}
