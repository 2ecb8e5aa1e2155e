import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { outputFiles } from '../../app/output';
import { Pipeline } from '../../app/pipeline';
import { run } from '../../cli/program';
import { deviations } from '../../compare/rules';
import { scripts } from '../../package.json';
import { clusterCommands } from '../support/documented';
import { removePlatforms, writePlatform } from '../support/platform';
import { recordingTerminal } from '../support/terminal';

const root = join(__dirname, '../..');
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
];

interface Block {
  readonly document: string;
  readonly language: string;
  readonly text: string;
}

const blocks: readonly Block[] = documents.flatMap((document) =>
  [...readFileSync(join(root, document), 'utf8').matchAll(/^( *)```(\w+)\n([\s\S]*?)^ *```$/gm)].map(
    ([, indent = '', language = '', text = '']) => ({
      document,
      language,
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  ),
);

/** Lines to be added to a file, as another test does it. */
const isPart = ({ text }: Block) => /^# in \S+\n/.test(text);

const pathOf = ({ text }: Block) => /^# (\S+\.yaml)\n/.exec(text)?.[1];

afterEach(removePlatforms);

it('documents hold YAML, commands and, in the guide of a concern, code', () => {
  expect(blocks.filter(({ language }) => language === 'yaml').length).toBeGreaterThan(6);
  expect(blocks.filter(({ language }) => language === 'sh').length).toBeGreaterThan(3);
  expect([...new Set(blocks.map(({ language }) => language))].sort()).toEqual(['sh', 'text', 'ts', 'yaml']);
});

describe.each(documents)('%s', (document) => {
  const own = blocks.filter(
    (block) => block.document === document && block.language === 'yaml' && !isPart(block),
  );

  it('its platform files are valid together, and what they become is what it shows', () => {
    const files = Object.fromEntries(
      own.flatMap((block): [string, string][] => {
        const path = pathOf(block);
        return path?.startsWith('platform/') === true ? [[path.slice('platform/'.length), block.text]] : [];
      }),
    );
    if (Object.keys(files).length === 0)
      return expect(own.every((block) => pathOf(block) === undefined)).toBe(true);
    const defaults = {
      'platform.yaml': 'name: acme\nowner: platform\nedition: 2026-11\n',
      'environments/production.yaml': 'provider: eks\n',
    };
    const { apps, warnings } = new Pipeline(writePlatform({ ...defaults, ...files })).run();
    expect(warnings).toEqual([]);
    const rendered = outputFiles(apps);
    for (const block of own) {
      const path = pathOf(block);
      if (path?.startsWith('dist/') !== true) continue;
      expect(block.text.slice(block.text.indexOf('\n') + 1)).toBe(rendered.get(path.slice('dist/'.length)));
    }
    return undefined;
  });

  it('its other YAML is Kubernetes objects', () => {
    for (const { text } of own.filter((block) => pathOf(block) === undefined)) {
      for (const parsed of parseAllDocuments(text)) {
        expect(parsed.errors).toEqual([]);
        const object = parsed.toJS() as { apiVersion: string; kind: string; metadata: { name: string } };
        expect([typeof object.apiVersion, typeof object.kind, typeof object.metadata.name]).toEqual([
          'string',
          'string',
          'string',
        ]);
      }
    }
  });

  it('its links lead to files that are there', () => {
    const text = readFileSync(join(root, document), 'utf8');
    const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map((match) => match[1] ?? '')
      .filter((link) => !link.startsWith('http'));
    for (const link of links)
      expect(() => readdirSync(join(root, dirname(document), dirname(link)))).not.toThrow();
    for (const link of links) {
      const folder = join(root, dirname(document), dirname(link));
      expect(readdirSync(folder)).toContain(link.split('/').findLast((part) => part !== '' && part !== '..'));
    }
  });
});

describe('commands', () => {
  const commands = blocks
    .filter(({ language }) => language === 'sh')
    .flatMap(({ document, text }) =>
      text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => [document, line.trim()] as const),
    );
  let folder = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'portolan-docs-'));
    cpSync(join(root, 'platform'), join(folder, 'platform'), { recursive: true });
    cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
    mkdirSync(join(folder, 'manifests'));
    writeFileSync(
      join(folder, 'manifests/web.yaml'),
      'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: ClusterIP}\n',
    );
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it('those that tests run against a cluster are documented', () => {
    const documented = commands.map(([, command]) => command);
    for (const command of Object.values(clusterCommands)) expect(documented).toContain(command);
  });

  it.each(commands)('%s: %s', async (_document, command) => {
    if (command.startsWith('kubectl ')) {
      expect(Object.values<string>(clusterCommands)).toContain(command);
      return;
    }
    const portolan = /^(?:npx )?portolan (.*)$/.exec(command)?.[1];
    if (portolan === undefined) {
      const script = /^npm run ([\w:]+)$/.exec(command)?.[1] ?? (command === 'npm test' ? 'test' : undefined);
      if (script !== undefined) expect(Object.keys(scripts)).toContain(script);
      // CI begins with it.
      else expect(command).toBe('npm ci');
      return;
    }
    const { to, lines } = recordingTerminal();
    const before = process.cwd();
    process.chdir(folder);
    try {
      const code = await run(portolan.split(' '), to);
      expect([code, lines.err]).toEqual([0, []]);
    } finally {
      process.chdir(before);
    }
  });
});

it('the deviations of compare are documented word for word', () => {
  const text = readFileSync(join(root, 'docs/moving-over.md'), 'utf8');
  for (const [rule, reason] of Object.entries(deviations))
    expect(text).toContain(`| \`${rule}\` | ${reason} |`);
});
