import { join } from 'node:path';
import type { RenderedApp } from '../../../app/pipeline';
import { Pipeline } from '../../../app/pipeline';
import { objectOf, removePlatforms, web, writePlatform } from '../../support/platform';

/** Everything that an edge can say, on each implementation: the API server takes all of it (test/cluster/accepted.test.ts). */
const fixture = new Pipeline(join(__dirname, '../../fixtures/edge')).run();

function appsOf(environment: string): readonly RenderedApp[] {
  return fixture.apps.filter((app) => app.environment === environment);
}

/** The spec of an object of an environment. */
function specOf(environment: string, kind: string, name: string): unknown {
  return objectOf(appsOf(environment), kind, name)['spec'];
}

const environments = ['envoy', 'aws', 'google', 'azure'];
/** With what the definitions fill in where nothing is written. */
const parent = (fields: object) => ({ group: 'gateway.networking.k8s.io', kind: 'Gateway', ...fields });
const everyPath = [{ path: { type: 'PathPrefix', value: '/' } }];
const gatewayRef = { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'edge' };

afterEach(removePlatforms);

describe.each(environments)('on %s', (environment) => {
  it('the Gateway speaks TLS for each host, and lets routes of exposed namespaces alone attach', () => {
    const { listeners } = specOf(environment, 'Gateway', 'edge') as {
      listeners: { name: string; hostname?: string; protocol: string; port: number; allowedRoutes: object }[];
    };
    const [plain, ...secure] = listeners;
    expect(plain).toEqual({
      name: 'http',
      port: 80,
      protocol: 'HTTP',
      allowedRoutes: { namespaces: { from: 'Same' } },
    });
    const withRpc = environment === 'envoy' || environment === 'aws';
    const ofEnvoy = environment === 'envoy' ? ['cart.example.org'] : [];
    const hosts = [
      ...ofEnvoy,
      'queue.example.org',
      ...(withRpc ? ['rpc.example.org'] : []),
      'shop.example.org',
    ];
    expect(secure.map(({ hostname }) => hostname)).toEqual(['*.shop.example.org', ...hosts]);
    for (const { hostname, protocol, port, allowedRoutes } of secure) {
      const values = [hostname === 'rpc.example.org' ? 'aside' : 'edge'];
      expect([protocol, port]).toEqual(['HTTPS', 443]);
      expect(allowedRoutes).toEqual({
        namespaces: {
          from: 'Selector',
          selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values }] },
        },
      });
    }
  });

  it('plain HTTP is sent to HTTPS, for every host and by nothing else', () => {
    expect(specOf(environment, 'HTTPRoute', 'edge-redirect')).toEqual({
      parentRefs: [parent({ name: 'edge', sectionName: 'http' })],
      rules: [
        {
          matches: everyPath,
          filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
        },
      ],
    });
    const { parentRefs } = specOf(environment, 'HTTPRoute', 'web') as { parentRefs: object[] };
    expect(parentRefs).toEqual([
      parent({ name: 'edge', namespace: 'edge-gateway', sectionName: 'shop.example.org' }),
      parent({ name: 'edge', namespace: 'edge-gateway', sectionName: 'shop.example.org.0-wildcard' }),
    ]);
  });

  it('a route leads to the port of the Service, with its paths and methods', () => {
    const methods = { envoy: ['GET', 'POST', 'OPTIONS'], aws: ['GET'] }[environment] ?? [undefined];
    const paths = ['/', '/api'].map((value) => ({ type: 'PathPrefix', value }));
    const { hostnames, rules } = specOf(environment, 'HTTPRoute', 'web') as {
      hostnames: string[];
      rules: { matches: object[]; backendRefs: object[] }[];
    };
    expect(hostnames).toEqual(['shop.example.org', '*.shop.example.org']);
    expect(rules.map(({ matches, backendRefs }) => ({ matches, backendRefs }))).toEqual([
      {
        matches: paths.flatMap((path) =>
          methods.map((method) => (method === undefined ? { path } : { path, method })),
        ),
        backendRefs: [{ group: '', kind: 'Service', name: 'web', port: 8080, weight: 1 }],
      },
    ]);
  });

  it('the gateway has a namespace of its own, restricted and closed', () => {
    const { metadata } = objectOf(appsOf(environment), 'Namespace', 'edge-gateway');
    expect(metadata.labels?.['pod-security.kubernetes.io/enforce']).toBe('restricted');
    const denies = appsOf(environment)
      .flatMap(({ objects }) => objects.map(({ object }) => object))
      .filter(({ kind, metadata: { name } }) => kind === 'NetworkPolicy' && name === 'default-deny');
    expect(denies.map((object) => object.metadata.namespace)).toContain('edge-gateway');
  });

  it('says of what class the data of a service is', () => {
    const { metadata } = objectOf(appsOf(environment), 'Deployment', 'web');
    expect(metadata.labels?.['portolan.dev/data-class']).toBe('personal');
    expect(JSON.stringify(specOf(environment, 'Deployment', 'web'))).not.toContain('data-class');
    expect(objectOf(appsOf(environment), 'Deployment', 'queue').metadata.labels).not.toHaveProperty(
      'portolan.dev/data-class',
    );
  });
});

const headers = [
  { name: 'Strict-Transport-Security', value: 'max-age=31536000' },
  { name: 'X-Content-Type-Options', value: 'nosniff' },
  { name: 'X-Frame-Options', value: 'SAMEORIGIN' },
];

it.each(['envoy', 'google', 'azure'])('on %s answers carry the headers by the route', (environment) => {
  for (const name of ['web', 'queue']) {
    expect(specOf(environment, 'HTTPRoute', name)).toMatchObject({
      rules: [{ filters: [{ type: 'ResponseHeaderModifier', responseHeaderModifier: { set: headers } }] }],
    });
  }
});

describe('Envoy Gateway', () => {
  it('has a class of the platform’s own', () => {
    expect(specOf('envoy', 'GatewayClass', 'edge-envoy-gateway')).toEqual({
      controllerName: 'gateway.envoyproxy.io/gatewayclass-controller',
    });
    expect(specOf('envoy', 'Gateway', 'edge')).toMatchObject({
      gatewayClassName: 'edge-envoy-gateway',
      infrastructure: { parametersRef: { group: 'gateway.envoyproxy.io', kind: 'EnvoyProxy', name: 'edge' } },
    });
  });

  it('refuses TLS before 1.3, and clients that send their headers by the byte', () => {
    expect(specOf('envoy', 'ClientTrafficPolicy', 'edge')).toEqual({
      targetRefs: [gatewayRef],
      tls: { minVersion: '1.3' },
      timeout: { http: { requestHeadersReceivedTimeout: '10s' } },
    });
  });

  it('gets a certificate of cert-manager where none is given, else refers to that', () => {
    expect(specOf('envoy', 'Certificate', 'shop.example.org.0-wildcard')).toEqual({
      secretName: 'shop.example.org.0-wildcard',
      dnsNames: ['*.shop.example.org'],
      issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: 'letsencrypt' },
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
    });
    const { listeners } = specOf('envoy', 'Gateway', 'edge') as {
      listeners: { name: string; tls?: object }[];
    };
    const tls = new Map(listeners.map((listener) => [listener.name, listener.tls]));
    const secret = (fields: object) => ({ group: '', kind: 'Secret', ...fields });
    const given = { mode: 'Terminate', certificateRefs: [secret({ name: 'shared', namespace: 'aside' })] };
    expect(tls.get('queue.example.org')).toEqual(given);
    expect(tls.get('shop.example.org')).toEqual(given);
    expect(tls.get('shop.example.org.0-wildcard')).toEqual({
      mode: 'Terminate',
      certificateRefs: [secret({ name: 'shop.example.org.0-wildcard' })],
    });
  });

  it('may read a certificate of another namespace, and nothing else there', () => {
    expect(objectOf(appsOf('envoy'), 'ReferenceGrant')).toMatchObject({
      metadata: { namespace: 'aside' },
      spec: {
        from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'edge-gateway' }],
        to: [{ group: '', kind: 'Secret', name: 'shared' }],
      },
    });
  });

  it('limits, asks again, and refuses what is too large', () => {
    const clients = (value: string) => ({
      clientSelectors: [{ sourceCIDR: { type: 'Distinct', value, invert: false } }],
      limit: { requests: 100, unit: 'Minute' },
      shared: true,
    });
    expect(specOf('envoy', 'BackendTrafficPolicy', 'web')).toEqual({
      targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'web' }],
      rateLimit: { type: 'Global', global: { rules: [clients('0.0.0.0/0'), clients('::/0')] } },
      retry: {
        numRetries: 2,
        retryOn: {
          triggers: ['connect-failure', 'refused-stream', 'retriable-status-codes'],
          httpStatusCodes: [503],
        },
        perRetry: { backOff: { baseInterval: '100ms', maxInterval: '1s' } },
      },
      requestBuffer: { limit: '1Mi' },
      timeout: { http: { streamIdleTimeout: '10m' } },
      loadBalancer: {
        type: 'ConsistentHash',
        consistentHash: {
          type: 'Cookie',
          cookie: { name: 'web-affinity', ttl: '1h', attributes: { Path: '/', Secure: '' } },
          tableSize: 65_537,
        },
      },
    });
    expect(specOf('envoy', 'BackendTrafficPolicy', 'rpc')).toMatchObject({
      loadBalancer: { type: 'ConsistentHash', consistentHash: { type: 'SourceIP' } },
    });
    expect(specOf('envoy', 'BackendTrafficPolicy', 'rpc')).toMatchObject({
      targetRefs: [{ kind: 'GRPCRoute', name: 'rpc' }],
      rateLimit: { type: 'Local', local: { rules: [{ limit: { requests: 10, unit: 'Second' } }] } },
    });
    expect(specOf('envoy', 'HTTPRoute', 'web')).toMatchObject({ rules: [{ timeouts: { request: '15s' } }] });
  });

  it('makes a cookie of the browser’s session where none is told how long it lives', () => {
    expect(specOf('envoy', 'BackendTrafficPolicy', 'cart')).toMatchObject({
      loadBalancer: { consistentHash: { cookie: { name: 'cart-affinity', ttl: '0s' } } },
    });
  });

  it('ends calls of gRPC after a time without a byte alone, as streams go on', () => {
    expect(specOf('envoy', 'BackendTrafficPolicy', 'rpc')).toMatchObject({
      timeout: { http: { requestTimeout: '0s', streamIdleTimeout: '5m' } },
    });
    expect(specOf('envoy', 'GRPCRoute', 'rpc')).toMatchObject({
      rules: [{ backendRefs: [{ name: 'rpc' }] }],
    });
    expect(JSON.stringify(specOf('envoy', 'GRPCRoute', 'rpc'))).not.toContain('timeouts');
    const files = {
      'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\n',
      'environments/production.yaml': 'provider: aks\nedge: {domain: example.org, issuer: a}\n',
      'services/calls.yaml':
        'image: a.example/calls:1\nreplicas: 2\nports: {grpc: 9000}\nexpose: {hosts: [calls.example.org], idleTimeout: 1h}\n',
    };
    const { apps } = new Pipeline(writePlatform(files)).run();
    expect(objectOf(apps, 'BackendTrafficPolicy', 'calls')['spec']).toMatchObject({
      timeout: { http: { requestTimeout: '0s', streamIdleTimeout: '1h' } },
    });
  });

  it('verifies tokens, and tells browsers which origins may call', () => {
    expect(specOf('envoy', 'SecurityPolicy', 'web')).toEqual({
      targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'web' }],
      cors: {
        allowOrigins: ['https://www.example.org', 'https://*.example.org'],
        allowMethods: ['GET'],
        allowHeaders: ['X-Token'],
        exposeHeaders: ['X-Total'],
        allowCredentials: true,
        maxAge: '10m',
      },
      jwt: {
        providers: [
          {
            name: 'jwt',
            issuer: 'https://login.example.org',
            audiences: ['shop'],
            remoteJWKS: { uri: 'https://login.example.org/.well-known/jwks.json', cacheDuration: '300s' },
          },
        ],
      },
    });
  });

  it('a service without wishes has no policies of its own', () => {
    const kinds = appsOf('envoy')
      .find(({ app }) => app === 'queue')
      ?.objects.map(({ object }) => object.kind);
    expect(kinds).toEqual([
      'Deployment',
      'Service',
      'ServiceAccount',
      'PodDisruptionBudget',
      'NetworkPolicy',
      'HTTPRoute',
    ]);
  });

  it('gRPC has a route of its own kind', () => {
    expect(specOf('envoy', 'GRPCRoute', 'rpc')).toMatchObject({
      hostnames: ['rpc.example.org'],
      rules: [{ backendRefs: [{ name: 'rpc', port: 9000 }] }],
    });
  });
});

describe('the pods of Envoy Gateway', () => {
  const proxy = () =>
    (
      specOf('envoy', 'EnvoyProxy', 'edge') as {
        provider: { kubernetes: Record<string, Record<string, unknown>> };
      }
    ).provider.kubernetes;

  it('are as many as their plan says, spread and drained by it', () => {
    const { envoyDeployment, envoyHpa, envoyPDB, envoyService } = proxy();
    expect(envoyDeployment).toMatchObject({
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
      container: { resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { memory: '1Gi' } } },
      pod: {
        labels: {
          'portolan.dev/gateway': 'edge',
          'app.kubernetes.io/part-of': 'edge',
          'portolan.dev/team': 'tests',
        },
        priorityClassName: 'edge-critical',
        topologySpreadConstraints: [
          {
            topologyKey: 'topology.kubernetes.io/zone',
            labelSelector: { matchLabels: { 'portolan.dev/gateway': 'edge' } },
            whenUnsatisfiable: 'ScheduleAnyway',
          },
          { topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' },
        ],
      },
      patch: {
        type: 'StrategicMerge',
        value: { spec: { template: { spec: { terminationGracePeriodSeconds: 45 } } } },
      },
    });
    expect(envoyDeployment).not.toHaveProperty('replicas');
    expect(envoyHpa).toMatchObject({
      minReplicas: 3,
      maxReplicas: 9,
      metrics: [{ resource: { name: 'cpu', target: { averageUtilization: 70 } } }],
    });
    expect(envoyPDB).toEqual({
      maxUnavailable: 1,
      patch: { type: 'StrategicMerge', value: { spec: { unhealthyPodEvictionPolicy: 'AlwaysAllow' } } },
    });
    expect(envoyService).toEqual({ type: 'LoadBalancer', externalTrafficPolicy: 'Local' });
    expect(specOf('envoy', 'EnvoyProxy', 'edge')).toMatchObject({
      shutdown: { minDrainDuration: '15s', drainTimeout: '40s' },
    });
  });

  it('run where their capacity says', () => {
    const files = {
      'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\n',
      'environments/production.yaml':
        'provider: aks\nedge: {domain: example.org, issuer: a, gateway: {capacity: spot, replicas: 2}}\n',
      'services/web.yaml': `${web}expose: shop.example.org\n`,
    };
    const { apps } = new Pipeline(writePlatform(files)).run();
    expect(objectOf(apps, 'EnvoyProxy')['spec']).toMatchObject({
      provider: {
        kubernetes: {
          envoyDeployment: {
            replicas: 2,
            pod: {
              affinity: {
                nodeAffinity: {
                  requiredDuringSchedulingIgnoredDuringExecution: {
                    nodeSelectorTerms: [
                      { matchExpressions: [{ key: 'kubernetes.azure.com/priority', values: ['spot'] }] },
                      {},
                    ],
                  },
                },
              },
              tolerations: [{ key: 'kubernetes.azure.com/scalesetpriority', value: 'spot' }, {}, {}],
            },
          },
        },
      },
    });
  });

  it('fit into the quota of their namespace at their most, with the container that drains them', () => {
    const quota = (specOf('envoy', 'ResourceQuota', 'edge-gateway') as { hard: Record<string, string> }).hard;
    // 9 pods, as many that end, 3 of a surge, a fifth more: of 510m and 1056Mi each.
    expect(quota).toMatchObject({ pods: '30', 'requests.cpu': '15', 'services.loadbalancers': '2' });
    // The operator sets no memory limit for that container: a quota of limits would keep every pod out.
    expect(quota).not.toHaveProperty('limits.memory');
  });

  it('are reached by clients and the scraper, and reach what is exposed, keys, and their control plane', () => {
    const { ingress, egress } = specOf('envoy', 'NetworkPolicy', 'gateway') as {
      ingress: object[];
      egress: object[];
    };
    expect(ingress).toEqual([
      {
        from: [{ ipBlock: { cidr: '0.0.0.0/0' } }, { ipBlock: { cidr: '::/0' } }],
        ports: [10080, 10443].map((port) => ({ port, protocol: 'TCP' })),
      },
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
        ports: [{ port: 19001, protocol: 'TCP' }],
      },
    ]);
    const ports = (egress as { ports: { port: number }[] }[]).map((rule) =>
      rule.ports.map(({ port }) => port).join(','),
    );
    expect(ports.sort()).toEqual(['8081,18000,18002', '443', '53,53', '5672', '8080', '9000'].sort());
  });

  it('are the only ones that reach exposed pods from outside', () => {
    expect(specOf('envoy', 'NetworkPolicy', 'web')).toMatchObject({
      ingress: [
        {
          from: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'edge-gateway' } },
              podSelector: { matchLabels: { 'portolan.dev/gateway': 'edge' } },
            },
          ],
          ports: [{ port: 8080, protocol: 'TCP' }],
        },
      ],
    });
  });
});

describe('the AWS Load Balancer Controller', () => {
  it('refuses TLS before 1.3, adds the headers, and has certificates, firewall and shield', () => {
    const attribute = (key: string, value: string) => ({
      key: `routing.http.response.${key}.header_value`,
      value,
    });
    expect(specOf('aws', 'LoadBalancerConfiguration', 'edge')).toEqual({
      scheme: 'internet-facing',
      listenerConfigurations: [
        {
          protocolPort: 'HTTPS:443',
          alpnPolicy: 'None',
          defaultCertificate: expect.stringMatching(/^arn:aws:acm:/) as unknown,
          sslPolicy: 'ELBSecurityPolicy-TLS13-1-3-2021-06',
          listenerAttributes: [
            attribute('strict_transport_security', 'max-age=31536000'),
            attribute('x_content_type_options', 'nosniff'),
            attribute('x_frame_options', 'SAMEORIGIN'),
          ],
        },
      ],
      loadBalancerAttributes: [
        { key: 'routing.http.drop_invalid_header_fields.enabled', value: 'true' },
        { key: 'idle_timeout.timeout_seconds', value: '600' },
      ],
      wafV2: { webACL: expect.stringMatching(/^arn:aws:wafv2:/) as unknown },
      shieldConfiguration: { enabled: true },
    });
    expect(JSON.stringify(specOf('aws', 'HTTPRoute', 'web'))).not.toContain('ResponseHeaderModifier');
    expect(JSON.stringify(specOf('aws', 'Gateway', 'edge'))).not.toContain('certificateRefs');
  });

  it('calls the pods themselves, as their readiness says, and lets requests end', () => {
    expect(specOf('aws', 'TargetGroupConfiguration', 'web')).toMatchObject({
      targetReference: { kind: 'Service', name: 'web' },
      defaultConfiguration: {
        targetType: 'ip',
        protocolVersion: 'HTTP1',
        healthCheckConfig: {
          healthCheckPath: '/healthz',
          healthCheckPort: '8080',
          matcher: { httpCode: '200-399' },
        },
        // The grace period without the sleep before it.
        targetGroupAttributes: [
          { key: 'deregistration_delay.timeout_seconds', value: '30' },
          { key: 'stickiness.enabled', value: 'true' },
          { key: 'stickiness.type', value: 'lb_cookie' },
          { key: 'stickiness.lb_cookie.duration_seconds', value: '3600' },
        ],
      },
    });
    expect(specOf('aws', 'TargetGroupConfiguration', 'rpc')).toMatchObject({
      defaultConfiguration: { protocolVersion: 'GRPC', healthCheckConfig: { matcher: { grpcCode: '0' } } },
    });
    for (const name of ['edge', 'aside']) {
      const { metadata } = objectOf(appsOf('aws'), 'Namespace', name);
      expect(metadata.labels?.['elbv2.k8s.aws/pod-readiness-gate-inject']).toBe('enabled');
    }
  });

  it('verifies tokens', () => {
    expect(specOf('aws', 'ListenerRuleConfiguration', 'web')).toEqual({
      actions: [
        {
          type: 'jwt-validation',
          jwtValidationConfig: {
            issuer: 'https://login.example.org',
            jwksEndpoint: 'https://login.example.org/.well-known/jwks.json',
            additionalClaims: [{ name: 'aud', format: 'string-array', values: ['shop'] }],
          },
        },
      ],
    });
    const extensionRef = { group: 'gateway.k8s.aws', kind: 'ListenerRuleConfiguration', name: 'web' };
    expect(specOf('aws', 'HTTPRoute', 'web')).toMatchObject({
      rules: [{ filters: [{ type: 'ExtensionRef', extensionRef }] }],
    });
  });

  it('reaches exposed pods from its subnets alone', () => {
    expect(specOf('aws', 'NetworkPolicy', 'web')).toMatchObject({
      ingress: [{ from: [{ ipBlock: { cidr: '10.10.0.0/20' } }], ports: [{ port: 8080, protocol: 'TCP' }] }],
    });
  });
});

describe('GKE Gateway', () => {
  it('takes its oldest TLS from the SSL policy', () => {
    expect(specOf('google', 'GCPGatewayPolicy', 'edge')).toEqual({
      default: { sslPolicy: 'tls-1-3' },
      targetRef: gatewayRef,
    });
    expect(specOf('google', 'Gateway', 'edge')).toMatchObject({
      gatewayClassName: 'gke-l7-global-external-managed',
    });
  });

  it('has a firewall, a timeout and a drain for each Service, and asks as its readiness says', () => {
    const targetRef = { group: '', kind: 'Service', name: 'web' };
    expect(specOf('google', 'GCPBackendPolicy', 'web')).toEqual({
      default: {
        securityPolicy: 'shop-edge',
        timeoutSec: 90,
        connectionDraining: { drainingTimeoutSec: 30 },
        logging: { enabled: true },
        sessionAffinity: { type: 'GENERATED_COOKIE', cookieTtlSec: 3600 },
      },
      targetRef,
    });
    expect(specOf('google', 'GCPBackendPolicy', 'queue')).toMatchObject({
      default: { sessionAffinity: { type: 'CLIENT_IP' } },
    });
    expect(specOf('google', 'HealthCheckPolicy', 'web')).toEqual({
      default: {
        config: {
          type: 'HTTP',
          httpHealthCheck: { port: 8080, portSpecification: 'USE_FIXED_PORT', requestPath: '/healthz' },
        },
      },
      targetRef,
    });
    expect(specOf('google', 'HealthCheckPolicy', 'queue')).toMatchObject({
      default: { config: { type: 'TCP', tcpHealthCheck: { port: 5672 } } },
    });
  });

  it('reaches exposed pods from Google’s published ranges alone', () => {
    expect(specOf('google', 'NetworkPolicy', 'web')).toMatchObject({
      ingress: [
        {
          from: [{ ipBlock: { cidr: '35.191.0.0/16' } }, { ipBlock: { cidr: '130.211.0.0/22' } }],
          ports: [{ port: 8080 }],
        },
      ],
    });
  });
});

it('Application Gateway for Containers has the strictest of its policies, and refers to what is there', () => {
  expect(specOf('azure', 'FrontendTLSPolicy', 'edge')).toMatchObject({
    targetRef: { kind: 'Gateway', name: 'edge', namespace: 'edge-gateway' },
    default: { policyType: { type: 'predefined', name: '2023-06-S' } },
  });
  expect(
    objectOf(appsOf('azure'), 'Gateway', 'edge').metadata.annotations?.['alb.networking.azure.io/alb-id'],
  ).toMatch(/trafficControllers\/shop$/);
});

it('nothing is rendered for an edge that nobody uses', () => {
  const files = {
    'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\n',
    'environments/production.yaml': 'provider: aks\nedge: {domain: example.org, issuer: a}\n',
    'services/web.yaml': web,
  };
  const { apps } = new Pipeline(writePlatform(files)).run();
  expect(apps.map(({ app }) => app)).toEqual(['namespaces', 'platform', 'web']);
});

it('a split service is exposed once, and both workloads are reached', () => {
  const files = {
    'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\n',
    'environments/production.yaml': 'provider: aks\nedge: {domain: example.org, issuer: a}\n',
    'services/web.yaml': `${web}replicas: 4\ncapacity: {onDemand: 2}\nexpose: shop.example.org\n`,
  };
  const { apps } = new Pipeline(writePlatform(files)).run();
  expect(objectOf(apps, 'NetworkPolicy', 'web')['spec']).toMatchObject({
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
  });
  expect(objectOf(apps, 'HTTPRoute', 'web')['spec']).toMatchObject({
    rules: [{ backendRefs: [{ name: 'web', port: 8080 }] }],
  });
});
