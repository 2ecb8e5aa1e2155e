import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { outputFiles } from '../../../app/output';
import type { RenderedApp } from '../../../app/pipeline';
import { Pipeline } from '../../../app/pipeline';
import type { KubernetesObject } from '../../../lib/rendered';
import { title } from '../../../lib/rendered';
import { eventually } from '../behaviour/lab';
import { Cluster } from '../cluster';
import { defineKinds } from '../definitions';

const run = promisify(execFile);
const root = join(__dirname, '../../..');

/**
 * The command that runs GitOps controllers for the cluster in KUBECONFIG: `up git flux` or `up git argocd`, `down`,
 * `publish DIR` (DIR becomes the whole content of branch main; prints the commit), `url` (of that repository).
 */
const command = process.env['CONTROLLERS'];

/** `describe` where controllers can be run, else one that is skipped. */
export const describeWithControllers = command === undefined ? describe.skip : describe;

export async function controllers(...args: string[]): Promise<string> {
  const { stdout } = await run(command ?? '', args, { maxBuffer: 1 << 26 });
  return stdout.trim();
}

/** Starts controllers; again where the API server doesn't serve yet what their definitions define. */
export async function startControllers(...names: string[]): Promise<void> {
  await eventually(() => controllers('up', ...names).then(() => undefined, String));
}

export const cluster = new Cluster();

/** The environment of the sample that is delivered. */
export const environment = 'production-eks';

/** A service whose claim has to outlive it. */
const archive = `image: docker.io/library/busybox:1.37.0
command: [sleep, infinity]
replicas: 1
volumes: {data: {claim: {storage: 1Gi, accessModes: [ReadWriteMany]}, mountPath: /data}}
`;

/** What one commit holds. */
export interface Commit {
  readonly revision: string;
  readonly apps: readonly RenderedApp[];
  readonly objects: readonly KubernetesObject[];
}

/** A user's repository: the sample and the service `archive`. */
export class Repository {
  private readonly folder = mkdtempSync(join(tmpdir(), 'portolan-gitops-'));

  constructor() {
    cpSync(join(root, 'platform'), join(this.folder, 'platform'), { recursive: true });
    writeFileSync(join(this.folder, 'platform/services/archive.yaml'), archive);
  }

  /** Changes the text of a service; without a change, removes it. */
  edit(service: string, change?: (text: string) => string): void {
    const path = join(this.folder, 'platform/services', `${service}.yaml`);
    if (change === undefined) return rmSync(path);
    const text = readFileSync(path, 'utf8');
    expect(change(text)).not.toBe(text);
    writeFileSync(path, change(text));
  }

  /** Renders, leaves out the folders of some apps, and publishes. */
  async commit(without: readonly string[] = []): Promise<Commit> {
    const rendered = new Pipeline(join(this.folder, 'platform')).run([environment]).apps;
    const apps = rendered.filter(({ app }) => !without.includes(app));
    const dist = join(this.folder, 'dist');
    rmSync(dist, { recursive: true, force: true });
    for (const [path, text] of outputFiles(apps)) {
      mkdirSync(dirname(join(dist, path)), { recursive: true });
      writeFileSync(join(dist, path), text);
    }
    const objects = apps.flatMap((app) => app.objects.map(({ object }) => object));
    await defineKinds(cluster, objects);
    return { revision: await controllers('publish', this.folder), apps, objects };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** The objects of README's block that has an object of this kind, for the served repository and the environment of the sample. */
export async function readmeBlock(kind: string): Promise<KubernetesObject[]> {
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  const blocks = [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
  const block = blocks.find((entry) => entry.includes(`\nkind: ${kind}\n`)) ?? '';
  const [address, folder] = ['https://github.com/acme/platform', 'dist/production'];
  expect(block).toContain(address);
  expect(block).toContain(folder);
  const ours = block.replaceAll(address, await controllers('url')).replaceAll(folder, `dist/${environment}`);
  return parseAllDocuments(ours).map((document) => document.toJS() as KubernetesObject);
}

/** Applies an object's identity with these fields alone, beside what others have written. */
export async function patch(
  { apiVersion, kind, metadata: { name, namespace } }: KubernetesObject,
  fields: object,
  annotations: Readonly<Record<string, string>> = {},
): Promise<void> {
  const place = namespace === undefined ? {} : { namespace };
  const { status, body } = await cluster.apply({
    apiVersion,
    kind,
    metadata: { name, ...place, annotations },
    ...fields,
  });
  expect([status, status < 300 ? '' : body['message']]).toEqual([status, '']);
}

/** The time of a manager's last write to each object: an apply that changes nothing is none. */
export async function writes(
  objects: readonly KubernetesObject[],
  manager: string,
): Promise<Map<string, string>> {
  const times = new Map<string, string>();
  for (const object of objects) {
    const { metadata } = (await cluster.read(object)) as unknown as {
      metadata?: { managedFields?: { manager: string; subresource?: string; time: string }[] };
    };
    const entries = metadata?.managedFields ?? [];
    const own = entries.find((entry) => entry.manager === manager && entry.subresource === undefined);
    times.set(title(object), own?.time ?? 'never');
  }
  return times;
}

/** The titles whose values differ, or that only one of both has. */
export function differing<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).sort();
}

/** The objects as texts, to see which of them a commit changes. */
export function texts({ objects }: Commit): Map<string, string> {
  return new Map(objects.map((object) => [title(object), JSON.stringify(object)]));
}

/** The titles of the objects that the cluster has. */
export async function present(objects: readonly KubernetesObject[]): Promise<string[]> {
  const found: string[] = [];
  for (const object of objects) {
    const { metadata } = (await cluster.read(object)) as { metadata?: { deletionTimestamp?: string } };
    // Answers with an error have metadata without a name.
    if (metadata !== undefined && 'name' in metadata && metadata.deletionTimestamp === undefined)
      found.push(title(object));
  }
  return found.sort();
}

/** What holds data, and so outlives its folder. */
export function kept(objects: readonly KubernetesObject[]): string[] {
  const kinds = ['Namespace', 'PersistentVolumeClaim'];
  return objects
    .filter(({ kind }) => kinds.includes(kind))
    .map(title)
    .sort();
}

/** What makes pods and has fewer available than it wants. */
export async function unavailable(objects: readonly KubernetesObject[]): Promise<string | undefined> {
  for (const object of objects.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet')) {
    const { spec, status } = (await cluster.read(object)) as {
      spec?: { replicas: number };
      status?: { availableReplicas?: number; updatedReplicas?: number };
    };
    const counts = [status?.availableReplicas ?? 0, status?.updatedReplicas ?? 0];
    if (spec === undefined || counts.some((count) => count !== spec.replicas))
      return `${title(object)}: ${counts.join(' available, ')} updated, ${spec?.replicas ?? 'none'} wanted`;
  }
  return undefined;
}

/** Removes what the controllers left, so that the next suite finds a clean cluster. */
export async function removeAll(objects: readonly KubernetesObject[]): Promise<void> {
  const [namespaces, others] = [
    objects.filter(({ kind }) => kind === 'Namespace'),
    objects.filter(({ kind }) => kind !== 'Namespace'),
  ];
  for (const object of others) await cluster.prune(object);
  for (const { metadata } of namespaces) await cluster.remove(`/api/v1/namespaces/${metadata.name}`);
}
