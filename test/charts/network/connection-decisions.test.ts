import fc from 'fast-check';
import { reasonText } from '../../../cli/reasons';
import type { Networked } from '../../../charts/network/connection-decisions';
import { decideConnection } from '../../../charts/network/connection-decisions';
import { closings, countClosings } from '../../../charts/network/would-close';
import { resolveWeb } from '../../support/resolved';

const calico = 'provider: kubernetes\nnetworkPolicy: {engine: calico}\n';
const postgres = 'dataServices: {postgres: {host: db, port: 5432, cidrs: [10.9.0.0/24]}}\n';
const more = {
  'services/api.yaml': 'image: acme/api:1\nports: {http: 8080, admin: 8081}\nconnects: [postgres]\n',
  'services/open.yaml': 'image: acme/open:1\nports: {http: 8080}\nnetworkPolicy: off\n',
  'services/worker.yaml':
    'image: acme/worker:1\nreplicas: 2\nconnects: {api: true, 203.0.113.0/24: {ports: [443]}}\n',
};
const service =
  'ports: {http: 8080}\nconnects: [api, "https://a.example"]\naccepts: {nginx: {namespace: ingress}, office: {cidrs: [192.0.2.0/24]}}\n';
const networked = (...args: Parameters<typeof resolveWeb>): Networked => {
  const { environment, facts } = resolveWeb(...args);
  return { ...environment, network: facts.network };
};
const environment = networked(service, calico + postgres, more);

it.each([
  [['web', 'api'], true, 'web connects to api (services/web.yaml:3)'],
  [
    ['web', 'api', 'admin'],
    false,
    'web does not connect to api on 8081/TCP; no line lets web reach api on 8081/TCP',
  ],
  [['web', 'api', '8080'], true, 'web connects to api (services/web.yaml:3)'],
  [['api', 'web'], false, 'api does not connect to web on 8080/TCP; no line lets api reach web on 8080/TCP'],
  // One end is open, the other is not.
  [
    ['web', 'open'],
    false,
    'web does not connect to open on 8080/TCP; nothing asks for it, but the pods of open have networkPolicy: off',
  ],
  [['open', 'open'], true, 'nothing asks for it, but the pods of open have networkPolicy: off'],
  [['api', 'postgres'], true, 'api connects to postgres (services/api.yaml:3)'],
  [['api', 'postgres', '5432'], true, 'api connects to postgres (services/api.yaml:3)'],
  [['api', 'postgres', '22'], false, 'api does not connect to postgres'],
  [['api', '10.9.0.7'], true, 'api connects to postgres (services/api.yaml:3)'],
  [['web', '10.9.0.7'], false, 'web does not connect to 10.9.0.7'],
  [['worker', '203.0.113.0/25'], true, 'worker connects to 203.0.113.0/24 (services/worker.yaml:3)'],
  [['web', 'https://a.example'], true, 'web connects to https://a.example (services/web.yaml:3)'],
  [['web', '10.1.2.3'], false, 'web does not connect to 10.1.2.3'],
  [['web', '198.51.100.1'], true, 'web connects to https://a.example (services/web.yaml:3)'],
  [['nginx', 'web'], true, 'web accepts nginx (services/web.yaml:4)'],
  [['192.0.2.9', 'web'], true, 'web accepts office (services/web.yaml:4)'],
  [['198.51.100.1', 'web'], false, 'no line lets 198.51.100.1 reach web on 8080/TCP'],
] as const)('%j: %s, %s', ([from, to, port], allowed, why) => {
  const [decision] =
    decideConnection(environment, { from, to, ...(port === undefined ? {} : { port }) }) ?? [];
  const reasons = decision?.reasons.map((reason) => {
    const location = reason.kind === 'allowed' ? reason.location : undefined;
    const text = reasonText(reason);
    return location === undefined ? text : `${text} (${location.file}:${location.line})`;
  });
  expect([decision?.allowed, reasons?.join('; ')]).toEqual([allowed, why]);
});

it('of two strangers, and of a service that listens on nothing, nothing can be said', () => {
  expect(decideConnection(environment, { from: 'nobody', to: '10.0.0.1' })).toBeUndefined();
  expect(decideConnection(environment, { from: 'web', to: 'postgers' })).toBeUndefined();
  expect(decideConnection(environment, { from: 'web', to: 'worker' })).toEqual([]);
});

describe('a target is what it means, not how it is written', () => {
  const stripe = networked(
    'ports: {http: 8080}\nconnects: {"https://api.stripe.com": {cidrs: [203.0.113.0/24]}, "tcp://MQ.example:5671": {cidrs: [198.51.100.0/24]}, postgres: true}\n',
    calico + 'dataServices: {postgres: {host: db.example, port: 5432, cidrs: [10.9.0.0/24]}}\n',
  );
  const allowed = (question: string) => {
    const [to = '', port] = question.split(' ');
    return decideConnection(stripe, { from: 'web', to, ...(port === undefined ? {} : { port }) })?.map(
      (decision) => decision.allowed,
    );
  };

  it.each([
    'https://api.stripe.com',
    'https://api.stripe.com/',
    'https://api.stripe.com:443',
    'https://API.Stripe.com',
    'https://api.stripe.com./v1/charges?limit=3',
    'tcp://api.stripe.com:443',
    'api.stripe.com',
    'api.stripe.com 443',
    'mq.example 5671',
    'tcp://mq.example:5671',
    'postgres',
    'tcp://DB.example:5432',
    'https://203.0.113.9',
    '203.0.113.0/24 443',
  ])('%s is reached', (question) => {
    expect(allowed(question)).toEqual([true]);
  });

  it.each([
    'http://api.stripe.com',
    'https://api.stripe.com:8443',
    'udp://api.stripe.com:443',
    'https://stripe.com',
    'https://api.stripe.com.evil.example',
    'tcp://db.example:5433',
    'https://203.0.114.9',
    'mq.example 443',
  ])('%s is not', (question) => {
    expect(allowed(question)).toEqual([false]);
  });
});

describe('a host without a port that no line names', () => {
  const answers = (more: string, to: string) => {
    const resolved = networked(
      `ports: {http: 8080}\nconnects: ["tcp://db.example.com:5432"]\n${more}`,
      calico,
    );
    return decideConnection(resolved, { from: 'web', to })?.map(({ allowed, port }) => [allowed, port?.port]);
  };

  it.each([
    ['', 'api.stripe.com', []],
    ['', 'db.example.com', [[true, 5432]]],
    ['', 'tcp://api.stripe.com:5432', [[true, 5432]]],
    ['', 'https://api.stripe.com', [[false, 443]]],
    // On any port.
    ['networkPolicy: off\n', 'api.stripe.com', [[true, undefined]]],
  ])('%s%s: %j', (more, to, expected) => {
    expect(answers(more, to)).toEqual(expected);
  });

  it('is not reached where nothing is open to the internet', () => {
    const closed = networked('ports: {http: 8080}\n', calico);
    expect(decideConnection(closed, { from: 'web', to: 'api.stripe.com' })).toMatchObject([
      { allowed: false },
    ]);
  });
});

describe('what enforce would close', () => {
  const observed = resolveWeb(
    'ports: {http: 8080}\nconnects: [api]\n',
    'provider: kubernetes\nnetworkPolicy: {mode: observe, engine: calico}\n',
    {
      'services/api.yaml': 'image: acme/api:1\nports: {http: 8080, admin: 8081}\n',
      'services/shut.yaml': 'image: acme/shut:1\nports: {http: 8080}\nnetworkPolicy: enforce\n',
      'services/open.yaml': 'image: acme/open:1\nports: {http: 8080}\nnetworkPolicy: off\n',
    },
  ).facts.network.policies;

  it('is every open pair and port that no line asks for, and what others reach', () => {
    const text = [...closings(observed)].map(
      ({ from, to, port }) => `${from} -> ${to} ${port?.port ?? 'any'}`,
    );
    expect(text.sort()).toEqual(
      [
        'api -> api 8080',
        'api -> api 8081',
        'api -> everything else any',
        'api -> open 8080',
        'api -> web 8080',
        'everything else -> api 8080',
        'everything else -> api 8081',
        'everything else -> web 8080',
        'open -> api 8080',
        'open -> api 8081',
        'open -> web 8080',
        'web -> api 8081',
        'web -> everything else any',
        'web -> open 8080',
        'web -> web 8080',
      ].sort(),
    );
  });

  it('is counted without being listed', () => {
    const mode = fc.constantFrom('off', 'observe', 'enforce');
    const services = fc.array(
      fc.record({ mode, ports: fc.integer({ min: 0, max: 3 }), calls: fc.array(fc.nat(4)) }),
      {
        minLength: 1,
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(services, (all) => {
        const written = all.map(({ mode: own, ports, calls }, index): [string, string] => {
          const listed = Array.from({ length: ports }, (_, number) => `p${number}: ${8000 + number}`).join(
            ', ',
          );
          const targets = calls.filter((target) => target < all.length && (all[target]?.ports ?? 0) > 0);
          const connects = [...new Set(targets.map((target) => `s${target}`))].join(', ');
          const main = ports > 0 ? `ports: {${listed}}\nmainPort: p0\n` : '';
          return [
            `services/s${index}.yaml`,
            `image: acme/a:1\nreplicas: 2\n${main}connects: [${connects}]\nnetworkPolicy: ${own}\n`,
          ];
        });
        const { policies } = resolveWeb(
          'replicas: 2\nnetworkPolicy: off\n',
          calico,
          Object.fromEntries(written),
        ).facts.network;
        const between = [...closings(policies)].filter(
          ({ from, to }) => policies.has(from) && policies.has(to),
        );
        expect(countClosings(policies)).toBe(between.length);
      }),
      { seed: Number(process.env['SEED'] ?? 20261125), numRuns: 60 },
    );
  });
});
