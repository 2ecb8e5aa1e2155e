import type { z } from 'zod';
import type { Diagnostic } from '../lib/diagnostics';
import { isObject } from '../lib/json';
import type { SpecFile } from './folder';
import { listFolder } from './folder';
import { describeIssues } from './schema-issues';
import type { FileSchemas } from './json-schema';
import type { Layer } from './layers';
import type { EnvironmentLayer, PlatformLayer } from './schema/platform';
import type { ServiceLayer } from './schema/service';
import type { SourceFolder } from './source-folder';
import type { UnreadableFiles } from './unreadable-files';
import type { SourceDocument } from './yaml';
import { parseManifests, parseSpec } from './yaml';

/** A service as its own file describes it. */
export interface ServiceSource {
  readonly name: string;
  /** The folder below `services/`, if it lies in one. */
  readonly team?: string;
  readonly layer: Layer<ServiceLayer>;
}

/** An environment with its overrides of services, inline or by file. */
export interface EnvironmentSource {
  readonly name: string;
  readonly layer: Layer<EnvironmentLayer>;
  readonly overrides: ReadonlyMap<string, Layer<ServiceLayer>>;
}

/** One document of `manifests/`. */
export interface ManifestSource {
  /** An environment, or `all`. */
  readonly environment: string;
  readonly app: string;
  readonly document: SourceDocument;
}

/** All files of a platform: parsed, validated one by one, not merged. */
export interface PlatformSource {
  readonly platform: Layer<PlatformLayer>;
  readonly environments: ReadonlyMap<string, EnvironmentSource>;
  readonly services: ReadonlyMap<string, ServiceSource>;
  readonly manifests: readonly ManifestSource[];
  /** Empty in what `loadPlatform` and `definePlatform` return. */
  readonly unread: UnreadableFiles;
  /** By which the files were validated. */
  readonly schemas: FileSchemas;
}

/** What files may say. */
export interface Vocabulary {
  readonly schemas: FileSchemas;
  /** Names that no service and no environment can have. */
  readonly reserved: readonly string[];
}

/** What could be read of a platform, and what is wrong with the rest. */
export interface Reading {
  readonly source: PlatformSource;
  readonly problems: readonly Diagnostic[];
}

interface ParsedFile {
  readonly bytes: Buffer;
  readonly layer?: Layer<unknown>;
  readonly documents: readonly SourceDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Keeps parsed files between runs: an unchanged file gives the same layer object. */
export type SourceCache = Map<string, ParsedFile>;

/** Reads what can be read, so that later stages can find further problems beside those of the files. */
export function readFolder(
  folder: SourceFolder,
  { schemas, reserved }: Vocabulary,
  cache: SourceCache,
): Reading {
  const listing = listFolder(folder, reserved);
  const problems: Diagnostic[] = [...listing.diagnostics];
  const unread: string[] = [...listing.unread];
  const parsed = new Map<SpecFile, ParsedFile>();
  for (const file of listing.files) {
    const result = parseCached(folder, file, schemas, cache);
    problems.push(...result.diagnostics);
    if (result.diagnostics.length > 0) unread.push(file.path);
    else parsed.set(file, result);
  }
  const known = new Set(listing.files.map((file) => file.path));
  for (const path of cache.keys()) if (!known.has(path)) cache.delete(path);
  return assemble(parsed, schemas, problems, unread);
}

function parseCached(
  folder: SourceFolder,
  file: SpecFile,
  schemas: FileSchemas,
  cache: SourceCache,
): ParsedFile {
  const bytes = folder.read(file.path);
  const before = cache.get(file.path);
  if (before !== undefined && before.bytes.equals(bytes)) return before;
  const result = parseFile(file, bytes, schemas);
  cache.set(file.path, result);
  return result;
}

function parseFile(file: SpecFile, bytes: Buffer, schemas: FileSchemas): ParsedFile {
  if (file.role === 'manifest') {
    const { documents, diagnostics } = parseManifests(file.path, bytes);
    return { bytes, documents, diagnostics };
  }
  const { document, diagnostics } = parseSpec(file.path, bytes);
  if (document === undefined || diagnostics.length > 0) return { bytes, documents: [], diagnostics };
  const schema = schemaOf(file, schemas);
  const result = schema.safeParse(document.data);
  if (!result.success) {
    return { bytes, documents: [], diagnostics: describeIssues(result.error.issues, schema, document) };
  }
  return { bytes, documents: [], layer: { data: result.data, document, base: [] }, diagnostics: [] };
}

function schemaOf({ role }: SpecFile, schemas: FileSchemas): z.ZodType {
  return role === 'platform' || role === 'environment' ? schemas[role] : schemas.service;
}

function assemble(
  parsed: ReadonlyMap<SpecFile, ParsedFile>,
  schemas: FileSchemas,
  problems: Diagnostic[],
  unread: string[],
): Reading {
  const layers = <T>(role: SpecFile['role']): [SpecFile, Layer<T>][] =>
    [...parsed].flatMap(([file, { layer }]) =>
      file.role === role && layer !== undefined ? [[file, layer as Layer<T>]] : [],
    );
  const services = new Map<string, ServiceSource>();
  for (const [file, layer] of layers<ServiceLayer>('service')) {
    const { name, team } = file;
    services.set(name, { name, ...(team === undefined ? {} : { team }), layer });
  }
  const environments = new Map<string, EnvironmentSource>();
  for (const [file, layer] of layers<EnvironmentLayer>('environment')) {
    const overrides = inlineOverrides(layer);
    environments.set(file.name, { name: file.name, layer, overrides });
    for (const [other, override] of layers<ServiceLayer>('override')) {
      if (other.environment !== file.name) continue;
      if (overrides.has(other.name)) {
        problems.push(overriddenTwice(other, file, override));
        unread.push(other.path);
      }
      overrides.set(other.name, override);
    }
  }
  const manifests = [...parsed].flatMap(([file, { documents }]) =>
    documents.map((document) => ({ environment: file.environment ?? 'all', app: file.app ?? '', document })),
  );
  const platform = layers<PlatformLayer>('platform')[0]?.[1] ?? nothing;
  return { source: { platform, environments, services, manifests, unread, schemas }, problems };
}

/** Stands for a platform.yaml that could not be read. */
const nothing: Layer<PlatformLayer> = {
  data: {},
  document: {
    file: 'platform.yaml',
    data: {},
    locate: () => ({ file: 'platform.yaml', line: 1, column: 1 }),
    spelling: () => undefined,
  },
  base: [],
};

function inlineOverrides(layer: Layer<EnvironmentLayer>): Map<string, Layer<ServiceLayer>> {
  const overrides = new Map<string, Layer<ServiceLayer>>();
  for (const [name, data] of Object.entries(layer.data.services ?? {})) {
    if (isObject(data)) overrides.set(name, { data, document: layer.document, base: ['services', name] });
  }
  return overrides;
}

function overriddenTwice(file: SpecFile, environment: SpecFile, layer: Layer<ServiceLayer>): Diagnostic {
  return {
    code: 'duplicate-override',
    path: file.name,
    problem: 'overridden in two places of one environment',
    got: `this file and services.${file.name} in ${environment.path}`,
    fix: 'keep one of them',
    location: layer.document.locate([]),
  };
}
