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

/** Names of the fields that a map at this path may have. */
export function fieldsAt(schema: z.ZodType, path: readonly (string | number)[]): string[] {
  return schemasAt(schema, path).flatMap((entry) => {
    const plain = unwrap(entry);
    return plain instanceof z.ZodObject ? Object.keys(plain.shape) : [];
  });
}
