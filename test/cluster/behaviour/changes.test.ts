import type { KubernetesObject } from '../../../lib/rendered';
import { removePlatforms } from '../../support/platform';
import { apply, cluster, describeWithNodes, eventually, figure, lab, pause, render } from './lab';
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
    expect((await cluster.apply(replicasOnly('web', 6), { manager: 'handover' })).status).toBe(200);
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

/** What docs/availability.md says to apply in between: another manager comes to own the number. */
function replicasOnly(name: string, replicas: number): KubernetesObject {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace }, spec: { replicas } };
}

async function replicasOf(name: string): Promise<unknown> {
  const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
  const { spec } = (await cluster.get(path)) as unknown as KubernetesObject & { spec: { replicas: number } };
  return spec.replicas;
}
