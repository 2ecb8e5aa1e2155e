import { portTransitions } from '../../../output/port-transitions';
import type { KubernetesObject } from '../../../lib/rendered';
import { removePlatforms } from '../../support/platform';
import { apply, cluster, describeWithNodes, eventually, figure, lab, pause, render } from './lab';

const namespace = 'ports';
const replicas = 3;
const commits = [
  '{http: 8080}',
  '{http: {port: 8080, targetPort: 8080}}',
  '{web: {port: 8080, targetPort: 8080}}',
  '{web: 8080}',
];

interface Slice {
  readonly ports: readonly object[] | null;
  readonly endpoints: readonly { readonly conditions?: { readonly ready?: boolean } }[] | null;
}

/** Ready endpoints of the Service. A pod without the port is in a slice without ports. */
async function readyEndpoints(): Promise<number> {
  const path = `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`;
  const slices = (await cluster.list(path)) as unknown as Slice[];
  return slices
    .filter(({ ports }) => (ports ?? []).length > 0)
    .flatMap(({ endpoints }) => endpoints ?? [])
    .filter(({ conditions }) => conditions?.ready === true).length;
}

/** The fewest ready endpoints while something happens. */
async function lowestDuring(change: () => Promise<void>): Promise<number> {
  let lowest = Infinity;
  const watch = { running: true };
  const watching = (async () => {
    while (watch.running) {
      lowest = Math.min(lowest, await readyEndpoints());
      await pause(50);
    }
  })();
  try {
    await change();
  } finally {
    watch.running = false;
    await watching;
  }
  return lowest;
}

const state = (ports: string) =>
  render(namespace, {
    web: `image: ghcr.io/acme/web:1\nports: ${ports}\nminReadySeconds: 1\nreplicas: ${replicas}\n`,
  });

/** Applies and waits until the rollout is over and all pods are endpoints again. */
async function commit(objects: readonly KubernetesObject[]): Promise<void> {
  await apply(objects);
  await lab('kubectl', 'rollout', 'status', 'deployment/web', '--namespace', namespace, '--timeout=120s');
  await eventually(async () => {
    const ready = await readyEndpoints();
    return ready === replicas ? undefined : `${ready} endpoints`;
  });
}

const inEnvironment = (objects: readonly KubernetesObject[]) =>
  objects.map((object) => ({ environment: 'here', object }));

afterAll(removePlatforms);

describeWithNodes('a port of another name', () => {
  beforeAll(() => lab('restore'));
  afterEach(() => cluster.remove(`/api/v1/namespaces/${namespace}`));

  it('keeps all endpoints in the three commits that synth names', async () => {
    let live = await state(commits[0] ?? '');
    await commit(live);
    for (const ports of commits.slice(1)) {
      const next = await state(ports);
      expect(portTransitions(inEnvironment(live), inEnvironment(next))).toEqual([]);
      const lowest = await lowestDuring(() => commit(next));
      await figure(`ports: ${ports}`, { lowest, of: replicas });
      expect(lowest).toBeGreaterThanOrEqual(replicas);
      live = next;
    }
  });

  it('loses them in one, which synth refuses', async () => {
    const [before, after] = [await state(commits[0] ?? ''), await state(commits[3] ?? '')];
    await commit(before);
    expect(portTransitions(inEnvironment(before), inEnvironment(after))).toHaveLength(1);
    expect(await lowestDuring(() => commit(after))).toBeLessThan(replicas);
  });
});
