import { stringify } from 'yaml';
import type { z } from 'zod';
import type { PlatformSource } from './load';
import { loadFrom } from './load';
import type { environmentSchema, platformSchema } from './schema/platform';
import type { serviceSchema } from './schema/service';
import { memoryFolder } from './source-folder';

/** A platform as code: the same fields that the YAML files have. */
export interface PlatformDefinition extends z.input<typeof platformSchema> {
  /** By name: what would stand in `environments/NAME.yaml`. */
  readonly environments: Readonly<Record<string, z.input<typeof environmentSchema>>>;
  /** By name: what would stand in `services/NAME.yaml`. */
  readonly services: Readonly<Record<string, z.input<typeof serviceSchema>>>;
}

/**
 * Makes a platform from code instead of a folder. It is validated as the folder would be; problems are located in the
 * files that the definition stands for.
 * @throws SpecError with every problem
 */
export function definePlatform({ environments, services, ...platform }: PlatformDefinition): PlatformSource {
  const files = new Map([['platform.yaml', text(platform)]]);
  for (const [name, environment] of Object.entries(environments)) {
    files.set(`environments/${name}.yaml`, text(environment));
  }
  for (const [name, service] of Object.entries(services)) files.set(`services/${name}.yaml`, text(service));
  return loadFrom(memoryFolder(files));
}

/** Without aliases: an object that stands in two places is written out twice. */
function text(value: object): string {
  return stringify(value, { aliasDuplicateObjects: false });
}
