import { join } from 'node:path';
import { output } from '../../app/output';
import { Pipeline } from '../../app/pipeline';
import { portPlaces } from '../../app/port-places';
import { address } from '../../lib/rendered';
import { portTransitions } from '../../output/port-transitions';
import type { Files } from '../support/platform';
import { removePlatforms, writePlatform } from '../support/platform';

afterEach(removePlatforms);

const unguarded = 'provider: kubernetes\nnetworkPolicy: off\n';
const guarded = 'provider: kubernetes\nnetworkPolicy: {engine: cilium}\n';

const platform = (service: string, environment = unguarded, more: Files = {}): Files => ({
  'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\n',
  'environments/production.yaml': environment,
  'services/web.yaml': `image: acme/web:1\nreplicas: 4\n${service}`,
  ...more,
});

const render = (...args: Parameters<typeof platform>) => new Pipeline(writePlatform(platform(...args))).run();
const objects = (...args: Parameters<typeof platform>) => render(...args).apps.flatMap((app) => app.objects);

/** What synth says of a change from the first to the second, in an environment with these callers. */
function found(before: string, after: string, environment?: string, more?: Files) {
  const { apps, resolutions } = render(after, environment, more);
  const next = apps.flatMap((app) => app.objects);
  return portTransitions(objects(before, environment, more), next, () => portPlaces(resolutions));
}

describe('a port of another name', () => {
  const http = 'ports: {http: 8080}\n';
  const both = 'ports: {http: 8080, admin: 9000}\n';
  const extra = (target: string) =>
    `extraServices: {web-admin: {ports: {admin: {port: 90, targetPort: ${target}}}}}\n`;
  const sidecar = (name: string) => `sidecars: {proxy: {image: acme/proxy:1, ports: {${name}: 7000}}}\n`;

  it.each([
    ['in ports', http, 'ports: {web: 8080}\n', 'web', 'targetPort web where http was', 8080],
    [
      'and another number',
      http,
      'ports: {web: {port: 9090, servicePort: 8080}}\n',
      'web',
      'targetPort web where http was',
      8080,
    ],
    [
      'one of several',
      both,
      'ports: {http: 8080, manage: 9000}\n',
      'web',
      'targetPort manage where admin was',
      9000,
    ],
    [
      'in service.ports',
      `${http}service: {ports: {main: {port: 80, targetPort: http}}}\n`,
      'ports: {web: 8080}\nservice: {ports: {main: {port: 80, targetPort: web}}}\n',
      'web',
      'targetPort web where http was',
      8080,
    ],
    [
      'in extraServices',
      `${both}service: false\n${extra('admin')}`,
      `ports: {http: 8080, manage: 9000}\nservice: false\n${extra('manage')}`,
      'web-admin',
      'targetPort manage where admin was',
      9000,
    ],
    [
      'of a sidecar',
      `${http}${sidecar('proxy')}service: {ports: {http: {port: 80, targetPort: proxy}}}\n`,
      `${http}${sidecar('front')}service: {ports: {http: {port: 80, targetPort: front}}}\n`,
      'web',
      'targetPort front where proxy was',
      7000,
    ],
  ])('%s takes three commits', (_where, before, after, service, got, number) => {
    const [problem, ...others] = found(before, after);
    expect(others).toEqual([]);
    expect(problem?.address).toBe(`Service/shop/${service}`);
    expect(problem?.diagnostic).toMatchObject({
      code: 'port-transition',
      object: { environments: ['production'], title: `Service shop/${service}` },
      path: '',
      got,
    });
    expect(problem?.diagnostic.problem).toMatch(
      /^no running pod has a port called \w+, so that the Service loses/,
    );
    expect(problem?.diagnostic.fix).toMatch(
      new RegExp(`^do it in three commits, .*targetPort: ${number}\\W`),
    );
    expect(problem?.diagnostic.fix).toContain(`run synth --replace Service/shop/${service}`);
  });

  it.each(['', 'workload: StatefulSet\n'])('has a way on which synth says nothing %#', (workload) => {
    const commits = [
      'ports: {http: 8080}\n',
      'ports: {http: {port: 8080, targetPort: 8080}}\n',
      'ports: {web: {port: 8080, targetPort: 8080}}\n',
      'ports: {web: 8080}\n',
    ].map((ports) => `${workload}${ports}`);
    const steps = commits.slice(1).map((after, index) => found(commits[index] ?? '', after, guarded));
    expect(steps).toEqual([[], [], []]);
  });

  it('is none where no pod runs yet', () => {
    const none = objects(http).filter(({ object }) => object.kind !== 'Deployment');
    expect(portTransitions(none, objects('ports: {web: 8080}\n'))).toEqual([]);
  });
});

describe('a port of another number', () => {
  const front = (calls: string): Files => ({
    'services/front.yaml': `image: acme/front:1\nreplicas: 1\nconnects: ${calls}\n`,
  });
  const before = 'ports: {http: {port: 8080, servicePort: 80}}\n';
  const after = 'ports: {http: {port: 9090, servicePort: 80}}\n';

  it('is closed by policies at once, behind the same number of the Service', () => {
    const [problem, ...others] = found(before, after, guarded, front('[web]'));
    expect(others).toEqual([]);
    expect(problem?.diagnostic).toMatchObject({
      code: 'port-transition',
      problem: 'policies close port 8080 at once, where running pods still listen',
      got: 'port 9090 where 8080 was',
    });
    expect(problem?.diagnostic.fix).toContain(
      'ports: {http: {port: 9090, servicePort: 80, previousPort: 8080}}',
    );
  });

  it('is followed by each pod where no policy is in the way', () => {
    expect(found(before, after, unguarded, front('[web]'))).toEqual([]);
    expect(found(before, after, guarded)).toEqual([]);
  });

  it('is closed at the end of the caller alone', () => {
    const open = (service: string) => `networkPolicy: off\n${service}`;
    const [problem] = found(open(before), open(after), guarded, front('[web]'));
    expect(problem?.diagnostic.got).toBe('port 9090 where 8080 was');
  });

  it('is closed to callers of other namespaces and to those outside', () => {
    const elsewhere = {
      'services/front.yaml': 'image: acme/front:1\nnamespace: pay\nreplicas: 1\nconnects: [web]\n',
    };
    expect(found(before, after, guarded, elsewhere)).toHaveLength(1);
    const accepts = 'accepts: {office: {cidrs: [203.0.113.0/24]}}\n';
    expect(found(`${before}${accepts}`, `${after}${accepts}`, guarded)).toHaveLength(1);
  });

  it('has a way in two commits, each with both ports open for the other', () => {
    const between = 'ports: {http: {port: 9090, servicePort: 80, previousPort: 8080}}\n';
    expect(found(before, between, guarded, front('[web]'))).toEqual([]);
    expect(found(between, after, guarded, front('[web]'))).toEqual([]);
    // The way back is the same.
    expect(found(after, before, guarded, front('[web]'))).toHaveLength(1);
    const back = 'ports: {http: {port: 8080, servicePort: 80, previousPort: 9090}}\n';
    expect(found(after, back, guarded, front('[web]'))).toEqual([]);
  });

  it('keeps the number of the Service, which callers use', () => {
    const [problem] = found('ports: {http: 8080}\n', 'ports: {http: 9090}\n');
    expect(problem?.diagnostic).toMatchObject({
      problem: 'the Service has no port 8080 any more, which running callers use',
      got: 'port 9090 where 8080 was',
    });
    expect(problem?.diagnostic.fix).toContain(
      'keep the number of the Service: ports: {http: {port: 9090, servicePort: 8080, previousPort: 8080}}',
    );
    const way = 'ports: {http: {port: 9090, servicePort: 8080, previousPort: 8080}}\n';
    expect(found('ports: {http: 8080}\n', way, guarded, front('[web]'))).toEqual([]);
  });

  it('of the Service alone moves by a second port', () => {
    const pods = 'ports: {http: 8080}\n';
    const of = (ports: string) => `${pods}service: {ports: {${ports}}}\n`;
    expect(
      found(of('http: {port: 80, targetPort: http}'), of('http: {port: 81, targetPort: http}')),
    ).toHaveLength(1);
    const two = of('http: {port: 80, targetPort: http}, next: {port: 81, targetPort: http}');
    expect(found(of('http: {port: 80, targetPort: http}'), two)).toEqual([]);
    expect(found(two, of('http: {port: 81, targetPort: http}'))).toEqual([]);
  });

  it('leads nowhere at once where targetPort is a number', () => {
    const numbered = (number: number) =>
      `ports: {http: {port: ${number}, servicePort: 80, targetPort: ${number}}}\n`;
    const [problem] = found(numbered(8080), numbered(9090));
    expect(problem?.diagnostic).toMatchObject({
      problem: 'the Service leads to port 9090 at once, where running pods do not listen',
      got: 'targetPort 9090 where 8080 was',
    });
    expect(found(numbered(8080), before)).toEqual([]);
  });
});

describe('ports that take the numbers of each other', () => {
  const calls: Files = {
    'services/front.yaml': 'image: acme/front:1\nreplicas: 1\nconnects: [web]\n',
    'services/ops.yaml': 'image: acme/ops:1\nreplicas: 1\nconnects: ["web:admin"]\n',
  };

  it.each([
    [
      'two',
      '{http: 8080, admin: 9001}',
      '{http: 9001, admin: 8080}',
      'port 9001 for http where admin had it',
    ],
    [
      'three',
      '{http: 8080, admin: 9001, ops: 9002}',
      '{http: 9001, admin: 9002, ops: 8080}',
      'port 9001 for http where admin had it',
    ],
    [
      'one that moves on',
      '{http: 8080, admin: 9001}',
      '{http: 9090, admin: 8080}',
      'port 8080 for admin where http had it',
    ],
    [
      'two behind numbers',
      '{http: {port: 8080, targetPort: 8080}, admin: {port: 9001, targetPort: 9001}}',
      '{http: {port: 9001, targetPort: 9001}, admin: {port: 8080, targetPort: 8080}}',
      'port 9001 for http where admin had it',
    ],
  ])('%s', (_name, before, after, got) => {
    for (const environment of [unguarded, guarded]) {
      const [problem, ...others] = found(`ports: ${before}\n`, `ports: ${after}\n`, environment, calls);
      expect(others).toEqual([]);
      expect(problem?.diagnostic).toMatchObject({ code: 'port-transition', got });
      expect(problem?.diagnostic.problem).toContain('of the Service reach');
    }
  });

  it('in the Service alone', () => {
    const of = (ports: string) => `ports: {http: 8080, admin: 9001}\nservice: {ports: ${ports}}\n`;
    const before = of('{http: {port: 80, targetPort: http}, admin: {port: 90, targetPort: admin}}');
    const [problem] = found(
      before,
      of('{http: {port: 90, targetPort: http}, admin: {port: 80, targetPort: admin}}'),
    );
    expect(problem?.diagnostic.fix).toContain('service: {ports: {admin: {port: 90, targetPort: admin}}}');
    // Other names for the same ports, and other ports under the same names, are somebody's intent.
    expect(
      found(before, of('{admin: {port: 80, targetPort: http}, http: {port: 90, targetPort: admin}}')),
    ).toEqual([]);
    expect(
      found(before, of('{http: {port: 80, targetPort: admin}, admin: {port: 90, targetPort: http}}')),
    ).toEqual([]);
  });

  it('in the pods alone: each pod resolves the name, and policies close both', () => {
    const of = (http: number, admin: number) =>
      `ports: {http: {port: ${http}, servicePort: 80}, admin: {port: ${admin}, servicePort: 90}}\n`;
    expect(found(of(8080, 9001), of(9001, 8080), unguarded, calls)).toEqual([]);
    const [problem] = found(of(8080, 9001), of(9001, 8080), guarded, calls);
    expect(problem?.diagnostic.problem).toContain('policies close port');
    // previousPort would open the other port to these callers.
    expect(problem?.diagnostic.fix).toContain('by way of a free one');
  });
});

describe('a port of another protocol', () => {
  const dns = (protocol: string) => `dns: {port: 5353, protocol: ${protocol}}`;
  const of = (...ports: string[]) => `ports: {${ports.join(', ')}}\n`;

  it('names both, and a second port', () => {
    const [problem, ...others] = found(of(dns('UDP')), of(dns('TCP')));
    expect(others).toEqual([]);
    expect(problem?.diagnostic).toMatchObject({
      code: 'port-transition',
      problem:
        'the Service has no port 5353 of UDP any more, which running callers use, and running pods do not listen on TCP',
      got: 'port 5353 of TCP where 5353 of UDP was',
    });
    expect(problem?.diagnostic.fix).toContain(
      'first a second port beside dns: ports: {dns-tcp: {port: 5353, protocol: TCP}}, then remove dns',
    );
  });

  it('of the Service alone needs a second port of the pods as well', () => {
    const behind = (protocol: string) =>
      `ports: {x: {port: 5353, protocol: ${protocol}}}\nservice: {ports: {dns: {port: 53, targetPort: x, protocol: ${protocol}}}}\n`;
    const [problem] = found(behind('UDP'), behind('TCP'));
    expect(problem?.diagnostic.fix).toContain(
      'first a second port of TCP in the container, and a second port of the Service beside dns that leads to it, then remove the old two',
    );
  });

  it('moves by that second port', () => {
    const both = of(dns('UDP'), 'dns-tcp: {port: 5353, protocol: TCP}', 'http: 8080');
    expect(found(of(dns('UDP'), 'http: 8080'), both, guarded)).toEqual([]);
    expect(found(both, of('dns-tcp: {port: 5353, protocol: TCP}', 'http: 8080'), guarded)).toEqual([]);
  });
});

describe('a headless Service', () => {
  const set = (ports: string) => `workload: StatefulSet\nservice: {headless: true}\nports: ${ports}\n`;

  it('translates no number, so that pods have to listen on both', () => {
    const [problem, ...others] = found(set('{pg: 5432}'), set('{pg: 5433}'));
    expect(others).toEqual([]);
    expect(problem?.diagnostic).toMatchObject({
      problem:
        'callers of a headless Service call the pods themselves, of which running ones listen on port 5432 and new ones on port 5433',
      got: 'port 5433 where 5432 was',
    });
    expect(problem?.diagnostic.fix).not.toContain('servicePort');
    const both = set('{pg: 5432, next: 5433}\nmainPort: pg');
    expect(found(set('{pg: 5432}'), both)).toEqual([]);
    expect(found(both, set('{next: 5433}'))).toEqual([]);
  });

  it('may get another number of its own', () => {
    expect(found(set('{pg: {port: 5432, servicePort: 80}}'), set('{pg: 5432}'))).toEqual([]);
  });
});

it('advice for a plain Service names no field of ours', () => {
  const manifest = (name: string) => ({
    'manifests/all/web/svc.yaml': `apiVersion: v1\nkind: Service\nmetadata: {name: plain, namespace: shop}\nspec: {selector: {app.kubernetes.io/name: web}, ports: [{name: http, port: 80, targetPort: ${name}}]}\n`,
  });
  const before = objects('ports: {http: 8080}\nservice: false\n', unguarded, manifest('http'));
  const { apps, resolutions } = render('ports: {web: 8080}\nservice: false\n', unguarded, manifest('web'));
  const next = apps.flatMap((app) => app.objects);
  const [problem] = portTransitions(before, next, () => portPlaces(resolutions));
  expect(problem?.diagnostic.fix).toContain(
    'first targetPort: 8080 for port 80 of the Service, as its manifest sets it, then the new name in ports, then targetPort: web',
  );
});

it.each([
  ['a further port', 'ports: {http: 8080}\n', 'ports: {http: 8080, admin: 9000}\n'],
  ['a port less', 'ports: {http: 8080, admin: 9000}\n', 'ports: {http: 8080}\n'],
  ['another container', 'ports: {http: 8080}\n', 'ports: {http: 8080}\ncontainerName: main\n'],
  [
    'another port of the Service',
    'ports: {http: 8080}\n',
    'ports: {http: 8080}\nextraServices: {w: {ports: {http: 80}}}\n',
  ],
  ['no Service any more', 'ports: {http: 8080}\n', 'ports: {http: 8080}\nservice: false\n'],
])('%s is a rollout like any other', (_name, before, after) => {
  expect(found(before, after, guarded)).toEqual([]);
});

it('labels that the Service selects before any pod has them', () => {
  const labelled = (labels: string, selector: string) =>
    `ports: {http: 8080}\npodLabels: {${labels}}\nservice: {selector: {${selector}}}\n`;
  const [problem] = found(labelled('app: a', 'app: a'), labelled('app: b', 'app: b'));
  expect(problem?.diagnostic).toMatchObject({ got: 'app=b where app=a was' });
  expect(problem?.diagnostic.problem).toContain('no running pod has the labels');
  const both = (selector: string) => labelled('app: a, app2: b', selector);
  expect(found(labelled('app: a', 'app: a'), both('app: a'))).toEqual([]);
  expect(found(both('app: a'), both('app2: b'))).toEqual([]);
});

it('is refused by synth until --replace names the Service', () => {
  const out = join(writePlatform({ '.keep': '' }), 'dist');
  const options = { out, environments: [], check: false };
  output(render('ports: {http: 8080}\n'), { ...options, replace: [] });
  const next = render('ports: {web: 8080}\n');
  expect(() => output(next, { ...options, replace: [] })).toThrow('port-transition');
  const { changes } = output(next, { ...options, replace: ['Service/shop/web'] });
  expect(changes.changed.map(({ object }) => address(object))).toContain('Service/shop/web');
});
