import type { KubernetesObject } from '../../../lib/rendered';
import { removePlatforms } from '../../support/platform';
import { apply, cluster, describeWithNodes, eventually, figure, kubectl, lab, nodes, render } from './lab';
import { byZone, missing, podsOf } from './pods';

const namespace = 'placement';
const image =
  'image: ghcr.io/acme/web:1\nports: {http: 8080}\nresources: {requests: {cpu: 50m, memory: 64Mi}}\n';
const services = {
  six: `${image}replicas: 6\n`,
  nine: `${image}replicas: 9\n`,
  cheap: `${image}replicas: 4\ncapacity: spot\n`,
  both: `${image}replicas: 5\ncapacity: {onDemand: 2}\n`,
  members: `${image}workload: StatefulSet\nreplicas: 3\n`,
};
const steady = { six: 6, nine: 9, cheap: 4, both: 2, 'both-spot': 3, members: 3 };

afterAll(removePlatforms);

describeWithNodes('where pods land', () => {
  beforeAll(async () => {
    await lab('restore');
    await apply(await render(namespace, services));
    await eventually(() => missing(namespace, steady));
  });
  afterAll(async () => {
    await lab('restore');
    await cluster.remove(`/api/v1/namespaces/${namespace}`);
  });

  it('every pod is where its capacity says, and nowhere else', async () => {
    const wrong = (await podsOf(namespace)).filter(
      ({ workload, node }) => node?.spot !== (workload === 'cheap' || workload === 'both-spot'),
    );
    expect(wrong).toEqual([]);
  });

  it('six replicas are two in each of three zones', async () => {
    expect(byZone(await podsOf(namespace), 'six')).toEqual([2, 2, 2]);
    expect(byZone(await podsOf(namespace), 'members')).toEqual([1, 1, 1]);
  });

  it('with one zone full, all replicas still run', async () => {
    const [full] = (await nodes()).filter(({ spot }) => !spot).map(({ zone }) => zone);
    const taken = (await nodes()).filter(({ zone, spot }) => zone === full && !spot);
    await scaleTo('six', 0);
    await scaleTo('nine', 0);
    await eventually(() => missing(namespace, { six: 0, nine: 0 }));
    for (const node of taken) expect((await cluster.apply(filler(node.name))).status).toBeLessThan(300);
    await eventually(async () => {
      const { items } = JSON.parse(await kubectl('get', 'pods', '-n', 'default', '-o', 'json')) as {
        items: { status: { phase: string } }[];
      };
      return items.filter(({ status }) => status.phase === 'Running').length === taken.length
        ? undefined
        : 'not full';
    });
    await apply(await render(namespace, services));
    const seconds = await eventually(() => missing(namespace, steady));
    expect(byZone(await podsOf(namespace), 'nine').length).toBe(2);
    await figure('one zone full', { running: 9, of: 9, seconds });
    await kubectl('delete', 'pods', '--all', '-n', 'default', '--wait=true', '--grace-period=1');
  });

  it('with spot in one zone only, the spot workload is not frozen', async () => {
    const [, ...others] = [...new Set((await nodes()).map(({ zone }) => zone))].sort();
    for (const zone of others) await lab('reclaim-spot', zone);
    const seconds = await eventually(() => missing(namespace, steady));
    expect(byZone(await podsOf(namespace), 'cheap')).toEqual([4]);
    await figure('spot in one zone only', { running: 4, of: 4, seconds });
  });
});

async function scaleTo(name: string, replicas: number): Promise<void> {
  await kubectl('scale', 'deployment', name, '-n', namespace, `--replicas=${replicas}`);
}

/** A pod that takes all of a node, past the scheduler. */
function filler(node: string): KubernetesObject {
  const containers = [
    { name: 'filler', image: 'ghcr.io/acme/filler:1', resources: { requests: { cpu: '4' } } },
  ];
  const metadata = { name: `filler-${node}`, namespace: 'default' };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { nodeName: node, containers } };
}
