import { removePlatforms } from '../../support/platform';
import { apply, cluster, describeWithNodes, eventually, figure, lab, pause, render } from './lab';
import { Observer, missing, podsOf, readyPods, turns } from './pods';

const namespace = 'floor';
const selector = 'app.kubernetes.io/name=web';
const services = {
  // A test has no five minutes to wait before each step down.
  web: `image: ghcr.io/acme/web:1
ports: {http: 8080}
resources: {requests: {cpu: 250m, memory: 64Mi}}
capacity: {onDemand: 2}
minReadySeconds: 1
replicas:
  min: 4
  max: 12
  cpu: 60
  behavior: {scaleDown: {stabilizationWindowSeconds: 10, policies: [{type: Percent, value: 100, periodSeconds: 5}]}}
`,
};

afterAll(removePlatforms);
afterEach(Observer.stopAll);

interface Autoscaler {
  readonly metadata: { readonly name: string };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly reason: string }[] };
}

const ready = async (workload: string) => readyPods(await podsOf(namespace)).get(workload) ?? 0;

describeWithNodes('a floor of two on-demand replicas', () => {
  beforeAll(async () => {
    await lab('restore');
    await lab('load', '--reset');
    await apply(await render(namespace, services));
    await eventually(() => missing(namespace, { web: 2, 'web-spot': 2 }));
  });
  afterEach(async () => lab('load', '--reset'));
  afterAll(async () => {
    await lab('restore');
    await cluster.remove(`/api/v1/namespaces/${namespace}`);
  });

  it('spot grows first; when it vanishes the floor holds and on-demand takes over; when it returns the load moves back', async () => {
    await lab('load', namespace, selector, 'total-cpu=1400m');
    // Which autoscaler acts first decides whether it grows to four or five.
    await eventually(async () => ((await ready('web-spot')) >= 4 ? undefined : 'spot has not grown'));
    const before = await ready('web');
    expect(before).toBeLessThan(6);
    const observer = new Observer(namespace);
    await lab('reclaim-spot');
    const seconds = await eventually(async () =>
      (await ready('web')) >= 7 ? undefined : `${await ready('web')} ready`,
    );
    await observer.stop();
    const lowest = observer.lowest('web');
    expect(lowest).toBeGreaterThanOrEqual(2);
    expect(lowest).toBeGreaterThanOrEqual(before);
    await lab('restore');
    // Not down to the floor: with spot at its target, a fifth on-demand pod is still busy enough to be rounded up.
    const back = await eventually(async () => {
      const [regular, spot] = [await ready('web'), await ready('web-spot')];
      return regular <= 5 && spot >= 4 ? undefined : `${regular} and ${spot} ready`;
    });
    await figure('all spot vanishes under load', {
      lowest,
      'seconds to take over': seconds,
      'seconds to move back': back,
    });
  });

  it('with a load fixed to each pod, the floor holds', async () => {
    await lab('load', namespace, selector, 'cpu=150m');
    await pause(5000);
    const observer = new Observer(namespace);
    await lab('reclaim-spot');
    await pause(10_000);
    await lab('restore');
    await eventually(async () => ((await ready('web-spot')) >= 2 ? undefined : 'spot has not come back'));
    await observer.stop();
    expect(observer.lowest('web')).toBeGreaterThanOrEqual(2);
    await figure('all spot vanishes, load fixed to each pod', { lowest: observer.lowest('web') });
  });

  it('autoscalers go up and down without flapping, and no selector is ambiguous', async () => {
    await eventually(() => missing(namespace, { web: 2, 'web-spot': 2 }));
    const observer = new Observer(namespace);
    await lab('load', namespace, selector, 'total-cpu=1200m');
    await eventually(async () => ((await ready('web-spot')) >= 4 ? undefined : 'not grown'));
    await pause(15_000);
    await lab('load', '--reset');
    await eventually(() => missing(namespace, { web: 2, 'web-spot': 2 }));
    await observer.stop();
    const flaps = { web: turns(observer.series('web')), spot: turns(observer.series('web-spot')) };
    expect(Math.max(flaps.web, flaps.spot)).toBeLessThanOrEqual(2);
    const all = (await cluster.list(
      `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers`,
    )) as unknown as Autoscaler[];
    const active = Object.fromEntries(
      all.map(({ metadata, status }) => [
        metadata.name,
        status?.conditions?.find(({ type }) => type === 'ScalingActive')?.reason,
      ]),
    );
    // An ambiguous selector would be the reason not to scale.
    expect(active).toEqual({ web: 'ValidMetricFound', 'web-spot': 'ValidMetricFound' });
    await figure('up and down', { 'turns on-demand': flaps.web, 'turns spot': flaps.spot });
  });
});
