import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from './cases';
import { allowed, judge, objects, policy } from './cases';
import { Cluster } from './evaluator';
import type { Fields, KubeObject } from './objects';
import { podOf, standIn } from './objects';

const web = { podSelector: { matchLabels: { app: 'web' } } };
const from = (...peers: Fields[]): Fields[] => [{ ...web, ingress: [{ from: peers }] }];
const block = (cidr: string, ...except: string[]): Fields => ({
  ipBlock: { cidr, ...(except.length > 0 ? { except } : {}) },
});
const sources = (...addresses: string[]): string[] => addresses.map((address) => `${address} → red/web:1`);

describe('ranges of addresses', () => {
  it.each<[string, Case]>([
    [
      'from the first address to the last',
      {
        policies: from(block('203.0.113.64/26')),
        yes: sources('203.0.113.64', '203.0.113.127'),
        no: sources('203.0.113.63', '203.0.113.128', '::ffff:203.0.113.64'),
      },
    ],
    [
      'one address',
      { policies: from(block('203.0.113.9/32')), yes: sources('203.0.113.9'), no: sources('203.0.113.8') },
    ],
    [
      'all of IPv4, and none of IPv6',
      {
        policies: from(block('0.0.0.0/0')),
        yes: sources('203.0.113.9', '10.0.0.1'),
        no: sources('2001:db8::1'),
      },
    ],
    [
      'all of IPv6, and none of IPv4',
      { policies: from(block('::/0')), yes: sources('2001:db8::1', 'fe80::1'), no: sources('203.0.113.9') },
    ],
    [
      'of IPv6 that end inside a group',
      {
        policies: from(block('2001:db8:0:80::/57')),
        yes: sources('2001:db8:0:80::', '2001:db8:0:ff:ffff:ffff:ffff:ffff'),
        no: sources('2001:db8:0:7f:ffff:ffff:ffff:ffff', '2001:db8:0:100::'),
      },
    ],
    [
      'but what is excepted',
      {
        policies: from(block('10.0.0.0/8', '10.1.0.0/16', '10.2.3.4/32')),
        yes: sources('10.0.255.255', '10.2.3.5'),
        no: sources('10.1.0.0', '10.1.255.255', '10.2.3.4', '11.0.0.0'),
      },
    ],
    [
      'but what is excepted of IPv6',
      {
        policies: from(block('2001:db8::/32', '2001:db8:1::/48')),
        yes: sources('2001:db8:2::1'),
        no: sources('2001:db8:1::1'),
      },
    ],
    [
      'excepted in one peer and let in by another',
      {
        policies: from(block('10.0.0.0/8', '10.1.0.0/16'), block('10.1.2.0/24')),
        yes: sources('10.1.2.3'),
        no: sources('10.1.3.3'),
      },
    ],
    [
      'of destinations, for egress',
      {
        policies: [
          {
            ...web,
            policyTypes: ['Egress'],
            egress: [{ to: [block('198.51.100.0/24')], ports: [{ port: 443 }] }],
          },
        ],
        yes: ['red/web → 198.51.100.7:443'],
        no: ['red/web → 198.51.100.7:80', 'red/web → 203.0.113.9:443', 'red/web → red/api:443'],
      },
    ],
    [
      'never of a pod whose address nobody tells',
      { policies: from(block('0.0.0.0/0'), block('::/0')), yes: [], no: ['red/api → red/web:1'] },
    ],
    [
      'of a pod by any of its addresses',
      {
        policies: from(block('10.4.0.0/16', '10.4.9.0/24')),
        options: {
          podAddresses: {
            'red/api': ['10.4.0.7'],
            'red/bare': ['10.5.0.7'],
            'blue/api': ['2001:db8::7', '10.4.0.8'],
            'blue/web': ['10.4.9.9'],
          },
        },
        yes: ['red/api → red/web:1', 'blue/api → red/web:1'],
        no: ['red/bare → red/web:1', 'blue/web → red/web:1', 'grey/web → red/web:1'],
      },
    ],
  ])('%s', (_name, entry) => judge(entry));
});

describe('pods in the network of their node', () => {
  const onNode: KubeObject = {
    kind: 'DaemonSet',
    metadata: { name: 'agent', namespace: 'red' },
    spec: {
      template: {
        metadata: { labels: { app: 'agent' } },
        spec: {
          hostNetwork: true,
          containers: [{ name: 'agent', ports: [{ name: 'http', containerPort: 9100 }] }],
        },
      },
    },
  };
  const agent = { podSelector: { matchLabels: { app: 'agent' } } };

  it('are subject to no policy', () => {
    const deny = policy({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    expect(allowed([onNode, deny], ['blue/api → red/agent:1', 'red/agent → blue/api:1'])).toHaveLength(2);
  });

  it('are no peers as pods, but everyone, or by the address of their node', () => {
    const line = ['red/agent → red/web:1'];
    const judged = (peer: Fields[], options = {}) =>
      allowed([onNode, ...from(...peer).map((spec) => policy(spec))], line, options);
    expect(judged([agent, { podSelector: {} }, { namespaceSelector: {} }])).toEqual([]);
    expect(judged([block('10.9.0.0/16')])).toEqual([]);
    expect(judged([block('10.9.0.0/16')], { podAddresses: { 'red/agent': ['10.9.0.1'] } })).toEqual(line);
    expect(judged([])).toEqual(line);
  });

  it('have no names of ports as destinations', () => {
    const to = (port: string | number) =>
      policy({ ...web, policyTypes: ['Egress'], egress: [{ ports: [{ port }] }] });
    expect(allowed([onNode, to('http')], ['red/web → red/agent:9100'])).toEqual([]);
    expect(allowed([onNode, to(9100)], ['red/web → red/agent:9100'])).toHaveLength(1);
  });
});

describe('workloads', () => {
  const template = {
    metadata: { labels: { app: 'x' } },
    spec: { containers: [{ name: 'x', ports: [{ containerPort: 1 }] }] },
  };
  it.each<[string, Fields]>([
    ['Pod', template],
    ['ReplicationController', { spec: { template } }],
    ['ReplicaSet', { spec: { template } }],
    ['Deployment', { spec: { template } }],
    ['StatefulSet', { spec: { template } }],
    ['DaemonSet', { spec: { template } }],
    ['Job', { spec: { template } }],
    ['CronJob', { spec: { jobTemplate: { spec: { template } } } }],
  ])('%s', (kind, fields) => {
    const metadata = { name: 'x', namespace: 'red', labels: { app: 'x' } };
    const object = { ...fields, kind, metadata } as KubeObject;
    expect(podOf(object)).toEqual({
      kind,
      namespace: 'red',
      name: 'x',
      labels: { app: 'x' },
      ports: [{ port: 1, protocol: 'TCP' }],
      hostNetwork: false,
    });
  });

  it('have the labels of their template, not their own', () => {
    const own = standIn('red', 'other', { app: 'other' });
    const labelled = { ...own, metadata: { ...own.metadata, labels: { role: 'caller' } } };
    const rule = from({ podSelector: { matchLabels: { role: 'caller' } } }).map((spec) => policy(spec));
    expect(allowed([labelled, ...rule], ['red/other → red/web:1'])).toEqual([]);
  });

  it('a lone pod reaches itself whatever policies say, one of several not the next', () => {
    const lone: KubeObject = {
      kind: 'Pod',
      metadata: { name: 'lone', namespace: 'red' },
      spec: { containers: [] },
    };
    const deny = policy({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    expect(allowed([lone, deny], ['red/lone → red/lone:1', 'red/web → red/web:1'])).toEqual([
      'red/lone → red/lone:1',
    ]);
  });

  it('stand in lists too', () => {
    const deny = policy({ podSelector: {} });
    const list = { kind: 'List', metadata: { name: '' }, items: [...objects, deny] };
    const cluster = new Cluster([list]);
    expect(cluster.pods).toHaveLength(6);
    expect(cluster.allows(cluster.pod('red', 'api'), cluster.pod('red', 'web'), 1)).toBe(false);
  });
});

describe('what it can’t decide is an error', () => {
  const peer = (entry: Fields) => ({ ...web, ingress: [{ from: [entry] }] });
  const port = (entry: Fields) => ({ ...web, ingress: [{ ports: [entry] }] });
  const expression = (entry: Fields) => ({ podSelector: { matchExpressions: [entry] } });
  it.each<[string, Fields, string]>([
    ['an unknown field of a policy', { ...web, order: 1 }, 'no field order'],
    ['an unknown field of a rule', { ...web, ingress: [{ to: [] }] }, 'no field to'],
    ['an unknown field of a peer', peer({ serviceSelector: {} }), 'no field serviceSelector'],
    ['an unknown field of a port', port({ targetPort: 1 }), 'no field targetPort'],
    ['an unknown field of a range', peer({ ipBlock: { cidr: '10.0.0.0/8', not: [] } }), 'no field not'],
    ['an unknown field of a selector', { podSelector: { labels: {} } }, 'no field labels'],
    [
      'an unknown field of an expression',
      expression({ key: 'a', operator: 'Exists', value: 'b' }),
      'no field value',
    ],
    ['a peer that says nothing', peer({}), 'either an ipBlock or selectors'],
    [
      'a range and selectors at once',
      peer({ ...block('10.0.0.0/8'), podSelector: {} }),
      'either an ipBlock or selectors',
    ],
    ['no range', peer(block('10.0.0.0')), 'no range 10.0.0.0'],
    ['a range with too many bits', peer(block('10.0.0.0/33')), 'no range 10.0.0.0/33'],
    ['no range that is excepted', peer(block('10.0.0.0/8', 'x/9')), 'no range x/9'],
    ['an unknown type', { ...web, policyTypes: ['ingress'] }, 'no policyTypes ["ingress"]'],
    ['an unknown protocol', port({ protocol: 'tcp' }), 'no protocol tcp'],
    ['no port', port({ port: 0 }), 'no ports 0 to 0'],
    ['a range that ends before it begins', port({ port: 2, endPort: 1 }), 'no ports 2 to 1'],
    ['a range without a beginning', port({ endPort: 1 }), 'endPort without a port'],
    ['a range from a name', port({ port: 'http', endPort: 9000 }), 'endPort with the name of a port'],
    ['an unknown operator', expression({ key: 'a', operator: 'Gt', values: ['1'] }), 'Gt with 1 values'],
    ['an unknown operator without values', expression({ key: 'a', operator: 'Is' }), 'no operator Is'],
    ['In without values', expression({ key: 'a', operator: 'In' }), 'In with 0 values'],
    [
      'Exists with values',
      expression({ key: 'a', operator: 'Exists', values: ['b'] }),
      'Exists with 1 values',
    ],
    [
      'a label of a controller',
      { podSelector: { matchLabels: { 'job-name': 'a' } } },
      'label job-name is not',
    ],
    [
      'such a label in an expression',
      expression({ key: 'pod-template-hash', operator: 'DoesNotExist' }),
      'label pod-template-hash is not',
    ],
    ['text for a list', { ...web, ingress: 'all' }, 'no list'],
    ['a list for a map', { podSelector: [] }, 'no map'],
    ['text among rules', { ...web, ingress: ['all'] }, 'no map'],
    ['text for a selector', peer({ podSelector: 'all' }), 'no map'],
  ])('%s', (_name, spec, message) => {
    expect(() => new Cluster([policy(spec)])).toThrow(message);
  });

  it.each([
    ['cilium.io/v2', 'CiliumNetworkPolicy'],
    ['cilium.io/v2', 'CiliumClusterwideNetworkPolicy'],
    ['networking.gke.io/v1alpha1', 'FQDNNetworkPolicy'],
    ['policy.networking.k8s.io/v1alpha1', 'BaselineAdminNetworkPolicy'],
    ['policy.networking.k8s.io/v1alpha2', 'ClusterNetworkPolicy'],
    ['projectcalico.org/v3', 'NetworkPolicy'],
    ['extensions/v1beta1', 'NetworkPolicy'],
    ['security.istio.io/v1', 'AuthorizationPolicy'],
    ['policy.linkerd.io/v1beta3', 'Server'],
  ])('%s %s, unless it is told to ignore the kind', (apiVersion, kind) => {
    const other = { apiVersion, kind, metadata: { name: 'other', namespace: 'red' } };
    const deny = policy({ podSelector: {} });
    expect(() => new Cluster([...objects, deny, other])).toThrow(
      `${apiVersion} ${kind} other: not evaluated`,
    );
    const cluster = new Cluster([...objects, deny, other], { ignore: [kind] });
    expect(cluster.ignored).toEqual([other]);
    expect(cluster.policies.map(({ name }) => name)).toEqual(['policy']);
  });

  it('a workload of an unknown kind', () => {
    const rollout = { ...standIn('red', 'roll', {}), kind: 'Rollout' };
    expect(() => new Cluster([rollout])).toThrow('Rollout red/roll: a workload of a kind');
  });

  it('ends that are not there', () => {
    const cluster = new Cluster([...objects, standIn('red', 'web', {})]);
    const api = cluster.pod('red', 'api');
    expect(() => cluster.pod('red', 'nope')).toThrow('no pods red/nope');
    expect(() => cluster.pod('red', 'web')).toThrow('several pods red/web');
    expect(() => cluster.allows(api, 'red/web', 1)).toThrow('no address: red/web');
    expect(() => cluster.allows('red/web', api, 1)).toThrow('no address: red/web');
    expect(() => cluster.allows('10.0.0.1', '10.0.0.2', 1)).toThrow('no end of the connection is a pod');
    expect(() => new Cluster(objects).allows(api, '10.0.0.1', 1)).toThrow(
      'red/api is not a pod of this cluster',
    );
    expect(() => new Cluster(objects, { podAddresses: { 'red/nope': [] } })).toThrow('not there: red/nope');
  });
});

it('says for each end which policies isolate it and which lets the connection through', () => {
  const cluster = new Cluster([
    ...objects,
    policy({ podSelector: {} }, 'deny'),
    policy({ ...web, ingress: [{ from: [{ podSelector: { matchLabels: { app: 'api' } } }] }] }, 'web'),
  ]);
  const [api, bare, target] = ['api', 'bare', 'web'].map((name) => cluster.pod('red', name));
  if (api === undefined || bare === undefined || target === undefined) throw new Error('no pods');
  expect(cluster.ingressAllowed(api, target, 1)).toEqual({
    allowed: true,
    isolatedBy: ['deny', 'web'],
    allowedBy: 'web',
  });
  expect(cluster.ingressAllowed(bare, target, 1)).toEqual({ allowed: false, isolatedBy: ['deny', 'web'] });
  expect(cluster.egressAllowed(api, target, 1)).toEqual({ allowed: true, isolatedBy: [] });
});

it('shares no code with what it judges', () => {
  const own = ['addresses', 'objects', 'selectors', 'policy', 'evaluator', 'matrix'];
  const imported = own.flatMap((name) =>
    [...readFileSync(join(__dirname, `${name}.ts`), 'utf8').matchAll(/from '([^']+)'/g)].map(
      ([, path]) => path,
    ),
  );
  expect(readdirSync(__dirname)).toEqual(expect.arrayContaining(own.map((name) => `${name}.ts`)));
  expect(new Set(imported)).toEqual(
    new Set(['node:net', './addresses', './objects', './selectors', './policy', './evaluator']),
  );
});
