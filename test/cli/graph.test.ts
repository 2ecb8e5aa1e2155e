import { run } from '../../cli/program';
import { base, removePlatforms, web, writePlatform } from '../support/platform';
import { recordingTerminal } from '../support/terminal';

afterEach(removePlatforms);

const files = {
  ...base,
  'environments/production.yaml':
    'provider: eks\ndataServices: {postgres: {host: db, port: 5432, cidrs: [10.9.0.0/24]}}\n',
  'services/web.yaml': `${web}connects: [api]\naccepts: {nginx: {namespace: ingress}}\n`,
  'services/api.yaml': 'image: acme/api:1\nports: {http: 8080}\nconnects: [postgres]\n',
};

async function portolan(command: string, more: Record<string, string> = {}) {
  const { to, lines } = recordingTerminal();
  const root = writePlatform({ ...files, ...more });
  const code = await run([...command.split(' '), '--platform', root], to);
  return { code, out: lines.out.join('\n'), err: lines.err.join('\n') };
}

describe('graph', () => {
  it('is a table of who talks to whom, why, and which line asks for it', async () => {
    const { code, out } = await portolan('graph');
    expect([code, out]).toEqual([
      0,
      `# production

enforce: every service
by the network policy agent of the Amazon VPC CNI
It has to be switched on: in the add-on, or in Auto Mode in the ConfigMap amazon-vpc-cni and the NodeClass. Pods on Fargate and Windows are not covered.
A new pod is open until its policies are in place, unless NETWORK_POLICY_ENFORCING_MODE is strict.

  from                         to                               ports       why                       line
  every service                k8s-app=kube-dns in kube-system  53/UDP, 53  DNS
  api                          postgres                         5432        api connects to postgres  services/api.yaml:3
  nginx (all pods in ingress)  web                              8080        web accepts nginx         services/web.yaml:4
  web                          api                              8080        web connects to api       services/web.yaml:3
`,
    ]);
  });

  it.each([
    [
      'mermaid',
      `flowchart LR
  %% production
  n0["api"] -->|5432| n1["postgres"]
  n2["nginx (all pods in ingress)"] -->|8080| n3["web"]
  n3 -->|8080| n0`,
    ],
    [
      'dot',
      `digraph "production" {
  rankdir=LR;
  "api" -> "postgres" [label="5432"];
  "nginx (all pods in ingress)" -> "web" [label="8080"];
  "web" -> "api" [label="8080"];
}`,
    ],
  ])('is a drawing for %s, without what every service has', async (format, expected) => {
    expect((await portolan(`graph --format ${format}`)).out).toBe(expected);
  });

  it('is data for programs', async () => {
    const { out } = await portolan('graph --format json');
    const { environments, problems } = JSON.parse(out) as {
      environments: { environment: string; engine: string; connections: { from: string; to: string }[] }[];
      problems: unknown[];
    };
    expect(problems).toEqual([]);
    expect(environments.map(({ environment, engine }) => [environment, engine])).toEqual([
      ['production', 'vpc-cni'],
    ]);
    const [first] = environments[0]?.connections.filter(({ from }) => from === 'web').slice(-1) ?? [];
    expect(first).toMatchObject({
      from: 'web',
      to: 'api',
      ports: [{ port: 8080, protocol: 'TCP' }],
      reason: 'web connects to api',
      location: { file: 'services/web.yaml', line: 3 },
    });
  });

  it('shows what enforce would close', async () => {
    const more = {
      'environments/production.yaml': files['environments/production.yaml'] + 'networkPolicy: observe\n',
    };
    const { out } = await portolan('graph --would-close', more);
    expect(out).toBe(`# production: 7 connections open now that enforce would close

  from             to               port
  api              api              8080
  everything else  api              8080
  api              everything else  any
  api              web              8080
  web              web              8080
  everything else  web              8080
  web              everything else  any
`);
    expect((await portolan('graph --would-close')).out).toBe(
      '# production: 0 connections open now that enforce would close\n',
    );
    const { out: json } = await portolan('graph --would-close --format json', more);
    expect(
      (JSON.parse(json) as { environments: { wouldClose: unknown[] }[] }).environments[0]?.wouldClose,
    ).toHaveLength(7);
  });

  it('names the policies that were written by hand, which it does not know', async () => {
    const policy =
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: by-hand, namespace: shop}\nspec: {podSelector: {}, policyTypes: [Egress]}\n';
    const { out } = await portolan('graph', { 'manifests/all/web/policy.yaml': policy });
    expect(out).toContain('beside these, policies of manifests/ apply: by-hand\n');
  });

  it('names services by the mode that they have', async () => {
    const more = { 'services/api.yaml': files['services/api.yaml'] + 'networkPolicy: observe\n' };
    const { out } = await portolan('graph', more);
    expect(out.split('\n').slice(2, 4)).toEqual(['observe: api', 'enforce: web']);
  });
});

describe('can', () => {
  it('knows what the platform runs for itself', async () => {
    const more = {
      'environments/production.yaml':
        'provider: eks\nedge: {domain: example.org, implementation: envoy-gateway, issuer: a}\n',
      'services/web.yaml': `${web}expose: www.example.org\n`,
      'services/api.yaml': web,
    };
    const questions = ['gateway web', 'gateway api', 'web gateway:https'];
    const answers = await Promise.all(questions.map((question) => portolan(`can ${question}`, more)));
    expect(answers.map(({ code, err }) => [code, err])).toEqual([
      [0, ''],
      [1, ''],
      [1, ''],
    ]);
  });

  it.each([
    ['web api', 0, 'production: yes, web can reach api on 8080\n  web connects to api (services/web.yaml:3)'],
    [
      'web api:http',
      0,
      'production: yes, web can reach api on 8080\n  web connects to api (services/web.yaml:3)',
    ],
    [
      'api web',
      1,
      'production: no, api cannot reach web on 8080\n  api does not connect to web on 8080/TCP\n  no line lets api reach web on 8080/TCP',
    ],
    [
      'api postgres:5432',
      0,
      'production: yes, api can reach postgres on 5432\n  api connects to postgres (services/api.yaml:3)',
    ],
    ['web postgres', 1, 'production: no, web cannot reach postgres\n  web does not connect to postgres'],
    [
      'nginx web',
      0,
      'production: yes, nginx can reach web on 8080\n  web accepts nginx (services/web.yaml:4)',
    ],
    [
      'web 10.9.0.1:5432',
      1,
      'production: no, web cannot reach 10.9.0.1 on 5432\n  web does not connect to 10.9.0.1',
    ],
    [
      'api 10.9.0.1:5432',
      0,
      'production: yes, api can reach 10.9.0.1 on 5432\n  api connects to postgres (services/api.yaml:3)',
    ],
    [
      'web https://a.example:443',
      1,
      'production: no, web cannot reach https://a.example:443 on 443\n  web does not connect to https://a.example:443',
    ],
  ])('%s: exit code %d', async (question, code, expected) => {
    expect(await portolan(`can ${question}`)).toEqual({ code, out: expected, err: '' });
  });

  it('is data for programs', async () => {
    const { code, out } = await portolan('can web api --json');
    expect([code, JSON.parse(out)]).toMatchObject([
      0,
      {
        from: 'web',
        to: 'api',
        environments: [{ environment: 'production', decisions: [{ allowed: true }] }],
        problems: [],
      },
    ]);
  });

  it.each([
    [
      'wbe api2',
      'api2: not a service or data service of production, a host or an address, nor a caller that its services accept, got wbe and api2; did you mean "web"?',
    ],
    [
      'web postgers',
      'postgers: not a service or data service of production, a host or an address, got postgers; did you mean "postgres"?',
    ],
    ['web api:admin', 'api:admin: the service has no such port, got admin'],
  ])('an unknown end is an error: %s', async (question, text) => {
    const { code, err } = await portolan(`can ${question}`);
    expect(code).toBe(1);
    expect(err).toContain(text);
  });

  it('asks for the port of a host that no line names', async () => {
    const more = {
      'services/caller.yaml': 'image: acme/caller:1\nreplicas: 2\nconnects: ["tcp://db.example.com:5432"]\n',
    };
    const { code, err } = await portolan('can caller api.stripe.com', more);
    expect([code, err.split('\n').slice(0, 2)]).toEqual([
      1,
      [
        'error ambiguous-port',
        '  api.stripe.com: no line of caller names this host, and policies open ports, not hosts, got no port; name a port: api.stripe.com:443',
      ],
    ]);
    expect((await portolan('can caller api.stripe.com:443', more)).out).toContain('production: no, caller');
    expect((await portolan('can caller db.example.com', more)).out).toContain('production: yes, caller');
  });

  it('of what listens on nothing says so', async () => {
    const more = { 'services/worker.yaml': 'image: acme/worker:1\nreplicas: 2\n' };
    const { code, err } = await portolan('can web worker', more);
    expect([code, err.split('\n').slice(0, 2)]).toEqual([
      1,
      ['error unknown-port', '  worker: the service has no such port, got no port; it listens on nothing'],
    ]);
  });
});
