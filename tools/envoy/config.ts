/** The parts of egctl's answer that are read, by the names of Envoy's own API. */

export interface Answer {
  readonly xds?: Readonly<Record<string, { readonly configs: readonly Dump[] }>>;
  /** Has the limits that the rate limit service counts, which Envoy itself does not get. */
  readonly xdsIR?: Readonly<
    Record<string, { readonly http?: readonly { readonly routes?: readonly IrRoute[] }[] }>
  >;
  readonly [kind: string]: unknown;
}

interface Dump {
  readonly dynamicEndpointConfigs?: readonly { readonly endpointConfig: Endpoints }[];
  readonly dynamicActiveClusters?: readonly { readonly cluster: Cluster }[];
  readonly dynamicListeners?: readonly { readonly activeState: { readonly listener: Listener } }[];
  readonly dynamicRouteConfigs?: readonly { readonly routeConfig: RouteConfig }[];
}

interface SocketAddress {
  readonly address: { readonly socketAddress: { readonly address: string; readonly portValue: number } };
}

interface Endpoints {
  readonly clusterName: string;
  readonly endpoints?: readonly { readonly lbEndpoints: readonly { readonly endpoint: SocketAddress }[] }[];
}

export interface Cluster {
  readonly name: string;
  readonly loadAssignment?: Endpoints;
  readonly loadBalancingPolicy?: {
    readonly policies: readonly { readonly typedExtensionConfig: { readonly name: string } }[];
  };
  readonly typedExtensionProtocolOptions?: Readonly<
    Record<string, { readonly explicitHttpConfig?: { readonly http2ProtocolOptions?: object } }>
  >;
}

interface Listener extends SocketAddress {
  readonly filterChains?: readonly FilterChain[];
  readonly defaultFilterChain?: FilterChain;
}

interface FilterChain {
  readonly filterChainMatch?: { readonly serverNames?: readonly string[] };
  readonly filters: readonly { readonly typedConfig: Manager }[];
  readonly transportSocket?: {
    readonly typedConfig: {
      readonly commonTlsContext: {
        readonly alpnProtocols?: readonly string[];
        readonly tlsCertificateSdsSecretConfigs?: readonly { readonly name: string }[];
        readonly tlsParams?: { readonly tlsMinimumProtocolVersion?: string };
      };
    };
  };
}

interface Manager {
  readonly httpFilters?: readonly { readonly name: string; readonly typedConfig?: Filter }[];
  readonly rds?: { readonly routeConfigName: string };
  readonly requestHeadersTimeout?: string;
}

/** A filter that is set up for all routes of a chain. */
export interface Filter {
  readonly providers?: Readonly<Record<string, JwtProvider>>;
  readonly requirementMap?: Readonly<Record<string, { readonly providerName?: string }>>;
}

export interface JwtProvider {
  readonly issuer?: string;
  readonly audiences?: readonly string[];
  readonly remoteJwks?: { readonly httpUri: { readonly cluster: string; readonly uri: string } };
}

interface RouteConfig {
  readonly name: string;
  readonly virtualHosts?: readonly VirtualHost[];
}

interface VirtualHost {
  readonly domains: readonly string[];
  readonly routes: readonly EnvoyRoute[];
}

export interface EnvoyRoute {
  readonly name: string;
  readonly match: {
    readonly prefix?: string;
    readonly pathSeparatedPrefix?: string;
    readonly headers?: readonly {
      readonly name: string;
      readonly stringMatch?: { readonly exact?: string };
    }[];
  };
  readonly metadata?: {
    readonly filterMetadata?: Readonly<Record<string, { readonly resources?: readonly Resource[] }>>;
  };
  readonly redirect?: { readonly schemeRedirect?: string; readonly responseCode?: string };
  readonly responseHeadersToAdd?: readonly {
    readonly appendAction?: string;
    readonly header: { readonly key: string; readonly value?: string };
  }[];
  readonly route?: RouteAction;
  readonly typedPerFilterConfig?: Readonly<Record<string, RouteFilter>>;
}

interface Resource {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

interface RouteAction {
  readonly cluster?: string;
  readonly timeout?: string;
  readonly idleTimeout?: string;
  readonly retryPolicy?: {
    readonly numRetries?: number;
    readonly retryOn?: string;
    readonly retriableStatusCodes?: readonly number[];
  };
  readonly hashPolicy?: readonly {
    readonly cookie?: {
      readonly name: string;
      readonly ttl?: string;
      readonly attributes?: readonly { readonly name: string; readonly value?: string }[];
    };
    readonly connectionProperties?: { readonly sourceIp?: boolean };
  }[];
  readonly upgradeConfigs?: readonly { readonly upgradeType: string }[];
}

export interface TokenBucket {
  readonly maxTokens: number;
  readonly tokensPerFill: number;
  readonly fillInterval: string;
}

interface Descriptor {
  readonly descriptorKey: string;
  readonly descriptorValue: string;
}

/** A filter that is set up for one route. */
export interface RouteFilter {
  readonly requirementName?: string;
  readonly buffer?: { readonly maxRequestBytes: number };
  readonly allowOriginStringMatch?: readonly {
    readonly exact?: string;
    readonly safeRegex?: { readonly regex: string };
  }[];
  readonly allowMethods?: string;
  readonly allowHeaders?: string;
  readonly exposeHeaders?: string;
  readonly allowCredentials?: boolean;
  readonly maxAge?: string;
  readonly domain?: string;
  readonly rateLimits?: readonly {
    readonly actions: readonly {
      readonly genericKey?: Descriptor;
      readonly remoteAddressMatch?: Descriptor;
    }[];
  }[];
  readonly descriptors?: readonly {
    readonly entries: readonly { readonly key: string; readonly value?: string }[];
    readonly tokenBucket: TokenBucket;
  }[];
  readonly tokenBucket?: TokenBucket;
}

/** A limit that the rate limit service counts. */
export interface GlobalLimit {
  readonly shared?: boolean;
  readonly limit: { readonly requests: number; readonly unit: string };
}

interface IrRoute {
  readonly name: string;
  readonly traffic?: {
    readonly rateLimit?: { readonly global?: { readonly rules?: readonly GlobalLimit[] } };
  };
}

/** What Envoy does with connections for some names, or with all that have none. */
export interface Chain {
  readonly port: number;
  readonly serverNames: readonly string[];
  readonly tls?: {
    readonly minimum?: string | undefined;
    readonly alpn: readonly string[];
    readonly certificates: readonly string[];
  };
  readonly headersTimeout?: string | undefined;
  readonly filters: ReadonlyMap<string, Filter>;
  readonly hosts: readonly VirtualHost[];
}

export interface EnvoyConfig {
  readonly chains: readonly Chain[];
  readonly clusters: ReadonlyMap<string, Cluster>;
  /** `address:port` of what is behind a cluster. */
  readonly endpoints: ReadonlyMap<string, readonly string[]>;
  /** By the name of a route. */
  readonly globalLimits: ReadonlyMap<string, readonly GlobalLimit[]>;
}

/** What Envoy gets of one Gateway, `NAMESPACE/NAME`. */
export function envoyConfig({ xds, xdsIR }: Answer, gateway: string): EnvoyConfig {
  const dumps = xds?.[gateway]?.configs ?? [];
  const routes = new Map(
    dumps
      .flatMap(({ dynamicRouteConfigs }) => dynamicRouteConfigs ?? [])
      .map(({ routeConfig }) => [routeConfig.name, routeConfig]),
  );
  const clusters = dumps.flatMap((dump) => dump.dynamicActiveClusters ?? []).map(({ cluster }) => cluster);
  const assigned = [
    ...dumps.flatMap((dump) => dump.dynamicEndpointConfigs ?? []).map(({ endpointConfig }) => endpointConfig),
    ...clusters.flatMap(({ name, loadAssignment }) =>
      loadAssignment === undefined ? [] : { ...loadAssignment, clusterName: name },
    ),
  ];
  const limits = (xdsIR?.[gateway]?.http ?? []).flatMap((listener) => listener.routes ?? []);
  return {
    chains: dumps
      .flatMap((dump) => dump.dynamicListeners ?? [])
      .flatMap(({ activeState }) => chainsOf(activeState.listener, routes)),
    clusters: new Map(clusters.map((cluster) => [cluster.name, cluster])),
    endpoints: new Map(assigned.map((entry) => [entry.clusterName, addressesOf(entry)])),
    globalLimits: new Map(limits.map(({ name, traffic }) => [name, traffic?.rateLimit?.global?.rules ?? []])),
  };
}

function addressesOf({ endpoints = [] }: Endpoints): string[] {
  return endpoints.flatMap(({ lbEndpoints }) =>
    lbEndpoints.map(({ endpoint: { address } }) => {
      const { address: host, portValue } = address.socketAddress;
      return `${host}:${portValue}`;
    }),
  );
}

function chainsOf(listener: Listener, routes: ReadonlyMap<string, RouteConfig>): Chain[] {
  const { filterChains = [], defaultFilterChain } = listener;
  const all = [...filterChains, ...(defaultFilterChain === undefined ? [] : [defaultFilterChain])];
  return all.map(({ filterChainMatch, filters, transportSocket }): Chain => {
    const { httpFilters = [], rds, requestHeadersTimeout } = filters[0]?.typedConfig ?? {};
    const context = transportSocket?.typedConfig.commonTlsContext;
    return {
      port: listener.address.socketAddress.portValue,
      serverNames: filterChainMatch?.serverNames ?? [],
      headersTimeout: requestHeadersTimeout,
      filters: new Map(httpFilters.map(({ name, typedConfig = {} }) => [name, typedConfig])),
      hosts: routes.get(rds?.routeConfigName ?? '')?.virtualHosts ?? [],
      ...(context === undefined
        ? {}
        : {
            tls: {
              minimum: context.tlsParams?.tlsMinimumProtocolVersion,
              alpn: context.alpnProtocols ?? [],
              certificates: (context.tlsCertificateSdsSecretConfigs ?? []).map(({ name }) => name),
            },
          }),
    };
  });
}
