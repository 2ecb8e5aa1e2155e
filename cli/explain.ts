import { Pipeline } from '../app/pipeline';
import { didYouMean } from '../lib/nearest';
import { SpecError } from '../lib/diagnostics';
import { title } from '../lib/rendered';
import { locate } from '../spec/layers';
import { describeFields, inlineYaml } from '../spec/fields';
import type { FieldDescription } from '../spec/fields';
import type { FileKind } from '../spec/json-schema';
import { fileKinds, fileSchemas } from '../spec/json-schema';
import type { Terminal } from './terminal';
import { exitCode } from './terminal';

/** Explains a field of the schema, like `kubectl explain`. */
export function explainField(path: string, to: Terminal): number {
  const all = (Object.keys(fileSchemas) as FileKind[]).flatMap((kind) =>
    describeFields(
      fileSchemas[kind],
      '',
      kind === 'service' ? undefined : new Set(['defaults', 'services']),
    ).map((field) => ({ kind, field })),
  );
  const found =
    all.find(({ field }) => field.path === path) ??
    all.find(({ kind, field }) => `${kind}.${field.path}` === path);
  if (found === undefined) {
    const hint = didYouMean(
      path,
      all.map(({ field }) => field.path),
    );
    to.err(`no field ${path}${hint === undefined ? '' : `; ${hint}`}`);
    return exitCode.invalid;
  }
  to.out(fieldText(found.kind, found.field));
  const inner = all.filter(({ kind, field }) => kind === found.kind && isChild(field.path, found.field.path));
  if (inner.length > 0)
    to.out(`\nFIELDS:\n${inner.map(({ field }) => `  ${field.path}  <${field.type}>`).join('\n')}`);
  return exitCode.done;
}

function isChild(path: string, parent: string): boolean {
  if (!path.startsWith(`${parent}.`) && !path.startsWith(`${parent}[]`)) return false;
  return (
    path
      .slice(parent.length)
      .replace(/^\.NAME|^\[\]/, '')
      .split('.').length <= 2
  );
}

function fieldText(kind: FileKind, field: FieldDescription): string {
  const lines = [`FIELD: ${field.path} <${field.type}>`, `FILE:  ${fileKinds[kind].path}`];
  if (field.description !== undefined) lines.push('', field.description);
  if (field.default !== undefined) lines.push('', `Default: ${inlineYaml(field.default)}`);
  if (field.derived !== undefined) lines.push('', `Default: ${field.derived}`);
  if (field.example !== undefined)
    lines.push('', `Example: ${field.path.split('.').at(-1) ?? ''}: ${inlineYaml(field.example)}`);
  return lines.join('\n');
}

/** Explains what is rendered for a service and which line of the spec set each value. */
export function explainService(
  platform: string,
  name: string,
  environments: readonly string[],
  to: Terminal,
): number {
  const { resolutions, apps, source } = new Pipeline(platform).run(environments);
  if (!source.services.has(name)) {
    const hint = didYouMean(name, source.services.keys());
    throw new SpecError([
      {
        code: 'unknown-service',
        path: name,
        problem: 'no such service',
        ...(hint === undefined ? {} : { fix: hint }),
      },
    ]);
  }
  for (const { environment, services } of resolutions) {
    const context = services.get(name)?.context;
    if (context === undefined) continue;
    to.out(`${environment.name}: ${name}`);
    for (const [path, value] of leaves(context.spec, [])) {
      const written = context.layered.layers.some((layer) => hasPath(layer.data, path));
      const place = written ? locate(context.layered, path) : undefined;
      const cause = place === undefined ? 'default of the schema' : `${place.file}:${place.line}`;
      to.out(`  ${path.join('.')}: ${inlineYaml(value)}  # ${cause}`);
    }
    const objects = apps
      .filter((app) => app.environment === environment.name && app.app === name)
      .flatMap((app) => app.objects);
    to.out(`  renders: ${objects.map(({ object }) => title(object)).join(', ')}\n`);
  }
  return exitCode.done;
}

function leaves(value: unknown, path: readonly string[]): [readonly string[], unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, entry]) =>
    entry === undefined ? [] : leaves(entry, [...path, key]),
  );
}

function hasPath(data: unknown, path: readonly string[]): boolean {
  let value = data;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
    value = (value as Record<string, unknown>)[key];
  }
  return true;
}
