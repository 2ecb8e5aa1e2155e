import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { RenderedApp } from '../../app/pipeline';
import { Pipeline } from '../../app/pipeline';
import type { Diagnostic, LineReader } from '../../lib/diagnostics';
import { SpecError, formatDiagnostic } from '../../lib/diagnostics';
import type { KubernetesObject } from '../../lib/rendered';

/** Path to content. */
export type Files = Readonly<Record<string, string | Buffer>>;

/** The least that a platform needs beside its services. */
export const base: Files = {
  'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\n',
  'environments/production.yaml': 'provider: kubernetes\nnetworkPolicy: off\n',
};

/** A service without a mistake. */
export const web = 'image: ghcr.io/acme/web:1.2.3\nports: {http: 8080}\n';

const folders: string[] = [];

/** Removes what `writePlatform` made. */
export function removePlatforms(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Writes a platform to a folder of its own. */
export function writePlatform(files: Files): string {
  const root = mkdtempSync(join(tmpdir(), 'portolan-test-'));
  folders.push(root);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

/** The problems of a run, none if it succeeds. Anything but a SpecError is thrown on. */
export function diagnosticsOf(root: string): readonly Diagnostic[] {
  try {
    return new Pipeline(root).run().warnings;
  } catch (error) {
    if (error instanceof SpecError) return error.diagnostics;
    throw error;
  }
}

/** The problems as the command line prints them. */
export function problemsOf(files: Files, root = writePlatform(files)): string {
  const readLine: LineReader = (file, line) => files[file]?.toString().split('\n')[line - 1];
  return diagnosticsOf(root)
    .map((diagnostic) => formatDiagnostic(diagnostic, readLine))
    .join('\n');
}

/** A platform with one service `web`, rendered. */
export function renderWeb(service: string, more: Files = {}): readonly RenderedApp[] {
  return new Pipeline(writePlatform({ ...base, 'services/web.yaml': service, ...more })).run().apps;
}

/** The object of a kind in a rendering. */
export function objectOf(apps: readonly RenderedApp[], kind: string, name?: string): KubernetesObject {
  const found = apps
    .flatMap((app) => app.objects.map(({ object }) => object))
    .find((object) => object.kind === kind && (name === undefined || object.metadata.name === name));
  if (found === undefined) throw new Error(`no ${kind} ${name ?? ''} is rendered`);
  return found;
}
