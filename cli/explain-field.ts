import { SpecError } from '../lib/diagnostics';
import { didYouMean } from '../lib/nearest';
import type { FieldDescription } from '../spec/describe-fields';
import { describeFields, inlineYaml } from '../spec/describe-fields';
import type { FileKind } from '../spec/json-schema';
import { schemas } from '../app/schema';
import { fileKinds } from '../spec/json-schema';
import type { Terminal } from './terminal';

interface FieldOfFile {
  readonly kind: FileKind;
  readonly field: FieldDescription;
}

/** Explains a field of the schema, like `kubectl explain`. */
export function explainField(path: string, json: boolean, to: Terminal): void {
  const all = (Object.keys(schemas) as FileKind[]).flatMap((kind) =>
    describeFields(schemas[kind], '', kind === 'service' ? undefined : new Set(['defaults', 'services'])).map(
      (field): FieldOfFile => ({ kind, field }),
    ),
  );
  const found = fieldsAt(path, all);
  if (found.length === 0)
    throw new SpecError([{ code: 'unknown-field', path, problem: 'no such field', ...advice(path, all) }]);
  if (json) to.out(JSON.stringify({ found: found.map((entry) => forJson(entry, all)), problems: [] }));
  else to.out(textsOf(found, all).join('\n\n'));
}

function forJson({ kind, field }: FieldOfFile, all: readonly FieldOfFile[]): object {
  const fields = all.filter((other) => other.kind === kind && isChild(other.field.path, field.path));
  return { file: fileKinds[kind].path, field, fields: fields.map((other) => other.field) };
}

/** One for each kind of file that has the field. A name of one's own, such as that of a port, fits where `NAME` stands. */
function fieldsAt(path: string, all: readonly FieldOfFile[]): FieldOfFile[] {
  const ways: readonly ((entry: FieldOfFile) => boolean)[] = [
    ({ field }) => field.path === path,
    ({ kind, field }) => `${kind}.${field.path}` === path,
    ({ field }) => pattern(field.path, '[^.]+').test(path),
    ({ field }) => pattern(field.path, '.+').test(path),
  ];
  for (const way of ways) {
    const found = all.filter(way);
    const one = found.filter(({ kind }, index) => found.findIndex((other) => other.kind === kind) === index);
    if (one.length > 0) return one;
  }
  return [];
}

function pattern(path: string, name: string): RegExp {
  const parts = path.split(/(NAME|\[\])/).map((part) => {
    if (part === 'NAME') return name;
    return part === '[]' ? '(?:\\[\\d*\\])?' : part.replaceAll('.', '\\.');
  });
  return new RegExp(`^${parts.join('')}$`);
}

/** What several kinds of file say alike is said once. */
function textsOf(found: readonly FieldOfFile[], all: readonly FieldOfFile[]): string[] {
  const kindsOf = new Map<string, FileKind[]>();
  for (const { kind, field } of found) {
    const inner = all.filter((other) => other.kind === kind && isChild(other.field.path, field.path));
    const lines = new Set(inner.map((other) => `  ${other.field.path}  <${other.field.type}>`));
    const text = `${fieldText(field)}${lines.size === 0 ? '' : `\n\nFIELDS:\n${[...lines].join('\n')}`}`;
    kindsOf.set(text, [...(kindsOf.get(text) ?? []), kind]);
  }
  const first = found[0]?.field;
  return [...kindsOf].map(([text, kinds]) => {
    const head = `FIELD: ${first?.path ?? ''} <${first?.type ?? ''}>`;
    return `${head}\nFILE:  ${kinds.map((kind) => fileKinds[kind].path).join(', ')}\n\n${text}`;
  });
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

function fieldText(field: FieldDescription): string {
  const lines = [field.description];
  if (field.default !== undefined) lines.push('', `Default: ${inlineYaml(field.default)}`);
  if (field.derived !== undefined) lines.push('', `Default: ${field.derived}`);
  if (field.example !== undefined)
    lines.push('', `Example: ${field.path.split('.').at(-1) ?? ''}: ${inlineYaml(field.example)}`);
  return lines.join('\n');
}

/** The nearest field, else those of the nearest field around it, else those of each file. */
function advice(path: string, all: readonly FieldOfFile[]): { expected?: string; fix?: string } {
  const fix = didYouMean(
    path,
    all.map(({ field }) => field.path),
  );
  if (fix !== undefined) return { fix };
  for (let end = path.lastIndexOf('.'); end > 0; end = path.lastIndexOf('.', end - 1)) {
    const [around] = fieldsAt(path.slice(0, end), all);
    if (around === undefined) continue;
    const names = all
      .filter(({ kind, field }) => kind === around.kind && isChild(field.path, around.field.path))
      .map(({ field }) => field.path);
    if (names.length > 0) return { expected: [...new Set(names)].join(', ') };
  }
  const files = (Object.keys(schemas) as FileKind[]).map(
    (kind) => `of ${fileKinds[kind].path} ${Object.keys(schemas[kind].shape).join(', ')}`,
  );
  return { expected: files.join('; '), fix: 'or name a service as service/NAME' };
}
