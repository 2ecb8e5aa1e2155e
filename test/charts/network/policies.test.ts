import { Pipeline } from '../../../app/pipeline';
import { objectOf, removePlatforms, web, writePlatform } from '../../support/platform';

const platform = 'name: shop\nowner: web\nedition: 2026-11\n';

function rendered(environment: string, service: string, more: Record<string, string> = {}) {
  const files = {
    'platform.yaml': platform,
    'environments/production.yaml': environment,
    'services/web.yaml': `${web}${service}`,
    ...more,
  };
  return new Pipeline(writePlatform(files)).run().apps;
}

const kinds = (apps: ReturnType<typeof rendered>) =>
  apps.flatMap(({ app, objects }) =>
    objects.flatMap(({ object: { kind, metadata } }) =>
      kind.endsWith('Policy') ? [`${app}: ${kind} ${metadata.namespace}/${metadata.name}`] : [],
    ),
  );

const calico = 'provider: kubernetes\nnetworkPolicy: {engine: calico}\n';

afterEach(removePlatforms);

describe('NetworkPolicies', () => {
  it('peers with the same ports share a rule, and a namespace and its pods are one peer', () => {
    const apps = rendered(
      calico,
      'accepts: {nginx: {namespace: ingress, podSelector: {matchLabels: {app: nginx}}}}\n',
      {
        'services/cart.yaml':
          'namespace: carts\nimage: acme/cart:1\nports: {http: 8080, admin: 81}\nconnects: [web]\n',
        'services/api.yaml': 'image: acme/api:1\nports: {http: 8080}\nconnects: [web, "cart:admin"]\n',
      },
    );
    expect(objectOf(apps, 'NetworkPolicy', 'web')).toMatchObject({
      metadata: { namespace: 'shop' },
      spec: {
        podSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          {
            from: [
              { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } } },
              {
                namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'carts' } },
                podSelector: { matchLabels: { 'app.kubernetes.io/name': 'cart' } },
              },
              {
                namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress' } },
                podSelector: { matchLabels: { app: 'nginx' } },
              },
            ],
            ports: [{ port: 8080, protocol: 'TCP' }],
          },
        ],
      },
    });
    expect(objectOf(apps, 'NetworkPolicy', 'cart')['spec']).toMatchObject({
      ingress: [
        {
          from: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } },
              podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } },
            },
          ],
          ports: [{ port: 81, protocol: 'TCP' }],
        },
      ],
    });
  });

  it('a service that nobody calls has no rule for it, and is denied all the same', () => {
    const { spec } = objectOf(rendered(calico, ''), 'NetworkPolicy', 'web') as unknown as { spec: object };
    expect(Object.keys(spec)).toEqual(['podSelector', 'policyTypes', 'egress']);
  });

  it('select the pods of a live controller by its labels, as its Service does', () => {
    const apps = rendered(calico, 'selector: {app: web}\n');
    expect(objectOf(apps, 'NetworkPolicy', 'web')['spec']).toMatchObject({
      podSelector: { matchLabels: { app: 'web' } },
    });
  });

  it('a rule without peers is for everyone, beside those with some', () => {
    const apps = rendered('provider: gke\n', 'service: {type: NodePort}\n', {
      'services/api.yaml': 'image: acme/api:1\nports: {http: 8080}\nconnects: [web]\n',
    });
    expect(objectOf(apps, 'NetworkPolicy', 'web')['spec']).toMatchObject({
      ingress: [
        {
          from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } } }],
          ports: [{ port: 8080 }],
        },
        { ports: [{ port: 8080, protocol: 'TCP' }] },
      ],
    });
    const [, open] = (objectOf(apps, 'NetworkPolicy', 'web') as unknown as { spec: { ingress: object[] } })
      .spec.ingress;
    expect(Object.keys(open ?? {})).toEqual(['ports']);
  });
});

describe('the default deny', () => {
  it.each([
    [
      'stands in every namespace of ours',
      calico,
      {},
      ['platform: NetworkPolicy shop/default-deny', 'web: NetworkPolicy shop/web'],
    ],
    ['not where a service is only observed', `${calico}services: {web: {networkPolicy: observe}}\n`, {}, []],
    [
      'not where one of several is open, whose neighbour keeps its own',
      `${calico}services: {web: {networkPolicy: off}}\n`,
      { 'services/api.yaml': 'image: acme/api:1\nports: {http: 80}\n' },
      ['api: NetworkPolicy shop/api'],
    ],
    [
      'not in a namespace of others',
      `${calico}namespaces: {shop: {shared: true}}\n`,
      {},
      ['web: NetworkPolicy shop/web'],
    ],
    [
      'in a namespace without services, too',
      `${calico}namespaces: {spare: {podSecurity: restricted}}\n`,
      {},
      [
        'platform: NetworkPolicy shop/default-deny',
        'platform: NetworkPolicy spare/default-deny',
        'web: NetworkPolicy shop/web',
      ],
    ],
    ['not without policies', 'provider: eks\nnetworkPolicy: off\n', {}, []],
    [
      'not while everything is observed',
      'provider: eks\nnetworkPolicy: observe\nnamespaces: {spare: {podSecurity: restricted}}\n',
      {},
      [],
    ],
    [
      'whatever a pod in the network of its node is',
      `${calico}namespaces: {shop: {podSecurity: privileged}}\n`,
      { 'services/agent.yaml': 'workload: DaemonSet\nimage: acme/agent:1\nhostNetwork: true\n' },
      ['platform: NetworkPolicy shop/default-deny', 'web: NetworkPolicy shop/web'],
    ],
  ])('%s', (_where, environment, more, expected) => {
    expect(kinds(rendered(environment, '', more))).toEqual(expected);
  });

  it('selects every pod and allows nothing', () => {
    expect(objectOf(rendered(calico, ''), 'NetworkPolicy', 'default-deny')['spec']).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
  });
});

/** After the documented examples: no definition of these kinds is at hand. */
describe('policies of the engine’s own', () => {
  it('Cilium knows a host by the answers that its proxy of DNS sees', () => {
    const apps = rendered(
      'provider: aks\negress: {hostPolicies: true}\n',
      'connects: ["https://api.example.org"]\n',
    );
    expect(objectOf(apps, 'CiliumNetworkPolicy', 'web')).toMatchObject({
      apiVersion: 'cilium.io/v2',
      spec: {
        endpointSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
        egress: [
          {
            toEndpoints: [
              {
                matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s:k8s-app': 'kube-dns' },
              },
            ],
            toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*' }] } }],
          },
          {
            toFQDNs: [{ matchName: 'api.example.org' }],
            toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }],
          },
        ],
      },
    });
  });

  it('Dataplane V2 has a kind for it', () => {
    const apps = rendered(
      'provider: gke\negress: {hostPolicies: true}\n',
      'connects: ["https://api.example.org"]\n',
    );
    expect(objectOf(apps, 'FQDNNetworkPolicy', 'web')).toMatchObject({
      apiVersion: 'networking.gke.io/v1alpha1',
      spec: {
        podSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
        egress: [{ matches: [{ name: 'api.example.org' }], ports: [{ port: 443, protocol: 'TCP' }] }],
      },
    });
  });

  it('Cilium takes hosts with a wildcard as a pattern', () => {
    const apps = rendered(
      'provider: eks\nnetworkPolicy: {engine: cilium}\negress: {hostPolicies: true}\n',
      'serviceAccount: {identity: "arn:aws:iam::111122223333:role/web"}\n',
    );
    expect(JSON.stringify(objectOf(apps, 'CiliumNetworkPolicy', 'web')['spec'])).toContain(
      '{"toFQDNs":[{"matchPattern":"sts.*.amazonaws.com"}]',
    );
  });

  it.each([
    ['the API server', 'connects: [kube-apiserver]\n', { egress: [{ toEntities: ['kube-apiserver'] }] }],
    [
      'nodes that hand on',
      'service: {type: LoadBalancer}\n',
      { ingress: [{ fromEntities: ['host', 'remote-node'] }] },
    ],
  ])('Cilium names %s', (_what, service, expected) => {
    expect(
      objectOf(rendered('provider: aks\n', service), 'CiliumNetworkPolicy', 'web')['spec'],
    ).toMatchObject(expected);
  });

  it('Cilium names the API server beside the ranges that were written for it', () => {
    const where = 'egress: {kubeApiServer: {cidrs: [10.0.0.1/32]}}\n';
    const apps = rendered(`provider: aks\n${where}`, 'connects: [kube-apiserver]\n');
    expect(JSON.stringify(objectOf(apps, 'CiliumNetworkPolicy', 'web')['spec'])).toContain('kube-apiserver');
    expect(JSON.stringify(objectOf(apps, 'NetworkPolicy', 'web')['spec'])).toContain('10.0.0.1/32');
  });

  it('none where NetworkPolicies say all', () => {
    expect(kinds(rendered('provider: aks\n', ''))).toEqual([
      'platform: NetworkPolicy shop/default-deny',
      'web: NetworkPolicy shop/web',
    ]);
  });
});
