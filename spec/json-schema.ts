import { z } from 'zod';
import { withNamedDefinitions } from './json-definitions';

export const kindsOfFiles = ['service', 'environment', 'platform'] as const;

export type FileKind = (typeof kindsOfFiles)[number];

/** The schemas of the three kinds of files, by the name that people know them by. */
export type FileSchemas = Readonly<Record<FileKind, z.ZodObject>>;

/** What each kind of file is, for the head of its documentation. */
export const fileKinds: Readonly<Record<FileKind, { readonly path: string; readonly title: string }>> = {
  service: { path: 'services/[TEAM/]SERVICE.yaml', title: 'A service of a platform' },
  environment: { path: 'environments/ENVIRONMENT.yaml', title: 'An environment of a platform' },
  platform: { path: 'platform.yaml', title: 'A platform' },
};

/** The JSON Schema of one kind of file, as editors read it. */
export function jsonSchemaOf(schemas: FileSchemas, kind: FileKind): object {
  const schema = z.toJSONSchema(schemas[kind], { target: 'draft-7', io: 'input', reused: 'ref' });
  return {
    ...withNamedDefinitions(schema),
    title: fileKinds[kind].title,
  };
}
