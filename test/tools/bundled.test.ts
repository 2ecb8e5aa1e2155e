import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Bundled {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly integrity?: string;
  readonly texts: readonly string[];
}

const { billOfMaterials, bundledPackages, licencesText } = jest.requireActual<{
  billOfMaterials: (packages: readonly Bundled[]) => string;
  bundledPackages: (metafiles: unknown, lock: unknown, base: string) => Bundled[];
  licencesText: (packages: readonly Bundled[]) => string;
}>('../../tools/bundled.js');

let base = '';

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'portolan-bundled-'));
  install('node_modules/b', { name: 'b', license: 'MIT' }, { LICENSE: 'text of b' });
  install(
    'node_modules/b/node_modules/@a/a',
    { name: '@a/a', license: '(MIT OR ISC)' },
    { 'license.md': 'text of a' },
  );
  install('node_modules/unused', { name: 'unused' }, {});
});

afterEach(() => {
  rmSync(base, { recursive: true, force: true });
});

function install(folder: string, manifest: object, files: Readonly<Record<string, string>>): void {
  mkdirSync(join(base, folder), { recursive: true });
  const all = { 'package.json': JSON.stringify({ version: '1.0.0', ...manifest }), ...files };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(base, folder, name), text);
}

const inputs = {
  'cli/portolan.ts': { bytesInOutput: 1 },
  'node_modules/b/index.js': { bytesInOutput: 1 },
  'node_modules/b/node_modules/@a/a/lib/index.js': { bytesInOutput: 1 },
  'node_modules/unused/index.js': { bytesInOutput: 0 },
};
const metafiles = [{ outputs: { 'build/portolan.js': { inputs } } }];
const locked = { version: '1.0.0', integrity: 'sha512-AAECAw==' };
const lock = {
  packages: { 'node_modules/b': locked, 'node_modules/b/node_modules/@a/a': { version: '1.0.0' } },
};
const found = () => bundledPackages(metafiles, lock, base);

it('every package of which something is in the build is named with its licence', () => {
  install('node_modules/b', { name: 'b', license: 'MIT' }, { 'NOTICE.txt': 'notice of b' });
  expect(found().map(({ name, texts }) => [name, texts])).toEqual([
    ['@a/a', ['text of a']],
    ['b', ['text of b', 'notice of b']],
  ]);
  const text = licencesText(found());
  for (const part of ['@a/a 1.0.0 ((MIT OR ISC))', 'text of a', 'b 1.0.0 (MIT)', 'text of b', 'notice of b'])
    expect(text).toContain(part);
});

it('a package without a licence stops the build', () => {
  rmSync(join(base, 'node_modules/b/LICENSE'));
  expect(found).toThrow('b 1.0.0 is bundled, but has no licence');
  install('node_modules/b', { name: 'b' }, { LICENSE: 'text of b' });
  expect(found).toThrow('b 1.0.0 is bundled, but has no licence');
});

it('so does one of another version than the lock file has', () => {
  install('node_modules/b', { name: 'b', license: 'MIT', version: '1.0.1' }, {});
  expect(found).toThrow('b 1.0.1 is bundled, but package-lock.json has 1.0.0 in node_modules/b');
});

it('the list for scanners has addresses of packages, and is the same each time', () => {
  const bom = billOfMaterials(found());
  expect(bom).toBe(billOfMaterials(found()));
  expect(JSON.parse(bom)).toMatchObject({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    components: [
      { group: '@a', name: 'a', purl: 'pkg:npm/%40a/a@1.0.0', licenses: [{ expression: '(MIT OR ISC)' }] },
      {
        name: 'b',
        purl: 'pkg:npm/b@1.0.0',
        licenses: [{ license: { id: 'MIT' } }],
        hashes: [{ alg: 'SHA-512', content: '00010203' }],
      },
    ],
  });
});
