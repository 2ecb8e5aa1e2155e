import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { CustomKind } from '../imports/custom';
import { byCodeUnit, isObject } from '../lib/json';
import type { Json } from '../lib/json';

export interface Schema {
  readonly type?: string;
  readonly enum?: readonly Json[];
  readonly required?: readonly string[];
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly default?: Json;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
}

interface Definition {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly schema?: { readonly openAPIV3Schema?: Schema };
    }[];
  };
}

const imports = join(__dirname, '..', 'imports');

/** The custom kinds that charts can render, as `GROUP/VERSION KIND`. */
export function renderedKinds(): string[] {
  return readdirSync(imports)
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) =>
      Object.values(require(join(imports, name)) as Record<string, Partial<CustomKind<object>>>),
    )
    .flatMap(({ apiVersion, kindName }) =>
      apiVersion === undefined || kindName === undefined ? [] : `${apiVersion} ${kindName}`,
    )
    .sort();
}

/** The table of defaults below `spec` that the definitions in a folder have for the kinds that are rendered. */
export function defaultsTable(folder: string): string {
  const definitions: Record<string, string> = {};
  const kinds: Record<string, { defaults: Record<string, Json> }> = {};
  for (const { kind, version, schema } of renderedDefinitions(folder)) {
    definitions[kind] = version;
    const defaults = defaultsIn(schema.properties?.['spec'] ?? {}, '');
    if (defaults.length > 0)
      kinds[kind] = { defaults: Object.fromEntries(defaults.sort(([a], [b]) => byCodeUnit(a, b))) };
  }
  const without = renderedKinds().filter((kind) => definitions[kind] === undefined);
  const sorted = <T>(entries: Record<string, T>) =>
    Object.fromEntries(Object.entries(entries).sort(([a], [b]) => byCodeUnit(a, b)));
  const table = { definitions: sorted(definitions), without, kinds: sorted(kinds) };
  return `${JSON.stringify(table, undefined, 2)}\n`;
}

/** What the definitions in a folder say about one kind that is rendered. */
interface RenderedDefinition {
  /** `GROUP/VERSION KIND`. */
  readonly kind: string;
  readonly version: string;
  readonly schema: Schema;
}

/** The definitions in a folder of the kinds that are rendered, sorted by kind. */
export function renderedDefinitions(folder: string): RenderedDefinition[] {
  const wanted = renderedKinds();
  const found = new Map<string, RenderedDefinition>();
  for (const { definition, digest } of definitionsIn(folder, wanted)) {
    const { group, names, versions } = definition.spec;
    for (const { name, served, schema } of versions) {
      const kind = `${group}/${name} ${names.kind}`;
      if (!served || !wanted.includes(kind)) continue;
      if (found.has(kind)) throw new Error(`${kind} is defined twice in ${folder}`);
      const version = versionOf(definition, digest);
      found.set(kind, { kind, version, schema: schema?.openAPIV3Schema ?? {} });
    }
  }
  return [...found.values()].sort((a, b) => byCodeUnit(a.kind, b.kind));
}

function definitionsIn(
  folder: string,
  wanted: readonly string[],
): { definition: Definition; digest: string }[] {
  const names = wanted.map((kind) => kind.split(' ')[1] ?? '');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .filter((text) => names.some((name) => text.includes(`kind: ${name}\n`)))
    .flatMap((text) =>
      parseAllDocuments(text).flatMap((document) => {
        const definition = document.toJS() as Definition | null;
        return definition?.kind === 'CustomResourceDefinition'
          ? { definition, digest: createHash('sha256').update(JSON.stringify(definition)).digest('hex') }
          : [];
      }),
    );
}

/** What a definition says about its own version, and a digest, as most say nothing. */
function versionOf({ metadata }: Definition, digest: string): string {
  const said = Object.entries({ ...metadata.labels, ...metadata.annotations })
    .filter(([key]) => /(version|channel)$/.test(key))
    .map(([key, value]) => `${key} ${value}`)
    .sort();
  return [...said, `sha256 ${digest.slice(0, 16)}`].join(', ');
}

/** Every default with its path, where `[]` stands for the items of a list and `{}` for the values of a map. */
function defaultsIn(schema: Schema, path: string): [string, Json][] {
  const below = Object.entries(schema.properties ?? {}).flatMap(([key, entry]): [string, Json][] => {
    if (/[.[\]{}]/.test(key)) throw new Error(`a key that paths cannot hold: ${key}`);
    const own = path === '' ? key : `${path}.${key}`;
    return [
      ...(entry.default === undefined ? [] : [[own, entry.default] as [string, Json]]),
      ...defaultsIn(entry, own),
    ];
  });
  const { items, additionalProperties: values } = schema;
  return [
    ...below,
    ...(items === undefined ? [] : defaultsIn(items, `${path}[]`)),
    ...(isObject(values) ? defaultsIn(values, `${path}{}`) : []),
  ];
}

/** `CRDS=FOLDER node -r tsx/cjs tools/custom-defaults.ts`: writes imports/defaults.json anew. */
if (require.main === module) {
  const folder = process.env['CRDS'];
  if (folder === undefined) throw new Error('set CRDS to a folder of definitions');
  writeFileSync(join(imports, 'defaults.json'), defaultsTable(folder));
}
