import type { RenderedApp } from '../../app/pipeline';
import { Pipeline } from '../../app/pipeline';
import { replicaTransitions } from '../../output/replica-transitions';
import { removePlatforms, writePlatform } from '../support/platform';
import { eks } from '../support/resolved';

afterEach(removePlatforms);

const cpu = 'resources: {requests: {cpu: 100m}}\n';
const scaled = (capacity: string, more = '') =>
  `${cpu}capacity: ${capacity}\nreplicas: {min: 4, max: 12${more}}\n`;
const fixed = (capacity: string, replicas = 4) => `${cpu}capacity: ${capacity}\nreplicas: ${replicas}\n`;

function objects(service: string, environment = eks) {
  const files = {
    'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\n',
    'environments/production.yaml': environment,
    'services/web.yaml': `image: acme/web:1\nports: {http: 8080}\n${service}`,
  };
  const apps: readonly RenderedApp[] = new Pipeline(writePlatform(files)).run().apps;
  return apps.flatMap((app) => app.objects);
}

/** The place of a finding. */
const about = (title: string) => ({ object: { environments: ['production'], title }, path: '' });

const warnings = (before: string, after: string) => replicaTransitions(objects(before), objects(after));

/** The autoscaler of a workload that is left alone would follow a lower minimum before it sees the load. */
const alone = (min: number) =>
  `then this one with min: ${min} once its pods are available, and lower min when the load has settled`;

it.each([
  ['onDemand', '{onDemand: 2}', 'web 4 → 2, web-spot 0 → 2', 'only 2 of 4', [4, 6], [8, 11]],
  ['{onDemand: 2}', 'onDemand', 'web 2 → 4, web-spot 2 → 0', 'only 2 of 4', [4, 6], [7, 20, 6]],
  ['spot', '{onDemand: 3}', 'web 4 → 3, web-spot 0 → 1', 'only 3 of 4', [4, 5], [8, 10]],
  ['{onDemand: 1}', 'spot', 'web 1 → 4, web-spot 3 → 0', 'only 1 of 4', [4, 7], [7, 22, 7]],
  ['{onDemand: 2}', '{onDemand: 3}', 'web 2 → 3, web-spot 2 → 1', 'only 3 of 4', [3, 5], [7, 20, 6]],
] as const)(
  'from %s to %s takes two commits, with an autoscaler and without',
  (from, to, got, certain, [onDemand, total], [web, max, spot = 0]) => {
    const fixes = {
      [fixed(from)]: `first capacity: {onDemand: ${onDemand}} and replicas: ${total}, then`,
      [scaled(from)]:
        `do it in two commits. If kubectl get hpa --namespace shop ${spot === 0 ? 'web' : 'web web-spot'} shows ` +
        `${spot === 0 ? `${web} of web` : `${web} of web and ${spot} of web-spot`}: ` +
        `first capacity: {onDemand: ${web + spot}} and replicas: {min: ${web + spot + total - onDemand}, max: ${max}}, ` +
        `${to.startsWith('{') ? 'then this one once its pods are available' : alone(web + spot)}. With other numbers: ` +
        `onDemand is what runs in all, at least ${onDemand}; min is ${total - onDemand} more, for spot; ` +
        (spot === 0 ? 'max is more than min' : 'max is more than onDemand plus what web-spot runs'),
    };
    for (const spec of [scaled, fixed]) {
      const [warning, ...others] = warnings(spec(from), spec(to));
      expect(others).toEqual([]);
      expect(warning).toMatchObject({ code: 'capacity-transition', ...about('web'), got });
      expect(warning?.problem).toBe(`until new pods are ready, ${certain} replicas are certain`);
      expect(warning?.fix).toContain(fixes[spec(from)]);
    }
  },
);

it.each([
  ['onDemand', 'spot'],
  ['spot', 'onDemand'],
  ['spot', 'uniform'],
])('from %s to %s is a rollout like any other', (from, to) => {
  expect(warnings(scaled(from), scaled(to))).toEqual([]);
  expect(warnings(fixed(from), fixed(to))).toEqual([]);
});

it('the commit in between warns of nothing', () => {
  expect(warnings(fixed('onDemand'), fixed('{onDemand: 4}', 6))).toEqual([]);
  expect(warnings(fixed('{onDemand: 4}', 6), fixed('{onDemand: 2}'))).toEqual([]);
  expect(warnings(scaled('onDemand'), scaled('{onDemand: 4}').replace('min: 4', 'min: 6'))).toEqual([]);
  expect(warnings(scaled('{onDemand: 4}').replace('min: 4', 'min: 6'), scaled('{onDemand: 2}'))).toEqual([]);
});

describe('an autoscaler that goes', () => {
  const least = (capacity: string) => `${cpu}capacity: ${capacity}\n`;

  it.each(['onDemand', 'spot'])('takes along what it has started, to %s', (to) => {
    // The minimums alone would allow it: two are certain, and two are wanted.
    const [warning, ...others] = warnings(least('{onDemand: 2}'), least(to));
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      code: 'capacity-transition',
      ...about('web'),
      problem:
        'web-spot is removed with every pod that its autoscaler runs, before other pods have taken their place',
      got: 'web 2 → 2, web-spot 1 → 0',
    });
    expect(warning?.fix).toBe(
      'do it in two commits where more than 3 replicas run in all. If kubectl get hpa --namespace shop web web-spot shows ' +
        `6 of web and 5 of web-spot: first capacity: {onDemand: 11} and replicas: {min: 12, max: 17}, ${alone(11)}. ` +
        'With other numbers: onDemand is what runs in all; min is 1 more, for spot; max is more than onDemand plus what web-spot runs',
    );
  });

  it('leaves a number that is set at once', () => {
    const [warning, ...others] = warnings(scaled('onDemand'), fixed('onDemand', 6));
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      code: 'capacity-transition',
      problem: 'the number of pods is set at once, however many the autoscaler of web runs',
      got: 'web 4 to 12 → 6',
      fix: 'first commit replicas: RUNNING, the number that kubectl get hpa --namespace shop web shows now, then lower it as the load allows',
    });
  });

  it('leaves two numbers, one for each kind of node', () => {
    const [warning, ...others] = warnings(scaled('{onDemand: 2}'), fixed('{onDemand: 2}', 6));
    expect(others).toEqual([]);
    expect(warning?.got).toBe('web 2 to 12 → 2, web-spot 2 to 10 → 4');
    expect(warning?.fix).toContain(
      'first commit capacity: {onDemand: ON-DEMAND} and replicas: ON-DEMAND + SPOT, the numbers that kubectl get hpa --namespace shop web web-spot shows now',
    );
  });

  it('is no matter where the number is its maximum', () => {
    expect(warnings(scaled('onDemand'), fixed('onDemand', 12))).toEqual([]);
  });

  it('is somebody else’s, and leaves a number as well', () => {
    const [warning, ...others] = warnings(`${cpu}replicas: external\n`, fixed('onDemand', 6));
    expect(others).toEqual([]);
    expect(warning?.got).toBe('web external → 6');
    expect(warning?.fix).toContain(
      'first commit replicas: RUNNING, the number that kubectl get hpa --namespace shop shows',
    );
    expect(warnings(scaled('onDemand'), `${cpu}replicas: external\n`)).toEqual([]);
  });

  it('stays, and the number beside it is set at once as well', () => {
    const [warning] = warnings(scaled('onDemand'), scaled('onDemand', ', handover: 6'));
    expect(warning?.fix).toContain('first commit replicas: {handover: RUNNING, …}, the number that kubectl');
  });
});

describe('a maximum that falls', () => {
  const most = (max: number, capacity = 'onDemand') =>
    `${cpu}capacity: ${capacity}\nreplicas: {min: 2, max: ${max}}\n`;
  const keda = (max: number) =>
    `${cpu}replicas: {min: 2, max: ${max}, triggers: {jobs: {type: rabbitmq, metadata: {queueName: jobs}}}}\n`;

  it('takes what runs above it at once', () => {
    const [warning, ...others] = warnings(most(20), most(4));
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      code: 'capacity-transition',
      ...about('web'),
      problem: 'pods above the new maximum are removed at once, whatever the load',
      got: 'web max 20 → 4',
      fix: 'look at kubectl get hpa --namespace shop web: if it shows more replicas than 4, lower max in steps as the load allows',
    });
  });

  it('of both workloads', () => {
    const [warning, ...others] = warnings(most(20, '{onDemand: 1}'), most(4, '{onDemand: 1}'));
    expect(others).toEqual([]);
    expect(warning?.got).toBe('web max 20 → 4, web-spot max 19 → 3');
    expect(warning?.fix).toContain(
      'web web-spot: if it shows more replicas than 4 of web or 3 of web-spot, lower',
    );
  });

  it('of KEDA', () => {
    const environment = `${eks}operators: [keda]\n`;
    const found = replicaTransitions(objects(keda(20), environment), objects(keda(19), environment));
    expect(found.map(({ got }) => got)).toEqual(['web max 20 → 19']);
  });

  it('of the workload on spot alone, with more on-demand replicas', () => {
    const after = `${cpu}capacity: {onDemand: 6}\nreplicas: {min: 8, max: 12}\n`;
    expect(warnings(scaled('{onDemand: 2}'), after).map(({ got }) => got)).toEqual(['web-spot max 10 → 6']);
  });

  it('is no matter where it stays or rises, or where a number is written anyway', () => {
    expect(warnings(most(4), most(20))).toEqual([]);
    expect(warnings(most(4), most(4).replace('min: 2', 'min: 1'))).toEqual([]);
    expect(warnings(fixed('onDemand', 9), fixed('onDemand', 3))).toEqual([]);
  });
});

describe('a number that leaves the manifest', () => {
  it('is to be handed over first', () => {
    const [warning, ...others] = warnings(fixed('onDemand', 6), scaled('onDemand'));
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      code: 'replicas-dropped',
      got: 'Deployment shop/web: nothing where 6 was',
      fix: 'first commit replicas: {handover: 6, …}, and hand the field over as docs/availability.md says',
    });
  });

  it('has another owner first, where somebody else’s autoscaler takes over', () => {
    const [warning, ...others] = warnings(fixed('onDemand', 6), `${cpu}replicas: external\n`);
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      code: 'replicas-dropped',
      got: 'Deployment shop/web: nothing where 6 was',
      fix: 'first give the number another owner, as docs/availability.md says, then commit this',
    });
  });

  it('has another owner first, too, where the autoscaler goes that it was handed over to', () => {
    const [warning, ...others] = warnings(scaled('onDemand', ', handover: 6'), `${cpu}replicas: external\n`);
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      code: 'replicas-dropped',
      got: 'Deployment shop/web: nothing where 6 was',
    });
  });

  it('is that of both workloads where both have one', () => {
    const [warning] = warnings(fixed('{onDemand: 2}', 6), scaled('{onDemand: 2}'));
    expect(warning).toMatchObject({
      got: 'Deployment shop/web: nothing where 2 was, Deployment shop/web-spot: nothing where 4 was',
      fix: 'first commit replicas: {handover: 6, …}, and hand the field over as docs/availability.md says',
    });
  });

  it('was handed over in the commit before', () => {
    expect(warnings(fixed('onDemand', 6), scaled('onDemand', ', handover: 6'))).toEqual([]);
    expect(warnings(scaled('onDemand', ', handover: 6'), scaled('onDemand'))).toEqual([]);
  });
});

describe('pods of no service', () => {
  const gateway = (replicas: string) =>
    objects(
      'expose: {hosts: [web.example.org]}\n',
      `${eks}edge: {domain: example.org, implementation: envoy-gateway, issuer: letsencrypt, gateway: {${replicas}}}\n`,
    );

  it.each([
    ['{min: 3, max: 12}', '{min: 3, max: 5}', 'shop max 12 → 5'],
    ['{min: 3, max: 12}', '3', 'shop 3 to 12 → 3'],
  ])('of the gateway, from %s to %s', (before, after, got) => {
    const [warning, ...others] = replicaTransitions(
      gateway(`replicas: ${before}`),
      gateway(`replicas: ${after}`),
    );
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      code: 'capacity-transition',
      ...about('EnvoyProxy shop-gateway/shop'),
      got,
    });
    expect(warning?.fix).toContain('kubectl get hpa --all-namespaces');
    expect(replicaTransitions(gateway(`replicas: ${after}`), gateway(`replicas: ${before}`))).toEqual([]);
  });

  const plain = (replicas?: number, max?: number) => [
    {
      environment: 'production',
      object: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'tool', namespace: 'shop' },
        spec: replicas === undefined ? {} : { replicas },
      },
    },
    ...(max === undefined
      ? []
      : [
          {
            environment: 'production',
            object: {
              apiVersion: 'autoscaling/v2',
              kind: 'HorizontalPodAutoscaler',
              metadata: { name: 'scaler', namespace: 'shop' },
              spec: {
                scaleTargetRef: { kind: 'Deployment', name: 'tool' },
                minReplicas: 2,
                maxReplicas: max,
              },
            },
          },
        ]),
  ];

  it.each([
    [
      'a maximum that falls',
      plain(undefined, 12),
      plain(undefined, 5),
      'capacity-transition',
      'tool max 12 → 5',
    ],
    ['a number for an autoscaler', plain(undefined, 12), plain(2), 'capacity-transition', 'tool 2 to 12 → 2'],
    [
      'a number that leaves',
      plain(4),
      plain(),
      'replicas-dropped',
      'Deployment shop/tool: nothing where 4 was',
    ],
    [
      'an autoscaler for a number',
      plain(4),
      plain(undefined, 9),
      'replicas-dropped',
      'Deployment shop/tool: nothing where 4 was',
    ],
  ])('of a plain Deployment: %s', (_name, before, after, code, got) => {
    const [warning, ...others] = replicaTransitions(before, after);
    expect(others).toEqual([]);
    expect(warning).toMatchObject({ code, got, ...about('Deployment shop/tool') });
    expect(warning?.fix).not.toMatch(/handover|capacity: /);
    if (code === 'capacity-transition')
      expect(warning?.fix).toContain('kubectl get hpa --namespace shop scaler');
  });

  const ofKeda = (bounds: Record<string, number>) => [
    ...plain(),
    {
      environment: 'production',
      object: {
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'ScaledObject',
        metadata: { name: 'scaler', namespace: 'shop' },
        spec: { scaleTargetRef: { name: 'tool' }, minReplicaCount: 2, ...bounds },
      },
    },
  ];

  it.each([
    [{}, { maxReplicaCount: 100 }, []],
    [{}, { maxReplicaCount: 200 }, []],
    [{ maxReplicaCount: 50 }, {}, []],
    [{}, { maxReplicaCount: 99 }, ['tool max 100 → 99']],
    [{ maxReplicaCount: 200 }, {}, ['tool max 200 → 100']],
  ])('of KEDA are at most 100 where nothing else is written: from %j to %j', (before, after, expected) => {
    expect(replicaTransitions(ofKeda(before), ofKeda(after)).map(({ got }) => got)).toEqual(expected);
  });

  it.each([
    ['another number', plain(4), plain(2)],
    ['a maximum that rises', plain(undefined, 5), plain(undefined, 12)],
    ['no autoscaler and no number', plain(), plain()],
  ])('of a plain Deployment, %s is none', (_name, before, after) => {
    expect(replicaTransitions(before, after)).toEqual([]);
  });
});

describe('from KEDA back to an autoscaler', () => {
  const keda = `${cpu}replicas: {min: 2, max: 8, triggers: {jobs: {type: rabbitmq, metadata: {queueName: jobs}}}}\n`;
  const environment = `${eks}operators: [keda]\n`;
  const between = (before: string, after: string) =>
    replicaTransitions(objects(before, environment), objects(after, environment));

  it('the autoscaler has to be applied again', () => {
    const [warning, ...others] = between(keda, `${cpu}replicas: {min: 2, max: 8}\n`);
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      code: 'autoscaler-returned',
      ...about('web'),
      got: 'HorizontalPodAutoscaler shop/web',
    });
  });

  it('the other way KEDA takes it over', () => {
    expect(between(`${cpu}replicas: {min: 2, max: 8}\n`, keda)).toEqual([]);
  });
});
