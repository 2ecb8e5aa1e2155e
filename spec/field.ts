import type { z } from 'zod';

/** Fields by their names. */
export type FieldShape = Readonly<Record<string, z.ZodType>>;

/** What documentation, `explain` and the JSON Schemas say about a field. */
export interface FieldDocs {
  /** Meaning, unit or shape, in one or two sentences. */
  readonly description: string;
  /** How the value comes about where a layer doesn't write it and the schema has no constant. */
  readonly derived?: string;
  /** YAML as a user would write it. */
  readonly example?: unknown;
}

/** A field that any layer may leave out, or remove with a written `null`. */
export type Field<T extends z.ZodType> = z.ZodOptional<z.ZodNullable<T>>;

/** A field whose constant default stands in the schema, and nowhere else. */
export type DefaultedField<T extends z.ZodType> = Field<T> & { readonly defaulted?: true };

/** A field without a constant default. */
export function field<T extends z.ZodType>(schema: T, docs: FieldDocs): Field<T> {
  const { description, derived, example } = docs;
  return schema
    .nullable()
    .optional()
    .meta({
      description,
      ...(derived === undefined ? {} : { derived }),
      ...(example === undefined ? {} : { examples: [example] }),
    });
}

/** A field with a constant default. It fills in after all layers are merged, maps key by key. */
export function defaulted<T extends z.ZodType>(
  schema: T,
  value: z.output<T>,
  docs: FieldDocs,
): DefaultedField<T> {
  const plain = field(schema, docs);
  return plain.meta({ ...plain.meta(), default: value });
}

/** An inner field whose name is Kubernetes' and so is its meaning: `kubernetes-descriptions.ts` describes it. */
export function kubernetes<T extends z.ZodType>(schema: T): Field<T> {
  return schema.nullable().optional();
}

/** The constant defaults of an object schema: the weakest layer. */
export function schemaDefaults(schema: z.ZodObject): Record<string, unknown> {
  const defaults: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(schema.shape)) {
    const value = (entry as z.ZodType).meta()?.['default'];
    if (value !== undefined) defaults[name] = value;
  }
  return defaults;
}

/** The written form without `null`: what is left after all layers are merged. */
export type Merged<T> = T extends readonly (infer E)[]
  ? readonly Merged<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Merged<Exclude<T[K], null>> }
    : Exclude<T, null>;

/** The shape of a merged and completed object: fields with a constant default are always there. */
export type Completed<S extends z.ZodObject> = {
  readonly [
    K in keyof S['shape'] as S['shape'][K] extends { readonly defaulted?: true } ? never : K
  ]?: Merged<NonNullable<z.output<S['shape'][K]>>>;
} & {
  readonly [K in keyof S['shape'] as S['shape'][K] extends { readonly defaulted?: true } ? K : never]: Merged<
    NonNullable<z.output<S['shape'][K]>>
  >;
};

/** What some fields say in a merged and completed object that has others, too. */
export function readFields<S extends FieldShape>(spec: object, fields: S): Completed<z.ZodObject<S>> {
  const values = spec as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.keys(fields).flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  ) as Completed<z.ZodObject<S>>;
}
