import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pipeline } from '../../app/pipeline';
import type { KubernetesObject } from '../../lib/rendered';
import { Cluster } from './cluster';

const cluster = new Cluster();
const folder = mkdtempSync(join(tmpdir(), 'portolan-job-'));

beforeAll(() => {
  mkdirSync(join(folder, 'environments'));
  mkdirSync(join(folder, 'services'));
  writeFileSync(join(folder, 'platform.yaml'), 'name: job-test\nowner: test\nedition: 2026-11\n');
  writeFileSync(join(folder, 'environments/here.yaml'), 'provider: kubernetes\nnetworkPolicy: off\n');
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await cluster.remove('/api/v1/namespaces/job-test');
});

it('a Job whose image changes twice is applied each time, beside the ones before', async () => {
  const names = new Set<string>();
  for (const tag of ['1.36.1', '1.37.0', '1.38.0']) {
    const service = `workload: Job\nimage: docker.io/library/busybox:${tag}\ncommand: [echo, done]\n`;
    writeFileSync(join(folder, 'services/migrate.yaml'), service);
    const objects = new Pipeline(folder).run().apps.flatMap((app) => app.objects.map(({ object }) => object));
    for (const object of objects) {
      const { status, body } = await cluster.apply(object);
      expect([status < 300, body['message']]).toEqual([true, undefined]);
    }
    const job = objects.find(({ kind }) => kind === 'Job') as KubernetesObject;
    names.add(job.metadata.name);
  }
  const live = await cluster.list('/apis/batch/v1/namespaces/job-test/jobs');
  const liveNames = live.map(({ metadata }) => (metadata as { name: string }).name);
  expect(new Set(liveNames)).toEqual(names);
  expect(names.size).toBe(3);
});
