import { label } from '../../lib/labels';
import type { SystemWorkload } from '../../model/system-workload';
import { layerOf } from '../../model/system-workload';
import { writtenEdge } from './schema';
import type { Edge } from './types';
import { mergeValues } from '../../spec/layers';
import type { ServiceLayer } from '../../spec/schema/service';
import type { EnvironmentChain } from '../../model/environment/environments';
import type { ResolvedService } from '../../model/context';
import { isExternal } from '../../model/scaling/external';
import { kedaField, usesKeda } from '../../model/scaling/replicas';
import type { Container } from '../../model/types/pod';
import type { KubernetesService } from '../../model/types/service';

/** Label of the gateway's pods: the operator's own are its to change. */
export const gatewayLabel = 'portolan.dev/gateway';

/** Names of the workload and of what represents it in the graph: it belongs to no service. */
export const gatewayWorkload = 'gateway';

/** Where the pods of Envoy Gateway listen: it adds 10000 to the ports of listeners below 1024. */
export const listenerPorts = { http: 10080, https: 10443 } as const;

/** Where they answer those who scrape. */
const metricsPort = 19_001;

/** What the proxy asks for where nobody writes it. */
const least: NonNullable<ServiceLayer['resources']> = { requests: { cpu: '100m', memory: '512Mi' } };

/** The Service that the operator makes: a load balancer that passes the client's address on. */
const balancer: KubernetesService = {
  name: gatewayWorkload,
  labels: {},
  annotations: {},
  portsAt: [],
  spec: {
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Local',
    ports: [
      { name: 'http', port: 80, targetPort: listenerPorts.http },
      { name: 'https', port: 443, targetPort: listenerPorts.https },
    ],
  },
};

/**
 * The pods that the operator of a gateway makes, as a service that is resolved like any other: replicas, placement, spread,
 * budget, shutdown and limits come from the same functions. What the operator makes of them itself is left to it.
 */
export function dataPlaneWorkload(
  chain: EnvironmentChain,
  { name, namespace, causes }: Pick<Edge, 'name' | 'namespace' | 'causes'>,
): SystemWorkload {
  const { resources, replicas, capacity, availability } = writtenEdge(chain.spec)?.gateway ?? {};
  const written: ServiceLayer = {
    image: 'docker.io/envoyproxy/envoy:distroless',
    namespace,
    selector: { [gatewayLabel]: name },
    ports: {
      http: { port: listenerPorts.http },
      https: { port: listenerPorts.https },
      metrics: { port: metricsPort },
    },
    mainPort: 'https',
    writable: [],
    resources: mergeValues(least, copyOf(resources ?? {})) as ServiceLayer['resources'],
    podLabels: { [label.partOf]: name },
    ...(replicas === undefined ? {} : { replicas: copyOf(replicas) }),
    ...(capacity === undefined ? {} : { capacity }),
    ...(availability === undefined ? {} : { availability: copyOf(availability) }),
  };
  return {
    name: gatewayWorkload,
    layers: [layerOf(chain, ['edge', 'gateway'], written)],
    isMadeByOperator: true,
    causes,
    finish: asOperatorMakesIt,
  };
}

function asOperatorMakesIt(resolved: ResolvedService): ResolvedService {
  refuseOtherScalers(resolved);
  return withManager(resolved);
}

/** The operator makes the Deployment: without a number or an autoscaler that it makes itself, it has one pod. */
function refuseOtherScalers({ context }: ResolvedService): void {
  const { replicas } = context.spec;
  const report = (field: readonly string[], problem: string, got: string) =>
    context.report('edge-limit', ['replicas', ...field], {
      problem: `edge.gateway.replicas ${problem}`,
      got,
      expected: 'a number, or {min, max, cpu}',
      fix: 'write edge: {gateway: {replicas: {min: 2, max: 10}}}',
    });
  if (isExternal(replicas))
    report([], "is external, but the operator sets the number of the gateway's pods", 'external');
  else if (typeof replicas === 'object' && usesKeda(replicas)) {
    const field = kedaField(replicas);
    report([field], "needs KEDA, but the operator scales the gateway's pods without it", field);
  }
}

/** Merged fields are read-only, layers are not. */
function copyOf<T>(value: T): Writable<T> {
  return structuredClone(value) as Writable<T>;
}

type Writable<T> = T extends readonly (infer Item)[]
  ? Writable<Item>[]
  : T extends object
    ? { -readonly [K in keyof T]: Writable<T[K]> }
    : T;

/** The operator adds a container that drains the proxy, with requests of its own and no limits. */
function withManager(resolved: ResolvedService): ResolvedService {
  const { service } = resolved;
  if (service === undefined) return resolved;
  const manager = (main: Container): Container => ({
    ...main,
    name: 'shutdown-manager',
    ports: [],
    resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: {} },
  });
  const workloads = service.workloads.map((workload) => ({
    ...workload,
    pod: { ...workload.pod, containers: workload.pod.containers.flatMap((main) => [main, manager(main)]) },
  }));
  return {
    ...resolved,
    service: {
      ...service,
      workloads,
      kubernetesServices: [{ ...balancer, spec: { ...balancer.spec, selector: { ...service.podSelector } } }],
    },
  };
}
