import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { parse, parseDocument } from 'yaml';

/** The concern of docs/extending.md, in a copy of the project: nothing but what the document says is added. */
const root = join(__dirname, '../..');
const copy = mkdtempSync(join(tmpdir(), 'portolan-concern-'));
const notCopied = new Set(['node_modules', 'dist', 'build', '.git']);

const guide = readFileSync(join(root, 'docs/extending.md'), 'utf8');
const blocks = (language: string) =>
  [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n(?://|# in) (\\S+)\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, path = '', text = '']) => ({ path, text }),
  );

/** What a program prints, also where it fails. */
function outputOf(args: readonly string[]): string {
  const env = { ...process.env, JEST_WORKER_ID: undefined };
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8', env });
  return `${stdout}${stderr}`;
}

const cli = (...args: string[]) => outputOf(['-r', 'tsx/cjs', 'cli/portolan.ts', ...args]);
const runTests = (...args: string[]) => outputOf(['node_modules/jest/bin/jest.js', '-w', '1', ...args]);

function write(path: string, text: string): void {
  mkdirSync(dirname(join(copy, path)), { recursive: true });
  writeFileSync(join(copy, path), text);
}

/** Files that differ from those of the project. */
function changed(): string[] {
  return readdirSync(copy, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(copy, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith('node_modules') && !path.startsWith('out/'))
    .filter((path) => textOf(join(root, path)) !== textOf(join(copy, path)))
    .sort();
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

jest.setTimeout(300_000);

beforeAll(() => {
  for (const name of readdirSync(root)) {
    if (!notCopied.has(name)) cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const { path, text } of blocks('ts')) write(path, text);
  const list = readFileSync(join(copy, 'charts/index.ts'), 'utf8')
    .replace('import { manifests }', "import { mail } from './mail';\nimport { manifests }")
    .replace(/^ {2}manifests,$/m, '  manifests,\n  mail,');
  write('charts/index.ts', list);
});

afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

it('its fields need a fixture, or tests fail', () => {
  const failed = runTests('test/app/causes', 'test/app/settings', '-t', 'every field');
  expect(failed).toContain('● nothing that is written is dropped › the fixture has every field of a service');
  expect(failed).toContain('● the fixtures have every field › of an environment');
});

it('is a folder, a row, a fixture, and what is generated', () => {
  for (const { path, text } of blocks('yaml')) {
    const document = parseDocument(readFileSync(join(copy, path), 'utf8'));
    for (const [key, value] of Object.entries(parse(text) as object)) document.set(key, value);
    write(path, document.toString());
  }
  outputOf(['-r', 'tsx/cjs', 'tools/generate.ts']);
  expect(changed()).toEqual([
    'charts/index.ts',
    ...['chart', 'facts', 'flows', 'index', 'relay', 'schema', 'types'].map(
      (name) => `charts/mail/${name}.ts`,
    ),
    'docs/reference.md',
    'schemas/environment.json',
    'schemas/platform.json',
    'schemas/service.json',
    'test/fixtures/every-field/environments/here.yaml',
    'test/fixtures/every-field/services/web.yaml',
  ]);
});

it('compiles, and the tests of all concerns hold for it', () => {
  expect(outputOf(['node_modules/typescript/bin/tsc', '--noEmit'])).toBe('');
  const result = runTests(
    '--verbose',
    'test/architecture',
    'test/app/causes',
    'test/app/settings',
    'test/app/kept-pipeline',
  );
  expect(result).toMatch(/^Tests: +\d+ passed, \d+ total$/m);
  expect(result).toContain('mail is a row, and nothing but the list and commands know its name');
});

describe('on a platform', () => {
  beforeAll(() => {
    write('small/platform.yaml', 'name: shop\nowner: web\nedition: 2026-11\n');
    write(
      'small/environments/production.yaml',
      'provider: eks\noperators: [cert-manager]\nmail: {image: acme/relay:1, provider: "tcp://smtp.example.org:587", cidrs: [203.0.113.0/24], issuer: internal}\n',
    );
    write('small/services/web.yaml', 'image: acme/web:1\nports: {http: 8080}\nmail: true\n');
    write('small/services/api.yaml', 'image: acme/api:1\nports: {http: 8080}\n');
    cli('synth', '--platform', 'small', '--out', 'out');
  });

  const rendered = (path: string) =>
    parse(readFileSync(join(copy, 'out/production', path), 'utf8')) as Readonly<Record<string, unknown>>;

  it('its workload is planned, budgeted and guarded as any service', () => {
    expect(readdirSync(join(copy, 'out/production/mail')).sort()).toEqual([
      'certificate-mail-tls.yaml',
      'deployment-mail.yaml',
      'kustomization.yaml',
      'networkpolicy-mail.yaml',
      'poddisruptionbudget-mail.yaml',
      'service-mail.yaml',
      'serviceaccount-mail.yaml',
    ]);
    expect(rendered('mail/deployment-mail.yaml')).toMatchObject({
      spec: { replicas: 2, template: { spec: { topologySpreadConstraints: [{}, {}] } } },
    });
    // Two of the relay, and one more while a rollout is under way, with the room of all quotas.
    expect(rendered('platform/resourcequota-shop-mail.yaml')).toMatchObject({
      spec: { hard: { pods: '8' } },
    });
    expect(rendered('namespaces/namespace-shop-mail.yaml')).toMatchObject({ kind: 'Namespace' });
  });

  it('pods of services that ask for it know the relay, and no others', () => {
    const envOf = (name: string) =>
      rendered(`${name}/deployment-${name}.yaml`) as {
        spec: { template: { spec: { containers: [{ env?: unknown }] } } };
      };
    expect(envOf('web').spec.template.spec.containers[0].env).toEqual([
      { name: 'SMTP_URL', value: 'smtp://mail.shop-mail.svc:2525' },
    ]);
    expect(envOf('api').spec.template.spec.containers[0].env).toBeUndefined();
  });

  it('policies open both ends, for nobody else, and say why', () => {
    expect(cli('can', 'web', 'mail:smtp', '--platform', 'small')).toBe(
      'production: yes, web can reach mail on 2525\n  mail is sent\n',
    );
    expect(cli('can', 'api', 'mail:smtp', '--platform', 'small')).toMatch(/^production: no, /);
    expect(rendered('mail/networkpolicy-mail.yaml')).toMatchObject({
      spec: {
        ingress: [{ from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } } }] }],
      },
    });
  });

  it('what is missing is an error at its line', () => {
    write('small/environments/production.yaml', 'provider: eks\n');
    expect(cli('validate', '--platform', 'small')).toContain(
      'services/web.yaml:3:7 error missing-field\n  web.mail: the environment has no relay to send mail through; expected mail: {image: …, provider: …} in environments/production.yaml',
    );
    write('small/services/mail.yaml', 'image: acme/mail:1\n');
    expect(cli('validate', '--platform', 'small')).toContain('this name is reserved');
  });
});
