import { stringify } from 'yaml';
import type { Diagnostic } from '../lib/diagnostics';
import { SpecError, sortDiagnostics } from '../lib/diagnostics';
import { isObject } from '../lib/json';
import { pathText } from '../lib/path';
import type { Path } from './layers';
import type { SourceFolder } from './source-folder';
import { memoryFolder } from './source-folder';
import { deepestNesting } from './yaml-limits';

/** The files that a platform in code stands for. */
export function folderOf(definition: object): SourceFolder {
  const problems: Diagnostic[] = [];
  const { environments, services, ...platform } = mapOf(definition, '', problems);
  const files = new Map([['platform.yaml', platform]]);
  const add = (folder: string, entries: unknown) => {
    for (const [name, value] of Object.entries(mapOf(entries, folder, problems))) {
      if (isFileName(folder, name)) files.set(`${folder}/${name}.yaml`, value as Record<string, unknown>);
      else problems.push(badName(folder, name));
    }
  };
  add('environments', environments);
  add('services', services);
  for (const [file, value] of files) problems.push(...unwritable(value, file, [], []));
  if (problems.length > 0) throw new SpecError(sortDiagnostics(problems));
  return memoryFolder(new Map([...files].map(([file, value]) => [file, text(value)])));
}

/** Any other name would be that of another file, or of none. The rest is judged as in a folder. */
function isFileName(folder: string, name: string): boolean {
  const parts = name.split('/');
  const most = folder === 'services' ? 2 : 1;
  return parts.length <= most && parts.every((part) => part !== '' && !part.startsWith('.'));
}

function badName(folder: string, name: string): Diagnostic {
  return {
    code: 'invalid-name',
    path: `${folder}.${name}`,
    problem: 'a definition names things as files are named',
    got: name === '' ? 'an empty name' : name,
    expected: folder === 'services' ? 'SERVICE or TEAM/SERVICE' : 'a DNS label',
  };
}

/** The compiler asks for maps; JavaScript takes anything. */
function mapOf(value: unknown, path: string, problems: Diagnostic[]): Readonly<Record<string, unknown>> {
  if (isObject(value)) return value;
  problems.push({
    code: value === undefined ? 'missing-field' : 'invalid-type',
    path,
    problem: path === '' ? 'a definition is a map' : 'wrong type',
    got: Array.isArray(value) ? 'a list' : String(value),
    expected: path === '' ? 'name, owner, edition, environments and services' : 'a map of names',
  });
  return {};
}

/** What no YAML file can say. */
function unwritable(value: unknown, file: string, path: Path, around: readonly unknown[]): Diagnostic[] {
  const problem = (parts: Pick<Diagnostic, 'problem' | 'got' | 'expected'>): Diagnostic[] => [
    { code: 'invalid-type', path: pathText(path), ...parts, location: { file, line: 1, column: 1 } },
  ];
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') {
    const expected = 'text, a number, true, false, null, a list or a map';
    return problem({ problem: 'no file can hold this value', got: `a ${typeof value}`, expected });
  }
  if (typeof value !== 'object' || value === null) return [];
  if (around.includes(value))
    return problem({ problem: 'the value holds itself', expected: 'a value that comes to an end' });
  if (around.length > deepestNesting)
    return problem({ problem: 'nested too deeply', expected: `at most ${deepestNesting} levels` });
  const list = Array.isArray(value);
  return Object.entries(value).flatMap(([key, entry]) =>
    unwritable(entry, file, [...path, list ? Number(key) : key], [...around, value]),
  );
}

/** Without aliases: an object that stands in two places is written out twice. */
function text(value: unknown): string {
  return stringify(value, { aliasDuplicateObjects: false });
}
