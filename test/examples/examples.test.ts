import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outputFiles } from '../../app/output';
import { Pipeline } from '../../app/pipeline';
import { compareObjects } from '../../compare/compare';
import { readManifests } from '../../compare/read';
import { filesBelow } from '../support/folder';

const root = join(__dirname, '../..');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portolan-examples-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

it('dist/ is what the sample platform renders', () => {
  const committed = filesBelow(join(root, 'dist'));
  committed.delete('.gitattributes');
  expect(outputFiles(new Pipeline(join(root, 'platform')).run().apps)).toEqual(
    new Map([...committed].sort(([a], [b]) => (a < b ? -1 : 1))),
  );
});

it('cdk8s synth gives the same bytes', () => {
  const dist = join(folder, 'dist');
  execFileSync(join(root, 'node_modules/.bin/cdk8s'), ['synth', '--output', dist], {
    cwd: root,
    env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' },
    stdio: 'pipe',
  });
  expect(filesBelow(dist)).toEqual(filesBelow(join(root, 'dist')));
}, 60_000);

const platforms = readdirSync(join(root, 'examples')).filter((name) =>
  existsSync(join(root, 'examples', name, 'platform.yaml')),
);

it.each(platforms)('examples/%s renders without a warning', (name) => {
  const { apps, warnings } = new Pipeline(join(root, 'examples', name)).run();
  expect(warnings).toEqual([]);
  expect(apps.length).toBeGreaterThan(2);
});

it('examples/typescript runs, and its charts stand beside those of Portolan', async () => {
  process.env['CDK8S_OUTDIR'] = folder;
  const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  await import('../../examples/typescript/platform.js');
  delete process.env['CDK8S_OUTDIR'];
  const files = filesBelow(folder);
  expect(log).toHaveBeenCalledWith(`${files.size} files written`);
  expect(files.get('production/opening-hours/configmap-opening-hours.yaml')).toContain(
    'monday: "09:00-18:00"',
  );
  expect(files.has('staging/storefront/deployment-storefront.yaml')).toBe(true);
});

const inputs = process.env['INPUTS'];
// The manifests of Online Boutique are not part of this repository: INPUTS names the folder that has them.
const withInputs = inputs === undefined ? describe.skip : describe;

withInputs('Online Boutique', () => {
  const manifests = () => readManifests([join(inputs ?? '', 'online-boutique/kubernetes-manifests.yaml')]);

  it.each(['eks', 'gke', 'aks'])(
    'on %s holds everything that its own manifests say but labels and selectors',
    (environment) => {
      const { apps } = new Pipeline(join(root, 'examples/online-boutique')).run([environment]);
      const comparison = compareObjects(
        manifests(),
        apps.flatMap((app) => app.objects.map(({ object }) => object)),
      );
      const findings = comparison.objects
        .flatMap((entry) => entry.findings)
        .filter(({ kind }) => kind !== 'added');
      expect(comparison.objects).toHaveLength(35);
      expect(comparison.unexplained).toBe(0);
      expect(new Set(findings.map(({ rule }) => rule))).toEqual(
        new Set(['labels-and-selectors', 'probe-patience']),
      );
    },
  );
});
