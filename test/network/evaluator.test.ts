import { Cluster } from './evaluator';
import type { Case } from './cases';
import { allowed, judge, namespace, policy } from './cases';
import type { Fields, KubeObject } from './objects';
import { standIn } from './objects';

const web = { podSelector: { matchLabels: { app: 'web' } } };
/** Whom a rule over red/web lets in. */
const from = (...peers: Fields[]): Fields[] => [{ ...web, ingress: [{ from: peers }] }];
const onPorts = (...entries: Fields[]): Fields[] => [{ ...web, ingress: [{ ports: entries }] }];

describe('which pods a policy isolates', () => {
  it.each<[string, Case]>([
    [
      'none without policies',
      { policies: [], yes: ['blue/api → red/web:1', 'red/web → 203.0.113.9:1/UDP'], no: [] },
    ],
    [
      'those that it selects, in its own namespace',
      {
        policies: [{ ...web, ingress: [] }],
        yes: ['red/web → red/api:1', 'red/web → red/bare:1', 'red/api → blue/web:1', 'red/api → grey/web:1'],
        no: ['red/api → red/web:1', 'blue/api → red/web:1', '203.0.113.9 → red/web:1', 'red/web → red/web:1'],
      },
    ],
    [
      'all of its namespace where the selector is empty',
      {
        policies: [{ podSelector: {} }],
        yes: ['red/web → blue/web:1', 'red/bare → grey/web:1'],
        no: ['blue/web → red/web:1', 'red/web → red/api:1', 'red/web → red/bare:1'],
      },
    ],
    [
      'all of its namespace where there is no selector',
      { policies: [{}], yes: ['red/web → blue/web:1'], no: ['red/web → red/bare:1'] },
    ],
    [
      'those that have all of the labels',
      {
        policies: [{ podSelector: { matchLabels: { app: 'web', tier: 'back' } } }],
        yes: ['red/api → red/web:1'],
        no: [],
      },
    ],
    [
      'by an expression as well as by labels',
      {
        policies: [
          {
            podSelector: {
              matchLabels: { app: 'web' },
              matchExpressions: [{ key: 'tier', operator: 'Exists' }],
            },
          },
        ],
        yes: ['red/api → red/bare:1', 'red/web → red/api:1'],
        no: ['red/api → red/web:1'],
      },
    ],
  ])('%s', (_name, entry) => judge(entry));

  const both = [...(['red/api → red/web:1', 'red/web → red/api:1'] as const)];
  it.each<[string, Fields, readonly string[]]>([
    ['Ingress alone, unsaid', { ...web }, ['red/web → red/api:1']],
    [
      'Ingress alone, unsaid, with rules of it',
      { ...web, ingress: [{ from: [web] }] },
      ['red/web → red/api:1'],
    ],
    ['Ingress too where only rules of Egress are there', { ...web, egress: [{}] }, ['red/web → red/api:1']],
    [
      'Egress where rules of it are there',
      { ...web, ingress: [{}], egress: [{ to: [web] }] },
      ['red/api → red/web:1'],
    ],
    [
      'no Egress for an empty list of rules, as the API server has it',
      { ...web, egress: [] },
      ['red/web → red/api:1'],
    ],
    ['unsaid where the list of types is empty', { ...web, policyTypes: [], egress: [{ to: [web] }] }, []],
    ['Ingress', { ...web, policyTypes: ['Ingress'] }, ['red/web → red/api:1']],
    [
      'Ingress, whatever the rules of Egress',
      { ...web, policyTypes: ['Ingress'], egress: [{ to: [web] }] },
      ['red/web → red/api:1'],
    ],
    ['Egress', { ...web, policyTypes: ['Egress'] }, ['red/api → red/web:1']],
    [
      'Egress, whatever the rules of Ingress',
      { ...web, policyTypes: ['Egress'], ingress: [{ from: [web] }] },
      ['red/api → red/web:1'],
    ],
    ['both', { ...web, policyTypes: ['Ingress', 'Egress'] }, []],
    [
      'both, all of one let through',
      { ...web, policyTypes: ['Ingress', 'Egress'], ingress: [{}] },
      ['red/api → red/web:1'],
    ],
  ])('in the direction %s', (_name, spec, yes) => {
    expect(allowed([policy(spec)], both)).toEqual(yes);
  });

  it('allows what one of several policies allows, per direction', () => {
    judge({
      policies: [
        { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
        { ...web, ingress: [{ from: [{ podSelector: { matchLabels: { app: 'api' } } }] }] },
        { ...web, ingress: [{ from: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }] },
        { podSelector: { matchLabels: { app: 'api' } }, policyTypes: ['Egress'], egress: [{ to: [web] }] },
      ],
      yes: ['red/api → red/web:1', '203.0.113.9 → red/web:1'],
      no: ['red/bare → red/web:1', 'red/web → red/api:1', 'red/web → 203.0.113.9:1', 'blue/api → red/web:1'],
    });
  });

  it('asks both ends', () => {
    const egress = { podSelector: { matchLabels: { app: 'api' } }, policyTypes: ['Egress'] };
    const line = ['red/api → red/web:1'];
    expect(
      allowed([policy({ ...egress, egress: [{}] }), policy({ ...web, ingress: [{}] }, 'in')], line),
    ).toEqual(line);
    expect(
      allowed([policy({ ...egress, egress: [] }), policy({ ...web, ingress: [{}] }, 'in')], line),
    ).toEqual([]);
    expect(
      allowed([policy({ ...egress, egress: [{}] }), policy({ ...web, ingress: [] }, 'in')], line),
    ).toEqual([]);
  });

  it('puts objects without a namespace into default', () => {
    const { metadata, ...pod } = standIn('', 'web', { app: 'web' });
    const { metadata: own, ...deny } = policy({}, 'deny');
    const cluster = new Cluster([
      { ...pod, metadata: { name: metadata.name } },
      { ...deny, metadata: { name: own.name } },
    ]);
    expect(cluster.allows('203.0.113.9', cluster.pod('default', 'web'), 1)).toBe(false);
  });
});

describe('who the peers of a rule are', () => {
  const app = (name: string) => ({ matchLabels: { app: name } });
  it.each<[string, Case]>([
    [
      'everyone where the list is missing',
      {
        policies: [{ ...web, ingress: [{}] }],
        yes: ['red/api → red/web:1', 'grey/web → red/web:1', '203.0.113.9 → red/web:1'],
        no: [],
      },
    ],
    [
      'everyone where the list is empty',
      {
        policies: [{ ...web, ingress: [{ from: [] }] }],
        yes: ['blue/api → red/web:1', '2001:db8::1 → red/web:1'],
        no: [],
      },
    ],
    [
      'pods of the own namespace for a selector of pods alone',
      {
        policies: from({ podSelector: app('api') }),
        yes: ['red/api → red/web:1'],
        no: ['red/bare → red/web:1', 'blue/api → red/web:1'],
      },
    ],
    [
      'all pods of the own namespace for an empty selector of pods',
      {
        policies: from({ podSelector: {} }),
        yes: ['red/api → red/web:1', 'red/bare → red/web:1'],
        no: ['blue/api → red/web:1', '203.0.113.9 → red/web:1'],
      },
    ],
    [
      'all pods of the namespaces for a selector of namespaces alone',
      {
        policies: from({ namespaceSelector: { matchLabels: { team: 'b' } } }),
        yes: ['blue/api → red/web:1', 'blue/web → red/web:1'],
        no: ['red/api → red/web:1', 'grey/web → red/web:1'],
      },
    ],
    [
      'all pods of all namespaces, but no addresses, for an empty selector of namespaces',
      {
        policies: from({ namespaceSelector: {} }),
        yes: ['blue/api → red/web:1', 'red/bare → red/web:1', 'grey/web → red/web:1'],
        no: ['203.0.113.9 → red/web:1'],
      },
    ],
    [
      'pods that both selectors of one peer fit',
      {
        policies: from({ namespaceSelector: { matchLabels: { team: 'b' } }, podSelector: app('api') }),
        yes: ['blue/api → red/web:1'],
        no: ['blue/web → red/web:1', 'red/api → red/web:1'],
      },
    ],
    [
      'pods that either of two peers fits',
      {
        policies: from({ namespaceSelector: { matchLabels: { team: 'b' } } }, { podSelector: app('api') }),
        yes: ['blue/api → red/web:1', 'blue/web → red/web:1', 'red/api → red/web:1'],
        no: ['red/bare → red/web:1', 'grey/web → red/web:1'],
      },
    ],
    [
      'all pods of the chosen namespaces for an empty selector of pods beside them',
      {
        policies: from({ namespaceSelector: { matchLabels: { team: 'b' } }, podSelector: {} }),
        yes: ['blue/web → red/web:1'],
        no: ['red/api → red/web:1'],
      },
    ],
    [
      'absent where a selector is null',
      {
        policies: from({ namespaceSelector: null, podSelector: app('api') }),
        yes: ['red/api → red/web:1'],
        no: ['blue/api → red/web:1'],
      },
    ],
    [
      'namespaces by the label that each has, also one that nobody wrote down',
      {
        policies: from({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'grey' } } }),
        yes: ['grey/web → red/web:1'],
        no: ['blue/web → red/web:1', 'red/api → red/web:1'],
      },
    ],
    [
      'namespaces that lack a label',
      {
        policies: from({
          namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] },
        }),
        yes: ['grey/web → red/web:1'],
        no: ['blue/web → red/web:1'],
      },
    ],
    [
      'destinations, for egress',
      {
        policies: [
          {
            ...web,
            policyTypes: ['Egress'],
            egress: [
              { to: [{ namespaceSelector: { matchLabels: { team: 'b' } }, podSelector: app('api') }] },
            ],
          },
        ],
        yes: ['red/web → blue/api:1'],
        no: ['red/web → red/api:1', 'red/web → blue/web:1', 'red/web → 203.0.113.9:1'],
      },
    ],
    [
      'of one rule, with the ports of that rule alone',
      {
        policies: [
          {
            ...web,
            ingress: [
              { from: [{ podSelector: app('api') }], ports: [{ port: 1 }] },
              { from: [{ podSelector: {} }], ports: [{ port: 2 }] },
            ],
          },
        ],
        yes: ['red/api → red/web:1', 'red/bare → red/web:2', 'red/api → red/web:2'],
        no: ['red/bare → red/web:1', 'red/api → red/web:3'],
      },
    ],
    [
      'another pod of the same workload only where it is let in',
      {
        policies: from({ podSelector: app('web') }),
        yes: ['red/web → red/web:1'],
        no: ['red/api → red/web:1'],
      },
    ],
  ])('%s', (_name, entry) => judge(entry));

  it('the label of a namespace’s name can’t be written over', () => {
    const renamed = namespace('grey', { 'kubernetes.io/metadata.name': 'red' });
    const rule = from({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'red' } } });
    expect(allowed([renamed, ...rule.map((spec) => policy(spec))], ['grey/web → red/web:1'])).toEqual([]);
  });
});

describe('label selectors', () => {
  const expression = (key: string, operator: string, ...values: string[]) => ({
    podSelector: { matchExpressions: [{ key, operator, ...(values.length > 0 ? { values } : {}) }] },
  });
  const callers = ['red/web → red/web:1', 'red/api → red/web:1', 'red/bare → red/web:1'];
  it.each<[string, Fields, readonly string[]]>([
    ['In', expression('app', 'In', 'api', 'x'), ['red/api → red/web:1']],
    [
      'NotIn, also without the label',
      expression('app', 'NotIn', 'api', 'x'),
      ['red/web → red/web:1', 'red/bare → red/web:1'],
    ],
    ['Exists', expression('app', 'Exists'), ['red/web → red/web:1', 'red/api → red/web:1']],
    ['DoesNotExist', expression('tier', 'DoesNotExist'), ['red/api → red/web:1', 'red/bare → red/web:1']],
    [
      'several expressions, all of them',
      {
        podSelector: {
          matchExpressions: [
            { key: 'app', operator: 'Exists' },
            { key: 'tier', operator: 'DoesNotExist' },
          ],
        },
      },
      ['red/api → red/web:1'],
    ],
    [
      'no property that every object has',
      { podSelector: { matchExpressions: [{ key: 'toString', operator: 'Exists' }] } },
      [],
    ],
  ])('%s', (_name, peer, yes) => {
    expect(
      allowed(
        from(peer).map((spec) => policy(spec)),
        callers,
      ),
    ).toEqual(yes);
  });
});

describe('ports of a rule', () => {
  it.each<[string, Case]>([
    [
      'all of them where the list is missing or empty',
      {
        policies: onPorts(),
        yes: ['red/api → red/web:1', 'red/api → red/web:65535/UDP', 'red/api → red/web:9/SCTP'],
        no: [],
      },
    ],
    [
      'a number, TCP where nothing is said',
      {
        policies: onPorts({ port: 8080 }),
        yes: ['red/api → red/web:8080'],
        no: ['red/api → red/web:8081', 'red/api → red/web:8080/UDP', 'red/api → red/web:8080/SCTP'],
      },
    ],
    [
      'a number with its protocol',
      {
        policies: onPorts({ port: 8080, protocol: 'UDP' }),
        yes: ['red/api → red/web:8080/UDP'],
        no: ['red/api → red/web:8080'],
      },
    ],
    [
      'SCTP',
      {
        policies: onPorts({ port: 9000, protocol: 'SCTP' }),
        yes: ['red/api → red/web:9000/SCTP'],
        no: ['red/api → red/web:9000', 'red/api → red/web:9000/UDP'],
      },
    ],
    [
      'all of a protocol',
      {
        policies: onPorts({ protocol: 'UDP' }),
        yes: ['red/api → red/web:8080/UDP', 'red/api → red/web:1/UDP'],
        no: ['red/api → red/web:8080'],
      },
    ],
    [
      'all of TCP for an empty entry',
      { policies: onPorts({}), yes: ['red/api → red/web:1'], no: ['red/api → red/web:1/UDP'] },
    ],
    [
      'a range, both ends of it',
      {
        policies: onPorts({ port: 100, endPort: 102 }),
        yes: ['red/api → red/web:100', 'red/api → red/web:101', 'red/api → red/web:102'],
        no: ['red/api → red/web:99', 'red/api → red/web:103', 'red/api → red/web:101/UDP'],
      },
    ],
    [
      'a range of UDP',
      {
        policies: onPorts({ port: 100, endPort: 102, protocol: 'UDP' }),
        yes: ['red/api → red/web:101/UDP'],
        no: ['red/api → red/web:101'],
      },
    ],
    [
      'several',
      {
        policies: onPorts({ port: 1 }, { port: 2, protocol: 'UDP' }),
        yes: ['red/api → red/web:1', 'red/api → red/web:2/UDP'],
        no: ['red/api → red/web:2', 'red/api → red/web:1/UDP'],
      },
    ],
    [
      'a name',
      {
        policies: onPorts({ port: 'http' }),
        yes: ['red/api → red/web:8080'],
        no: ['red/api → red/web:8081', 'red/api → red/web:8080/UDP'],
      },
    ],
    [
      'a name only with the protocol of the container’s port',
      {
        policies: onPorts({ port: 'quic' }),
        yes: [],
        no: ['red/api → red/web:8080', 'red/api → red/web:8080/UDP'],
      },
    ],
    [
      'a name of UDP',
      {
        policies: onPorts({ port: 'quic', protocol: 'UDP' }),
        yes: ['red/api → red/web:8080/UDP'],
        no: ['red/api → red/web:8080'],
      },
    ],
    [
      'no port for a name that nobody has',
      { policies: onPorts({ port: 'nope' }), yes: [], no: ['red/api → red/web:8080', 'red/api → red/web:1'] },
    ],
    [
      'a name of the destination, for egress, each pod’s own',
      {
        policies: [{ ...web, policyTypes: ['Egress'], egress: [{ ports: [{ port: 'http' }] }] }],
        yes: ['red/web → red/api:8081', 'red/web → blue/web:8080'],
        no: [
          'red/web → red/api:8080',
          'red/web → blue/web:8081',
          'red/web → blue/api:8080',
          'red/web → 203.0.113.9:8080',
        ],
      },
    ],
    [
      'a number of a destination outside',
      {
        policies: [{ ...web, policyTypes: ['Egress'], egress: [{ ports: [{ port: 443 }] }] }],
        yes: ['red/web → 203.0.113.9:443'],
        no: ['red/web → 203.0.113.9:80'],
      },
    ],
  ])('%s', (_name, entry) => judge(entry));

  it('names are those of all containers that run as long as the pod', () => {
    const container = (name: string, port: number, more: Fields = {}) => ({
      name,
      ports: [{ name: 'own', containerPort: port }],
      ...more,
    });
    const pod: KubeObject = {
      kind: 'StatefulSet',
      metadata: { name: 'many', namespace: 'red' },
      spec: {
        template: {
          metadata: { labels: { app: 'many' } },
          spec: {
            containers: [container('one', 1), container('two', 2)],
            initContainers: [container('sidecar', 3, { restartPolicy: 'Always' }), container('init', 4)],
          },
        },
      },
    };
    const rule = policy({
      podSelector: { matchLabels: { app: 'many' } },
      ingress: [{ ports: [{ port: 'own' }] }],
    });
    const lines = [1, 2, 3, 4].map((port) => `red/api → red/many:${port}`);
    expect(allowed([pod, rule], lines)).toEqual(lines.slice(0, 3));
    expect(new Cluster([pod]).pod('red', 'many').ports.map(({ port }) => port)).toEqual([1, 2, 3]);
  });
});
