import type { Construct } from 'constructs';
import * as kinds from '../../../imports/edge';
import type {
  BackendTrafficPolicySpec,
  ClientTrafficPolicySpec,
  EnvoyProxySpec,
  SecurityPolicySpec,
} from '../../../imports/edge';
import type { Frozen, IDeploymentSpec, IPodDisruptionBudgetSpec } from '../../../imports/kubernetes';
import { compact, fieldsOf } from '../../../lib/json';
import { label } from '../../../lib/labels';
import type { Cors, RateLimit, Route, SessionAffinity } from '../types';
import type { Container, Pod } from '../../../model/types/pod';
import type { PlatformNames } from '../../metadata';
import { platformMetadata, serviceMetadata } from '../../metadata';
import type { DataPlaneFacts, GatewayFacts, RouteFacts } from '../facts';
import type { GatewayParts, RouteParts } from './implementation';

const group = 'gateway.networking.k8s.io';

type Proxy = Frozen<EnvoyProxySpec>;
type Kubernetes = NonNullable<NonNullable<Proxy['provider']>['kubernetes']>;
type Deployment = NonNullable<Kubernetes['envoyDeployment']>;
/** Some fields of an object. */
type Part<T> = T extends object ? { readonly [K in keyof T]?: Part<T[K]> | undefined } : T;
type ProxyPod = NonNullable<Deployment['pod']>;

/** TLS of the clients, and the pods that the operator makes. */
export function envoyGateway(scope: Construct, edge: GatewayFacts): GatewayParts {
  const { name, namespace, minTlsVersion, dataPlane, causes } = edge;
  const metadata = platformMetadata(edge.names, name, namespace);
  const clients: ClientTrafficPolicySpec = {
    targetRefs: [{ group, kind: 'Gateway', name }],
    tls: { minVersion: minTlsVersion },
    // A client that sends its headers by the byte holds no connection forever.
    timeout: { http: { requestHeadersReceivedTimeout: '10s' } },
  };
  new kinds.ClientTrafficPolicy(scope, { metadata, spec: clients }, causes);
  if (dataPlane === undefined) return {};
  new kinds.EnvoyProxy(scope, { metadata, spec: proxySpec(edge.names, dataPlane) }, causes);
  return { parametersRef: { group: 'gateway.envoyproxy.io', kind: 'EnvoyProxy', name } };
}

/** The plan of the gateway's pods in the words of the operator that makes them. */
function proxySpec(
  { platform, owner }: PlatformNames,
  { workload, autoscaler, disruptionBudget, podSelector, serviceAnnotations }: DataPlaneFacts,
): Proxy {
  const { pod, replicas } = workload ?? {};
  const { resources } = pod?.containers[0] ?? {};
  const fields: Partial<Pod['spec']> = pod?.spec ?? {};
  const { affinity, tolerations, topologySpreadConstraints, priorityClassName, nodeSelector } = fields;
  const grace = fields.terminationGracePeriodSeconds ?? 30;
  const labels = { ...podSelector, [label.partOf]: platform, [label.team]: owner };
  const deployment = fieldsOf<Deployment>({
    replicas,
    strategy: workload?.kind === 'Deployment' ? workload.controller.strategy : undefined,
    // Its security context is the operator's own, which is that of Pod Security's level restricted.
    container: { resources: compact({ ...resources }) },
    pod: fieldsOf<ProxyPod>({
      labels,
      affinity,
      tolerations,
      topologySpreadConstraints,
      priorityClassName,
      nodeSelector,
    }),
    patch: patch<IDeploymentSpec>({ spec: { template: { spec: { terminationGracePeriodSeconds: grace } } } }),
  });
  const { unhealthyPodEvictionPolicy, ...amount } = disruptionBudget ?? {};
  return {
    provider: {
      type: 'Kubernetes',
      kubernetes: fieldsOf<Kubernetes>({
        envoyDeployment: deployment,
        envoyHpa: autoscaler,
        envoyPDB:
          disruptionBudget === undefined
            ? undefined
            : { ...amount, patch: patch<IPodDisruptionBudgetSpec>({ spec: { unhealthyPodEvictionPolicy } }) },
        // The client's address stays, and with it limits for each client.
        envoyService: {
          type: 'LoadBalancer',
          externalTrafficPolicy: 'Local',
          ...compact({ annotations: { ...serviceAnnotations } }),
        },
      }),
    },
    shutdown: shutdown(pod?.containers[0], grace),
  };
}

function patch<Spec>(value: Part<{ readonly spec: Spec }>): NonNullable<Deployment['patch']> {
  return { type: 'StrategicMerge', value };
}

/** The proxy itself waits where others have a `preStop` sleep: first until nothing new comes, then until all is done. */
function shutdown(main: Container | undefined, grace: number): NonNullable<Proxy['shutdown']> {
  const delay = main?.rest.lifecycle?.preStop?.sleep?.seconds ?? 0;
  return { minDrainDuration: `${Math.max(1, delay)}s`, drainTimeout: `${Math.max(1, grace - 5)}s` };
}

type Traffic = BackendTrafficPolicySpec;
type LimitRule = NonNullable<NonNullable<NonNullable<Traffic['rateLimit']>['global']>['rules']>[number];
type ClientSelector = NonNullable<LimitRule['clientSelectors']>[number];
type Cookie = NonNullable<NonNullable<NonNullable<Traffic['loadBalancer']>['consistentHash']>['cookie']>;
type HttpTimeout = NonNullable<NonNullable<Traffic['timeout']>['http']>;

/** Limits, retries, tokens and other origins of one route. */
export function envoyRoute(scope: Construct, { names, route }: RouteFacts): RouteParts {
  const { kind, rateLimit, retries, sessionAffinity, maxBodySize, cors, jwt, causes } = route;
  const metadata = serviceMetadata(names, names.name);
  const targetRefs = [{ group, kind, name: names.name }];
  const traffic = fieldsOf<Traffic>({
    rateLimit: rateLimit === undefined ? undefined : limitOf(rateLimit),
    retry: retries === undefined ? undefined : retryOf(retries),
    timeout: fieldsOf<NonNullable<Traffic['timeout']>>({ http: timeoutsOf(route) }),
    loadBalancer:
      sessionAffinity === undefined ? undefined : affinityOf(`${names.name}-affinity`, sessionAffinity),
    requestBuffer: maxBodySize === undefined ? undefined : { limit: maxBodySize },
  });
  if (Object.keys(traffic).length > 0) {
    new kinds.BackendTrafficPolicy(scope, { metadata, spec: { targetRefs, ...traffic } }, causes);
  }
  const security = fieldsOf<SecurityPolicySpec>({
    cors: cors === undefined ? undefined : corsOf(cors),
    jwt: jwt === undefined ? undefined : { providers: [providerOf(jwt)] },
  });
  if (Object.keys(security).length > 0) {
    new kinds.SecurityPolicy(scope, { metadata, spec: { targetRefs, ...security } }, causes);
  }
  return {};
}

/**
 * The cookie is sent for every path, as that of the first request would bind it to its folder. Envoy makes none without a
 * lifetime; none at all is that of the browser's session.
 */
function affinityOf(name: string, { type, ttl = '0s' }: SessionAffinity): Traffic['loadBalancer'] {
  if (type === 'ClientIP') return { type: 'ConsistentHash', consistentHash: { type: 'SourceIP' } };
  const cookie: Cookie = { name, ttl, attributes: { Path: '/', Secure: '' } };
  return { type: 'ConsistentHash', consistentHash: { type: 'Cookie', cookie } };
}

const units = { second: 'Second', minute: 'Minute', hour: 'Hour' } as const;

function limitOf({ requests, unit, perClient, global }: RateLimit): Traffic['rateLimit'] {
  const addresses = ['0.0.0.0/0', '::/0'].map((value): ClientSelector => ({
    sourceCIDR: { type: 'Distinct', value },
  }));
  const limit: LimitRule['limit'] = { requests, unit: units[unit] };
  // Selectors of one rule are alternatives, so that one family each is a rule of its own.
  const rules = perClient
    ? addresses.map((client): LimitRule => ({ clientSelectors: [client], limit }))
    : [{ limit }];
  if (!global) return { type: 'Local', local: { rules } };
  // Otherwise each host, path and method of the route counts for itself.
  return { type: 'Global', global: { rules: rules.map((rule): LimitRule => ({ ...rule, shared: true })) } };
}

/** An HTTPRoute has the time of a whole request itself, a GRPCRoute has no field for it. */
function timeoutsOf({ kind, timeout, idleTimeout }: Route): HttpTimeout {
  return fieldsOf<HttpTimeout>({
    requestTimeout: kind === 'GRPCRoute' ? timeout : undefined,
    streamIdleTimeout: idleTimeout,
  });
}

/** What did not reach a pod, or a pod that says it can't now: nothing is done twice. */
function retryOf(numRetries: number): Traffic['retry'] {
  return {
    numRetries,
    retryOn: {
      triggers: ['connect-failure', 'refused-stream', 'retriable-status-codes'],
      httpStatusCodes: [503],
    },
    perRetry: { backOff: { baseInterval: '100ms', maxInterval: '1s' } },
  };
}

function corsOf(cors: Cors): SecurityPolicySpec['cors'] {
  const { origins, methods, headers, exposeHeaders, credentials, maxAge } = cors;
  return fieldsOf<NonNullable<SecurityPolicySpec['cors']>>({
    allowOrigins: origins,
    allowMethods: methods,
    allowHeaders: headers,
    exposeHeaders,
    allowCredentials: credentials,
    maxAge,
  });
}

function providerOf({
  issuer,
  jwksUri,
  audiences,
}: NonNullable<Route['jwt']>): NonNullable<SecurityPolicySpec['jwt']>['providers'][number] {
  return { name: 'jwt', issuer, audiences: [...audiences], remoteJWKS: { uri: jwksUri } };
}
