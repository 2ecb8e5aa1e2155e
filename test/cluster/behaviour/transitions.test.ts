import type { KubernetesObject } from '../../../lib/rendered';
import { transitionWarnings } from '../../../output/transitions';
import { removePlatforms } from '../../support/platform';
import { apply, cluster, describeWithNodes, eventually, figure, lab, render } from './lab';
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
    `${image}${requests}capacity: ${capacity}\nreplicas:\n  min: ${replicas}\n  max: 12\n  behavior: {scaleDown: {stabilizationWindowSeconds: 0, policies: [{type: Percent, value: 100, periodSeconds: 5}]}}\n`,
};

const environment = 'here';
const inEnvironment = (objects: readonly KubernetesObject[]) =>
  objects.map((object) => ({ environment, object }));

/** What the warning says is to be done first; undefined where one commit is enough. */
function firstCommit(
  before: readonly KubernetesObject[],
  after: readonly KubernetesObject[],
): State | undefined {
  const warnings = transitionWarnings(inEnvironment(before), inEnvironment(after));
  const [warning] = warnings.filter(({ code }) => code === 'capacity-transition');
  if (warning === undefined) return undefined;
  const advice = /first capacity: (\{onDemand: \d+\}) with (\d+) replicas/.exec(warning.fix ?? '');
  if (advice === null) throw new Error(`no advice in ${warning.fix ?? 'nothing'}`);
  return { capacity: advice[1] ?? '', replicas: Number(advice[2]) };
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
      const first = firstCommit(live, await render(namespace, { web: spec(state) }));
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

  it('that synth warns of loses replicas where it is done at once', async () => {
    const spec = kinds['a number of replicas'];
    const before = await render(namespace, { web: spec(onDemand) });
    await apply(before);
    await eventually(() => missing(namespace, steadyOf(onDemand)));
    const after = await render(namespace, { web: spec(floor) });
    expect(firstCommit(before, after)).toEqual({ capacity: '{onDemand: 4}', replicas: 6 });
    const observer = new Observer(namespace);
    await apply(after, before);
    await eventually(() => missing(namespace, steadyOf(floor)));
    await observer.stop();
    expect(observer.lowest('web', 'web-spot')).toBeLessThan(least);
  });
});
