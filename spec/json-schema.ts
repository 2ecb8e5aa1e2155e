import { z } from 'zod';
import { withNamedDefinitions } from './json-definitions';
import { environmentSchema, platformSchema } from './schema/platform';
import { serviceSchema } from './schema/service';

/** The schemas of the three kinds of files, by the name that people know them by. */
export const fileSchemas = {
  service: serviceSchema,
  environment: environmentSchema,
  platform: platformSchema,
} as const satisfies Record<string, z.ZodObject>;

export type FileKind = keyof typeof fileSchemas;

/** What each kind of file is, for the head of its documentation. */
export const fileKinds: Readonly<Record<FileKind, { readonly path: string; readonly title: string }>> = {
  service: { path: 'services/[TEAM/]SERVICE.yaml', title: 'A service of a platform' },
  environment: { path: 'environments/ENVIRONMENT.yaml', title: 'An environment of a platform' },
  platform: { path: 'platform.yaml', title: 'A platform' },
};

/** The JSON Schema of one kind of file, as editors read it. */
export function jsonSchema(kind: FileKind): object {
  const schema = z.toJSONSchema(fileSchemas[kind], { target: 'draft-7', io: 'input', reused: 'ref' });
  return {
    ...withNamedDefinitions(schema),
    title: fileKinds[kind].title,
  };
}
