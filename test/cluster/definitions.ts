import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../lib/rendered';
import type { Cluster } from './cluster';

interface Definition extends KubernetesObject {
  readonly spec: { readonly group: string; readonly names: { readonly kind: string } };
}

/** Loads the definitions in CRDS of those kinds that objects have and the server does not, and waits until they are served. */
export async function defineKinds(cluster: Cluster, objects: readonly KubernetesObject[]): Promise<void> {
  const folder = process.env['CRDS'];
  const samples = new Map(objects.map((object) => [kindOf(object), object]));
  const unknown: KubernetesObject[] = [];
  for (const object of samples.values()) if (!(await cluster.knows(object))) unknown.push(object);
  if (folder === undefined || unknown.length === 0) return;
  const wanted = new Set(unknown.map(kindOf));
  const found = definitionsIn(folder, unknown).filter((definition) => wanted.has(definedKind(definition)));
  for (const definition of found) expect((await cluster.apply(definition)).status).toBeLessThan(300);
  const defined = new Set(found.map(definedKind));
  for (const object of unknown.filter((entry) => defined.has(kindOf(entry)))) await served(cluster, object);
}

function kindOf({ apiVersion, kind }: KubernetesObject): string {
  return `${apiVersion.split('/')[0] ?? ''} ${kind}`;
}

function definedKind({ spec }: Definition): string {
  return `${spec.group} ${spec.names.kind}`;
}

/** Files that name none of the kinds are not parsed: definitions of all operators are many megabytes. */
function definitionsIn(folder: string, objects: readonly KubernetesObject[]): Definition[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .filter((text) => objects.some(({ kind }) => text.includes(`kind: ${kind}\n`)))
    .flatMap((text) => parseAllDocuments(text).map((document) => document.toJS() as Definition | null))
    .filter((object): object is Definition => object?.kind === 'CustomResourceDefinition');
}

async function served(cluster: Cluster, object: KubernetesObject): Promise<void> {
  for (let waits = 0; waits < 120; waits++) {
    if (await cluster.knows(object)) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`${object.kind} is defined but not served`);
}
