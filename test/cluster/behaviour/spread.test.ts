import type { KubernetesObject } from '../../../lib/rendered';
import { removePlatforms } from '../../support/platform';
import type { Node } from './lab';
import {
  apply,
  cluster,
  describeWithNodes,
  eventually,
  figure,
  kubectl,
  lab,
  nodes,
  render,
  renderIn,
} from './lab';
import { missing, podsOf } from './pods';

const namespace = 'spread';
const zoneLabel = 'topology.kubernetes.io/zone';
const web = (more: string, cpu = '50m', image = 1) =>
  `image: ghcr.io/acme/web:${image}\nports: {http: 8080}\nresources: {requests: {cpu: ${cpu}, memory: 64Mi}}\nminReadySeconds: 1\n${more}`;

/** On-demand nodes, in the order of their zones: two in each of three. */
let onDemand: Node[] = [];

/** Puts the on-demand nodes into zones of these sizes; what is over is cordoned, as are all spot nodes. */
async function arrange(sizes: readonly number[]): Promise<void> {
  const zones = [...new Set(onDemand.map(({ zone }) => zone))].sort();
  const wanted = sizes.flatMap((size, index) => Array.from({ length: size }, () => zones[index] ?? ''));
  for (const [index, node] of onDemand.entries()) {
    const zone = wanted[index];
    await kubectl(zone === undefined ? 'cordon' : 'uncordon', node.name);
    if (zone !== undefined) await kubectl('label', 'node', node.name, '--overwrite', `${zoneLabel}=${zone}`);
  }
}

/** Nodes with ready pods of a workload, and how many each has. */
async function byNode(workload: string): Promise<number[]> {
  const counts = new Map<string, number>();
  for (const pod of await podsOf(namespace)) {
    if (pod.workload !== workload || !pod.ready) continue;
    const name = pod.node?.name ?? '';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts.values()].sort((a, b) => b - a);
}

/** A pod past the scheduler that makes its node busier than the others. */
function load(node: string, cpu: string): KubernetesObject {
  const containers = [{ name: 'load', image: 'ghcr.io/acme/load:1', resources: { requests: { cpu } } }];
  const metadata = { name: `load-${node}`, namespace: 'default' };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { nodeName: node, containers } };
}

async function clear(): Promise<void> {
  await cluster.remove(`/api/v1/namespaces/${namespace}`);
}

afterAll(removePlatforms);

describeWithNodes('the spread over zones', () => {
  beforeAll(async () => {
    await lab('restore');
    const all = (await nodes()).sort((a, b) => `${a.zone}${a.name}`.localeCompare(`${b.zone}${b.name}`));
    onDemand = all.filter(({ spot }) => !spot);
    for (const { name, spot } of all) if (spot) await kubectl('cordon', name);
  });
  afterAll(async () => {
    for (const { name, zone } of onDemand) {
      await kubectl('label', 'node', name, '--overwrite', `${zoneLabel}=${zone}`);
    }
    await kubectl('delete', 'pods', '--all', '-n', 'default', '--wait=true', '--grace-period=1');
    await lab('restore');
    await clear();
  });
  afterEach(clear);

  const wanted = { two: 2, three: 3, six: 6, both: 2, members: 3 };
  const services = (image: number) => ({
    two: web('replicas: 2\n', '50m', image),
    three: web('replicas: 3\n', '50m', image),
    six: web('replicas: 6\n', '50m', image),
    both: web('replicas: 4\ncapacity: {onDemand: 2}\n', '50m', image),
    members: web('workload: StatefulSet\nreplicas: 3\n', '50m', image),
  });

  it.each([1, 2, 3])('lets a drain and a rollout end with usable nodes in one of %i zones', async (zones) => {
    // All zones have nodes, and the environment names them; only two nodes of the first take pods.
    await arrange(zones === 1 ? [6] : zones === 2 ? [3, 3] : [2, 2, 2]);
    for (const { name } of onDemand.slice(2)) await kubectl('cordon', name);
    await apply(await render(namespace, services(1)));
    await eventually(() => missing(namespace, wanted), 60);
    const [first] = onDemand;
    const start = Date.now();
    await lab('drain', first?.name ?? '', '--ignore-daemonsets', '--delete-emptydir-data', '--timeout=60s');
    const seconds = Math.round((Date.now() - start) / 1000);
    await eventually(() => missing(namespace, wanted), 60);
    await apply(await render(namespace, services(2)));
    await eventually(async () => {
      const { items } = JSON.parse(await kubectl('get', 'pods', '-n', namespace, '-o', 'json')) as {
        items: { spec: { nodeName?: string; containers: { image: string }[] } }[];
      };
      const old = items.filter(
        ({ spec }) => spec.nodeName !== undefined && spec.containers[0]?.image.endsWith(':1') === true,
      );
      return old.length > 0 ? `${old.length} pods of the old image` : missing(namespace, wanted);
    }, 90);
    await figure('usable nodes in one zone', { zones, 'seconds of a drain': seconds });
  });

  it.each([
    ['one zone', [6]],
    ['two even zones', [3, 3]],
    ['two uneven zones', [5, 1]],
    ['three even zones', [2, 2, 2]],
    ['three uneven zones', [4, 1, 1]],
  ])('fills %s with one pod a node: none waits beside an empty node', async (_title, sizes) => {
    await arrange(sizes);
    await apply(await render(namespace, { full: web('replicas: 6\n', '3') }));
    await eventually(() => missing(namespace, { full: 6 }), 60);
    expect(await byNode('full')).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it.each([
    ['no node has the zone label', 0],
    ['two of six nodes have the zone label', 2],
  ])('on any cluster, where %s, follows the defaults of the scheduler', async (_title, labelled) => {
    await arrange([2, 2, 2]);
    for (const { name } of onDemand.slice(labelled)) await kubectl('label', 'node', name, `${zoneLabel}-`);
    // On evenly loaded nodes the fault does not show.
    for (const [index, { name }] of onDemand.entries()) {
      await cluster.apply(load(name, `${250 * index + 100}m`));
    }
    const environment = 'provider: kubernetes\nnetworkPolicy: off\n';
    await apply(renderIn(environment, namespace, { six: web('replicas: 6\n'), four: web('replicas: 4\n') }));
    await eventually(() => missing(namespace, { six: 6, four: 4 }), 60);
    const [six, four] = [await byNode('six'), await byNode('four')];
    expect(six[0]).toBeLessThanOrEqual(2);
    expect(four[0]).toBeLessThanOrEqual(2);
    await kubectl('delete', 'pods', '--all', '-n', 'default', '--wait=true', '--grace-period=1');
    await figure('nodes without the zone label', { labelled, 'pods by node of 6': six.join('/') });
  });
});
