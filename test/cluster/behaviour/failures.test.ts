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
import { Observer, byZone, missing, podsOf } from './pods';

const namespace = 'failures';
const image =
  'image: ghcr.io/acme/web:1\nports: {http: 8080}\nresources: {requests: {cpu: 50m, memory: 64Mi}}\nminReadySeconds: 1\n';
const services = {
  six: `${image}replicas: 6\n`,
  two: `${image}replicas: 2\n`,
  both: `${image}replicas: 5\ncapacity: {onDemand: 2}\n`,
  ten: `${image}replicas: 10\n`,
  members: `${image}workload: StatefulSet\nreplicas: 3\n`,
};
const steady = { six: 6, two: 2, both: 2, 'both-spot': 3, ten: 10, members: 3 };
const deployments = { six: 6, two: 2, both: 2, ten: 10 };

/** `evictAfter`, a node of the zone every ten seconds (`--node-eviction-rate`), and a little for the new pods to start. */
const evictedWithin = (silentNodes: number) => 30 + 10 * silentNodes + 15;

afterAll(removePlatforms);
afterEach(Observer.stopAll);

describeWithNodes('what machines do', () => {
  beforeAll(async () => {
    await lab('restore');
    await apply(await render(namespace, services));
    await eventually(() => missing(namespace, steady));
  });
  afterEach(async () => {
    await lab('restore');
    await eventually(() => missing(namespace, steady));
  });
  afterAll(async () => cluster.remove(`/api/v1/namespaces/${namespace}`));

  /** What a lost zone leaves at least. */
  const left = (replicas: number) => replicas - Math.ceil(replicas / 3);

  /** A lost zone takes something from each Deployment of many, and from none more than its share. */
  function expectShare(observer: Observer): void {
    for (const [name, replicas] of Object.entries(deployments)) {
      expect([name, observer.lowest(name) >= left(replicas)]).toEqual([name, true]);
      if (replicas >= 6) expect([name, observer.lowest(name) < replicas]).toEqual([name, true]);
    }
  }

  /** Every controller's pods spread evenly again: replacements of an earlier failure went where there was room. */
  async function rebalance(): Promise<void> {
    for (const name of Object.keys(deployments))
      await kubectl(...argumentsOf('restart', { NAME: name, NAMESPACE: namespace }));
    await kubectl('rollout', 'restart', 'statefulset/members', '-n', namespace);
    await eventually(async () => {
      const rollouts = await Promise.all([
        ...Object.keys(deployments).map((name) => rolledOut(name)),
        rolledOut('members', 'statefulsets'),
      ]);
      const waiting = rollouts.find((text) => text !== undefined) ?? (await missing(namespace, steady));
      const pods = await podsOf(namespace);
      const uneven = Object.entries({ ...deployments, members: 3 }).filter(
        ([name, count]) => (byZone(pods, name)[0] ?? 0) > Math.ceil(count / 3),
      );
      return (
        waiting ?? (uneven.length === 0 ? undefined : `uneven: ${uneven.map(([name]) => name).join(', ')}`)
      );
    });
  }

  it('a zone whose nodes are gone leaves its share, and nothing stays Pending', async () => {
    await rebalance();
    const [zone = ''] = (await nodes()).map((node) => node.zone);
    const observer = new Observer(namespace);
    await observer.started;
    await lab('kill-zone', zone);
    const seconds = await eventually(() => missing(namespace, { ...deployments, members: 3 }));
    await observer.stop();
    expectShare(observer);
    expect(
      (await podsOf(namespace)).filter(({ pending, workload }) => pending && workload !== 'both-spot'),
    ).toEqual([]);
    await figure('a zone is gone', {
      'lowest of 6': observer.lowest('six'),
      'lowest of 10': observer.lowest('ten'),
      seconds,
    });
  });

  it('a zone whose kubelets are silent leaves its share; replacements come within evictAfter and the time to notice', async () => {
    await rebalance();
    const [zone] = (await nodes()).map((node) => node.zone);
    const silent = (await nodes()).filter((node) => node.zone === zone).map(({ name }) => name);
    const observer = new Observer(namespace);
    await observer.started;
    for (const name of silent) await kubectl('annotate', 'node', name, 'lab/dead=true');
    const noticed = await eventually(async () => {
      const alive = (await podsOf(namespace)).filter(({ node, ready }) => ready && node?.zone === zone);
      return alive.length === 0 ? undefined : `${alive.length} pods of the silent zone count as ready`;
    });
    const seconds = await eventually(() => missing(namespace, deployments), evictedWithin(silent.length));
    await observer.stop();
    expectShare(observer);
    // A StatefulSet's pod stays until somebody says that the machine is really off.
    expect(await missing(namespace, { members: 3 })).toBe('members: 2 of 3 ready');
    for (const name of silent) {
      await kubectl(...argumentsOf('outOfService', { NODE: name }));
    }
    const members = await eventually(() => missing(namespace, { members: 3 }));
    for (const name of silent) {
      await kubectl(...argumentsOf('backInService', { NODE: name }));
      await kubectl('annotate', 'node', name, 'lab/dead-');
    }
    await figure('a zone is silent', {
      'lowest of 6': observer.lowest('six'),
      'lowest of 10': observer.lowest('ten'),
      'seconds to notice': noticed,
      'seconds to replace': seconds,
      'StatefulSet after the taint': members,
    });
  });

  it('every node is drained in turn: budgets hold, and every drain ends', async () => {
    await rebalance();
    const observer = new Observer(namespace);
    const start = Date.now();
    for (const { name } of await nodes()) {
      await lab('drain', name, '--ignore-daemonsets', '--delete-emptydir-data', '--timeout=120s');
      await kubectl('uncordon', name);
    }
    await observer.stop();
    const seconds = Math.round((Date.now() - start) / 1000);
    expect(observer.lowest('six')).toBeGreaterThanOrEqual(5);
    expect(observer.lowest('two')).toBeGreaterThanOrEqual(1);
    expect(observer.lowest('both')).toBeGreaterThanOrEqual(1);
    expect(observer.lowest('both-spot')).toBeGreaterThanOrEqual(2);
    // A quarter of ten, rounded up.
    expect(observer.lowest('ten')).toBeGreaterThanOrEqual(7);
    expect(observer.lowest('members')).toBeGreaterThanOrEqual(2);
    await figure('every node drained', {
      'lowest of 6': observer.lowest('six'),
      'lowest of 2': observer.lowest('two'),
      'lowest of 10': observer.lowest('ten'),
      seconds,
    });
  });

  it('a good image never shows fewer ready than before; a bad one stalls with full capacity', async () => {
    const observer = new Observer(namespace);
    const good = { ...services, six: services.six.replace('web:1', 'web:2') };
    await apply(await render(namespace, good));
    const seconds = await eventually(
      async () => (await rolledOut('six')) ?? (await missing(namespace, steady)),
    );
    const bad = {
      ...services,
      six: `${services.six.replace('web:1', 'web:3')}podAnnotations: {lab/crash: ImagePullBackOff}\nprogressDeadlineSeconds: 10\n`,
    };
    await apply(await render(namespace, bad));
    await eventually(async () =>
      (await progressing('six')) === 'ProgressDeadlineExceeded' ? undefined : 'still progressing',
    );
    await pause(2000);
    await observer.stop();
    expect(observer.lowest('six')).toBe(6);
    await apply(await render(namespace, services));
    await eventually(async () => (await rolledOut('six')) ?? (await missing(namespace, steady)));
    await figure('rollouts', { 'lowest of 6': observer.lowest('six'), 'seconds of a good one': seconds });
  });
});

interface Controller {
  readonly metadata: { readonly generation: number };
  readonly spec: { readonly replicas: number };
  readonly status: {
    readonly observedGeneration?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
    readonly replicas?: number;
    readonly conditions?: readonly { readonly type: string; readonly reason: string }[];
  };
}

async function controller(name: string, kind: string): Promise<Controller> {
  return (await cluster.get(
    `/apis/apps/v1/namespaces/${namespace}/${kind}/${name}`,
  )) as unknown as Controller;
}

async function rolledOut(name: string, kind = 'deployments'): Promise<string | undefined> {
  const { metadata, spec, status } = await controller(name, kind);
  const done =
    status.observedGeneration === metadata.generation &&
    status.updatedReplicas === spec.replicas &&
    status.availableReplicas === spec.replicas &&
    status.replicas === spec.replicas;
  return done ? undefined : `${name}: ${status.updatedReplicas ?? 0} of ${spec.replicas} updated`;
}

async function progressing(name: string): Promise<string | undefined> {
  const { status } = await controller(name, 'deployments');
  return status.conditions?.find(({ type }) => type === 'Progressing')?.reason;
}
