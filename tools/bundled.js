/** What the built files contain of others: their licences, and a list that scanners read. */
const { readFileSync, readdirSync } = require('node:fs');
const path = require('node:path');
const { dependencies, license, name, peerDependencies, version } = require('../package.json');

const root = path.join(__dirname, '..');
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'warning',
  metafile: true,
};

/** What esbuild makes of the sources. */
const bundles = [
  {
    ...common,
    entryPoints: ['cli/portolan.ts'],
    outfile: 'build/portolan.js',
    minify: true,
    keepNames: true,
    legalComments: 'linked',
  },
  // The library shares cdk8s and constructs with the code that uses it: two copies would not know each other's charts.
  {
    ...common,
    entryPoints: ['index.ts'],
    outfile: 'build/index.js',
    external: [...Object.keys(dependencies), ...Object.keys(peerDependencies)],
  },
];

/** The same on any machine, whatever its language. */
function byText(a, b) {
  return a < b ? -1 : Number(a > b);
}

/** Folders of packages of which something is in an output, such as `node_modules/a/node_modules/@b/c`. */
function bundledFolders(metafiles) {
  const inputs = metafiles
    .flatMap(({ outputs }) => Object.values(outputs))
    .flatMap((output) => Object.entries(output.inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const folders = inputs.flatMap(([file]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []);
  return [...new Set(folders)].sort(byText);
}

/** @throws Error where a package has no licence, or is not the one of the lock file */
function bundledPackage(folder, lock, base) {
  const read = (file) => readFileSync(path.join(base, folder, file), 'utf8');
  const own = JSON.parse(read('package.json'));
  const title = `${own.name} ${own.version}`;
  const locked = lock.packages[folder];
  if (locked?.version !== own.version)
    throw new Error(
      `${title} is bundled, but package-lock.json has ${locked?.version ?? 'none'} in ${folder}`,
    );
  const files = readdirSync(path.join(base, folder)).sort(byText);
  const licences = files.filter((file) => /^(licen[cs]e|copying)/i.test(file));
  if (typeof own.license !== 'string' || licences.length === 0)
    throw new Error(`${title} is bundled, but has no licence`);
  const texts = [...licences, ...files.filter((file) => /^notice/i.test(file))].map((file) =>
    read(file).trim(),
  );
  return { name: own.name, version: own.version, license: own.license, integrity: locked.integrity, texts };
}

/** Each version once, in the order of names. */
function bundledPackages(metafiles, lock = require('../package-lock.json'), base = root) {
  const found = new Map();
  for (const folder of bundledFolders(metafiles)) {
    const entry = bundledPackage(folder, lock, base);
    const key = purl(entry);
    const before = found.get(key);
    const texts = [...new Set([...(before?.texts ?? []), ...entry.texts])];
    found.set(key, { ...entry, integrity: entry.integrity ?? before?.integrity, texts });
  }
  return [...found].sort(([a], [b]) => byText(a, b)).map(([, entry]) => entry);
}

function purl(entry) {
  return `pkg:npm/${entry.name.replace('@', '%40')}@${entry.version}`;
}

function heading(entry) {
  return `${entry.name} ${entry.version} (${entry.license})`;
}

function licencesText(packages) {
  const line = '='.repeat(80);
  const parts = packages.map((entry) =>
    [line, heading(entry), line, '', entry.texts.join('\n\n'), ''].join('\n'),
  );
  return ['The files in this folder contain code of these packages.\n', ...parts].join('\n');
}

/** CycloneDX 1.6, without a time and a serial number: the same build has the same list. */
function billOfMaterials(packages) {
  const component = (type, entry) => {
    const [, group, short] = /^(?:(@[^/]+)\/)?(.+)$/.exec(entry.name);
    const [algorithm, digest] = (entry.integrity ?? '').split('-');
    return {
      type,
      'bom-ref': purl(entry),
      ...(group === undefined ? {} : { group }),
      name: short,
      version: entry.version,
      ...(algorithm === 'sha512'
        ? { hashes: [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }] }
        : {}),
      licenses: [
        /[ ()]/.test(entry.license) ? { expression: entry.license } : { license: { id: entry.license } },
      ],
      purl: purl(entry),
    };
  };
  const self = { name, version, license };
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: component('application', self) },
    components: packages.map((entry) => component('library', entry)),
    dependencies: [
      { ref: purl(self), dependsOn: packages.map(purl) },
      ...packages.map((entry) => ({ ref: purl(entry) })),
    ],
  };
  return `${JSON.stringify(bom, undefined, 2)}\n`;
}

module.exports = { billOfMaterials, bundledPackages, bundles, heading, licencesText, purl };
