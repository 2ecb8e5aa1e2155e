import { argumentsOf } from '../../support/documented';
import { removePlatforms } from '../../support/platform';
import {
  apply,
  cluster,
  describeWithNodes,
  eventually,
  figure,
  kubectl,
  lab,
  nodes,
  pause,
  render,
} from './lab';
import { Observer, missing, podsOf } from './pods';

const namespace = 'rollouts';
const privileged = `namespaces: {${namespace}: {podSecurity: privileged}}\n`;
const service = (tag: number, more: string) =>
  `image: ghcr.io/acme/web:${tag}\nresources: {requests: {cpu: 50m, memory: 64Mi}}\nminReadySeconds: 1\n${more}`;
const away = (name: string, key: string) =>
  `ports: {http: 8080}\naffinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: ${key}, labelSelector: {matchLabels: {app.kubernetes.io/name: ${name}}}}]}}\n`;

afterAll(removePlatforms);
afterEach(Observer.stopAll);

describeWithNodes('as many pods as places, and no two in one', () => {
  beforeAll(async () => lab('restore'));
  afterAll(async () => cluster.remove(`/api/v1/namespaces/${namespace}`));

  it('a rollout of each derived strategy ends, and takes one pod at a time', async () => {
    const regular = (await nodes()).filter(({ spot }) => !spot);
    const hosts = regular.length;
    const zones = new Set(regular.map(({ zone }) => zone)).size;
    const steady = { port: hosts, network: hosts, host: hosts, zone: zones };
    const all = (tag: number) =>
      render(
        namespace,
        {
          port: service(tag, `replicas: ${hosts}\nports: {http: {port: 8080, hostPort: 18080}}\n`),
          network: service(
            tag,
            `replicas: ${hosts}\nports: {http: 18081}\nhostNetwork: true\nnetworkPolicy: off\n`,
          ),
          host: service(tag, `replicas: ${hosts}\n${away('host', 'kubernetes.io/hostname')}`),
          zone: service(tag, `replicas: ${zones}\n${away('zone', 'topology.kubernetes.io/zone')}`),
        },
        privileged,
      );
    await apply(await all(1));
    await eventually(() => missing(namespace, steady));
    const observer = new Observer(namespace);
    await observer.started;
    await apply(await all(2));
    const start = Date.now();
    for (const name of Object.keys(steady))
      await kubectl('rollout', 'status', `deployment/${name}`, '-n', namespace, '--timeout=120s');
    const seconds = Math.round((Date.now() - start) / 1000);
    await observer.stop();
    for (const [name, count] of Object.entries(steady))
      expect([name, observer.lowest(name)]).toEqual([name, count - 1]);
    await figure('rollouts without room for one more pod', { pods: hosts, zones, seconds });
  });
});

describeWithNodes('a bad image of a StatefulSet', () => {
  afterAll(async () => cluster.remove(`/api/v1/namespaces/${namespace}`));

  it('stays after a revert, until the broken member is deleted', async () => {
    const members = (more: string) =>
      render(namespace, {
        db: service(1, `workload: StatefulSet\nreplicas: 3\nports: {sql: 5432}\n${more}`),
      });
    const good = await members('');
    await apply(good);
    await eventually(() => missing(namespace, { db: 3 }));
    await apply(await members('podAnnotations: {lab/crash: ImagePullBackOff}\n'));
    // Two are ready from the moment the old member goes; only once its successor is there is the bad image.
    await eventually(async () => {
      const last = (await podsOf(namespace)).find(({ name }) => name === 'db-2');
      return last?.pending === true && !last.ready ? undefined : 'db-2 does not run the bad image yet';
    });
    await apply(good);
    await pause(5000);
    // kubernetes#67250: the controller waits for the broken member before it goes on.
    expect(await missing(namespace, { db: 3 })).toBe('db: 2 of 3 ready');
    await kubectl(...argumentsOf('deleteMember', { MEMBER: 'db-2', NAMESPACE: namespace }));
    const seconds = await eventually(() => missing(namespace, { db: 3 }));
    await figure('a bad image of a StatefulSet', { 'seconds after the delete': seconds });
  });
});
