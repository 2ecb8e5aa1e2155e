/** `npm run build`: the command line as one file that starts fast, the library with its types. */
const { execFileSync } = require('node:child_process');
const { chmodSync, readFileSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');
const { dependencies, peerDependencies } = require('../package.json');

const root = path.join(__dirname, '..');
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'warning',
};

rmSync(path.join(root, 'build'), { recursive: true, force: true });
esbuild.buildSync({
  ...common,
  entryPoints: ['cli/portolan.ts'],
  outfile: 'build/portolan.js',
  minify: true,
  keepNames: true,
  legalComments: 'linked',
});
chmodSync(path.join(root, 'build/portolan.js'), 0o755);
// The library shares cdk8s and constructs with the code that uses it: two copies would not know each other's charts.
esbuild.buildSync({
  ...common,
  entryPoints: ['index.ts'],
  outfile: 'build/index.js',
  external: [...Object.keys(dependencies), ...Object.keys(peerDependencies)],
});
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
