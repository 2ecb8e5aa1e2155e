import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { output } from '../../app/output';
import { Pipeline } from '../../app/pipeline';
import { watch } from '../../cli/watch';
import { SpecError } from '../../lib/diagnostics';
import { KnownOutput } from '../../output/known-output';
import { filesBelow } from '../support/folder';
import { base, removePlatforms, web, writePlatform } from '../support/platform';
import { pick, randomOf } from '../support/random';
import { recordingTerminal } from '../support/terminal';

const seed = Number(process.env['SEED'] ?? 20261124);
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portolan-watch-'));
  resetPlatform();
});

function resetPlatform(): void {
  rmSync(join(folder, 'platform'), { recursive: true, force: true });
  cpSync(join(__dirname, '../../platform'), join(folder, 'platform'), { recursive: true });
}

afterEach(() => rmSync(folder, { recursive: true }));

const service = (name: string) => join(folder, 'platform/services', `${name}.yaml`);
const image = 'image: ghcr.io/stefanprodan/podinfo:6.9.2\n';
const names = ['api', 'web', 'extra', 'other'];

/** What people do to a platform in the course of a day; some of it is wrong, and mended later. */
const edits: readonly ((random: () => number) => void)[] = [
  (random) => {
    const ports = pick(
      ['ports: {http: 9898}\n', 'ports: {http: 8080, admin: 8081}\n', 'replicas: 1\n'],
      random,
    );
    const replicas = ports.startsWith('replicas')
      ? ''
      : pick(['replicas: 0\n', 'replicas: 3\n', 'replicas: {min: 3, max: 9, cpu: 70}\n'], random);
    const capacity = pick(
      ['', '', 'capacity: spot\n', 'capacity: {onDemand: 1}\n', 'availability: {priority: batch}\n'],
      random,
    );
    const requests = pick(['', 'resources: {requests: {cpu: 100m, memory: 64Mi}}\n'], random);
    const connects = pick(
      [
        '',
        'connects: [model-server]\n',
        'connects: [web]\n',
        'connects: [postgres]\n',
        'connects: [nobody]\n',
      ],
      random,
    );
    const namespace = pick(['', '', 'namespace: aside\n'], random);
    const expose = pick(['', '', 'expose: www.shop.example\n'], random);
    writeFileSync(
      service(pick(names, random)),
      image + ports + replicas + capacity + requests + connects + namespace + expose,
    );
  },
  (random) => rmSync(service(pick(names, random)), { force: true }),
  (random) => {
    const defaults = pick(
      ['', 'defaults: {replicas: 1}\n', 'defaults: {labels: {tier: a}}\n', 'defaults: {imge: x}\n'],
      random,
    );
    const quota = pick(['', 'quota: false\n', 'quota: {reserve: {pods: "9"}}\n'], random);
    const provider = pick(
      [
        'provider: kubernetes\nnetworkPolicy: off\n',
        'provider: eks\nzones: [sa-east-1a, sa-east-1b, sa-east-1c]\n',
        'provider: gke\nzones: [southamerica-east1-a, southamerica-east1-b]\nnodes: {mode: compute-class, pools: {general: {capacity: [onDemand, spot]}}}\n',
        '',
      ],
      random,
    );
    const data =
      'dataServices:\n  postgres: {host: a, port: 1, cidrs: [10.0.0.0/8]}\n  redis: {host: a, port: 1, cidrs: [10.0.0.0/8]}\n  objects: {host: a, port: 1, cidrs: [10.0.0.0/8]}\n';
    writeFileSync(
      join(folder, 'platform/environments/development.yaml'),
      `${provider}${defaults}${quota}${data}`,
    );
  },
  (random) => {
    const registries = pick(['', 'registries: [ghcr.io/]\n', 'registries: [ghcr.io/, docker.io/]\n'], random);
    writeFileSync(
      join(folder, 'platform/platform.yaml'),
      `name: ${pick(['shop', 'shop', 'store'], random)}\nowner: ${pick(['platform', 'core'], random)}\nedition: 2026-11\n${registries}`,
    );
  },
  (random) => {
    const path = join(
      folder,
      'platform/manifests',
      pick(['all', 'development'], random),
      pick(['extra', 'web'], random),
      'a.yaml',
    );
    mkdirSync(dirname(path), { recursive: true });
    if (random() < 0.3) rmSync(path, { force: true });
    else
      writeFileSync(
        path,
        `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${pick(['a', 'b'], random)}}\ndata: {x: "${Math.floor(random() * 3)}"}\n`,
      );
  },
  (random) => {
    const path = join(folder, 'platform/environments/development', `${pick(names, random)}.yaml`);
    mkdirSync(dirname(path), { recursive: true });
    if (random() < 0.5) rmSync(path, { force: true });
    else writeFileSync(path, `replicas: ${Math.floor(random() * 4)}\n`);
  },
];

interface Allowed {
  readonly replace: readonly string[];
  readonly remove: readonly string[];
}

/** What the errors of an output ask to allow, by the option that they name; undefined where another mistake is among them. */
function askedFor(text: string, { diagnostics }: SpecError): Allowed | undefined {
  const named = (option: string) => [
    ...new Set(
      [...text.matchAll(new RegExp(`--${option} (\\w+/[\\w./-]+)`, 'g'))].map((match) => match[1] ?? ''),
    ),
  ];
  const codes = ['removed-data', 'workload-transition', 'port-transition', 'immutable-change'];
  if (diagnostics.some(({ code }) => !codes.includes(code))) return undefined;
  return { replace: named('replace'), remove: named('remove') };
}

/** Renders to a folder, with what it asks to allow; another mistake leaves the folder as it is and gives its text. */
function render(
  pipeline: Pipeline,
  out: string,
  known?: KnownOutput,
  allowed: Allowed = { replace: [], remove: [] },
): string {
  const kept = known === undefined ? {} : { known };
  try {
    output(pipeline.run(), { out, environments: [], check: false, ...allowed, ...kept });
    return '';
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    const asked = askedFor(error.message, error);
    const already = allowed.replace.length + allowed.remove.length > 0;
    return asked === undefined || already ? error.message : render(pipeline, out, known, asked);
  }
}

it(`a pipeline that is kept renders what a new one does after each of 200 random edits (SEED=${seed})`, () => {
  const random = randomOf(seed);
  const kept = new Pipeline(join(folder, 'platform'));
  const [keptOut, freshOut] = [join(folder, 'kept'), join(folder, 'fresh')];
  const known = new KnownOutput();
  let mistakes = 0;
  for (let round = 0; round < 200; round++) {
    pick(edits, random)(random);
    const text = render(kept, keptOut, known);
    const fresh = render(new Pipeline(join(folder, 'platform')), freshOut);
    expect([round, text]).toEqual([round, fresh]);
    if (text !== '') {
      mistakes++;
      // Most mistakes are undone by the next edit.
      if (random() < 0.7) resetPlatform();
    } else expect(filesBelow(keptOut)).toEqual(filesBelow(freshOut));
  }
  expect(mistakes).toBeGreaterThan(10);
  expect(mistakes).toBeLessThan(150);
});

describe('an output folder that somebody else changed meanwhile is brought to the wanted state', () => {
  const edit = (name: string, color: string) =>
    writeFileSync(
      service(name),
      `${image}ports: {http: 9898}\nlabels: {color: ${color}}\n${name === 'web' ? 'expose: www.shop.example\n' : ''}`,
    );

  it.each<[string, (out: string, before: ReadonlyMap<string, string>) => void]>([
    ['removed', (out) => rmSync(out, { recursive: true })],
    [
      'put back to what it was before the last run',
      (out, before) => {
        for (const [path, text] of before)
          if (readFileSync(join(out, path), 'utf8') !== text) writeFileSync(join(out, path), text);
      },
    ],
    ['one file removed', (out) => rmSync(join(out, 'development/api/deployment-api.yaml'))],
    ['one environment removed', (out) => rmSync(join(out, 'development'), { recursive: true })],
  ])('%s', (_what, change) => {
    const [kept, out] = [new Pipeline(join(folder, 'platform')), join(folder, 'dist')];
    const known = new KnownOutput();
    expect(render(kept, out, known)).toBe('');
    const before = filesBelow(out);
    edit('web', 'green');
    expect(render(kept, out, known)).toBe('');
    change(out, before);
    edit('other', 'red');
    expect(render(kept, out, known)).toBe('');
    expect(render(new Pipeline(join(folder, 'platform')), join(folder, 'fresh'))).toBe('');
    expect(filesBelow(out)).toEqual(filesBelow(join(folder, 'fresh')));
  });

  it('with a file of somebody else: an error', () => {
    const [kept, out] = [new Pipeline(join(folder, 'platform')), join(folder, 'dist')];
    const known = new KnownOutput();
    expect(render(kept, out, known)).toBe('');
    writeFileSync(join(out, 'development/api/mine.yaml'), 'mine');
    edit('extra', 'green');
    expect(render(kept, out, known)).toContain('got development/api/mine.yaml');
  });
});

it('a change renders again only the apps that it reaches', () => {
  const pipeline = new Pipeline(join(folder, 'platform'));
  const before = pipeline.run().apps;
  const again = (apps: typeof before, known: typeof before) =>
    apps.filter((app) => !known.includes(app)).map(({ environment, app }) => `${environment}/${app}`);
  const environments = ['development', 'production-aks', 'production-eks', 'production-gke'];
  const reached = environments.flatMap((name) => [`${name}/platform`, `${name}/web`]);
  writeFileSync(
    service('web'),
    `# a line more\n${image}ports: {http: 9898}\nreplicas: 7\nexpose: www.shop.example\nconnects: [api]\n`,
  );
  const scaled = pipeline.run().apps;
  expect(again(scaled, before).filter((name) => !reached.includes(name))).toEqual([]);
  expect(again(scaled, before)).toContain('production-eks/web');
  // Whom it calls has it in a policy.
  writeFileSync(
    service('web'),
    `# a line more\n${image}ports: {http: 9898}\nreplicas: 7\nexpose: www.shop.example\n`,
  );
  const alone = pipeline.run().apps;
  const called = environments.map((name) => `${name}/api`);
  expect(
    again(alone, scaled)
      .filter((name) => !reached.includes(name))
      .sort(),
  ).toEqual(called);
});

it('a name that another service had is free once that is gone', () => {
  const root = writePlatform({
    ...base,
    'environments/production.yaml': 'provider: eks\n',
    'services/web.yaml': `${web}replicas: 3\ncapacity: {onDemand: 1}\n`,
    'services/web-spot.yaml': web,
  });
  const kept = new Pipeline(root);
  expect(() => kept.run()).toThrow('the workload on spot would have the name of another service');
  rmSync(join(root, 'services/web-spot.yaml'));
  expect(() => kept.run()).not.toThrow();
  removePlatforms();
});

const watchOptions = () => ({
  platform: join(folder, 'platform'),
  out: join(folder, 'dist'),
  environment: [],
  check: false,
  replace: [],
  remove: [],
  summary: 'text' as const,
});

it('--watch ends with a message where the tool itself is at fault', async () => {
  const { to, lines } = recordingTerminal();
  const run = jest.spyOn(Pipeline.prototype, 'run');
  run.mockImplementation(() => {
    throw new TypeError('a mistake in Portolan');
  });
  expect(await watch(watchOptions(), to)).toBe(2);
  expect(lines.err).toEqual(['a mistake in Portolan']);
  run.mockRestore();
  const real = Pipeline.prototype.run.bind(new Pipeline(join(folder, 'platform')));
  const later = jest.spyOn(Pipeline.prototype, 'run').mockImplementationOnce(() => real());
  later.mockImplementation(() => {
    throw new TypeError('a mistake in Portolan');
  });
  const ended = watch(watchOptions(), to);
  while (!lines.err.some((line) => line.startsWith('watching')))
    await new Promise((resolve) => setTimeout(resolve, 10));
  writeFileSync(service('extra'), image);
  expect(await ended).toBe(2);
  expect(lines.err.at(-1)).toBe('a mistake in Portolan');
  later.mockRestore();
}, 60_000);

it('--watch on a folder that is not there says so', async () => {
  const { to } = recordingTerminal();
  const options = { ...watchOptions(), platform: '/nowhere' };
  await expect(watch(options, to)).rejects.toThrow('there is no folder /nowhere');
});

it('--watch writes after each change, reports a mistake, keeps the output, and ends when asked', async () => {
  const out = join(folder, 'dist');
  const { to, lines } = recordingTerminal();
  const stop = new AbortController();
  const ended = watch(watchOptions(), to, stop.signal);
  const until = async (test: () => boolean) => {
    const deadline = Date.now() + 20_000;
    while (!test()) {
      if (Date.now() > deadline) throw new Error(`nothing happened: ${lines.err.join('\n')}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  await until(() => lines.err.some((line) => line.startsWith('watching')));
  // Without it the gateway's Namespaces would go, which `synth` asks about.
  const exposed = `${image}ports: {http: 9898}\nexpose: www.shop.example\n`;
  const deployment = () => filesBelow(out).get('development/web/deployment-web.yaml') ?? '';
  writeFileSync(service('web'), `${exposed}labels: {color: green}\nconnects: [api]\n`);
  await until(() => deployment().includes('color: green'));
  const good = filesBelow(out);
  writeFileSync(service('web'), `${exposed}label: {color: red}\n`);
  await until(() => lines.err.some((line) => line.includes('did you mean "labels"?')));
  expect(filesBelow(out)).toEqual(good);
  writeFileSync(service('web'), `${exposed}labels: {color: red}\n`);
  await until(() => deployment().includes('color: red'));
  stop.abort();
  expect(await ended).toBe(0);
}, 60_000);
