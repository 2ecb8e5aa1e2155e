import { readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Pipeline } from '../../app/pipeline';
import type { RenderedApp } from '../../app/pipeline';
import type { SecretRef } from '../../model/types';

const root = join(__dirname, '..', '..');

/** One environment of the sample or of an example, rendered. */
export interface RenderedEnvironment {
  /** `online-boutique/eks`. */
  readonly title: string;
  readonly apps: readonly RenderedApp[];
  readonly secretRefs: readonly SecretRef[];
}

/** The sample, all examples that are platform folders, and the fixture with every field. */
export function platformFolders(): string[] {
  const examples = readdirSync(join(root, 'examples')).map((name) => join('examples', name));
  return [
    'platform',
    ...examples.filter((folder) => existsSync(join(root, folder, 'platform.yaml'))),
    'test/fixtures/every-field',
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
