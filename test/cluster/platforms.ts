import { readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Pipeline } from '../../app/pipeline';
import type { RenderedApp } from '../../app/pipeline';
import type { KubernetesObject } from '../../lib/rendered';
import type { SecretRef } from '../../model/types/service';
import type { Cluster } from './cluster';

const root = join(__dirname, '..', '..');

/** One environment of the sample or of an example, rendered. */
export interface RenderedEnvironment {
  /** `online-boutique/eks`. */
  readonly title: string;
  readonly apps: readonly RenderedApp[];
  readonly secretRefs: readonly SecretRef[];
}

/** The sample, all examples that are platform folders, and fixtures with every field, setting, kind of node pool and edge. */
export function platformFolders(): string[] {
  const examples = readdirSync(join(root, 'examples')).map((name) => join('examples', name));
  return [
    'platform',
    ...examples.filter((folder) => existsSync(join(root, folder, 'platform.yaml'))),
    'test/fixtures/every-field',
    'test/fixtures/node-pools',
    'test/fixtures/edge',
    'test/fixtures/settings',
  ];
}

export function renderEnvironments(folder: string): RenderedEnvironment[] {
  const { resolutions, apps } = new Pipeline(join(root, folder)).run();
  return resolutions.map(({ environment }) => ({
    title: `${folder}/${environment.name}`,
    apps: apps.filter((app) => app.environment === environment.name),
    secretRefs: environment.secretRefs,
  }));
}

/** The Secrets that an environment refers to and somebody else makes, as placeholders. */
export async function createSecrets(cluster: Cluster, { secretRefs }: RenderedEnvironment): Promise<void> {
  for (const { namespace, secret, key = 'placeholder' } of secretRefs) {
    const object: KubernetesObject = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: secret, namespace },
      stringData: { [key]: 'placeholder' },
    };
    await cluster.apply(object);
  }
}
