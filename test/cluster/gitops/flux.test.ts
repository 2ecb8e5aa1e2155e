import type { KubernetesObject } from '../../../lib/rendered';
import { eventually } from '../behaviour/lab';
import type { Commit } from './repository';
import {
  Repository,
  cluster,
  controllers,
  describeWithControllers,
  differing,
  kept,
  patch,
  present,
  readmeBlock,
  removeAll,
  startControllers,
  texts,
  unavailable,
  writes,
} from './repository';

const manager = 'kustomize-controller';
// A sync takes seconds; a machine that does other work beside it is given time.
const seconds = 600;

interface Status {
  readonly observedGeneration?: number;
  readonly lastAppliedRevision?: string;
  readonly lastHandledReconcileAt?: string;
  readonly inventory?: { readonly entries: readonly unknown[] };
  readonly conditions?: readonly {
    readonly type: string;
    readonly status: string;
    readonly message: string;
  }[];
}

describeWithControllers("Flux with README's block", () => {
  let repository: Repository;
  let source: KubernetesObject;
  let kustomization: KubernetesObject;
  let commit: Commit;
  const everything = new Map<string, KubernetesObject>();

  const status = async () => ((await cluster.read(kustomization))['status'] ?? {}) as Status;

  /** Asks for a reconciliation, as `flux reconcile` does. */
  async function request(object: KubernetesObject): Promise<string> {
    const at = String(Date.now());
    await patch(object, { spec: object['spec'] }, { 'reconcile.fluxcd.io/requestedAt': at });
    return at;
  }

  async function ready(): Promise<void> {
    await eventually(async () => {
      const { lastAppliedRevision = '', conditions = [] } = await status();
      const condition = conditions.find(({ type }) => type === 'Ready');
      if (lastAppliedRevision.includes(commit.revision) && condition?.status === 'True') return undefined;
      return `${lastAppliedRevision} instead of ${commit.revision}: ${condition?.message ?? 'no condition'}`;
    }, seconds);
  }

  async function deliver(without: readonly string[] = []): Promise<void> {
    commit = await repository.commit(without);
    for (const object of commit.objects)
      everything.set(JSON.stringify([object.kind, object.metadata]), object);
    await request(source);
    await ready();
  }

  beforeAll(async () => {
    await startControllers('git', 'flux');
    repository = new Repository();
    const [first, second] = await readmeBlock('Kustomization');
    if (first === undefined || second === undefined)
      throw new Error('README has a source and a Kustomization');
    [source, kustomization] = [first, second];
  });

  afterAll(async () => {
    await removeAll([...everything.values()]);
    await controllers('down');
    repository.remove();
  });

  it('applies every object of the environment, and finds it healthy', async () => {
    commit = await repository.commit();
    for (const object of [source, kustomization])
      expect((await cluster.apply(object)).status).toBeLessThan(300);
    await deliver();
    expect((await status()).inventory?.entries).toHaveLength(commit.objects.length);
    expect(await unavailable(commit.objects)).toBeUndefined();
  });

  it('writes nothing in a second sync', async () => {
    const before = await writes(commit.objects, manager);
    const at = await request(kustomization);
    await eventually(
      async () => ((await status()).lastHandledReconcileAt === at ? undefined : 'not yet'),
      seconds,
    );
    await ready();
    expect(differing(before, await writes(commit.objects, manager))).toEqual([]);
  });

  it('a new image is rolled out, and nothing else is written', async () => {
    const [old, before] = [commit, await writes(commit.objects, manager)];
    repository.edit('web', (text) => text.replace('podinfo:6.9.2', 'podinfo:6.9.3'));
    await deliver();
    expect(await unavailable(commit.objects)).toBeUndefined();
    const changed = differing(texts(old), texts(commit));
    expect(changed).not.toEqual([]);
    expect(differing(before, await writes(commit.objects, manager))).toEqual(changed);
  });

  it('a removed service goes whole, its claim stays', async () => {
    const objects = commit.apps
      .filter(({ app }) => app === 'archive')
      .flatMap((app) => app.objects.map(({ object }) => object));
    expect(kept(objects)).toHaveLength(1);
    repository.edit('archive');
    await deliver();
    await eventually(async () => {
      const left = await present(objects);
      return left.length > 1 ? `left: ${left.join(', ')}` : undefined;
    });
    expect(await present(objects)).toEqual(kept(objects));
  });

  it('Namespaces stay when their folder goes', async () => {
    const { objects } = commit;
    await deliver(['namespaces']);
    expect(await present(objects)).toEqual(await present(commit.objects.concat(objects.filter(isNamespace))));
    expect(await present(objects.filter(isNamespace))).toEqual(kept(objects.filter(isNamespace)));
  });

  it('nothing goes with the Kustomization', async () => {
    const before = await present(commit.objects);
    expect(before).toHaveLength(commit.objects.length);
    await cluster.prune(kustomization);
    await eventually(
      async () => ((await present([kustomization])).length > 0 ? 'it is there' : undefined),
      seconds,
    );
    expect(await present(commit.objects)).toEqual(before);
  });
});

const isNamespace = ({ kind }: KubernetesObject) => kind === 'Namespace';
