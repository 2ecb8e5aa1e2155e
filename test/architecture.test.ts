import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = join(__dirname, '..');

/** What each folder may import of ours. `types` alone where the name ends in `:types`. */
const directions: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  imports: [],
  spec: ['lib'],
  providers: ['lib'],
  model: ['lib', 'providers', 'spec', 'imports:types'],
  charts: ['lib', 'imports', 'spec', 'model', 'providers'],
  checks: ['lib'],
  output: ['lib'],
  compare: ['lib', 'imports'],
  app: ['lib', 'imports:types', 'spec', 'model', 'charts', 'checks', 'compare', 'output', 'providers'],
};

const folders = [...Object.keys(directions), 'cli', 'tools', 'bench'];

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

interface Source {
  readonly path: string;
  readonly text: string;
}

function sourcesOf(folder: string): Source[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ path: `${folder}/${name}`, text: readFileSync(join(root, folder, name), 'utf8') }));
}

const sources: readonly Source[] = [
  ...folders.flatMap(sourcesOf),
  ...['main.ts', 'index.ts'].map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })),
];

const importStatement = /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;

function importsOf({ path, text }: Source): Import[] {
  return [...text.matchAll(importStatement)].flatMap(([, typeOnly, module = '']) => {
    if (!module.startsWith('.')) return [];
    const target = relative(root, join(root, dirname(path), module));
    const to = [`${target}.ts`, `${target}/index.ts`, target].find((name) =>
      sources.some((source) => source.path === name),
    );
    return to === undefined ? [] : [{ from: path, to, typeOnly: typeOnly !== undefined }];
  });
}

const imports = sources.flatMap(importsOf);
const folderOf = (path: string) => path.split('/')[0] ?? '';

describe('the pipeline has one direction', () => {
  it('is tested on imports that are really there', () => {
    expect(imports.length).toBeGreaterThan(100);
  });

  it.each(Object.entries(directions))('%s imports nothing but what it may', (folder, allowed) => {
    const wrong = imports.filter(({ from, to, typeOnly }) => {
      const target = folderOf(to);
      if (folderOf(from) !== folder || target === folder) return false;
      return !(allowed.includes(target) || (typeOnly && allowed.includes(`${target}:types`)));
    });
    expect(wrong).toEqual([]);
  });

  it('has no cycles at run time', () => {
    const next = new Map<string, string[]>();
    for (const { from, to, typeOnly } of imports)
      if (!typeOnly) next.set(from, [...(next.get(from) ?? []), to]);
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      if (done.has(path) || trail.includes(path)) return;
      for (const target of next.get(path) ?? []) visit(target, [...trail, path]);
      done.add(path);
    };
    for (const { path } of sources) visit(path, []);
    expect(cycles).toEqual([]);
  });
});

/** A file of a concern: the folder's name, and what is below it. */
function partOf(path: string): { readonly concern: string; readonly file: string } | undefined {
  const [, concern, file] = /^charts\/([^/]+)\/(.+)$/.exec(path) ?? [];
  return concern === undefined || file === undefined ? undefined : { concern, file };
}

/** Constructs of facts: `chart.ts`, or a folder of that name. */
const isChart = (path: string) => /^chart(\.ts$|\/)/.test(partOf(path)?.file ?? '');
const isDecision = (path: string) =>
  partOf(path) !== undefined && !isChart(path) && partOf(path)?.file !== 'index.ts';

describe('a concern is one folder and one row', () => {
  const own = imports.filter(({ from }) => partOf(from) !== undefined);
  const concerns = new Set(sources.flatMap(({ path }) => partOf(path)?.concern ?? []));

  it.each([...concerns])('%s is a row, and nothing but the list and commands know its name', (concern) => {
    const known = imports
      .filter(({ to }) => partOf(to)?.concern === concern)
      .map(({ from }) => from)
      .filter((from) => !from.startsWith(`charts/${concern}/`));
    expect(known).toContain('charts/index.ts');
    // Others read its facts, as types alone.
    expect(known.filter((from) => !/^(charts|cli|tools)\//.test(from))).toEqual([]);
  });

  it('others read of it only the types of its facts', () => {
    const wrong = own.filter(({ from, to, typeOnly }) => {
      const [here, there] = [partOf(from), partOf(to)];
      if (there === undefined || here?.concern === there.concern) return false;
      return !(typeOnly && there.file === 'index.ts');
    });
    expect(wrong).toEqual([]);
  });

  it('its chart reads facts, names and typed objects alone', () => {
    const allowed = (to: string, typeOnly: boolean) =>
      typeOnly || ['imports', 'lib'].includes(folderOf(to)) || isChart(to) || to === 'charts/metadata.ts';
    const wrong = own.filter(({ from, to, typeOnly }) => isChart(from) && !allowed(to, typeOnly));
    expect(wrong).toEqual([]);
  });

  it('its decisions know neither cdk8s nor the classes of objects', () => {
    const ofObjects = own.filter(
      ({ from, to, typeOnly }) => isDecision(from) && folderOf(to) === 'imports' && !typeOnly,
    );
    const ofConstructs = sources.filter(
      ({ path, text }) => isDecision(path) && /from '(cdk8s|constructs)'/.test(text),
    );
    expect([...ofObjects, ...ofConstructs.map(({ path }) => path)]).toEqual([]);
  });
});

describe('hand-written sources stay small', () => {
  it('no file has more than 300 lines', () => {
    const long = sources
      .filter(({ path }) => !path.startsWith('imports/definitions/'))
      .filter(({ text }) => text.trimEnd().split('\n').length > 300)
      .map(({ path }) => path);
    expect(long).toEqual([]);
  });

  it('no test has more than 600 lines', () => {
    const long = sourcesOf('test').filter(({ text }) => text.trimEnd().split('\n').length > 600);
    expect(long.map(({ path }) => path)).toEqual([]);
  });
});

it('a file names what it passes on from another one', () => {
  const wildcard = /^export (?:type )?\*/m;
  expect(sources.filter(({ text }) => wildcard.test(text)).map(({ path }) => path)).toEqual([]);
});

it('names of providers stand only in providers/ and in the schema', () => {
  const names = /['"](?:eks|gke|aks)['"]/;
  const wrong = sources.filter(
    ({ path, text }) =>
      !/^(?:providers|bench)\//.test(path) && path !== 'spec/schema/platform.ts' && names.test(text),
  );
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

it('findings carry object and field apart; one place makes text of them', () => {
  const sentence = /\bpath: `[^`]*: /;
  expect(sources.filter(({ text }) => sentence.test(text)).map(({ path }) => path)).toEqual([]);
});

it('every public property has a docstring where its name does not say all', () => {
  const undocumented = [
    'app/platform-app.ts',
    'providers/profile.ts',
    'output/writer.ts',
    'checks/rule.ts',
    'spec/define.ts',
  ].flatMap((path) => {
    const file = sources.find((source) => source.path === path);
    return [...(file?.text.matchAll(/^export (?:interface|class|type|function) (\w+)/gm) ?? [])]
      .filter((match) => !file?.text.slice(0, match.index).endsWith('*/\n'))
      .map((match) => `${path}: ${match[1] ?? ''}`);
  });
  expect(undocumented).toEqual([]);
});
