import { sleepOfCommand } from '../../model/pod/pre-stop-hooks';
import type { ServiceContext } from '../../model/context';
import type { ReachablePort } from '../../model/flows/ports';
import type { Container } from '../../model/types/pod';
import type { Service } from '../../model/types/service';
import type { EdgeSettings } from './settings';
import type { Health, Route } from './types';

/** A load balancer asks by what the route speaks, and by paths of its own letters. */
export function checkedHealth(
  context: ServiceContext,
  health: Health,
  kind: Route['kind'],
  { gateway }: EdgeSettings,
): Health {
  if (gateway.source.kind === 'pods') return health;
  if (kind === 'GRPCRoute' && health.kind === 'http') {
    context.report('edge-limit', ['probes'], {
      problem: `${gateway.title} checks gRPC pods by gRPC only, but their readiness probe uses HTTP`,
      got: health.path,
      fix: 'write probes: {grpc: true}, or expose it by Envoy Gateway',
    });
  }
  if (health.kind === 'http' && !/^\/[-\w./~%!$&'()*+,;=:]*$/.test(health.path)) {
    context.report('edge-limit', ['probes', 'path'], {
      problem: `${gateway.title} supports no query in the path of a health check`,
      got: health.path,
      fix: 'give the readiness probe a path of its own',
    });
  }
  return health;
}

/** What the pods' own readiness says, as far as a load balancer can ask it. */
export function healthOf(service: Service, { port }: ReachablePort): Health {
  const main = service.workloads[0]?.pod.containers[0];
  const { httpGet, grpc } = main?.probes.readiness ?? {};
  if (httpGet !== undefined) {
    const { path = '/', scheme } = httpGet;
    return { kind: 'http', path, port: numberOf(main, httpGet.port) ?? port, secure: scheme === 'HTTPS' };
  }
  if (grpc === undefined) return { kind: 'tcp', port };
  return { kind: 'grpc', port: grpc.port, ...(grpc.service === undefined ? {} : { service: grpc.service }) };
}

function numberOf(container: Container | undefined, port: string | number): number | undefined {
  if (typeof port === 'number') return port;
  return container?.ports.find(({ name }) => name === port)?.containerPort;
}

/** What is left of the grace period once no new requests come. */
export function drainOf({ workloads }: Service): number {
  const times = workloads.map(({ pod }) => {
    const grace = pod.spec.terminationGracePeriodSeconds ?? 30;
    return Math.max(1, grace - Math.max(...pod.containers.map(sleepBeforeStop)));
  });
  // No load balancer waits for more than an hour.
  return Math.min(3600, ...times);
}

/** Seconds of the `preStop` sleep of a container. */
function sleepBeforeStop({ rest }: Container): number {
  const preStop = rest.lifecycle?.preStop;
  return preStop?.sleep?.seconds ?? sleepOfCommand(preStop?.exec?.command ?? []) ?? 0;
}
