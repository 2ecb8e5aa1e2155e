import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { RenderedApp } from '../../../app/pipeline';
import type { JsonObject } from '../../../lib/json';
import type { KubernetesObject } from '../../../lib/rendered';
import { argumentsOf } from '../../support/documented';
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

const manager = 'argocd-controller';
// A sync takes seconds; a machine that does other work beside it is given time.
const seconds = 600;
const prefix = 'acme-production-';

/** Kinds that stay Progressing where no controller of theirs runs. */
const waiting: ReadonlySet<string> = new Set(['Gateway', 'HTTPRoute', 'GRPCRoute']);

interface Application {
  readonly metadata: { readonly name: string };
  readonly status?: {
    readonly sync?: { readonly status: string; readonly revision?: string };
    readonly health?: { readonly status: string };
    readonly operationState?: {
      readonly phase: string;
      readonly startedAt: string;
      readonly message?: string;
    };
    readonly conditions?: readonly { readonly message: string }[];
  };
}

const application = (app: string): KubernetesObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: `${prefix}${app}`, namespace: 'argocd' },
});

async function applications(): Promise<Map<string, Application>> {
  const all = await cluster.list('/apis/argoproj.io/v1alpha1/namespaces/argocd/applications');
  return new Map((all as unknown as Application[]).map((entry) => [entry.metadata.name, entry]));
}

/** What an app still lacks at a revision. */
function lacks({ app, objects }: RenderedApp, status: Application['status'], revision: string): string[] {
  const [sync, phase] = [status?.sync, status?.operationState?.phase];
  const health = status?.health?.status;
  const waits = objects.some(({ object }) => waiting.has(object.kind)) && health === 'Progressing';
  const fine =
    sync?.status === 'Synced' && sync.revision?.startsWith(revision) === true && phase === 'Succeeded';
  if (fine && (health === 'Healthy' || waits)) return [];
  return [`${app}: ${JSON.stringify([sync, health, status?.operationState?.message, status?.conditions])}`];
}

const objectsOf = (apps: readonly RenderedApp[]) =>
  apps.flatMap((app) => app.objects.map(({ object }) => object));

describeWithControllers("Argo CD with README's block", () => {
  let repository: Repository;
  let applicationSet: KubernetesObject;
  let commit: Commit;
  const everything = new Map<string, KubernetesObject>();

  /** Has the ApplicationSet and the Applications look at Git now, instead of in three minutes. */
  async function refresh(): Promise<void> {
    await patch(
      applicationSet,
      { spec: applicationSet['spec'] },
      { 'argocd.argoproj.io/application-set-refresh': 'true' },
    );
    await eventually(async () => {
      const { metadata } = (await cluster.read(applicationSet)) as { metadata?: { annotations?: object } };
      return 'argocd.argoproj.io/application-set-refresh' in (metadata?.annotations ?? {})
        ? 'not yet'
        : undefined;
    }, seconds);
    const known = await applications();
    for (const { app } of commit.apps)
      if (known.has(`${prefix}${app}`))
        await patch(application(app), {}, { 'argocd.argoproj.io/refresh': 'normal' });
  }

  async function synced(): Promise<void> {
    await eventually(async () => {
      const found = await applications();
      const late = commit.apps.flatMap((app) =>
        lacks(app, found.get(`${prefix}${app.app}`)?.status, commit.revision),
      );
      return late.length === 0 ? unavailable(commit.objects) : late.join('\n');
    }, seconds);
  }

  async function publish(without: readonly string[] = []): Promise<void> {
    commit = await repository.commit(without);
    for (const object of commit.objects)
      everything.set(JSON.stringify([object.kind, object.metadata]), object);
  }

  async function deliver(without: readonly string[] = []): Promise<void> {
    await publish(without);
    await refresh();
    await synced();
  }

  beforeAll(async () => {
    await startControllers('git', 'argocd');
    repository = new Repository();
    const [block] = await readmeBlock('ApplicationSet');
    if (block === undefined) throw new Error('README has an ApplicationSet');
    applicationSet = block;
  });

  afterAll(async () => {
    await cluster.prune(applicationSet);
    await removeAll([...everything.values()]);
    await controllers('down');
    repository.remove();
  });

  it('makes one Application of each app, which become Synced and healthy', async () => {
    await publish();
    expect((await cluster.apply(applicationSet)).status).toBeLessThan(300);
    await synced();
    const names = commit.apps.map(({ app }) => `${prefix}${app}`);
    expect([...(await applications()).keys()].sort()).toEqual(names.sort());
  });

  it('writes nothing in a second sync, and all stay Synced', async () => {
    // An operation that still runs would swallow the next.
    await synced();
    const [before, old] = [await writes(commit.objects, manager), await applications()];
    for (const { app } of commit.apps)
      await patch(application(app), { operation: { sync: { syncOptions: ['ServerSideApply=true'] } } });
    await eventually(async () => {
      const now = await applications();
      const started = (name: string, all: typeof now) => all.get(name)?.status?.operationState?.startedAt;
      const late = [...now.keys()].filter((name) => started(name, now) === started(name, old));
      return late.length === 0 ? undefined : `not synced again: ${late.join(', ')}`;
    }, seconds);
    await synced();
    expect(differing(before, await writes(commit.objects, manager))).toEqual([]);
  });

  it('a new image is rolled out, and nothing else is written', async () => {
    const [old, before] = [commit, await writes(commit.objects, manager)];
    repository.edit('web', (text) => text.replace('podinfo:6.9.2', 'podinfo:6.9.3'));
    await deliver();
    const changed = differing(texts(old), texts(commit));
    expect(changed).not.toEqual([]);
    expect(differing(before, await writes(commit.objects, manager))).toEqual(changed);
  });

  it('a service that leaves Git stays until its Application is deleted as README says; its claim stays then too', async () => {
    const objects = objectsOf(commit.apps.filter(({ app }) => app === 'archive'));
    expect(kept(objects)).toHaveLength(1);
    repository.edit('archive');
    await deliver();
    expect(await present(objects)).toHaveLength(objects.length);
    for (const command of ['cascade', 'removeApplication'] as const)
      await promisify(execFile)('kubectl', argumentsOf(command, { APPLICATION: `${prefix}archive` }));
    await eventually(async () => {
      const left = await present([...objects, application('archive')]);
      return left.length > 1 ? `left: ${left.join(', ')}` : undefined;
    }, seconds);
    expect(await present(objects)).toEqual(kept(objects));
  });

  it('without the syncPolicy for production, Namespaces stay when their folder goes', async () => {
    const { syncPolicy, ...spec } = applicationSet['spec'] as JsonObject;
    expect(syncPolicy).toBeDefined();
    applicationSet = { ...applicationSet, spec };
    const namespaces = objectsOf(commit.apps.filter(({ app }) => app === 'namespaces'));
    await deliver(['namespaces']);
    await eventually(
      async () => ((await present([application('namespaces')])).length > 0 ? 'it is there' : undefined),
      seconds,
    );
    expect(await present(namespaces)).toEqual(kept(namespaces));
    await synced();
  });

  it('without it, Namespaces and claims stay when the ApplicationSet is deleted, and all else goes', async () => {
    // The cluster makes the default ServiceAccounts again.
    const objects = [...everything.values()].filter(({ metadata }) => metadata.name !== 'default');
    await cluster.prune(applicationSet);
    await eventually(async () => {
      const left = [...(await applications()).keys()];
      return left.length > 0 ? `left: ${left.join(', ')}` : undefined;
    }, seconds);
    expect(await present(objects)).toEqual(kept(objects));
  });
});
