import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { byCodeUnit, isObject } from '../lib/json';
import type { Schema } from './custom-defaults';
import { renderedDefinitions } from './custom-defaults';

/** One definition's types while they are written: maps of the same shape share one interface. */
interface Types {
  readonly prefix: string;
  /** By the text of the body. */
  readonly names: Map<string, string>;
  readonly taken: Set<string>;
}

/** Shorter maps are written where they are used. */
const inlineLength = 60;

const banner = '// Made by tools/custom-types.ts from the definitions of the operator. Do not edit.\n';

/** By file name: the type of the spec of each custom kind that charts render. */
export function customTypes(folder: string): Map<string, string> {
  return new Map(
    renderedDefinitions(folder).map(({ kind, version, schema }) => {
      const [apiVersion = '', name = ''] = kind.split(' ');
      const types: Types = { prefix: name, names: new Map(), taken: new Set([`${name}Spec`]) };
      const spec = bodyOf(schema.properties?.['spec'] ?? {}, types, []);
      const inner = [...types.names].map(([body, own]) => `export interface ${own} ${body}\n`);
      const head = `/** \`spec\` of ${kind}: ${version}. */\nexport interface ${name}Spec ${spec}\n`;
      return [`${fileName(apiVersion, name)}.ts`, [banner, head, ...inner].join('\n')];
    }),
  );
}

/** Two groups may have a kind of one name. */
function fileName(apiVersion: string, kind: string): string {
  return `${apiVersion.slice(0, apiVersion.indexOf('/'))}-${kind}`.toLowerCase();
}

function bodyOf(schema: Schema, types: Types, path: readonly string[]): string {
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties ?? {})
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([key, entry]) => {
      // What has a default need not be written.
      const sign = required.has(key) && entry.default === undefined ? '' : '?';
      const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
      return `  ${name}${sign}: ${typeOf(entry, types, [...path, key])};`;
    });
  return `{\n${fields.join('\n')}\n}`;
}

function typeOf(schema: Schema, types: Types, path: readonly string[]): string {
  if (schema['x-kubernetes-int-or-string'] === true) return 'number | string';
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.type === 'array') {
    const items = typeOf(schema.items ?? {}, types, path);
    return /^\w+$/.test(items) ? `readonly ${items}[]` : `readonly (${items})[]`;
  }
  if (schema.properties !== undefined) return mapType(schema, types, path);
  if (schema.type === 'object') {
    const { additionalProperties: values } = schema;
    return isObject(values) ? `Readonly<Record<string, ${typeOf(values, types, path)}>>` : 'object';
  }
  const scalars: Readonly<Record<string, string>> = {
    string: 'string',
    boolean: 'boolean',
    integer: 'number',
    number: 'number',
  };
  return scalars[schema.type ?? ''] ?? 'unknown';
}

function mapType(schema: Schema, types: Types, path: readonly string[]): string {
  const body = bodyOf(schema, types, path);
  const short = body.replace(/\s*\n\s*/g, ' ');
  if (short.length <= inlineLength && !short.slice(1).includes('{')) return short;
  const known = types.names.get(body);
  if (known !== undefined) return known;
  const name = freeName(types, path);
  types.taken.add(name);
  types.names.set(body, name);
  return name;
}

/** The kind and the last key; more keys where others have that name already. */
function freeName({ prefix, taken }: Types, path: readonly string[]): string {
  const words = path.map((key) => `${key.charAt(0).toUpperCase()}${key.slice(1)}`.replace(/\W/g, ''));
  for (let length = 1; length <= words.length; length++) {
    const name = prefix + words.slice(-length).join('');
    if (!taken.has(name)) return name;
  }
  return `${prefix}${words.join('')}${taken.size}`;
}

/** `CRDS=FOLDER node -r tsx/cjs tools/custom-types.ts`: writes imports/definitions/ anew. */
if (require.main === module) {
  const folder = process.env['CRDS'];
  if (folder === undefined) throw new Error('set CRDS to a folder of definitions');
  const target = join(__dirname, '..', 'imports/definitions');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target);
  for (const [name, text] of customTypes(folder)) writeFileSync(join(target, name), text);
}
