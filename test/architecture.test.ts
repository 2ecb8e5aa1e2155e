import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = join(__dirname, '..');

/** What each folder may import of ours. `types` alone where the name ends in `:types`. */
const directions: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  imports: [],
  spec: ['lib'],
  providers: ['lib', 'spec:types'],
  model: ['lib', 'providers', 'spec', 'imports:types'],
  charts: ['lib', 'imports', 'model:types'],
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

  it('folders of charts don’t import each other', () => {
    const concern = (path: string) => path.split('/').slice(0, -1).join('/');
    const wrong = imports.filter(
      ({ from, to }) =>
        /^charts\/\w+\//.test(from) && /^charts\/\w+\//.test(to) && concern(from) !== concern(to),
    );
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
