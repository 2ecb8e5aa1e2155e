import { compact } from '../../lib/json';
import type { GatewayFeature } from '../../providers';
import type { ServiceContext } from '../../model/context';
import type { ReachablePort } from '../../model/flows/ports';
import { portsCalled, reachablePorts } from '../../model/flows/ports';
import type { ResolvedService } from '../../model/context';
import type { Service } from '../../model/types/service';
import { refuseLimitOfStreams } from './body-limits';
import { checkedHealth, drainOf, healthOf } from './health';
import type { WrittenExposure } from './schema';
import { writtenExposure } from './schema';
import { affinityOf, warnOfServiceAffinity } from './sessions';
import type { EdgeSettings } from './settings';
import { implementationsWith } from './settings';
import type { Cors, RateLimit, Route } from './types';

/** The route to an exposed service; undefined where it has none, or where too much is wrong about it. */
export function resolveRoute(
  { context, service }: ResolvedService,
  settings: EdgeSettings | undefined,
): Route | undefined {
  const { dataClass } = context.spec;
  const expose = writtenExposure(context.spec);
  if (expose === undefined || service === undefined) return undefined;
  if (settings === undefined) {
    context.report('missing-field', ['expose'], {
      problem: `${context.settings.environment} has no edge, so nothing can be exposed`,
      expected: `edge: {domain: …} in environments/${context.settings.environment}.yaml`,
      fix: 'add it, or write expose: null for the service there',
    });
    return undefined;
  }
  refusePersonalData(context, expose, dataClass);
  const hosts = hostsOf(context, expose, settings);
  const target = targetOf(context, service, expose);
  if (target === undefined) return undefined;
  const kind = target.port.isGrpc ? 'GRPCRoute' : 'HTTPRoute';
  refuseFeatures(context, expose, kind, settings);
  if (settings.gateway.features.includes('maxBodySize')) refuseLimitOfStreams(context, expose, target.port);
  const { paths = ['/'], methods = [], retries, maxBodySize, cors, rateLimit } = expose;
  const jwt = jwtOf(context, expose.auth?.jwt);
  const sessionAffinity = affinityOf(context, expose.sessionAffinity, kind, settings);
  const route: Route = {
    service: service.name,
    namespace: service.namespace,
    kind,
    hosts,
    paths: [...new Set(paths)],
    // Browsers ask by OPTIONS before they call from another origin.
    methods:
      cors === undefined || methods.length === 0 ? methods : [...new Set([...methods, 'OPTIONS' as const])],
    backend: { service: target.service, port: target.number, containerPort: target.port.port },
    ...timesOf(expose, kind, settings),
    ...(retries === undefined ? {} : { retries }),
    ...(sessionAffinity === undefined ? {} : { sessionAffinity }),
    ...(maxBodySize === undefined ? {} : { maxBodySize }),
    ...(cors === undefined ? {} : { cors: corsOf(context, cors) }),
    ...(rateLimit === undefined ? {} : { rateLimit: limitOf(context, rateLimit, settings) }),
    ...(jwt === undefined ? {} : { jwt }),
    health: checkedHealth(context, healthOf(service, target.port), kind, settings),
    drain: drainOf(service),
    causes: service.causes,
  };
  warnOfServiceAffinity(context, service, route, settings);
  return route;
}

/** A stream of gRPC goes on as long as there is something to send. */
function timesOf(
  { timeout, idleTimeout }: WrittenExposure,
  kind: Route['kind'],
  { gateway: { callIdleTimeout } }: EdgeSettings,
): Pick<Route, 'timeout' | 'idleTimeout'> {
  if (kind === 'GRPCRoute' && callIdleTimeout !== undefined) {
    return { timeout: '0s', idleTimeout: idleTimeout ?? callIdleTimeout };
  }
  return {
    ...(timeout === undefined ? {} : { timeout }),
    ...(idleTimeout === undefined ? {} : { idleTimeout }),
  };
}

/** That personal data is reached from the internet has to be meant. */
function refusePersonalData(context: ServiceContext, written: WrittenExposure, dataClass: string): void {
  if (written.public === true || !['personal', 'sensitive'].includes(dataClass)) return;
  context.report('public-data', ['expose'], {
    problem: `a service with ${dataClass} data would be reached from the internet`,
    got: `dataClass: ${dataClass}`,
    fix: 'write public: true in expose where that is meant',
  });
}

function hostsOf(
  context: ServiceContext,
  { hosts }: WrittenExposure,
  { written }: EdgeSettings,
): readonly string[] {
  if (hosts === undefined) {
    context.report('missing-field', ['expose'], {
      problem: 'expose has no hosts',
      expected: 'expose.hosts',
    });
    return [];
  }
  const { domain } = written;
  for (const [index, host] of hosts.entries()) {
    if (domain === undefined || host === domain || host.endsWith(`.${domain}`)) continue;
    context.report('invalid-value', ['expose', 'hosts', index], {
      problem: 'the host is not in the domain of the environment',
      got: host,
      expected: `${domain}, or a host below it`,
    });
  }
  return [...new Set(hosts)];
}

interface BackendTarget {
  readonly service: string;
  readonly number: number;
  readonly port: ReachablePort & { readonly isGrpc: boolean; readonly appProtocol?: string };
}

/** The Service and its port to which a gateway hands on. */
function targetOf(
  context: ServiceContext,
  service: Service,
  { port }: WrittenExposure,
): BackendTarget | undefined {
  const wanted = port ?? service.mainPort?.name;
  const reachable = reachablePorts(service);
  const found = wanted === undefined ? undefined : portsCalled(reachable, wanted)[0];
  const path = port === undefined ? ['expose'] : ['expose', 'port'];
  if (found === undefined) {
    context.report('unknown-port', path, {
      problem: `${service.name} has no such port`,
      got: wanted ?? 'no port',
      expected: reachable.flatMap(({ name }) => name ?? []).join(', ') || 'ports to be set',
    });
    return undefined;
  }
  const behind = backendOf(service, found);
  if (found.protocol !== 'TCP' || behind === undefined) {
    context.report('unknown-port', path, {
      problem:
        found.protocol === 'TCP'
          ? 'no Service leads to this port, and a route needs one'
          : `a route does not carry ${found.protocol}`,
      got: wanted ?? '',
      fix:
        found.protocol === 'TCP'
          ? 'give the port a servicePort, or expose another one'
          : 'expose another port',
    });
    return undefined;
  }
  const own = service.ports.find(({ name }) => name === found.name);
  if (!speaksHttp(found.name ?? '', own?.appProtocol)) {
    const protocol = own?.appProtocol === undefined ? '' : ` with appProtocol ${own.appProtocol}`;
    context.report('edge-limit', path, {
      problem: 'the gateway calls pods by plain HTTP or gRPC only',
      got: `port ${found.name ?? found.port}${protocol}`,
      fix: 'expose a port that serves HTTP; name a gRPC port grpc or grpc-NAME',
    });
  }
  return { ...behind, port: spoken(found, own?.appProtocol) };
}

function spoken(port: ReachablePort, appProtocol: string | undefined): BackendTarget['port'] {
  const isGrpc = /^grpc(-|$)/.test(port.name ?? '');
  return { ...port, isGrpc, ...(appProtocol === undefined ? {} : { appProtocol }) };
}

/** By the names that Kubernetes' own convention gives to ports, or by their own fields. */
function speaksHttp(name: string, appProtocol = ''): boolean {
  const others = /^(https|tls|tcp|udp|mongo|mysql|redis|amqps?|postgres)(-|$)/;
  return !others.test(name) && !/^(https|tls|tcp|kubernetes\.io\/wss)$/.test(appProtocol);
}

/** Not a headless Service: DNS answers with its pods there, ready or not. */
function backendOf(
  service: Service,
  { port }: ReachablePort,
): { service: string; number: number } | undefined {
  for (const { name, spec } of service.kubernetesServices) {
    if (spec.type === 'ExternalName' || spec.clusterIP === 'None') continue;
    const alone = {
      ...service,
      kubernetesServices: service.kubernetesServices.filter((entry) => entry.name === name),
    };
    const number = reachablePorts(alone).find((entry) => entry.port === port)?.serviceNumbers[0];
    if (number !== undefined) return { service: name, number };
  }
  return undefined;
}

/** What the implementation has nothing for: it is never left out, nor weaker than it was asked for. */
function refuseFeatures(
  context: ServiceContext,
  written: WrittenExposure,
  kind: Route['kind'],
  { gateway }: EdgeSettings,
): void {
  const asked: readonly [GatewayFeature, readonly string[], boolean][] = [
    ['grpc', [], kind === 'GRPCRoute'],
    ['jwt', ['auth', 'jwt'], written.auth?.jwt !== undefined],
    ...(['methods', 'timeout', 'retries', 'idleTimeout', 'maxBodySize', 'cors', 'rateLimit'] as const).map(
      (field): [GatewayFeature, readonly string[], boolean] => [field, [field], written[field] !== undefined],
    ),
  ];
  for (const [feature, path, isAsked] of asked) {
    if (!isAsked || gateway.features.includes(feature)) continue;
    context.report('edge-limit', ['expose', ...path], {
      problem: `${gateway.title} does not support ${feature === 'grpc' ? 'gRPC routes' : feature}`,
      fix: `remove it, or use another implementation: ${implementationsWith(feature)}`,
    });
  }
  if (kind === 'HTTPRoute') return;
  for (const field of ['paths', 'methods', 'timeout'] as const) {
    if (written[field] === undefined) continue;
    context.report('conflicting-fields', ['expose', field], {
      problem: 'a gRPC route does not support this: all of its calls go to the service',
      fix: 'remove it',
    });
  }
}

function limitOf(
  context: ServiceContext,
  { requests, unit = 'minute', perClient = true, global = false }: NonNullable<WrittenExposure['rateLimit']>,
  { written, gateway }: EdgeSettings,
): RateLimit {
  if (requests === undefined) {
    context.report('missing-field', ['expose', 'rateLimit'], {
      problem: 'the rate limit has no number',
      expected: 'expose.rateLimit.requests',
    });
  }
  if (global && written.globalRateLimit !== true && gateway.features.includes('rateLimit')) {
    context.report('missing-field', ['expose', 'rateLimit', 'global'], {
      problem: 'a limit over all replicas needs the rate limit service of the gateway, and its Redis',
      expected: `edge: {globalRateLimit: true} in environments/${context.settings.environment}.yaml`,
      fix: 'set it up and write that, or remove global',
    });
  }
  return { requests: requests ?? 1, unit, perClient, global };
}

function jwtOf(
  context: ServiceContext,
  jwt: NonNullable<WrittenExposure['auth']>['jwt'],
): Route['jwt'] | undefined {
  if (jwt === undefined) return undefined;
  const { issuer, jwksUri, audiences } = jwt;
  if (jwksUri !== undefined && /\.(svc|local|internal)$/.test(new URL(jwksUri).hostname)) {
    context.report('invalid-value', ['expose', 'auth', 'jwt', 'jwksUri'], {
      problem: 'the gateway can reach only hosts on the internet',
      got: jwksUri,
      fix: 'name the public address of the issuer',
    });
  }
  if (issuer !== undefined && jwksUri !== undefined && audiences !== undefined)
    return { issuer, jwksUri, audiences };
  const missing = Object.entries({ issuer, jwksUri, audiences }).filter(([, value]) => value === undefined);
  context.report('missing-field', ['expose', 'auth', 'jwt'], {
    problem: 'a JWT that is not checked fully proves nothing: set issuer, jwksUri and audiences',
    expected: missing.map(([name]) => name).join(', '),
  });
  return undefined;
}

function corsOf(context: ServiceContext, cors: NonNullable<WrittenExposure['cors']>): Cors {
  if (cors.origins === undefined) {
    context.report('missing-field', ['expose', 'cors'], {
      problem: 'CORS without origins allows no page to call',
      expected: 'expose.cors.origins',
    });
  }
  if (cors.credentials === true && cors.origins?.includes('*') === true) {
    context.report('conflicting-fields', ['expose', 'cors', 'credentials'], {
      problem: 'any web page could call with the cookies of the person who visits it',
      got: 'credentials: true with the origin *',
      fix: 'name the origins',
    });
  }
  return compact({ ...cors });
}
