import { durationSeconds } from '../../lib/duration';
import { byCodeUnit, jsonEqual } from '../../lib/json';
import { parseQuantity } from '../../lib/quantity';
import { isUnder } from '../../charts/edge/certificates';
import { listenerPorts } from '../../charts/edge/data-plane';
import type { Edge, Listener, RateLimit, Route } from '../../charts/edge/types';
import type { Chain, EnvoyConfig, EnvoyRoute } from './config';
import type { Addresses } from './copy';
import { readRoute } from './route';

/** One promise of the spec, and what Envoy gets for it. */
export interface Promised {
  readonly where: string;
  readonly what: string;
  readonly wanted: unknown;
  readonly got: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/** Every promise of an edge. What is not asked for is one, too: nothing of it may be there. */
export function promisesOf(edge: Edge, config: EnvoyConfig, services: Addresses): Promised[] {
  const own = new Map([...edge.routes.values()].map((route) => [nameOf(route), route]));
  return [
    ...redirectOf(config),
    ...edge.listeners.flatMap((listener) => {
      const { host } = listener;
      const chains = config.chains.filter(({ serverNames }) => serverNames.includes(host));
      const count = { where: host, what: 'filter chains', wanted: 1, got: chains.length };
      return [
        count,
        ...chains.flatMap((chain) => hostPromises(edge, listener, chain, own, config, services)),
      ];
    }),
  ];
}

/** What was promised and is not so, in words. */
export function broken(promises: readonly Promised[]): string[] {
  return promises
    .filter(({ wanted, got }) => !jsonEqual(wanted, got))
    .map(
      ({ where, what, wanted, got }) =>
        `${where}: ${what} should be ${text(wanted)}, Envoy gets ${text(got)}`,
    );
}

function text(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function rows(where: string, wanted: Fields, got: Fields): Promised[] {
  return Object.keys(wanted).map((what) => ({ where, what, wanted: wanted[what], got: got[what] }));
}

/** Plain HTTP has nothing but the way to HTTPS. */
function redirectOf({ chains }: EnvoyConfig): Promised[] {
  const plain = chains.filter(({ port }) => port === listenerPorts.http);
  const got = plain.flatMap(({ hosts }) =>
    hosts.flatMap(({ domains, routes }) =>
      routes.map(({ match, redirect }) => ({
        domains,
        prefix: match.prefix,
        scheme: redirect?.schemeRedirect,
        // What is not written is the first of the enumeration.
        code: redirect === undefined ? undefined : (redirect.responseCode ?? 'MOVED_PERMANENTLY'),
      })),
    ),
  );
  const wanted = [{ domains: ['*'], prefix: '/', scheme: 'https', code: 'MOVED_PERMANENTLY' }];
  return [{ where: 'plain HTTP', what: 'routes', wanted, got }];
}

function hostPromises(
  edge: Edge,
  listener: Listener,
  chain: Chain,
  own: ReadonlyMap<string, Route>,
  config: EnvoyConfig,
  services: Addresses,
): Promised[] {
  const { host, secret } = listener;
  const { tls, hosts } = chain;
  const found = hosts
    .flatMap(({ routes }) => routes)
    .flatMap((envoy) => {
      const route = own.get(ownerOf(envoy));
      return route === undefined ? [] : { envoy, route };
    });
  const asked = [...own.values()].filter((route) => route.hosts.includes(host));
  const wanted = {
    port: listenerPorts.https,
    'oldest TLS': `TLSv${edge.minTlsVersion.replace('.', '_')}`,
    protocols: isOverlapped(edge, listener) ? ['http/1.1'] : ['h2', 'http/1.1'],
    certificates: secret === undefined ? [] : [`${secret.namespace ?? edge.namespace}/${secret.name}`],
    'seconds for headers': 10,
    'virtual hosts': [[host]],
    matches: asked.flatMap(matchesOf).sort(byCodeUnit),
  };
  const got = {
    port: chain.port,
    'oldest TLS': tls?.minimum,
    protocols: tls?.alpn,
    certificates: tls?.certificates,
    'seconds for headers': parseFloat(chain.headersTimeout ?? ''),
    'virtual hosts': hosts.map(({ domains }) => domains),
    matches: found.map(({ envoy }) => `${ownerOf(envoy)} ${matchOf(envoy)}`).sort(byCodeUnit),
  };
  return [
    ...rows(host, wanted, got),
    ...found.flatMap(({ envoy, route }) =>
      rows(`${host} ${matchOf(envoy)}`, wantedOf(route), readRoute(envoy, chain, config, services)),
    ),
  ];
}

/** Where one connection could mean two listeners, HTTP/2 is off. */
function isOverlapped({ listeners, namespace }: Edge, { host, secret }: Listener): boolean {
  return listeners.some((other) => {
    if (other.host === host) return false;
    const [place, otherPlace] = [secret?.namespace ?? namespace, other.secret?.namespace ?? namespace];
    const isSame = secret !== undefined && secret.name === other.secret?.name && place === otherPlace;
    return isSame || isUnder(host, other.host) || isUnder(other.host, host);
  });
}

function nameOf({ kind, namespace, service }: Route): string {
  return `${kind} ${namespace}/${service}`;
}

function ownerOf({ metadata }: EnvoyRoute): string {
  const [resource] = metadata?.filterMetadata?.['envoy-gateway']?.resources ?? [];
  return resource === undefined ? '' : `${resource.kind} ${resource.namespace}/${resource.name}`;
}

function matchesOf(route: Route): string[] {
  const { paths, methods, kind } = route;
  const ways = kind === 'GRPCRoute' ? ['/'] : paths.map((path) => path.replace(/(.)\/$/, '$1'));
  return ways.flatMap((path) =>
    (methods.length === 0 ? ['any'] : methods).map((method) => `${nameOf(route)} ${method} ${path}`),
  );
}

function matchOf({ match: { prefix, pathSeparatedPrefix, headers = [] } }: EnvoyRoute): string {
  const conditions = headers.map(({ name, stringMatch }) =>
    name === ':method' ? stringMatch?.exact : JSON.stringify({ name, ...stringMatch }),
  );
  return `${conditions.join(' ') || 'any'} ${pathSeparatedPrefix ?? prefix}`;
}

/** What an answer says to browsers. */
const headers = {
  'Strict-Transport-Security': 'max-age=31536000',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'SAMEORIGIN',
};

/** The promises of one route, in the shape of what is read for it. */
function wantedOf(route: Route): Fields {
  const { kind, namespace, backend, timeout, idleTimeout, retries, maxBodySize, jwt, rateLimit } = route;
  const isGrpc = kind === 'GRPCRoute';
  return {
    backends: [`${namespace}/${backend.service}:${backend.port}`],
    ...(isGrpc ? { 'HTTP/2 to pods': true } : {}),
    WebSockets: !isGrpc && maxBodySize === undefined,
    headers,
    timeout: timeout === undefined ? undefined : durationSeconds(timeout),
    ...(idleTimeout === undefined ? {} : { idleTimeout: durationSeconds(idleTimeout) }),
    retries:
      retries === undefined
        ? undefined
        : { times: retries, on: 'connect-failure,refused-stream,retriable-status-codes', codes: [503] },
    maxBodySize:
      maxBodySize === undefined ? undefined : Number((parseQuantity(maxBodySize) ?? 0n) / 1_000_000_000n),
    cors: wantedCors(route),
    jwt: jwt === undefined ? undefined : { ...jwt, keys: keysAt(jwt.jwksUri) },
    sessionAffinity: wantedAffinity(route),
    rateLimit: rateLimit === undefined ? undefined : wantedLimit(rateLimit),
  };
}

function keysAt(uri: string): string[] {
  const { hostname, port } = new URL(uri);
  return [`${hostname}:${port || '443'}`];
}

function wantedCors({ cors }: Route): Fields | undefined {
  if (cors === undefined) return undefined;
  const { origins, methods = [], headers: allowed = [], exposeHeaders = [], credentials, maxAge } = cors;
  return {
    origins,
    methods,
    headers: allowed,
    exposeHeaders,
    credentials: credentials === true,
    maxAge: maxAge === undefined ? undefined : durationSeconds(maxAge),
  };
}

/** Envoy makes a cookie only where it has a lifetime; none at all is that of the browser's session. */
function wantedAffinity({ sessionAffinity }: Route): Fields | undefined {
  if (sessionAffinity === undefined) return undefined;
  const { type, ttl = '0s' } = sessionAffinity;
  const by =
    type === 'ClientIP'
      ? { address: true }
      : { cookie: { seconds: durationSeconds(ttl), Path: '/', Secure: '' } };
  return { by, balancer: 'envoy.load_balancing_policies.maglev' };
}

const secondsOf = { second: 1, minute: 60, hour: 3600 } as const;

function wantedLimit({ requests, unit, perClient, global }: RateLimit): Fields {
  const clients = perClient ? ['each of 0.0.0.0/0', 'each of ::/0'] : ['all'];
  const rules = clients.map((client) => ({ client, requests, seconds: secondsOf[unit] }));
  return { counted: global ? 'for the service' : 'by the proxy', rules };
}
