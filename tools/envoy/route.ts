import { hostName } from '../../lib/names';
import type { Chain, EnvoyConfig, EnvoyRoute, RouteFilter, TokenBucket } from './config';
import type { Addresses } from './copy';

const filter = {
  buffer: 'envoy.filters.http.buffer',
  cors: 'envoy.filters.http.cors',
  jwt: 'envoy.filters.http.jwt_authn',
  globalLimit: 'envoy.filters.http.ratelimit',
  localLimit: 'envoy.filters.http.local_ratelimit',
} as const;

/** What Envoy does with the requests of one route, field by field; undefined where it does nothing of the kind. */
export function readRoute(
  envoy: EnvoyRoute,
  chain: Chain,
  config: EnvoyConfig,
  services: Addresses,
): Readonly<Record<string, unknown>> {
  const { route = {} } = envoy;
  const cluster = config.clusters.get(route.cluster ?? '');
  const options =
    cluster?.typedExtensionProtocolOptions?.['envoy.extensions.upstreams.http.v3.HttpProtocolOptions'];
  const { retryPolicy: retry } = route;
  return {
    backends: (config.endpoints.get(route.cluster ?? '') ?? []).map((address) =>
      serviceOf(address, services),
    ),
    'HTTP/2 to pods': options?.explicitHttpConfig?.http2ProtocolOptions !== undefined,
    WebSockets: (route.upgradeConfigs ?? []).some(({ upgradeType }) => upgradeType === 'websocket'),
    headers: headersOf(envoy),
    timeout: secondsOf(route.timeout),
    idleTimeout: secondsOf(route.idleTimeout),
    retries:
      retry === undefined
        ? undefined
        : { times: retry.numRetries, on: retry.retryOn, codes: retry.retriableStatusCodes },
    maxBodySize: settingsOf(envoy, chain, filter.buffer)?.buffer?.maxRequestBytes,
    cors: corsOf(settingsOf(envoy, chain, filter.cors)),
    jwt: jwtOf(envoy, chain, config),
    sessionAffinity: affinityOf(envoy, config),
    rateLimit: localLimit(settingsOf(envoy, chain, filter.localLimit)) ?? globalLimit(envoy, chain, config),
  };
}

/** Protobuf writes durations as `0.100s`. */
function secondsOf(duration: string | undefined): number | undefined {
  return duration === undefined ? undefined : parseFloat(duration);
}

function serviceOf(address: string, services: Addresses): string {
  const [host = '', port] = address.split(':');
  return `${services.get(host) ?? host}:${port}`;
}

/** The settings of a route mean nothing where the chain has no such filter. */
function settingsOf(
  { typedPerFilterConfig }: EnvoyRoute,
  { filters }: Chain,
  name: string,
): RouteFilter | undefined {
  return filters.has(name) ? typedPerFilterConfig?.[name] : undefined;
}

function headersOf({ responseHeadersToAdd = [] }: EnvoyRoute): object {
  const set = responseHeadersToAdd.filter(
    ({ appendAction }) => appendAction === 'OVERWRITE_IF_EXISTS_OR_ADD',
  );
  return Object.fromEntries(set.map(({ header }) => [header.key, header.value]));
}

function corsOf(settings: RouteFilter | undefined): object | undefined {
  if (settings === undefined) return undefined;
  const {
    allowOriginStringMatch = [],
    allowMethods,
    allowHeaders,
    exposeHeaders,
    allowCredentials,
  } = settings;
  const origins = allowOriginStringMatch.map(
    ({ exact, safeRegex }) => exact ?? originOf(safeRegex?.regex ?? ''),
  );
  const list = (written = '') => (written === '' ? [] : written.split(/, ?/));
  return {
    origins,
    methods: list(allowMethods),
    headers: list(allowHeaders),
    exposeHeaders: list(exposeHeaders),
    credentials: allowCredentials === true,
    maxAge: secondsOf(settings.maxAge),
  };
}

/** `https://.*\.example\.org` is what becomes of `https://*.example.org`. */
function originOf(regex: string): string {
  return regex.replaceAll('.*', '*').replaceAll('\\.', '.');
}

function jwtOf(envoy: EnvoyRoute, { filters }: Chain, { endpoints }: EnvoyConfig): object | undefined {
  const requirement = envoy.typedPerFilterConfig?.[filter.jwt]?.requirementName;
  if (requirement === undefined) return undefined;
  const { requirementMap, providers } = filters.get(filter.jwt) ?? {};
  const { issuer, audiences, remoteJwks } =
    providers?.[requirementMap?.[requirement]?.providerName ?? ''] ?? {};
  const { uri: jwksUri, cluster = '' } = remoteJwks?.httpUri ?? {};
  return { issuer, audiences, jwksUri, keys: endpoints.get(cluster) };
}

function affinityOf({ route }: EnvoyRoute, { clusters }: EnvoyConfig): object | undefined {
  const [policy] = route?.hashPolicy ?? [];
  if (policy === undefined) return undefined;
  const { cookie, connectionProperties } = policy;
  const attributes = (cookie?.attributes ?? []).map(({ name, value = '' }) => [name, value] as const);
  const by =
    cookie === undefined
      ? { address: connectionProperties?.sourceIp }
      : { cookie: { seconds: secondsOf(cookie.ttl), ...Object.fromEntries(attributes) } };
  const [balancer] = clusters.get(route?.cluster ?? '')?.loadBalancingPolicy?.policies ?? [];
  return { by, balancer: balancer?.typedExtensionConfig.name };
}

interface Rule {
  readonly client: string;
  readonly requests: number | undefined;
  readonly seconds: number | undefined;
}

function ruleOf(client: string, { maxTokens, tokensPerFill, fillInterval }: TokenBucket): Rule {
  return {
    client,
    requests: maxTokens === tokensPerFill ? maxTokens : undefined,
    seconds: secondsOf(fillInterval),
  };
}

/** Each proxy counts: buckets of the descriptors, or that of all requests. */
function localLimit(settings: RouteFilter | undefined): object | undefined {
  if (settings?.tokenBucket === undefined) return undefined;
  const { descriptors = [], tokenBucket } = settings;
  const rules = descriptors.map(({ entries, tokenBucket: own }) => ruleOf(clientOf(entries), own));
  return { counted: 'by the proxy', rules: rules.length === 0 ? [ruleOf('all', tokenBucket)] : rules };
}

function clientOf(entries: readonly { readonly key: string; readonly value?: string }[]): string {
  const isMasked = ({ key }: { readonly key: string }) => /masked[-_]remote[-_]address$/.test(key);
  const range = entries.find(isMasked)?.value;
  const isEach = entries.some((entry) => /remote[-_]address$/.test(entry.key) && !isMasked(entry));
  return `${isEach ? 'each of ' : ''}${range ?? 'all'}`;
}

const secondsOfUnit: Readonly<Record<string, number>> = { Second: 1, Minute: 60, Hour: 3600 };

/** The rate limit service counts, under the names that the proxy sends it: one for the service, or one for each route. */
function globalLimit(
  envoy: EnvoyRoute,
  { filters, serverNames }: Chain,
  config: EnvoyConfig,
): object | undefined {
  const [name, settings] =
    Object.entries(envoy.typedPerFilterConfig ?? {}).find(
      ([key]) => key.split('/')[0] === filter.globalLimit,
    ) ?? [];
  if (name === undefined || settings === undefined || !filters.has(name)) return undefined;
  const limits = config.globalLimits.get(envoy.name) ?? [];
  const keys = (settings.rateLimits ?? []).map(({ actions }) =>
    actions.flatMap(({ genericKey }) => genericKey?.descriptorValue ?? []),
  );
  const isOfHost = serverNames.some((host) => settings.domain?.endsWith(`/${hostName(host)}`));
  const isShared =
    limits.every(({ shared }) => shared === true) && !keys.flat().includes(envoy.name) && !isOfHost;
  const rules = (settings.rateLimits ?? []).map(({ actions }, index): Rule => {
    const entries = actions.flatMap(({ remoteAddressMatch: match }) =>
      match === undefined ? [] : { key: match.descriptorKey, value: match.descriptorValue },
    );
    const limit = limits[index]?.limit;
    return {
      client: clientOf(entries),
      requests: limit?.requests,
      seconds: secondsOfUnit[limit?.unit ?? ''],
    };
  });
  return { counted: isShared ? 'for the service' : 'for each route', rules };
}
