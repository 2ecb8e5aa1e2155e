import type { KubernetesObject } from '../../../lib/rendered';
import { replicaTransitions } from '../../../output/replica-transitions';
import { removePlatforms } from '../../support/platform';
import { apply, cluster, describeWithNodes, eventually, figure, lab, pause, render } from './lab';
import { Observer, missing } from './pods';

const namespace = 'transitions';

interface State {
  readonly capacity: string;
  readonly replicas: number;
}

const least = 4;
const onDemand: State = { capacity: 'onDemand', replicas: least };
const spot: State = { capacity: 'spot', replicas: least };
const floor: State = { capacity: '{onDemand: 2}', replicas: least };
const higher: State = { capacity: '{onDemand: 3}', replicas: least };

/** Every change from one to another, once. */
const journey = [onDemand, floor, onDemand, spot, floor, spot, onDemand, floor, higher, floor];

const image = 'image: ghcr.io/acme/web:1\nports: {http: 8080}\nminReadySeconds: 1\n';
const requests = 'resources: {requests: {cpu: 50m, memory: 64Mi}}\n';

/** How many replicas there are is a number, or an autoscaler's decision that has no reason to wait. */
const kinds = {
  'a number of replicas': ({ capacity, replicas }: State) =>
    `${image}${requests}capacity: ${capacity}\nreplicas: ${replicas}\n`,
  'an autoscaler': ({ capacity, replicas }: State) =>
    `${image}${requests}capacity: ${capacity}\nreplicas:\n  min: ${replicas}\n  max: 24\n  behavior: {scaleDown: {stabilizationWindowSeconds: 0, policies: [{type: Percent, value: 100, periodSeconds: 5}]}}\n`,
};

const environment = 'here';
const inEnvironment = (objects: readonly KubernetesObject[]) =>
  objects.map((object) => ({ environment, object }));

/** What runs, as `kubectl get hpa` shows it. */
async function running(): Promise<number> {
  const path = `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers`;
  const all = (await cluster.list(path)) as unknown as { status: { currentReplicas?: number } }[];
  return all.reduce((sum, { status }) => sum + (status.currentReplicas ?? 0), 0);
}

/** What the warning says is to be done first; undefined where one commit is enough. */
async function firstCommit(
  before: readonly KubernetesObject[],
  after: readonly KubernetesObject[],
): Promise<State | undefined> {
  const warnings = replicaTransitions(inEnvironment(before), inEnvironment(after));
  const [warning] = warnings.filter(({ code }) => code === 'capacity-transition');
  if (warning === undefined) return undefined;
  const { fix = '' } = warning;
  const exact = /first capacity: (\{onDemand: \d+\}) and replicas: (\d+),/.exec(fix);
  if (exact !== null) return { capacity: exact[1] ?? '', replicas: Number(exact[2]) };
  if (!fix.includes('With other numbers: onDemand is what runs in all'))
    throw new Error(`no advice in ${fix}`);
  const least = /at least (\d+)/.exec(fix);
  const enough = /where more than (\d+) replicas run in all/.exec(fix);
  const rest = /min is (\d+) more, for spot/.exec(fix);
  const now = await running();
  if (enough !== null && now <= Number(enough[1])) return undefined;
  const onDemand = Math.max(now, Number(least?.[1] ?? 0));
  return { capacity: `{onDemand: ${onDemand}}`, replicas: onDemand + Number(rest?.[1] ?? 0) };
}

/** How many pods each workload has once nothing moves any more. */
function steadyOf({ capacity, replicas }: State): Record<string, number> {
  const kept = /\d+/.exec(capacity);
  if (kept === null) return { web: replicas, 'web-spot': 0 };
  return { web: Number(kept[0]), 'web-spot': replicas - Number(kept[0]) };
}

afterAll(removePlatforms);
afterEach(Observer.stopAll);

describeWithNodes('a change of capacity', () => {
  beforeAll(async () => {
    await lab('restore');
    await lab('load', '--reset');
  });
  afterEach(async () => cluster.remove(`/api/v1/namespaces/${namespace}`));

  it.each(Object.entries(kinds))('keeps all replicas, done as synth says, with %s', async (_kind, spec) => {
    let live: readonly KubernetesObject[] = [];
    let commits = 0;
    const commit = async (state: State) => {
      const objects = await render(namespace, { web: spec(state) });
      await apply(objects, live);
      live = objects;
      commits++;
      await eventually(() => missing(namespace, steadyOf(state)));
    };
    const [start = onDemand, ...changes] = journey;
    await commit(start);
    const observer = new Observer(namespace);
    for (const state of changes) {
      const first = await firstCommit(live, await render(namespace, { web: spec(state) }));
      if (first !== undefined) await commit(first);
      await commit(state);
    }
    await observer.stop();
    expect(observer.lowest('web', 'web-spot')).toBeGreaterThanOrEqual(least);
    await figure('changes of capacity', {
      lowest: observer.lowest('web', 'web-spot'),
      of: least,
      changes: changes.length,
      commits,
    });
  });

  it('keeps what the load needs, done as synth says', async () => {
    const spec = kinds['an autoscaler'];
    const before = await render(namespace, { web: spec({ ...floor, replicas: least }) });
    await apply(before);
    await eventually(() => missing(namespace, steadyOf(floor)));
    // Twelve pods at 80 % of 50m, more than the minimum of four.
    await lab('load', namespace, 'app.kubernetes.io/name=web', 'total-cpu=0.48');
    await eventually(async () => ((await running()) >= 10 ? undefined : `${await running()} run`));
    await pause(10_000);
    const loaded = await running();
    const after = await render(namespace, { web: spec(onDemand) });
    const first = await firstCommit(before, after);
    expect(first?.replicas).toBeGreaterThan(loaded);
    const between = await render(namespace, { web: spec(first ?? floor) });
    const observer = new Observer(namespace);
    await apply(between, before);
    await eventually(() =>
      missing(namespace, { web: Number(/\d+/.exec(first?.capacity ?? '')?.[0]) }, false),
    );
    // The minimum is lowered last: until it has seen the whole load, the autoscaler would follow it.
    const kept = Number(/\d+/.exec(first?.capacity ?? '')?.[0]);
    const held = await render(namespace, { web: spec({ ...onDemand, replicas: kept }) });
    await apply(held, between);
    await eventually(() => missing(namespace, { web: kept }, false));
    await pause(15_000);
    await apply(after, held);
    await pause(10_000);
    await observer.stop();
    await lab('load', '--reset');
    await figure('the removal of a loaded autoscaler', {
      loaded,
      lowest: observer.lowest('web', 'web-spot'),
    });
    expect(observer.lowest('web', 'web-spot')).toBeGreaterThanOrEqual(loaded - 2);
  });

  it('that synth warns of loses replicas where it is done at once', async () => {
    const spec = kinds['a number of replicas'];
    const before = await render(namespace, { web: spec(onDemand) });
    await apply(before);
    await eventually(() => missing(namespace, steadyOf(onDemand)));
    const after = await render(namespace, { web: spec(floor) });
    expect(await firstCommit(before, after)).toEqual({ capacity: '{onDemand: 4}', replicas: 6 });
    const observer = new Observer(namespace);
    await apply(after, before);
    await eventually(() => missing(namespace, steadyOf(floor)));
    await observer.stop();
    expect(observer.lowest('web', 'web-spot')).toBeLessThan(least);
  });
});
