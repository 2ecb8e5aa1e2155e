import { z } from 'zod';
import type { FieldsOf } from '../charts';
import { concerns } from '../charts';
import type { ConcernFields } from '../charts/concern';
import type { FileKind } from '../spec/json-schema';
import { jsonSchemaOf } from '../spec/json-schema';
import { commonReserved } from '../spec/reserved';
import { environmentFields, platformFields } from '../spec/schema/platform';
import { serviceFields } from '../spec/schema/service';

/** The fields that concerns add to one kind of file. */
function fieldsOfConcerns<K extends keyof ConcernFields>(kind: K): FieldsOf<K> {
  const all = concerns.flatMap(({ id, fields }) =>
    Object.entries(fields?.[kind] ?? {}).map(([name, field]) => ({ id, name, field })),
  );
  const twice = all.find(({ name }, index) => all.findIndex((other) => other.name === name) < index);
  if (twice !== undefined)
    throw new Error(`the field ${twice.name} of ${twice.id} is one of another concern`);
  return Object.fromEntries(all.map(({ name, field }) => [name, field])) as FieldsOf<K>;
}

/** Operators whose objects some concern renders. */
const operators = [...new Set(concerns.flatMap((concern) => concern.operators ?? []))].sort();

const service = z.strictObject({ ...serviceFields, ...fieldsOfConcerns('service') });

/** The schemas of the three kinds of files: the kernel's fields, and those of every concern. */
export const schemas = {
  service,
  environment: z.strictObject({
    ...environmentFields(service, operators),
    ...fieldsOfConcerns('environment'),
  }),
  platform: z.strictObject({ ...platformFields(service), ...fieldsOfConcerns('platform') }),
};

/** Names that folders of the output have for themselves, so that no service can have them. */
export const reserved: readonly string[] = [
  ...commonReserved,
  ...concerns.flatMap(({ folders = [] }) => folders),
].sort();

/** The JSON Schema of one kind of file, as editors read it. */
export function jsonSchema(kind: FileKind): object {
  return jsonSchemaOf(schemas, kind);
}
