import type { KubernetesObject } from '../../lib/rendered';
import { title } from '../../lib/rendered';
import type { RenderedApp } from '../../app/pipeline';
import { Cluster } from './cluster';
import { createSecrets, renderEnvironments } from './platforms';

const cluster = new Cluster();
const seed = Number(process.env['SEED'] ?? 20261124);

/** A shuffle that the seed repeats (mulberry32). */
function shuffled<T>(list: readonly T[], salt: number): T[] {
  let state = seed + salt;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return list
    .map((entry) => ({ entry, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ entry }) => entry);
}

/** Applies every app once, as a GitOps controller would, and returns what was refused. */
async function pass(apps: readonly RenderedApp[], salt: number): Promise<string[]> {
  const errors: string[] = [];
  for (const app of shuffled(apps, salt)) {
    for (const { object } of app.objects) {
      const { status, body } = await cluster.apply(object);
      if (status >= 300) errors.push(`${title(object)}: ${String(body['message'])}`);
    }
  }
  return errors;
}

interface Pod {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly containers: readonly { readonly name: string; readonly resources: unknown }[] };
  readonly status: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

const isReady = (pod: Pod) =>
  (pod.status.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True');

/** Waits until as many pods are ready as the controllers of the objects want. */
async function readyPods(namespace: string, wanted: number): Promise<Pod[]> {
  const deadline = Date.now() + 240_000;
  for (;;) {
    const pods = (await cluster.list(`/api/v1/namespaces/${namespace}/pods`)) as unknown as Pod[];
    if (pods.length === wanted && pods.every(isReady)) return pods;
    if (Date.now() > deadline) {
      const late = pods.filter((pod) => !isReady(pod)).map((pod) => pod.metadata.name);
      throw new Error(`${pods.length} of ${wanted} pods, not ready: ${late.join(', ') || 'none'}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function podsOf(objects: readonly KubernetesObject[]): number {
  return objects
    .filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet')
    .reduce((sum, { spec }) => sum + (spec as { replicas: number }).replicas, 0);
}

const cases = [
  ['platform', 'platform/development'],
  ['examples/online-boutique', 'examples/online-boutique/gke'],
] as const;

describe.each(cases)('%s applied for real', (folder, wanted) => {
  const environment = renderEnvironments(folder).find((entry) => entry.title === wanted);
  if (environment === undefined) throw new Error(`no environment ${wanted}`);
  const objects = environment.apps.flatMap((app) => app.objects.map(({ object }) => object));
  const [namespace = ''] = objects
    .filter(({ kind }) => kind === 'Namespace')
    .map(({ metadata }) => metadata.name);

  afterAll(async () => cluster.remove(`/api/v1/namespaces/${namespace}`));

  it(`is complete after at most four passes in any order (SEED=${seed})`, async () => {
    const passes: string[][] = [];
    do {
      passes.push(await pass(environment.apps, passes.length));
      if (passes.length === 1) await createSecrets(cluster, environment);
    } while (passes.at(-1)?.length !== 0 && passes.length < 4);
    expect(passes.at(-1)).toEqual([]);
  });

  it('has every pod ready, with the resources that the output says', async () => {
    const pods = await readyPods(namespace, podsOf(objects));
    const written = objects
      .filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet')
      .flatMap(({ spec }) => (spec as { template: Pick<Pod, 'spec'> }).template.spec.containers)
      .map(({ name, resources }) => JSON.stringify([name, sorted(resources)]));
    expect(pods.length).toBeGreaterThan(0);
    for (const pod of pods) {
      for (const { name, resources } of pod.spec.containers) {
        expect(written).toContain(JSON.stringify([name, sorted(resources)]));
      }
    }
  });

  it('is not changed by another pass in another order', async () => {
    const before = await contents(objects);
    expect(await pass(environment.apps, 99)).toEqual([]);
    expect(await contents(objects)).toEqual(before);
  });
});

/** What the cluster holds of the objects, without what controllers keep writing. */
async function contents(objects: readonly KubernetesObject[]): Promise<unknown[]> {
  const all: unknown[] = [];
  for (const object of objects) {
    const { status: _status, metadata, ...rest } = await cluster.read(object);
    const {
      managedFields: _managed,
      resourceVersion: _version,
      ...kept
    } = metadata as Record<string, unknown>;
    all.push({ ...rest, metadata: kept });
  }
  return all;
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value ?? {};
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, sorted(entry)]),
  );
}
