import { graphRows } from '../../../charts/network/graph-rows';
import type { Flow } from '../../../model/types/flow';
import { eks, resolveWeb } from '../../support/resolved';

const api = { 'services/api.yaml': 'image: acme/api:1\nports: {http: 8080, admin: 8081, metrics: 9090}\n' };
const gke = 'provider: gke\nnodes: standard\n';
const aks = 'provider: aks\n';
const calico = 'provider: kubernetes\nnetworkPolicy: {engine: calico}\n';

/** `from -> to ports`, as far as `web` is concerned. */
function arrows(service: string, environment: string, more: Record<string, string> = {}): string[] {
  return graphRows(resolveWeb(service, environment, more).facts.network)
    .filter(({ from, to }) => from === 'web' || to === 'web')
    .map(
      ({ from, to, ports }) =>
        `${from} -> ${to} ${ports.map(({ port, protocol }) => `${port}/${protocol}`).join(' ')}`,
    );
}

/** Ranges that `web` may reach, with their exceptions. */
function ranges(service: string, environment: string): string[] {
  const policy = resolveWeb(service, environment).facts.network.policies.get('web');
  return (policy?.egress ?? []).flatMap(({ peer, ports }) =>
    peer.kind === 'range'
      ? [
          `${peer.cidr}${peer.except.map((cidr) => ` -${cidr}`).join('')}:${ports.map(({ port }) => port).join(',')}`,
        ]
      : [],
  );
}

const port = 'ports: {http: 8080}\n';
const kubeDns = 'web -> k8s-app=kube-dns in kube-system 53/UDP 53/TCP';

describe('DNS', () => {
  it.each([
    ['EKS', eks, [kubeDns]],
    [
      'EKS with a cache on the nodes',
      `${eks}dns: node-local-dns\n`,
      [
        kubeDns,
        'web -> k8s-app=node-local-dns in kube-system 53/UDP 53/TCP',
        'web -> 169.254.20.10/32 53/UDP 53/TCP',
      ],
    ],
    // No pods answer there: the address of the Service is all that can be named.
    [
      'EKS Auto Mode',
      'provider: eks\nnodes: auto-mode\n',
      ['web -> 10.100.0.10/32 53/UDP 53/TCP', 'web -> 172.20.0.10/32 53/UDP 53/TCP'],
    ],
    [
      'EKS Auto Mode with a range of its own',
      'provider: eks\nnodes: auto-mode\ndns: {cidrs: [10.96.0.10/32]}\n',
      ['web -> 10.96.0.10/32 53/UDP 53/TCP'],
    ],
    [
      'GKE',
      gke,
      [
        kubeDns,
        'web -> k8s-app=node-local-dns in kube-system 53/UDP 53/TCP',
        'web -> 169.254.20.10/32 53/UDP 53/TCP',
        'web -> 34.118.224.10/32 53/UDP 53/TCP',
      ],
    ],
    [
      'GKE with Cloud DNS',
      `${gke}dns: cloud-dns\n`,
      [
        'web -> k8s-app=node-local-dns in kube-system 53/UDP 53/TCP',
        'web -> 169.254.20.10/32 53/UDP 53/TCP',
        'web -> 169.254.169.254/32 53/UDP 53/TCP',
        'web -> 34.118.224.10/32 53/UDP 53/TCP',
      ],
    ],
    ['AKS', aks, [kubeDns]],
    [
      'AKS with LocalDNS',
      `${aks}dns: local-dns\n`,
      [
        kubeDns,
        'web -> 169.254.10.10/32 53/UDP 53/TCP',
        'web -> 169.254.10.11/32 53/UDP 53/TCP',
        'web -> the resolver of the node 53/UDP 53/TCP',
      ],
    ],
    [
      'AKS with LocalDNS and Calico, whose ranges match the node',
      `${aks}dns: local-dns\nnetworkPolicy: {engine: calico}\n`,
      [kubeDns, 'web -> 169.254.10.10/32 53/UDP 53/TCP', 'web -> 169.254.10.11/32 53/UDP 53/TCP'],
    ],
  ])('on %s', (_cloud, environment, expected) => {
    expect(arrows(port, environment)).toEqual(expected);
  });
});

describe('a connection between services', () => {
  const to = (connects: string, more: Record<string, string> = api) =>
    arrows(`${port}connects: ${connects}\n`, calico, more).filter((arrow) => !arrow.includes('kube-dns'));

  it.each([
    ['the main port, neither admin nor metrics', '[api]', ['web -> api 8080/TCP']],
    ['another one by its name', '["api:admin"]', ['web -> api 8081/TCP']],
    ['several', '{api: {ports: [http, 8081]}}', ['web -> api 8080/TCP 8081/TCP']],
    ['pods of its own', '[web]', ['web -> web 8080/TCP']],
  ])('is on %s', (_what, connects, expected) => {
    expect(to(connects)).toEqual(expected);
  });

  it.each([
    ['number of the Service', '["api:80"]'],
    ['number of the pods', '["api:8080"]'],
    ['name', '["api:http"]'],
  ])('is on the port of the pods, whichever %s names it', (_what, connects) => {
    const translated = {
      'services/api.yaml': 'image: acme/api:1\nports: {http: {port: 8080, servicePort: 80}}\n',
    };
    expect(to(connects, translated)).toEqual(['web -> api 8080/TCP']);
  });

  it('is on the port of a sidecar where the Service leads there', () => {
    const proxied = {
      'services/api.yaml':
        'image: acme/api:1\nports: {http: 8080}\nsidecars: {proxy: {image: "acme/proxy:1", ports: {proxy: 7000}}}\nservice: {ports: {http: {port: 80, targetPort: proxy}}}\n',
    };
    expect(to('[api]', proxied)).toEqual(['web -> api 7000/TCP']);
  });

  it.each([
    ['istio-ambient', 'web -> api 8080/TCP 15008/TCP'],
    ['linkerd', 'web -> api 8080/TCP 4143/TCP'],
    ['istio-sidecar', 'web -> api 8080/TCP'],
  ])('is carried by %s', (mesh, expected) => {
    expect(arrows(`${port}connects: [api]\n`, `${calico}mesh: ${mesh}\n`, api)).toContain(expected);
  });
});

describe('Services that select otherwise', () => {
  const versions = {
    'services/v1.yaml':
      'image: acme/v:1\nports: {http: 9080}\nservice: false\npodLabels: {app: reviews}\nextraServices: {reviews: {selector: {app: reviews}}}\n',
    'services/v2.yaml': 'image: acme/v:2\nports: {http: 9081}\nservice: false\npodLabels: {app: reviews}\n',
  };

  it('open all the pods behind them, on the port that each has', () => {
    expect(arrows(`${port}connects: [v1]\n`, calico, versions)).toEqual([
      kubeDns,
      'web -> v1 9080/TCP',
      'web -> v2 9081/TCP',
    ]);
    const { network } = resolveWeb(`${port}connects: [v1]\n`, calico, versions).facts;
    expect(network.policies.get('v2')?.ingress).toMatchObject([
      { peer: { service: 'web' }, ports: [{ port: 9081 }] },
    ]);
  });

  it('let clients of a load balancer reach all of them', () => {
    const balanced = {
      ...versions,
      'services/v1.yaml': versions['services/v1.yaml'].replace(
        '{selector:',
        '{type: LoadBalancer, selector:',
      ),
    };
    const { policies } = resolveWeb(port, calico, balanced).facts.network;
    expect(policies.get('v2')?.ingress.map(({ peer }) => peer.name)).toEqual([
      'clients of the load balancer',
      'clients of the load balancer',
    ]);
  });

  it('do not open an admin port under a common name', () => {
    const admin = {
      'services/api.yaml':
        'image: acme/api:1\nports: {http: 8080, admin: 9000}\nextraServices: {api-admin: {ports: {http: {port: 80, targetPort: admin}}}}\n',
    };
    expect(arrows(`${port}connects: [api]\n`, calico, admin)).toContain('web -> api 8080/TCP');
  });
});

describe('a service of the platform as somebody that all talk to', () => {
  const collector = {
    'services/otel.yaml': 'image: acme/otel:1\nnamespace: telemetry\nports: {otlp: 4317}\n',
  };
  const prometheus = {
    'services/prometheus.yaml': 'image: acme/prometheus:1\nnamespace: monitoring\nports: {http: 9090}\n',
  };
  const telemetry = `${calico}telemetry: {namespace: telemetry, ports: [4317]}\n`;
  const inShop = { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } };

  it('is reached as the collector, from the namespace of each', () => {
    const { policies } = resolveWeb(port, telemetry, collector).facts.network;
    expect(policies.get('otel')?.ingress).toMatchObject([
      { peer: { service: 'web', namespaceSelector: inShop }, ports: [{ port: 4317 }] },
    ]);
  });

  it('reaches as the scraper, in the namespace of each', () => {
    const { policies } = resolveWeb('ports: {http: 8080, metrics: 9100}\n', calico, prometheus).facts.network;
    expect(policies.get('prometheus')?.egress.slice(1)).toMatchObject([
      { peer: { service: 'web', namespaceSelector: inShop }, ports: [{ port: 9100 }] },
    ]);
  });

  it.each([
    ['linkerd', '4143'],
    ['istio-ambient', '15008'],
  ])('is reached and reaches through the proxies of %s, on both ends', (mesh, proxy) => {
    const { policies } = resolveWeb('ports: {http: 8080, metrics: 9100}\n', `${telemetry}mesh: ${mesh}\n`, {
      ...collector,
      ...prometheus,
    }).facts.network;
    const ofProxies = { linkerd: ' 4191', 'istio-ambient': '' }[mesh] ?? '';
    const between = (from: string, to: string, what: string) => {
      const peers = (flows: readonly Flow[] = [], names: readonly string[]) =>
        flows
          .filter(
            ({ because, peer }) => 'what' in because && because.what === what && names.includes(peer.name),
          )
          .map(({ ports }) => ports.map((entry) => entry.port).join(' '));
      return [
        peers(policies.get(from)?.egress, [to, 'namespace telemetry']),
        peers(policies.get(to)?.ingress, [from, 'namespace monitoring']),
      ];
    };
    const sent = [`4317 ${proxy}`];
    expect(between('web', 'otel', 'telemetry')).toEqual([sent, sent]);
    const scraped = [`9100 ${proxy}${ofProxies}`];
    expect(between('prometheus', 'web', 'metrics are scraped')).toEqual([scraped, scraped]);
  });

  it('is a data service by its pods and by its ranges where both are given', () => {
    const both = 'dataServices: {kafka: {host: kafka, port: 9092, namespace: kafka, cidrs: [10.9.0.0/24]}}\n';
    const found = arrows(`${port}connects: [kafka]\n`, `${calico}${both}`);
    expect(found.slice(1)).toEqual(['web -> namespace kafka 9092/TCP', 'web -> kafka 9092/TCP']);
  });

  it('is a data service by its pods where it runs beside the platform', () => {
    const kafka =
      'dataServices: {kafka: {host: kafka.kafka.svc, port: 9092, namespace: kafka, podSelector: {matchLabels: {app: kafka}}}}\n';
    expect(arrows(`${port}connects: [kafka]\n`, `${calico}${kafka}`)).toContain(
      'web -> app=kafka in kafka 9092/TCP',
    );
  });
});

it.each([
  [
    'istio-sidecar',
    ['web -> app=istiod in istio-system 15012/TCP', 'namespace monitoring -> web 15020/TCP 15090/TCP'],
  ],
  ['istio-ambient', ['probes -> web ']],
  [
    'linkerd',
    ['web -> namespace linkerd 4143/TCP 8080/TCP 8086/TCP 8090/TCP', 'namespace monitoring -> web 4191/TCP'],
  ],
])('a mesh opens what its proxies need: %s', (mesh, expected) => {
  const found = arrows(port, `${calico}mesh: ${mesh}\n`).filter((arrow) => arrow !== kubeDns);
  expect(found.sort()).toEqual([...expected].sort());
});

describe('who may call', () => {
  const inwards = (service: string, environment = calico) =>
    arrows(service, environment).filter((arrow) => !arrow.startsWith('web ->'));

  it('nobody, but the scraper where a port is called metrics', () => {
    expect(inwards(port)).toEqual([]);
    expect(inwards('ports: {http: 8080, metrics: 9090}\n')).toEqual(['namespace monitoring -> web 9090/TCP']);
    const labelled = `${calico}monitoring: {namespace: observability, podSelector: {matchLabels: {app: prometheus}}}\n`;
    expect(inwards('ports: {http: 8080, metrics: 9090}\n', labelled)).toEqual([
      'app=prometheus in observability -> web 9090/TCP',
    ]);
  });

  it('whom it accepts', () => {
    const accepts =
      'accepts: {nginx: {namespace: ingress, podSelector: {matchLabels: {app: nginx}}}, office: {cidrs: [192.0.2.0/24], ports: [8080]}}\n';
    expect(inwards(`${port}${accepts}`)).toEqual([
      'nginx (app=nginx in ingress) -> web 8080/TCP',
      'office -> web 8080/TCP',
    ]);
  });

  it.each([
    [
      'everyone outside, of a load balancer',
      'service: {type: LoadBalancer}\n',
      calico,
      ['0.0.0.0/0', '::/0'],
    ],
    [
      'its source ranges',
      'service: {type: LoadBalancer, externalTrafficPolicy: Local, loadBalancerSourceRanges: [192.0.2.0/24]}\n',
      calico,
      ['192.0.2.0/24'],
    ],
    [
      'nodes that hand on, on Cilium',
      'service: {type: NodePort}\n',
      aks,
      ['0.0.0.0/0', '::/0', 'host+remote-node'],
    ],
    [
      'no nodes where traffic stays',
      'service: {type: NodePort, externalTrafficPolicy: Local}\n',
      aks,
      ['0.0.0.0/0', '::/0'],
    ],
    ['everyone where nodes cannot be named', 'service: {type: NodePort}\n', gke, ['everyone']],
    [
      'IPv4 alone where the engine has no other',
      'service: {type: NodePort}\n',
      `${aks}networkPolicy: {engine: azure-npm}\n`,
      ['0.0.0.0/0'],
    ],
  ])('%s', (_who, service, environment, expected) => {
    const policy = resolveWeb(`${port}${service}`, environment).facts.network.policies.get('web');
    const peers = (policy?.ingress ?? []).map(({ peer }) =>
      peer.kind === 'range' ? peer.cidr : peer.kind === 'entities' ? peer.entities.join('+') : peer.kind,
    );
    expect(peers).toEqual(expected);
  });
});

describe('addresses', () => {
  const dns = /:53(,53)?$/;
  const outwards = (service: string, environment: string) =>
    ranges(`${port}${service}`, environment).filter((range) => !dns.test(range));
  const private4 = '-10.0.0.0/8 -100.64.0.0/10 -169.254.0.0/16 -172.16.0.0/12 -192.168.0.0/16';

  it.each([
    [
      'of a URL: every public one',
      'connects: ["https://a.example"]\n',
      eks,
      [`0.0.0.0/0 ${private4}:443`, '::/0 -fc00::/7 -fe80::/10:443'],
    ],
    [
      'of a URL on AKS: not the fabric',
      'connects: ["https://a.example"]\n',
      aks,
      [
        `0.0.0.0/0 ${private4.replace('-169', '-168.63.129.16/32 -169')}:443`,
        '::/0 -fc00::/7 -fe80::/10:443',
      ],
    ],
    [
      'of a URL and of private endpoints',
      'connects: ["https://a.example:8443"]\n',
      `${eks}egress: {privateEndpoints: [10.7.0.0/24]}\n`,
      [`0.0.0.0/0 ${private4}:8443`, '::/0 -fc00::/7 -fe80::/10:8443', '10.7.0.0/24:8443'],
    ],
    [
      'that a URL was given',
      'connects: {"https://a.example": {cidrs: [198.51.100.0/24]}}\n',
      eks,
      ['198.51.100.0/24:443'],
    ],
    [
      'that are the host of a URL',
      'connects: ["tcp://10.9.8.7:5671", "https://[2001:db8::7]"]\n',
      calico,
      ['10.9.8.7/32:5671', '2001:db8::7/128:443'],
    ],
    [
      'of a range around the metadata service',
      'connects: {169.254.0.0/16: {ports: [80]}}\n',
      gke,
      ['169.254.0.0/16 -169.254.169.252/32 -169.254.169.254/32:80'],
    ],
    [
      'of the API server',
      'connects: [kube-apiserver]\n',
      `${eks}egress: {kubeApiServer: {cidrs: [172.20.0.1/32]}}\n`,
      ['172.20.0.1/32:443'],
    ],
    [
      'of the API server of any cluster',
      'connects: [kube-apiserver]\n',
      `${calico}egress: {kubeApiServer: {cidrs: [10.96.0.1/32]}}\n`,
      ['10.96.0.1/32:6443'],
    ],
    ['of nothing without an identity', '', eks, []],
    [
      'of the agent of an identity',
      'serviceAccount: {identity: pod-identity}\n',
      eks,
      ['169.254.170.23/32:80', 'fd00:ec2::23/128:80'],
    ],
    [
      'of the metadata server of an identity',
      'serviceAccount: {identity: workload-identity}\n',
      gke,
      ['169.254.169.254/32:80', '169.254.169.252/32:987,988'],
    ],
  ])('%s', (_what, service, environment, expected) => {
    // Zones are of no interest here.
    expect(outwards(service, environment)).toEqual(expected);
  });
});

describe('an identity', () => {
  const accountOf = (identity: string, environment: string) => {
    const service = resolveWeb(
      `${port}serviceAccount: {identity: ${identity}}\n`,
      environment,
    ).environment.services.get('web');
    const labels = service?.workloads[0]?.podLabels ?? {};
    return [service?.serviceAccount?.annotations, Object.keys(labels).filter((key) => key.includes('azure'))];
  };

  it.each([
    [
      'EKS',
      eks,
      '"arn:aws:iam::111122223333:role/web"',
      { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/web' },
      [],
    ],
    ['EKS by an association', eks, 'pod-identity', {}, []],
    [
      'GKE',
      gke,
      'web@shop.iam.gserviceaccount.com',
      { 'iam.gke.io/gcp-service-account': 'web@shop.iam.gserviceaccount.com' },
      [],
    ],
    [
      'AKS',
      aks,
      '11112222-3333-4444-5555-666677778888',
      { 'azure.workload.identity/client-id': '11112222-3333-4444-5555-666677778888' },
      ['azure.workload.identity/use'],
    ],
  ])('is rendered as %s reads it', (_cloud, environment, identity, annotations, labels) => {
    expect(accountOf(identity, environment)).toEqual([annotations, labels]);
  });

  it('is known by its annotation, too', () => {
    const account =
      'serviceAccount: {annotations: {eks.amazonaws.com/role-arn: "arn:aws:iam::111122223333:role/web"}}\n';
    expect(arrows(`${port}${account}`, eks)).toContain('web -> sts.*.amazonaws.com 443/TCP');
  });

  it('gets its credentials from the node, which Cilium has to be told', () => {
    // Two ranges, and the node beside each.
    const own = arrows(
      `${port}serviceAccount: {identity: pod-identity}\n`,
      `${eks}networkPolicy: {engine: cilium}\n`,
    );
    expect(own.filter((arrow) => arrow.includes('credentials'))).toHaveLength(4);
  });
});

it('telemetry goes to the collector of the environment', () => {
  expect(arrows(port, `${calico}telemetry: {namespace: telemetry}\n`)).toContain(
    'web -> namespace telemetry 4317/TCP 4318/TCP',
  );
});

it('an annotation on a service without policies opens nothing and says nothing', () => {
  const { warnings } = resolveWeb(`${port}networkPolicy: off\nconnects: ["https://a.example"]\n`, eks);
  expect(warnings).toEqual([]);
});
