import type { Diagnostic } from '../../lib/diagnostics';
import { formatQuantity, parseQuantity } from '../../lib/quantity';
import type { ServiceContext } from '../../model/context';
import type { ResolvedService } from '../../model/context';
import type { Route } from './types';

type ExposedPort = { readonly name?: string; readonly appProtocol?: string };

/** Fewer bodies of the full size at once are a matter of a few clients. */
const fewestBodies = 20;

/** Beginnings or ends of paths under which WebSockets usually are. */
const socketPath = /\/(ws|wss|websockets?|socket\.io|sockjs|signalr|cable|graphql-ws|subscriptions)(\/|$)/i;

/** A limit on the body means that the gateway waits for the whole body, and a stream has no end to wait for. */
export function refuseLimitOfStreams(
  context: ServiceContext,
  {
    maxBodySize,
    paths = [],
  }: { readonly maxBodySize?: string | undefined; readonly paths?: readonly string[] | undefined },
  { name = '', appProtocol = '' }: ExposedPort,
): void {
  if (maxBodySize === undefined) return;
  const isGrpc = /^grpc(-|$)/.test(name) || appProtocol === 'grpc';
  const isSocket = /^(ws|wss|websockets?)(-|$)/.test(name) || /(^|\/)wss?$|^websockets?$/.test(appProtocol);
  if (isGrpc || isSocket) {
    const what = isGrpc ? 'gRPC streams' : 'WebSockets';
    context.report('conflicting-fields', ['expose', 'maxBodySize'], {
      problem: `the gateway would hold requests back until their body has ended, and ${what} stay open`,
      got: `maxBodySize: ${maxBodySize} on port ${[name, appProtocol].filter((text) => text !== '').join(' with appProtocol ')}`,
      fix: `remove maxBodySize, and limit the size of messages in the service`,
    });
    return;
  }
  const socket = paths.find((path) => socketPath.test(path));
  if (socket === undefined) return;
  context.report('edge-buffer', ['expose', 'maxBodySize'], {
    problem:
      'the path looks like one of WebSockets, and with maxBodySize the gateway holds a request back until its body has ended',
    got: socket,
    fix: 'expose WebSockets by a service and a port of their own, without maxBodySize',
  });
}

/** The gateway holds whole bodies in memory, and a pod of it that has no more takes everybody's connections with it. */
export function judgeBuffers(
  routes: readonly Route[],
  dataPlane: ResolvedService | undefined,
  resolved: ReadonlyMap<string, ResolvedService>,
  problems: Diagnostic[],
): void {
  const limit = dataPlane?.service?.workloads[0]?.pod.containers[0]?.resources.limits?.['memory'];
  const memory = limit === undefined ? undefined : parseQuantity(limit);
  if (limit === undefined || memory === undefined) return;
  for (const { service, maxBodySize } of routes) {
    const size = maxBodySize === undefined ? undefined : parseQuantity(maxBodySize);
    if (maxBodySize === undefined || size === undefined) continue;
    const bodies = Number(memory / size);
    if (bodies >= fewestBodies) continue;
    const context = resolved.get(service)?.context;
    const wanted = formatQuantity(roundedUp(size * BigInt(fewestBodies)), 'binary');
    context?.withOthers(problems, () =>
      bodies === 0
        ? context.report('conflicting-fields', ['expose', 'maxBodySize'], {
            problem: `the gateway holds whole request bodies in memory, and each of its pods has ${limit}`,
            got: `maxBodySize: ${maxBodySize}`,
            fix: fixes(wanted),
          })
        : context.report('edge-buffer', ['expose', 'maxBodySize'], {
            problem: `the gateway holds whole request bodies in memory, and each of its pods has ${limit}: room for ${bodies} of this size at once`,
            got: `maxBodySize: ${maxBodySize}`,
            fix: fixes(wanted),
          }),
    );
  }
}

function roundedUp(nanos: bigint): bigint {
  const step = parseQuantity('64Mi') ?? 1n;
  return ((nanos + step - 1n) / step) * step;
}

function fixes(wanted: string): string {
  return `lower maxBodySize; or remove it and limit the size in the service; or give the gateway memory for ${fewestBodies} such requests: edge: {gateway: {resources: {requests: {memory: ${wanted}}}}}`;
}
