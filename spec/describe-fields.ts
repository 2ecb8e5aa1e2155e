import { z } from 'zod';
import { isObject } from '../lib/json';
import { unwrap } from './schema-walk';
import { kubernetesDescription } from './kubernetes-descriptions';

/** One field of the spec as documentation shows it. */
export interface FieldDescription {
  /** `ports.NAME.port`. */
  readonly path: string;
  readonly type: string;
  readonly description: string;
  /** The name is Kubernetes' own, and the description says what it means there. */
  readonly kubernetes?: true;
  readonly default?: unknown;
  readonly derived?: string;
  readonly example?: unknown;
}

/** All fields of a schema, depth first, in the order of the schema. Schemas that repeat are named, not repeated. */
export function describeFields(
  schema: z.ZodType,
  prefix = '',
  skip: ReadonlySet<string> = new Set(),
): FieldDescription[] {
  const plain = unwrap(schema);
  if (plain instanceof z.ZodUnion) {
    return plain.options.flatMap((option) => describeFields(option as z.ZodType, prefix, skip));
  }
  if (plain instanceof z.ZodArray) return describeFields(plain.element as z.ZodType, `${prefix}[]`, skip);
  if (plain instanceof z.ZodRecord)
    return describeFields(plain.valueType as z.ZodType, `${prefix}.NAME`, skip);
  if (!(plain instanceof z.ZodObject)) return [];
  return Object.entries(plain.shape).flatMap(([name, entry]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const own = describeField(path, entry as z.ZodType);
    return skip.has(path) ? [own] : [own, ...describeFields(entry as z.ZodType, path, skip)];
  });
}

function describeField(path: string, schema: z.ZodType): FieldDescription {
  const meta = schema.meta() ?? {};
  const [example] = (meta['examples'] as unknown[] | undefined) ?? [];
  const { description, default: value, derived } = meta as Record<string, unknown>;
  return {
    path,
    type: typeName(schema),
    ...(typeof description === 'string'
      ? { description }
      : { description: kubernetesDescription(path) ?? '', kubernetes: true as const }),
    ...(value === undefined ? {} : { default: value }),
    ...(typeof derived === 'string' ? { derived } : {}),
    ...(example === undefined ? {} : { example }),
  };
}

/** A type in the words of the documentation. */
export function typeName(schema: z.ZodType): string {
  const plain = unwrap(schema);
  if (plain instanceof z.ZodUnion) {
    return [...new Set(plain.options.map((option) => typeName(option as z.ZodType)))].join(' or ');
  }
  if (plain instanceof z.ZodEnum) return Object.values(plain.def.entries).join(', ');
  if (plain instanceof z.ZodLiteral) return [...plain.values].map(String).join(', ');
  if (plain instanceof z.ZodArray) return `list of ${typeName(plain.element as z.ZodType)}`;
  if (plain instanceof z.ZodRecord) return `map of name to ${typeName(plain.valueType as z.ZodType)}`;
  if (plain instanceof z.ZodObject) return 'map';
  if (plain instanceof z.ZodNumber) return 'number';
  if (plain instanceof z.ZodBoolean) return 'true or false';
  return 'string';
}

/** A default or example as one line of YAML. */
export function inlineYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inlineYaml).join(', ')}]`;
  if (isObject(value)) {
    return `{${Object.entries(value)
      .map(([key, entry]) => `${inlineYaml(key)}: ${inlineYaml(entry)}`)
      .join(', ')}}`;
  }
  if (typeof value === 'string')
    return /^[A-Za-z/][-A-Za-z0-9_./]*$/.test(value) && !reads.test(value) ? value : JSON.stringify(value);
  return JSON.stringify(value) ?? '';
}

/** Words that some reader takes for something else than text. */
const reads = /^(true|false|null|yes|no|on|off|y|n)$/i;
