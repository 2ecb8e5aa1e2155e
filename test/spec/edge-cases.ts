import type { Files } from '../support/platform';
import { base, web } from '../support/platform';

const aks = 'provider: aks\nedge: {domain: example.org, issuer: letsencrypt}\n';
const arn = 'arn:aws:acm:sa-east-1:111122223333:certificate/11112222-3333-4444-5555-666677778888';
const eks = `provider: eks\nedge: {domain: example.org, sourceRanges: [10.0.0.0/20], certificates: {all: {hosts: ["*.example.org"], arn: "${arn}"}}}\n`;
const gke = 'provider: gke\nedge: {domain: example.org, issuer: letsencrypt, sslPolicy: tls-1-3}\n';
const agc = (more: string) =>
  `provider: aks\nedge: {implementation: application-gateway-for-containers, domain: example.org, issuer: letsencrypt${more}}\n`;
const alb =
  '/subscriptions/1/resourceGroups/shop/providers/Microsoft.ServiceNetworking/trafficControllers/shop';

const on = (environment: string, service: string, more: Files = {}): Files => ({
  ...base,
  'environments/production.yaml': environment,
  'services/web.yaml': `${web}${service}`,
  ...more,
});
const exposed = 'expose: shop.example.org\n';
const jwt =
  'auth: {jwt: {issuer: "https://login.example.org", jwksUri: "https://login.example.org/keys", audiences: [shop]}}';

/** Mistakes about the way in from the internet. */
export const edgeCases: Readonly<Record<string, Readonly<Record<string, Files>>>> = {
  environments: {
    'exposed where there is no edge': on('provider: aks\n', exposed),
    'an edge without a domain': on('provider: aks\nedge: {issuer: letsencrypt}\n', exposed),
    'a gateway of another cloud': on(
      'provider: gke\nedge: {implementation: aws-load-balancer-controller, domain: example.org}\n',
      '',
    ),
    'a gateway that is not known': on(
      'provider: gke\nedge: {implementation: nginx, domain: example.org}\n',
      '',
    ),
    'a gateway that cannot refuse TLS 1.2': on(
      agc(`, loadBalancer: ${alb}, sourceRanges: [10.0.0.0/24]`),
      exposed,
    ),
    'TLS 1.2 where it is asked for': on(
      agc(`, minTlsVersion: "1.2", loadBalancer: ${alb}, sourceRanges: [10.0.0.0/24]`),
      exposed,
    ),
    'a load balancer that is made elsewhere, without its id': on(
      agc(', minTlsVersion: "1.2", sourceRanges: [10.0.0.0/24]'),
      exposed,
    ),
    'a version of TLS that nobody should speak': on(
      'provider: aks\nedge: {domain: example.org, minTlsVersion: "1.1"}\n',
      '',
    ),
    'GKE without an SSL policy': on(
      'provider: gke\nedge: {domain: example.org, issuer: letsencrypt}\n',
      exposed,
    ),
    'TLS 1.2 on GKE, which is 1.0 without an SSL policy': on(
      'provider: gke\nedge: {domain: example.org, issuer: letsencrypt, minTlsVersion: "1.2"}\n',
      exposed,
    ),
    'an edge that nobody uses': on(aks, ''),
    'subnets that are everything': on(eks.replace('10.0.0.0/20', '0.0.0.0/0'), exposed),
    'a firewall of another cloud': on(eks.replace('edge: {', 'edge: {waf: shop-edge, '), exposed),
    'a namespace of others behind a load balancer': on(
      eks.replace('edge: {', 'namespaces: {shop: {shared: true}}\nedge: {'),
      exposed,
    ),
    'a service beside the private keys': on(aks, `${exposed}namespace: shop-gateway\n`),
    'a load balancer whose subnets are not known': on(
      `provider: eks\nedge: {domain: example.org, certificates: {all: {hosts: ["*.example.org"], arn: "${arn}"}}}\n`,
      exposed,
    ),
    'a firewall that Envoy Gateway has not': on(
      'provider: aks\nedge: {domain: example.org, issuer: letsencrypt, waf: shop-edge}\n',
      exposed,
    ),
    'a shield of another cloud': on(
      'provider: gke\nedge: {domain: example.org, issuer: a, sslPolicy: b, shield: true}\n',
      exposed,
    ),
    'pods of a gateway that has none': on(eks.replace('edge: {', 'edge: {gateway: {replicas: 3}, '), exposed),
    'a floor of on-demand pods of the gateway': on(
      aks.replace('edge: {', 'edge: {gateway: {capacity: {onDemand: 2}}, '),
      exposed,
    ),
    'pods of the gateway that KEDA would scale': on(
      `${aks.replace('edge: {', 'edge: {gateway: {replicas: {min: 2, max: 9, schedule: [{start: 0 8 * * 1-5, end: 0 20 * * 1-5, timeZone: America/Sao_Paulo, replicas: 6}]}}, ')}operators: [keda]\n`,
      exposed,
    ),
    'pods of the gateway that cannot scale so': on(
      aks.replace('edge: {', 'edge: {gateway: {replicas: {min: 9, max: 3}}, '),
      exposed,
    ),
  },
  certificates: {
    'a host that nobody has a certificate for': on('provider: aks\nedge: {domain: example.org}\n', exposed),
    'a certificate that does not cover a host': on(eks, 'expose: a.shop.example.org\n'),
    'a certificate of the domain itself under a wildcard': on(eks, 'expose: example.org\n'),
    'an issuer where the load balancer takes none': on(
      eks.replace('edge: {', 'edge: {issuer: letsencrypt, '),
      exposed,
    ),
    'a Secret where the load balancer takes ARNs': on(
      eks.replace(/arn: "[^"]+"/, 'secretName: tls'),
      exposed,
    ),
    'an ARN where the gateway takes Secrets': on(
      aks.replace('edge: {', `edge: {certificates: {all: {hosts: ["*.example.org"], arn: "${arn}"}}, `),
      exposed,
    ),
    'a certificate that nobody needs': on(
      aks.replace('edge: {', 'edge: {certificates: {other: {hosts: [other.example.org], secretName: tls}}, '),
      exposed,
    ),
    'a certificate for no host': on(
      aks.replace('edge: {', 'edge: {certificates: {all: {secretName: tls}}, '),
      exposed,
    ),
  },
  routes: {
    'a host outside of the domain': on(aks, 'expose: [shop.example.org, shop.example.com]\n'),
    'a host that only ends like the domain': on(aks, 'expose: shop-example.org\n'),
    'a host in capitals': on(aks, 'expose: Shop.example.org\n'),
    'a path without its slash': on(aks, 'expose: {hosts: [shop.example.org], paths: [api]}\n'),
    'no host': on(aks, 'expose: {paths: [/]}\n'),
    'two services with one host and path': on(aks, exposed, {
      'services/api.yaml': `${web}expose: shop.example.org\n`,
    }),
    'two services whose methods overlap': on(
      aks,
      'expose: {hosts: [shop.example.org], methods: [GET, POST]}\n',
      {
        'services/api.yaml': `${web}expose: {hosts: [shop.example.org], methods: [POST]}\n`,
      },
    ),
    'one path with its slash and without': on(aks, 'expose: {hosts: [shop.example.org], paths: [/api]}\n', {
      'services/api.yaml': `${web}expose: {hosts: [shop.example.org], paths: [/api/]}\n`,
    }),
    'HTTP and gRPC on one host': on(aks, 'expose: {hosts: [shop.example.org], paths: [/api]}\n', {
      'services/rpc.yaml': 'image: acme/rpc:1\nports: {grpc: 9000}\nexpose: shop.example.org\n',
    }),
    'gRPC beside a wildcard': on(aks, 'expose: "*.example.org"\n', {
      'services/rpc.yaml': 'image: acme/rpc:1\nports: {grpc: 9000}\nexpose: rpc.example.org\n',
    }),
    'gRPC with a certificate of others': on(
      aks.replace('edge: {', 'edge: {certificates: {all: {hosts: ["*.example.org"], secretName: tls}}, '),
      exposed,
      { 'services/rpc.yaml': 'image: acme/rpc:1\nports: {grpc: 9000}\nexpose: rpc.example.org\n' },
    ),
    'more paths than a route has': on(
      aks,
      `expose: {hosts: [shop.example.org], methods: [GET, POST], paths: [${Array.from({ length: 33 }, (_, index) => `/p${index}`).join(', ')}]}\n`,
    ),
    'more hosts than a Gateway has': {
      ...base,
      'environments/production.yaml': aks,
      ...Object.fromEntries(
        Array.from({ length: 64 }, (_, index) => [
          `services/s${index}.yaml`,
          `${web}expose: s${index}.example.org\n`,
        ]),
      ),
    },
    'a port of TLS': on(aks, '', {
      'services/tls.yaml': 'image: acme/tls:1\nports: {https: 8443}\nexpose: tls.example.org\n',
    }),
    'a port of no HTTP': on(aks, '', {
      'services/queue.yaml': 'image: acme/queue:1\nports: {tcp-amqp: 5672}\nexpose: queue.example.org\n',
    }),
    'a headless Service alone': on(aks, `${exposed}service: {headless: true}\n`),
    'a body of a hundredth byte': on(aks, 'expose: {hosts: [shop.example.org], maxBodySize: 10m}\n'),
    'origins that nobody named': on(aks, 'expose: {hosts: [shop.example.org], cors: {methods: [GET]}}\n'),
    'cookies from every page': on(
      aks,
      'expose: {hosts: [shop.example.org], cors: {origins: ["*"], credentials: true}}\n',
    ),
    'keys of tokens inside of the cluster': on(
      aks,
      'expose: {hosts: [shop.example.org], auth: {jwt: {issuer: a, jwksUri: "https://login.auth.svc/keys", audiences: [shop]}}}\n',
    ),
    'not public': on(aks, 'expose: {hosts: [shop.example.org], public: false}\n'),
    'readiness by HTTP of a service of gRPC': on(eks, '', {
      'services/rpc.yaml':
        'image: acme/rpc:1\nports: {grpc: 9000, http: 8080}\nmainPort: grpc\nprobes: {path: /healthz, port: http}\nexpose: rpc.example.org\n',
    }),
    'readiness by a path with a query': on(gke, `${exposed}probes: {path: "/healthz?deep=1"}\n`),
    'a service without ports that is exposed': on(aks, '', {
      'services/worker.yaml': 'image: acme/worker:1\nreplicas: 2\nexpose: worker.example.org\n',
    }),
    'a port that is not there': on(aks, 'expose: {hosts: [shop.example.org], port: admin}\n'),
    'a port that no Service leads to': on(aks, '', {
      'services/api.yaml':
        'image: acme/api:1\nports: {http: {port: 80, servicePort: false}}\nexpose: api.example.org\n',
    }),
    'a port of UDP': on(aks, '', {
      'services/dns.yaml':
        'image: acme/dns:1\nports: {dns: {port: 5353, protocol: UDP}}\nexpose: dns.example.org\n',
    }),
    'personal data on the internet': on(aks, `${exposed}dataClass: personal\n`),
    'paths of gRPC': on(aks, '', {
      'services/rpc.yaml':
        'image: acme/rpc:1\nports: {grpc: 9000}\nexpose: {hosts: [rpc.example.org], paths: [/a], timeout: 5s}\n',
    }),
    'half a token': on(
      aks,
      'expose: {hosts: [shop.example.org], auth: {jwt: {issuer: "https://login.example.org"}}}\n',
    ),
    'the rate limit has no number': on(
      aks,
      'expose: {hosts: [shop.example.org], rateLimit: {unit: second}}\n',
    ),
    'a limit over all replicas without its service': on(
      aks,
      'expose: {hosts: [shop.example.org], rateLimit: {requests: 9, global: true}}\n',
    ),
    'keys of tokens from anywhere': on(aks, `expose: {hosts: [shop.example.org], ${jwt}}\n`),
  },
  limits: {
    'what an Application Load Balancer cannot': on(
      eks,
      'expose: {hosts: [shop.example.org], timeout: 5s, retries: 2, maxBodySize: 1Mi, cors: {origins: ["https://a.example"]}, rateLimit: {requests: 9}}\n',
    ),
    'what GKE Gateway cannot': on(gke, `expose: {hosts: [shop.example.org], methods: [GET], ${jwt}}\n`, {
      'services/rpc.yaml': 'image: acme/rpc:1\nports: {grpc: 9000}\nexpose: rpc.example.org\n',
    }),
  },
};
