import type { CausedValue } from '../app/causes';
import { causedValues } from '../app/causes';
import { Pipeline } from '../app/pipeline';
import { didYouMean } from '../lib/nearest';
import { SpecError } from '../lib/diagnostics';
import type { Connection } from '../model/types';
import { describeFields, inlineYaml } from '../spec/fields';
import type { FieldDescription } from '../spec/fields';
import type { FileKind } from '../spec/json-schema';
import { fileKinds, fileSchemas } from '../spec/json-schema';
import { planText } from './plan';
import type { Terminal } from './terminal';
import { exitCode } from './terminal';

type Colors = Terminal['colors']['out'];

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

/** Explains what is rendered for a service and, value by value, which lines of the spec caused it. */
export function explainService(
  platform: string,
  name: string,
  environments: readonly string[],
  to: Terminal,
): number {
  const { resolutions, source } = new Pipeline(platform).run(environments);
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
  for (const resolution of resolutions) {
    const service = resolution.environment.services.get(name);
    if (service !== undefined)
      to.out(`${to.colors.out.bold(`# ${resolution.environment.name}`)}\n\n${planText(service)}\n`);
    to.out(serviceText(causedValues(source, resolution, name), to.colors.out));
    const connections = resolution.environment.connections.filter(({ from }) => from === name);
    if (connections.length > 0) to.out(`connects to ${connections.map(targetText).join(', ')}\n`);
  }
  return exitCode.done;
}

function serviceText(values: readonly CausedValue[], colors: Colors): string {
  const objects = new Map<string, CausedValue[]>();
  for (const entry of values) objects.set(entry.object, [...(objects.get(entry.object) ?? []), entry]);
  const texts = [...objects].map(([object, own]) => objectText(object, own, colors));
  return texts.join('\n\n') + '\n';
}

/** A line that caused every value caused the object: it is said once. */
function objectText(object: string, values: readonly CausedValue[], colors: Colors): string {
  const placesOf = (entry: CausedValue) => entry.causes.map(({ file, line }) => `${file}:${line}`);
  const [first, ...others] = values.map((entry) => new Set(placesOf(entry)));
  const common = [...(first ?? [])].filter((place) => others.every((places) => places.has(place)));
  const why = (places: readonly string[]) => colors.dim(`# ${[...new Set(places)].join(', ') || 'default'}`);
  const lines = values.map((entry) => {
    const places = placesOf(entry).filter((place) => !common.includes(place));
    return `  ${entry.path}: ${inlineYaml(entry.value)}  ${why(places)}`;
  });
  return [colors.bold(object) + (common.length === 0 ? '' : `  ${why(common)}`), ...lines].join('\n');
}

function targetText({ to }: Connection): string {
  switch (to.kind) {
    case 'service':
      return `${to.name} (${to.ports.join(', ')})`;
    case 'data-service':
      return to.name;
    case 'url':
      return `${to.host}:${to.port}`;
    case 'cidr':
      return to.cidr;
  }
}
