import { codes } from '../lib/codes';
import { describeFields, inlineYaml } from '../spec/describe-fields';
import type { FieldDescription } from '../spec/describe-fields';
import type { FileKind } from '../spec/json-schema';
import { jsonSchema, schemas } from '../app/schema';
import { fileKinds } from '../spec/json-schema';

const kinds: readonly FileKind[] = ['service', 'environment', 'platform'];

/** Path to content of every file that is made from the code. */
export function generatedFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const kind of kinds)
    files.set(`schemas/${kind}.json`, `${JSON.stringify(jsonSchema(kind), undefined, 2)}\n`);
  files.set('docs/reference.md', reference());
  files.set('docs/errors.md', errorTable());
  return files;
}

function reference(): string {
  const parts = [
    '# Field reference\n',
    'Made from the schemas by `npm run generate`. `portolan explain FIELD` says the same in a terminal.\n',
    'Fields in a list below an entry have the name, and the meaning, that they have in the Kubernetes API.\n',
    'Any field may be left out. A written `null` removes what weaker layers set, so that the default holds again: what is on by',
    'default is switched off by `false` or an empty list (`runAsNonRoot: false`, `writable: []`), not by `null`. `NAME` stands for',
    'a name that you choose.\n',
  ];
  for (const kind of kinds) {
    parts.push(`## ${fileKinds[kind].title}: \`${fileKinds[kind].path}\`\n`);
    // `defaults` and overrides have the fields of a service; containers repeat those of the main one.
    const skip = new Set(
      kind === 'service' ? ['initContainers', 'sidecars', 'containers'] : ['defaults', 'services'],
    );
    const fields = describeFields(schemas[kind], '', skip);
    for (const field of fields)
      if (field.kubernetes !== true) parts.push(entry(field, innerFields(field, fields)));
  }
  return parts.join('\n');
}

/** Inner fields that have Kubernetes' name and meaning, and so no entry of their own; deeper ones only `explain` names. */
function innerFields(field: FieldDescription, all: readonly FieldDescription[]): FieldDescription[] {
  const depth = (path: string) => path.split('.').length;
  const described = all.filter((other) => other.kubernetes !== true && other !== field);
  return all.filter(
    ({ path, kubernetes }) =>
      kubernetes === true &&
      isBelow(path, field.path) &&
      depth(path) - depth(field.path) <= 4 &&
      !described.some((other) => isBelow(other.path, field.path) && isBelow(path, other.path)),
  );
}

function isBelow(path: string, parent: string): boolean {
  return path.startsWith(`${parent}.`) || path.startsWith(`${parent}[]`);
}

function entry(field: FieldDescription, inner: readonly FieldDescription[]): string {
  const lines = [`### \`${field.path}\`\n`, `${field.description}\n`, `- Type: ${field.type}`];
  if (field.default !== undefined) lines.push(`- Default: \`${inlineYaml(field.default)}\``);
  if (field.derived !== undefined) lines.push(`- Default: ${field.derived}`);
  if (field.example !== undefined)
    lines.push(`- Example: \`${field.path.split('.').at(-1)}: ${inlineYaml(field.example)}\``);
  const seen = new Set<string>();
  for (const { path, type, description } of inner) {
    if (seen.has(path)) continue;
    seen.add(path);
    lines.push(`- \`${path.slice(field.path.length).replace(/^\.|^\[\]\./, '')}\`: ${type}. ${description}`);
  }
  return `${lines.join('\n')}\n`;
}

function errorTable(): string {
  const rows = Object.entries(codes).map(
    ([code, { severity, meaning }]) => `| \`${code}\` | ${severity} | ${meaning} |`,
  );
  const head = [
    '# Errors and warnings\n',
    'Each problem has one of these codes, which never change their meaning. The text has the place, the value found, the',
    'allowed values and the fix. All errors and warnings are reported at once, except that warnings about something missing',
    '(`edge-unused`, `half-open`, `plain-pods-denied`, `would-close`) wait until there are no errors, since what has an error may',
    'hold it. Made by `npm run generate`.\n',
    '| code | severity | meaning |',
    '| --- | --- | --- |',
  ];
  return `${[...head, ...rows].join('\n')}\n`;
}
