import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { Pipeline } from '../../app/pipeline';
import { title } from '../../lib/rendered';
import { services } from '../support/arbitrary';
import { Cluster } from './cluster';
import { droppedFields } from './sent';

const seed = Number(process.env['SEED'] ?? 20261124);
const cluster = new Cluster();
const folder = mkdtempSync(join(tmpdir(), 'portolan-random-'));

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await cluster.remove('/api/v1/namespaces/random-test');
});

it(`what Portolan takes, the API server takes: 60 random platforms (SEED=${seed})`, async () => {
  for (const name of ['services', 'environments']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'platform.yaml'), 'name: random-test\nowner: tests\nedition: 2026-11\n');
  writeFileSync(join(folder, 'environments/here.yaml'), 'provider: kubernetes\nnetworkPolicy: off\n');
  const problems: string[] = [];
  for (const all of fc.sample(services(), { seed, numRuns: 60 })) {
    for (const [name, spec] of Object.entries(all)) {
      writeFileSync(join(folder, `services/${name}.yaml`), stringify(spec, { aliasDuplicateObjects: false }));
    }
    for (const { object } of new Pipeline(folder).run().apps.flatMap((app) => app.objects)) {
      const { status, body, warnings } = await cluster.apply(object, { dryRun: object.kind !== 'Namespace' });
      const found = status < 300 ? droppedFields(object, body) : [String(body['message'])];
      problems.push(
        ...[...found, ...warnings].map(
          (text) => `${title(object)}: ${text}: ${JSON.stringify(object['spec'])}`,
        ),
      );
    }
  }
  expect(problems).toEqual([]);
});
