/** `npm run build`: the command line as one file that starts fast, the library with its types. */
const { execFileSync } = require('node:child_process');
const { chmodSync, readFileSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');
const { billOfMaterials, bundledPackages, bundles, licencesText } = require('./bundled');

const root = path.join(__dirname, '..');

rmSync(path.join(root, 'build'), { recursive: true, force: true });
const packages = bundledPackages(bundles.map((options) => esbuild.buildSync(options).metafile));
chmodSync(path.join(root, 'build/portolan.js'), 0o755);
writeFileSync(path.join(root, 'build/LICENSES.txt'), licencesText(packages));
writeFileSync(path.join(root, 'build/bom.json'), billOfMaterials(packages));
execFileSync(
  process.execPath,
  [path.join(root, 'node_modules/typescript/bin/tsc'), '--project', 'tools/tsconfig.types.json'],
  {
    cwd: root,
    stdio: 'inherit',
  },
);

// The types of Kubernetes' and operators' objects are for our own compiler: whoever uses the library has no need of them, and
// does not have their package.
const types = path.join(root, 'build/types/imports');
const definitions = path.join(types, 'definitions');
for (const name of readdirSync(definitions)) {
  const source = readFileSync(path.join(root, 'imports/definitions', name.replace('.d.ts', '.ts')), 'utf8');
  const [, spec] = /export interface (\w+Spec) /.exec(source);
  writeFileSync(path.join(definitions, name), `export type ${spec} = Record<string, any>;\n`);
}
const kubernetes = path.join(types, 'kubernetes.d.ts');
const foreign = /^(?:import|(export)) type \{ (\w+) \} from 'kubernetes-models\/[^']+';$/gm;
writeFileSync(
  kubernetes,
  readFileSync(kubernetes, 'utf8').replace(
    foreign,
    (_, exported, name) => `${exported === undefined ? '' : 'export '}type ${name} = any;`,
  ),
);
