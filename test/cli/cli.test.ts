import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../cli/program';
import { filesBelow } from '../support/folder';
import { base, removePlatforms, web, writePlatform } from '../support/platform';
import { recordingTerminal } from '../support/terminal';

let out = '';

beforeEach(() => {
  out = join(mkdtempSync(join(tmpdir(), 'portolan-cli-')), 'dist');
});

afterEach(() => {
  removePlatforms();
  rmSync(join(out, '..'), { recursive: true, force: true });
});

interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function portolan(...args: string[]): Promise<Result> {
  const { to, lines } = recordingTerminal();
  const code = await run(args, to);
  return { code, out: lines.out.join('\n').replaceAll(out, 'DIST'), err: lines.err.join('\n') };
}

const platform = (service = web, more = {}) =>
  writePlatform({ ...base, 'services/web.yaml': service, ...more });
const note =
  'production: capacity uniform, pods run on any node without a taint; nodes: {onDemand: …, spot: …} names labels that tell them apart';
const synth = (root: string, ...args: string[]) =>
  portolan('synth', '--platform', root, '--out', out, ...args);
const withoutTime = (text: string) => text.replace(/\d+ ms/, 'N ms');

describe('synth', () => {
  it('says what it rendered and what that changes', async () => {
    const first = await synth(platform());
    expect(first.code).toBe(0);
    expect(withoutTime(first.out)).toBe(`+ added production: Namespace shop
+ added production: ServiceAccount shop/default
+ added production: ResourceQuota shop/shop
+ added production: Deployment shop/web
+ added production: Service shop/web
+ added production: ServiceAccount shop/web
+ added production: PodDisruptionBudget shop/web
${note}
DIST: 1 environment, 3 apps, 7 objects; files: written 11, unchanged 0, removed 0; N ms`);
    const second = await synth(platform(web.replace('1.2.3', '1.2.4')));
    expect(withoutTime(second.out)).toBe(`↻ restarts pods of production: Deployment shop/web
${note}
DIST: 1 environment, 3 apps, 7 objects; files: written 1, unchanged 10, removed 0; N ms`);
    const third = await synth(platform(web.replace('1.2.3', '1.2.4')));
    expect(withoutTime(third.out)).toBe(
      `${note}\nDIST: 1 environment, 3 apps, 7 objects; files: written 0, unchanged 11, removed 0; N ms`,
    );
  });

  it('--summary markdown is a table and lists for a pull request', async () => {
    await synth(platform());
    const { out: text } = await synth(
      platform(`${web}replicas: 3\nservice: false\n`),
      '--summary',
      'markdown',
    );
    expect(withoutTime(text))
      .toBe(`**DIST**: 1 environment, 3 apps, 6 objects; files: written 3, unchanged 7, removed 1; N ms

| Change | Count |
| --- | --- |
| Objects added | 0 |
| Objects removed | 1 |
| Pods restarted | 1 |
| Objects changed | 2 |

**Objects removed**

- \`production: Service shop/web\`

**Pods restarted**

- \`production: Deployment shop/web\`

**Objects changed**

- \`production: ResourceQuota shop/shop\`
- \`production: Deployment shop/web\`

${note}`);
  });

  it('--summary markdown fits into a comment whatever the change', async () => {
    const services = Array.from({ length: 60 }, (_, index) => [`services/s${index}.yaml`, web]);
    const { out: text } = await synth(platform(web, Object.fromEntries(services)), '--summary', 'markdown');
    expect(text).toContain('| Objects added | 247 |');
    expect(text.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(21);
    expect(text).toContain('\n- 227 more\n');
  });

  it('--json is for machines', async () => {
    const { out: text } = await synth(platform(), '--json');
    const { milliseconds, changes, differing, ...rest } = JSON.parse(text) as Record<string, unknown>;
    expect(rest).toEqual({
      environments: 1,
      apps: 3,
      objects: 7,
      written: 11,
      unchanged: 0,
      removed: 0,
      check: false,
      out: 'DIST',
      uniform: ['production'],
      left: [],
      problems: [],
    });
    expect(typeof milliseconds).toBe('number');
    expect((changes as { added: string[] }).added).toHaveLength(7);
    expect(differing).toHaveLength(11);
  });

  it('--check writes nothing and exits with 1 where the output differs', async () => {
    const root = platform();
    expect(await synth(root, '--check')).toMatchObject({ code: 1 });
    expect(() => filesBelow(out)).toThrow('ENOENT');
    await synth(root);
    expect(await synth(root, '--check')).toMatchObject({ code: 0 });
    writeFileSync(join(out, 'production/web/service-web.yaml'), 'edited: by hand\n');
    const { code, out: text } = await synth(root, '--check');
    expect([code, withoutTime(text)]).toEqual([
      1,
      `+ added production: Service shop/web\n${note}\nDIST: 1 environment, 3 apps, 7 objects; files: would write 1, unchanged 10, would remove 0; N ms`,
    ]);
  });

  it('an error leaves the output untouched and exits with 1', async () => {
    await synth(platform());
    const before = filesBelow(out);
    const { code, err } = await synth(platform(`${web}replica: 3\n`));
    expect(code).toBe(1);
    expect(err).toBe(
      'services/web.yaml:3:1 error unknown-field\n  replica: unknown field, got "replica"; did you mean "replicas"?\n  3 | replica: 3\n    | ^^^^^^^\n\n1 error',
    );
    expect(filesBelow(out)).toEqual(before);
  });

  it('a warning is printed, and the output written', async () => {
    const claim = `${web}workload: StatefulSet\nreplicas: 3\npodSecurityContext: {fsGroup: 1000}\nvolumes: {data: {claim: {storage: 1Gi}, mountPath: /data}}\n`;
    const { code, err } = await synth(platform(claim, { 'environments/production.yaml': 'provider: eks\n' }));
    expect(code).toBe(0);
    expect(err).toContain('services/web.yaml:6:25 warning storage-class');
    expect(filesBelow(out).has('production/web/statefulset-web.yaml')).toBe(true);
  });

  it('a change of a live selector is an error until --replace names the object', async () => {
    await synth(platform());
    const root = platform(`${web}selector: {app: web}\n`);
    const { code, err } = await synth(root);
    expect(code).toBe(1);
    expect(err).toContain('immutable-change');
    expect(err).toContain('run synth --replace Deployment/shop/web');
    // No running pod has the label that the Service selects now.
    expect(err).toContain('run synth --replace Service/shop/web');
    const both = ['--replace', 'Deployment/shop/web', '--replace', 'Service/shop/web'];
    expect(await synth(root, ...both)).toMatchObject({ code: 0 });
  });

  it('--environment renders one and leaves the others alone', async () => {
    const more = { 'environments/staging.yaml': 'provider: kubernetes\nnetworkPolicy: off\n' };
    await synth(platform(web, more));
    const before = filesBelow(out);
    await synth(platform(web.replace('1.2.3', '2.0.0'), more), '--environment', 'staging');
    const after = filesBelow(out);
    const changed = [...after].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
    expect(changed).toEqual(['staging/web/deployment-web.yaml']);
    expect([...after.keys()]).toEqual([...before.keys()]);
  });

  it('--environment that is not there names the nearest', async () => {
    const { code, err } = await synth(platform(), '--environment', 'prodution');
    expect(code).toBe(1);
    expect(err).toContain('did you mean "production"?');
  });

  it('--watch and --check together are a mistake', async () => {
    const { code, err } = await synth(platform(), '--watch', '--check');
    expect([code, err]).toEqual([2, "error: option '--watch' cannot be used with option '--check'"]);
  });

  it('a disk that refuses is a failure of its own: exit code 2', async () => {
    writeFileSync(out, 'a file, not a folder');
    const { code, err } = await synth(platform());
    expect(code).toBe(2);
    expect(err).toContain(out);
  });
});

describe('validate', () => {
  it('reports all errors of all files', async () => {
    const root = platform('imge: x\n', { 'services/api.yaml': `${web}replica: 1\n` });
    const { code, err } = await portolan('validate', '--platform', root);
    expect(code).toBe(1);
    expect(err).toContain('did you mean "image"?');
    expect(err).toContain('did you mean "replicas"?');
    expect(err).toContain('2 errors');
  });

  it('says that a platform is valid', async () => {
    const { code, out: text } = await portolan('validate', '--platform', platform());
    expect([code, text]).toEqual([0, 'valid: 1 service in 1 environment']);
  });

  it('--json lists the problems', async () => {
    const { code, out: text } = await portolan('validate', '--platform', platform('imge: x\n'), '--json');
    expect(code).toBe(1);
    expect(JSON.parse(text)).toMatchObject({
      problems: [
        {
          code: 'unknown-field',
          severity: 'error',
          location: { file: 'services/web.yaml', line: 1, column: 1 },
        },
      ],
    });
  });
});

describe('--json', () => {
  const commands: readonly (readonly string[])[] = [
    ['synth'],
    ['validate'],
    ['explain', 'service/web'],
    ['compare', '/dev/null', '--environment', 'production'],
  ];

  it.each(commands)('%s says what is wrong with a platform in one form', async (command, ...args) => {
    writeFileSync(`${out}.yaml`, 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n');
    const words = args.map((word) => (word === '/dev/null' ? `${out}.yaml` : word));
    const root = platform(`${web}prots: 1\n`);
    const { code, out: text, err } = await portolan(command, ...words, '--platform', root, '--json');
    expect([code, err]).toEqual([1, '']);
    expect(JSON.parse(text)).toEqual({
      problems: [
        {
          code: 'unknown-field',
          severity: 'error',
          path: 'prots',
          problem: 'unknown field',
          got: '"prots"',
          fix: 'did you mean "ports"?',
          message: 'prots: unknown field, got "prots"; did you mean "ports"?',
          location: { file: 'services/web.yaml', line: 3, column: 1, length: 5 },
        },
      ],
    });
  });

  it('holds the warnings of a run that succeeds, and the explanation', async () => {
    const root = platform(`${web}replicas: 1\n`);
    const { code, out: text, err } = await portolan('explain', 'service/web', '--platform', root, '--json');
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(text)).toMatchObject({
      service: 'web',
      environments: [
        {
          environment: 'production',
          capacity: { min: 1 },
          values: expect.any(Array) as unknown,
          connections: [],
        },
      ],
      problems: [{ code: 'single-replica', severity: 'warning' }],
    });
    const field = await portolan('explain', 'probes', '--json');
    expect(JSON.parse(field.out)).toMatchObject({ found: [{ field: { path: 'probes' } }], problems: [] });
  });
});

it('no line of a file outside the platform is shown', async () => {
  const root = platform();
  symlinkSync('/etc/passwd', join(root, 'services/evil.yaml'));
  const { code, err } = await portolan('validate', '--platform', root);
  expect(code).toBe(1);
  expect(err).toContain('services/evil.yaml:1:1 error file-symlink');
  expect(err).not.toContain('root:');
});

describe('compare', () => {
  it('exits with 0 where the rendering holds everything, and with 1 where something is lost', async () => {
    const root = platform();
    await synth(root);
    const same = await portolan('compare', out, '--platform', root, '--environment', 'production');
    expect(same.code).toBe(0);
    expect(same.out).toContain('coverage 100.0 %');
    const other = platform(web.replace('1.2.3', '9.9.9'));
    const lost = await portolan('compare', out, '--platform', other, '--environment', 'production');
    expect(lost.code).toBe(1);
    expect(lost.out).toContain(
      'different spec.template.spec.containers[web].image: "ghcr.io/acme/web:1.2.3", rendered "ghcr.io/acme/web:9.9.9"',
    );
    const json = await portolan('compare', out, '--platform', other, '--environment', 'production', '--json');
    expect(JSON.parse(json.out)).toMatchObject({ unexplained: 1 });
  });
});

describe('explain', () => {
  it('a field: meaning, type, default, example', async () => {
    const { code, out: text } = await portolan('explain', 'workload');
    expect(code).toBe(0);
    expect(text).toBe(`FIELD: workload <Deployment, StatefulSet, DaemonSet, CronJob, Job>
FILE:  services/[TEAM/]SERVICE.yaml

Kind of the controller that runs the pods.

Default: Deployment

Example: workload: CronJob`);
  });

  it('a field that is not there names the nearest', async () => {
    expect(await portolan('explain', 'replcas')).toEqual({
      code: 1,
      out: '',
      err: 'error unknown-field\n  replcas: no such field; did you mean "replicas"?\n\n1 error',
    });
  });

  it('a field below a name of one’s own', async () => {
    const text = `FIELD: ports.NAME.port <number>
FILE:  services/[TEAM/]SERVICE.yaml

Number of the port.`;
    for (const path of ['ports.NAME.port', 'ports.http.port', 'service.ports.NAME.port'])
      expect((await portolan('explain', path)).out.replace('service.ports', 'ports')).toBe(text);
    expect((await portolan('explain', 'files./etc/web.ini.mode')).out).toContain('FIELD: files.NAME.mode');
    expect((await portolan('explain', 'tolerations[0].key')).out).toContain('FIELD: tolerations[].key');
  });

  it('a field of two kinds of file names both, and what they say apart', async () => {
    expect((await portolan('explain', 'defaults')).out).toContain(
      'FILE:  environments/ENVIRONMENT.yaml, platform.yaml\n\nDefaults for all services.',
    );
  });

  it('a field that is not there, and near to none, names those around it', async () => {
    expect((await portolan('explain', 'ports.http.quux')).err).toBe(
      'error unknown-field\n  ports.http.quux: no such field; expected ports.NAME.port, ports.NAME.servicePort, ' +
        'ports.NAME.targetPort, ports.NAME.previousPort, ports.NAME.protocol, ports.NAME.appProtocol, ports.NAME.hostPort\n\n1 error',
    );
    const { err } = await portolan('explain', 'quuxquux');
    expect(err).toMatch(
      /quuxquux: no such field; expected of services\/\[TEAM\/\]SERVICE.yaml workload, team, /,
    );
    expect(err).toContain('; of platform.yaml name, owner, edition');
    expect(err).toContain('; or name a service as service/NAME');
  });

  it('a service: each rendered value with the lines that caused it', async () => {
    const root = platform(`${web}connects: ["https://api.stripe.com"]\n`);
    const { code, out: text } = await portolan('explain', 'service/web', '--platform', root);
    expect(code).toBe(0);
    const lines = text.split('\n');
    expect(lines.slice(0, 6)).toEqual([
      '# production',
      '',
      'capacity: 2 replicas, on any node without a taint.',
      '  workload  nodes      replicas  scaled by  drains take  grace',
      '  web       untainted  2         -          1 at a time  40 s, 10 of them draining',
      '',
    ]);
    expect(lines).toContain(
      '  spec.template.spec.containers[web].image: "ghcr.io/acme/web:1.2.3"  # services/web.yaml:1',
    );
    expect(lines).toContain('  spec.strategy.rollingUpdate.maxUnavailable: 0  # default');
    expect(lines).toContain('connects to api.stripe.com:443');
  });

  it('a service that is not there names the nearest', async () => {
    const { code, err } = await portolan('explain', 'service/wep', '--platform', platform());
    expect(code).toBe(1);
    expect(err).toContain('did you mean "web"?');
    for (const name of ['', 'web/extra']) {
      const other = await portolan('explain', `service/${name}`, '--platform', platform());
      expect(other).toMatchObject({ code: 1, out: '' });
      expect(other.err).toContain(`service/${name}: no such service; expected web`);
    }
  });
});

it('schema prints what the repository holds', async () => {
  for (const kind of ['service', 'environment', 'platform']) {
    const { out: text } = await portolan('schema', kind);
    expect(`${text}\n`).toBe(readFileSync(join(__dirname, `../../schemas/${kind}.json`), 'utf8'));
  }
});

it('a command or option that is not there is a failure, help is none', async () => {
  expect(await portolan('frobnicate')).toMatchObject({ code: 2, err: "error: unknown command 'frobnicate'" });
  expect(await portolan('synth', '--frob')).toMatchObject({ code: 2, err: "error: unknown option '--frob'" });
  const help = await portolan('--help');
  expect(help.code).toBe(0);
  for (const command of ['synth', 'validate', 'compare', 'explain', 'schema'])
    expect(help.out).toContain(`  ${command} `);
});

describe('many problems', () => {
  const many = (count: number) =>
    platform(`${web}${Array.from({ length: count }, (_none, at) => `q${at}: 1\n`).join('')}`);
  const unknown = (text: string) => text.match(/unknown-field/g)?.length;

  it('of one file are counted from the hundredth on', async () => {
    const { code, err } = await portolan('validate', '--platform', many(116));
    expect(code).toBe(1);
    expect(unknown(err)).toBe(100);
    expect(err).toMatch(/\n\nand 16 more in services\/web\.yaml\n\n116 errors$/);
  });

  it('are all shown up to a hundred', async () => {
    const { err } = await portolan('validate', '--platform', many(100));
    expect(unknown(err)).toBe(100);
    expect(err).not.toContain(' more in ');
  });

  it('are all in JSON', async () => {
    const { out: text } = await portolan('validate', '--json', '--platform', many(116));
    expect((JSON.parse(text) as { problems: unknown[] }).problems).toHaveLength(116);
  });
});
