import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Diagnostic } from '../lib/diagnostics';
import { SpecError, ToolError } from '../lib/diagnostics';
import { byCodeUnit, isObject } from '../lib/json';
import { decodeUtf8 } from '../lib/text';
import type { KubernetesObject } from '../lib/rendered';

/**
 * The objects of manifests that someone else wrote: files, or folders with all below them. Read as kubectl reads them:
 * of a key that appears twice the last one counts, and `yes` is a boolean.
 * @throws SpecError for files that hold no Kubernetes objects
 */
export function readManifests(paths: readonly string[]): KubernetesObject[] {
  const diagnostics: Diagnostic[] = [];
  const objects = paths.flatMap(filesOf).flatMap((file) => objectsOf(file, diagnostics));
  if (diagnostics.length > 0) throw new SpecError(diagnostics);
  if (objects.length === 0) {
    throw new SpecError([
      {
        code: 'manifest-invalid',
        path: paths.join(', '),
        problem: 'there are no Kubernetes objects',
        fix: 'name files or folders of YAML',
      },
    ]);
  }
  return objects;
}

/** Files that lie beside manifests and are for other tools. */
const notManifests: ReadonlySet<string> = new Set(['Kustomization', 'Component']);

function filesOf(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ya?ml|json)$/.test(name))
      .sort(byCodeUnit)
      .map((name) => join(path, name));
  } catch (error) {
    throw new ToolError(`can't read ${path}: ${(error as Error).message}`, { cause: error });
  }
}

function objectsOf(file: string, diagnostics: Diagnostic[]): KubernetesObject[] {
  const text = decodeUtf8(readFileSync(file));
  if (text === undefined) {
    const fix = 'save it as UTF-8 without other encodings';
    diagnostics.push({ code: 'file-encoding', path: file, problem: 'the file is not UTF-8', fix });
    return [];
  }
  const documents = parseAllDocuments(text, {
    version: '1.1',
    uniqueKeys: false,
    merge: true,
    logLevel: 'error',
  });
  const found: KubernetesObject[] = [];
  for (const document of Array.isArray(documents) ? documents : []) {
    const [error] = document.errors;
    if (error !== undefined) {
      diagnostics.push({
        code: 'yaml-syntax',
        path: file,
        problem: error.message.split('\n')[0] ?? error.message,
      });
      continue;
    }
    const value: unknown = document.toJS();
    if (value === null || value === undefined) continue;
    for (const entry of entriesOf(value)) {
      if (isKubernetesObject(entry)) {
        if (!notManifests.has(entry.kind)) found.push(entry);
      } else {
        const expected = 'apiVersion, kind and metadata.name';
        diagnostics.push({
          code: 'manifest-invalid',
          path: file,
          problem: 'the document is not a Kubernetes object',
          expected,
        });
      }
    }
  }
  return found;
}

function entriesOf(value: unknown): readonly unknown[] {
  const list =
    isObject(value) && typeof value['kind'] === 'string' && value['kind'].endsWith('List')
      ? value['items']
      : undefined;
  return Array.isArray(list) ? list : [value];
}

function isKubernetesObject(value: unknown): value is KubernetesObject {
  if (!isObject(value) || typeof value['apiVersion'] !== 'string' || typeof value['kind'] !== 'string')
    return false;
  if (notManifests.has(value['kind'])) return true;
  return isObject(value['metadata']) && typeof value['metadata']['name'] === 'string';
}
