import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { KubernetesObject } from '../../../lib/rendered';
import { argumentsOf } from '../../support/documented';
import { removePlatforms } from '../../support/platform';
import { apply, cluster, describeWithNodes, eventually, figure, kubectl, lab, pause, render } from './lab';
import { Observer, missing, podsOf } from './pods';

const namespace = 'changes';
const image =
  'image: ghcr.io/acme/web:1\nports: {http: 8080}\nresources: {requests: {cpu: 50m, memory: 64Mi}}\nminReadySeconds: 1\n';

afterAll(removePlatforms);
afterEach(Observer.stopAll);

describeWithNodes('a change meets a failure', () => {
  beforeEach(async () => lab('restore'));
  afterEach(async () => {
    await lab('restore');
    await cluster.remove(`/api/v1/namespaces/${namespace}`);
  });

  it('a bad immutable config file followed by a reclaim of all spot nodes keeps the floor, and spot comes back as it was', async () => {
    const service = (content: string, more = '') => ({
      web: `${image}capacity: {onDemand: 2}\nreplicas: 4\nfiles: {/etc/app.conf: {content: ${content}, immutable: true}}\n${more}`,
    });
    const steady = { web: 2, 'web-spot': 2 };
    const good = await render(namespace, service('good'));
    await apply(good);
    await eventually(() => missing(namespace, steady));
    const before = new Set((await podsOf(namespace)).map(({ name }) => revisionOf(name)));
    const observer = new Observer(namespace);
    const bad = await render(namespace, service('bad', 'podAnnotations: {lab/crash: "true"}\n'));
    await apply(bad, good);
    await eventually(async () =>
      (await podsOf(namespace)).some(({ name }) => !before.has(revisionOf(name))) ? undefined : 'no rollout',
    );
    await lab('reclaim-spot');
    await pause(3000);
    await lab('restore');
    const seconds = await eventually(() => missing(namespace, steady));
    await observer.stop();
    const ready = (await podsOf(namespace)).filter((pod) => pod.ready);
    expect(ready.filter(({ name }) => !before.has(revisionOf(name)))).toEqual([]);
    expect(observer.lowest('web')).toBeGreaterThanOrEqual(2);
    await figure('a bad config file and all spot vanishes', { lowest: observer.lowest('web'), seconds });
  });

  it('an autoscaler takes over a live Deployment without a replica lost, once the field is handed over', async () => {
    const commits = [
      'replicas: 6\n',
      'replicas: {min: 4, max: 12, handover: 6}\n',
      'replicas: {min: 4, max: 12}\n',
    ];
    const [live, both, done] = await Promise.all(
      commits.map((replicas) => render(namespace, { web: `${image}capacity: onDemand\n${replicas}` })),
    );
    await apply(live ?? []);
    await eventually(() => missing(namespace, { web: 6 }));
    const observer = new Observer(namespace);
    await apply(both ?? []);
    await handOver('web', 6);
    await apply(done ?? []);
    await pause(5000);
    await observer.stop();
    expect(observer.lowest('web')).toBeGreaterThanOrEqual(4);
    expect(await replicasOf('web')).toBeGreaterThanOrEqual(4);
    await figure('an autoscaler takes over', { lowest: observer.lowest('web'), of: 6 });
  });

  it('without the hand-over the number drops to one at once', async () => {
    const bare = async (replicas: string) => {
      const all = await render(namespace, { web: `${image}capacity: onDemand\n${replicas}` });
      return all.filter(({ kind }) => kind !== 'HorizontalPodAutoscaler');
    };
    await apply(await bare('replicas: 6\n'));
    await eventually(() => missing(namespace, { web: 6 }));
    await apply(await bare('replicas: {min: 4, max: 12}\n'));
    expect(await replicasOf('web')).toBe(1);
  });
});

/** The hash of a pod's ReplicaSet stands in its name. */
function revisionOf(pod: string): string {
  return pod.split('-').at(-2) ?? '';
}

/** As docs/availability.md says: another manager comes to own the number. */
async function handOver(name: string, replicas: number): Promise<void> {
  const file = join(mkdtempSync(join(tmpdir(), 'portolan-handover-')), 'replicas.json');
  const metadata = { name, namespace };
  writeFileSync(
    file,
    JSON.stringify({ apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { replicas } }),
  );
  await kubectl(...argumentsOf('handOver', { FILE: file }));
  rmSync(dirname(file), { recursive: true });
}

async function replicasOf(name: string): Promise<unknown> {
  const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
  const { spec } = (await cluster.get(path)) as unknown as KubernetesObject & { spec: { replicas: number } };
  return spec.replicas;
}
