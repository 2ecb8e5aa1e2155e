import { removePlatforms } from '../../support/platform';
import { apply, cluster, describeWithNodes, eventually, figure, lab, render } from './lab';
import { Observer, missing } from './pods';

const namespace = 'kinds';
const replicas = 3;
const web = `image: ghcr.io/acme/web:1\nports: {http: 8080}\nminReadySeconds: 1\nreplicas: ${replicas}\n`;
const deployment = { web };
const statefulSet = { web: `${web}workload: StatefulSet\n` };

afterAll(removePlatforms);
afterEach(Observer.stopAll);

describeWithNodes('a Deployment that becomes a StatefulSet', () => {
  beforeAll(() => lab('restore'));
  afterEach(() => cluster.remove(`/api/v1/namespaces/${namespace}`));

  it.each([
    ['loses all pods where the old one is pruned at once', false],
    ['keeps all pods where it is pruned last', true],
  ])('%s', async (_name, last) => {
    const before = await render(namespace, deployment);
    await apply(before);
    await eventually(() => missing(namespace, { web: replicas }));
    const after = await render(namespace, statefulSet);
    const observer = new Observer(namespace);
    await observer.started;
    if (last) {
      await apply(after);
      await eventually(() => missing(namespace, { web: 2 * replicas }));
    }
    await apply(after, before);
    await eventually(() => missing(namespace, { web: replicas }));
    await observer.stop();
    await figure(`a change of kind, ${last ? 'pruned last' : 'pruned at once'}`, {
      lowest: observer.lowest('web'),
      of: replicas,
    });
    if (last) expect(observer.lowest('web')).toBeGreaterThanOrEqual(replicas);
    else expect(observer.lowest('web')).toBe(0);
  });
});
