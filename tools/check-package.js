/**
 * Packs the build, installs it into an empty folder as a user would, and uses both its command line and its library:
 * examples/typescript is compiled against the published types and run.
 */
const { execFileSync } = require('node:child_process');
const {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');
const assert = require('node:assert/strict');
const esbuild = require('esbuild');
const { devDependencies } = require('../package.json');
const { bundledPackages, bundles, heading, purl } = require('./bundled');

const root = path.join(__dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'portolan-package-'));
const run = (command, args, options = {}) =>
  execFileSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  });

try {
  const packed = run(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--silent', '--pack-destination', folder],
    { cwd: root },
  );
  const [{ filename, files }] = JSON.parse(packed);
  const paths = files.map((file) => file.path);
  for (const wanted of [
    'LICENSE',
    'README.md',
    'CHANGELOG.md',
    'build/LICENSES.txt',
    'build/bom.json',
    'schemas/service.json',
    'docs/reference.md',
  ]) {
    assert.ok(paths.includes(wanted), `${wanted} is not in the package`);
  }
  assert.ok(
    !paths.some((path) => /^(test|platform|dist|node_modules)\//.test(path)),
    'the package holds what users do not need',
  );

  writeFileSync(path.join(folder, 'package.json'), '{ "name": "user", "private": true }\n');
  const tools = ['typescript', '@types/node', 'cdk8s-plus-28', 'cdk8s', 'constructs'].map(
    (name) => `${name}@${devDependencies[name]}`,
  );
  run('npm', ['install', '--no-audit', '--no-fund', '--silent', `./${filename}`, ...tools]);

  const installed = (file) => readFileSync(path.join(folder, 'node_modules/portolan/build', file), 'utf8');
  const licences = installed('LICENSES.txt');
  const listed = JSON.parse(installed('bom.json')).components.map((component) => component.purl);
  const bundled = bundledPackages(
    bundles.map((options) => esbuild.buildSync({ ...options, write: false }).metafile),
  );
  assert.deepEqual(listed, bundled.map(purl), 'bom.json does not list what is bundled');
  for (const entry of bundled) {
    for (const text of [heading(entry), ...entry.texts]) {
      assert.ok(licences.includes(text), `LICENSES.txt has no licence of ${entry.name}`);
    }
  }

  mkdirSync(path.join(folder, 'platform/services'), { recursive: true });
  mkdirSync(path.join(folder, 'platform/environments'));
  writeFileSync(path.join(folder, 'platform/platform.yaml'), 'name: acme\nowner: web\nedition: 2026-11\n');
  writeFileSync(path.join(folder, 'platform/environments/production.yaml'), 'provider: gke\n');
  writeFileSync(
    path.join(folder, 'platform/services/checkout.yaml'),
    'image: ghcr.io/acme/checkout:1.8.2\nports: {http: 8080}\n',
  );
  run('npx', ['--no-install', 'portolan', 'synth']);
  const app = readdirSync(path.join(folder, 'dist/production/checkout')).sort();
  assert.deepEqual(app, [
    'deployment-checkout.yaml',
    'kustomization.yaml',
    'networkpolicy-checkout.yaml',
    'poddisruptionbudget-checkout.yaml',
    'service-checkout.yaml',
    'serviceaccount-checkout.yaml',
  ]);

  cpSync(path.join(root, 'examples/typescript'), path.join(folder, 'typescript'), { recursive: true });
  run('npx', ['--no-install', 'tsc', '--project', 'typescript'], { stdio: ['ignore', 'inherit', 'inherit'] });
  run(process.execPath, ['typescript/build/platform.js'], {
    env: { ...process.env, CDK8S_OUTDIR: path.join(folder, 'library') },
  });
  assert.ok(
    readdirSync(path.join(folder, 'library/production/opening-hours')).includes(
      'configmap-opening-hours.yaml',
    ),
  );
  assert.ok(
    readdirSync(path.join(folder, 'library/staging/storefront')).includes('deployment-storefront.yaml'),
  );
  console.log(`the package holds ${paths.length} files and works where it is installed`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
