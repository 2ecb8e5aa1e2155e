import { z } from 'zod';

/** The schema without optional, nullable and transforms around it. */
export function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return unwrap(schema.unwrap() as z.ZodType);
  }
  if (schema instanceof z.ZodPipe) return unwrap(schema.in as z.ZodType);
  return schema;
}

/** The schemas that a value at this path may have; several where a union stands on the way. */
export function schemasAt(schema: z.ZodType, path: readonly (string | number)[]): z.ZodType[] {
  const plain = unwrap(schema);
  if (plain instanceof z.ZodUnion) {
    return plain.options.flatMap((option) => schemasAt(option as z.ZodType, path));
  }
  const [key, ...rest] = path;
  if (key === undefined) return [schema];
  if (plain instanceof z.ZodObject) {
    const next = Object.hasOwn(plain.shape, key) ? (plain.shape[key] as z.ZodType) : undefined;
    return next === undefined ? [] : schemasAt(next, rest);
  }
  if (plain instanceof z.ZodRecord) return schemasAt(plain.valueType as z.ZodType, rest);
  if (plain instanceof z.ZodArray) return schemasAt(plain.element as z.ZodType, rest);
  return [];
}

/** The example that documentation gives of the field at this path. */
export function exampleAt(schema: z.ZodType, path: readonly (string | number)[]): unknown {
  const name = path.at(-1);
  if (typeof name !== 'string') return undefined;
  for (const entry of schemasAt(schema, path.slice(0, -1))) {
    const plain = unwrap(entry);
    const field = plain instanceof z.ZodObject ? (plain.shape[name] as z.ZodType | undefined) : undefined;
    const [example] = (field?.meta()?.['examples'] as unknown[] | undefined) ?? [];
    if (example !== undefined) return example;
  }
  return undefined;
}

/** Names of the fields that a map at this path may have. */
export function fieldsAt(schema: z.ZodType, path: readonly (string | number)[]): string[] {
  return schemasAt(schema, path).flatMap((entry) => {
    const plain = unwrap(entry);
    return plain instanceof z.ZodObject ? Object.keys(plain.shape) : [];
  });
}
