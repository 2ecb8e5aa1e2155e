import type { Files } from '../support/platform';
import { base } from '../support/platform';

const envoy = 'provider: aks\nedge: {domain: example.org, issuer: letsencrypt}\n';
const arn = 'arn:aws:acm:sa-east-1:111122223333:certificate/11112222-3333-4444-5555-666677778888';
const eks = `provider: eks\nedge: {domain: example.org, sourceRanges: [10.0.0.0/20], certificates: {all: {hosts: ["*.example.org"], arn: "${arn}"}}}\n`;
const gke = 'provider: gke\nedge: {domain: example.org, issuer: letsencrypt, sslPolicy: tls-1-3}\n';
const agc =
  'provider: aks\nedge: {implementation: application-gateway-for-containers, domain: example.org, issuer: letsencrypt, minTlsVersion: "1.2", loadBalancer: /subscriptions/1/resourceGroups/shop/providers/Microsoft.ServiceNetworking/trafficControllers/shop, sourceRanges: [10.0.0.0/24]}\n';

const image = 'image: ghcr.io/acme/web:1.2.3\n';

const on = (environment: string, service: string, more: Files = {}): Files => ({
  ...base,
  'environments/production.yaml': environment,
  'services/web.yaml': `${image}${service}`,
  ...more,
});

const exposed = (fields: string, ports = '{http: 8080}') =>
  `ports: ${ports}\nexpose: {hosts: [shop.example.org], ${fields}}\n`;

/** Mistakes about bodies, idle connections and sessions of exposed services. */
export const exposeCases: Readonly<Record<string, Readonly<Record<string, Files>>>> = {
  bodies: {
    'a body limit for gRPC': on(envoy, exposed('maxBodySize: 4Mi', '{grpc: 9000}')),
    'a body limit for a second port of gRPC': on(
      envoy,
      exposed('port: grpc-admin, maxBodySize: 4Mi', '{http: 8080, grpc-admin: 9000}'),
    ),
    'a body limit for WebSockets': on(
      envoy,
      exposed('maxBodySize: 1Mi', '{http: {port: 8080, appProtocol: kubernetes.io/ws}}'),
    ),
    'a body limit for a port called ws': on(
      envoy,
      exposed('port: ws, maxBodySize: 1Mi', '{http: 8080, ws: 8081}'),
    ),
    'a body limit for a path of WebSockets': on(envoy, exposed('paths: [/api, /ws], maxBodySize: 1Mi')),
    'bodies that fill the gateway': on(envoy, exposed('maxBodySize: 100Mi')),
    'bodies that fill a gateway of a chosen size': on(
      'provider: aks\nedge: {domain: example.org, issuer: letsencrypt, gateway: {resources: {requests: {memory: 1Gi}}}}\n',
      exposed('maxBodySize: 1G'),
    ),
    'a body that is larger than the gateway': on(envoy, exposed('maxBodySize: 2Gi')),
  },
  'paths and origins': {
    'paths that a route cannot have': on(
      envoy,
      exposed('paths: ["/a%", "/a%2", "/a%zz", //a, /./a, "/..", /., "/a/../b", "/a%2Fb", "/a#b"]'),
    ),
    'origins that no browser sends': on(
      envoy,
      exposed(`cors: {origins: ["https://a..b", "https://a.b:100000", "https://${'a.'.repeat(130)}b"]}`),
    ),
  },
  sessions: {
    'affinity of a Service behind a gateway': on(
      envoy,
      `service: {sessionAffinity: ClientIP}\n${exposed('')}`,
    ),
    'affinity of a Service behind a load balancer': on(
      eks,
      `service: {sessionAffinity: ClientIP}\n${exposed('')}`,
    ),
    'affinity of a Service where the gateway has none': on(
      agc,
      `service: {sessionAffinity: ClientIP}\n${exposed('')}`,
    ),
    'affinity by the address on a load balancer that has none': on(eks, exposed('sessionAffinity: ClientIP')),
    'affinity where the gateway has none': on(agc, exposed('sessionAffinity: Cookie')),
    'affinity without a type': on(envoy, exposed('sessionAffinity: {ttl: 1h}')),
    'affinity of another kind': on(envoy, exposed('sessionAffinity: Header')),
    'a cookie for gRPC': on(envoy, exposed('sessionAffinity: Cookie', '{grpc: 9000}')),
    'a lifetime of no cookie': on(envoy, exposed('sessionAffinity: {type: ClientIP, ttl: 1h}')),
    'a cookie that lives longer than the load balancer allows': on(
      eks,
      exposed('sessionAffinity: {type: Cookie, ttl: 200h}'),
    ),
  },
  'idle timeouts': {
    'an idle timeout where there is none': on(gke, exposed('idleTimeout: 10m')),
    'an idle timeout longer than a load balancer has': on(eks, exposed('idleTimeout: 2h')),
    'two idle timeouts of one load balancer': on(eks, exposed('idleTimeout: 10m'), {
      'services/api.yaml': `${image}ports: {http: 8080}\nexpose: {hosts: [api.example.org], idleTimeout: 20m}\n`,
    }),
    'an idle timeout of zero': on(envoy, exposed('idleTimeout: 0s')),
  },
};
