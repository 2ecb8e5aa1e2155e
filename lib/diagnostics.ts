import type { Code } from './codes';
import { codes } from './codes';
import { byCodeUnit } from './json';
import { printable } from './printable';

/** A place in a file of the spec. Lines and columns start at 1. */
export interface Location {
  /** Path below the platform's folder, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** How many characters the caret excerpt underlines. */
  readonly length?: number;
}

/** An object that a finding is about. */
export interface ObjectPlace {
  /** Those that have the same problem. Empty for a file of `manifests/`, which is wrong wherever it is copied to. */
  readonly environments: readonly string[];
  /** The folder that such a file is in. */
  readonly app?: string;
  /** `Deployment shop/web`, or the name of a service where it is about several of its objects. */
  readonly title: string;
}

/** One problem that a user can fix. */
export interface Diagnostic {
  readonly code: Code;
  /** @default - the problem is one of the spec */
  readonly object?: ObjectPlace;
  /** Where in the spec, or in the object: `services.web.ports.http`. Empty for a whole file or object. */
  readonly path: string;
  /** Lowercase, no final period: `unknown field`. */
  readonly problem: string;
  /** The value found, as a person would quote it. */
  readonly got?: string;
  /** What is allowed. */
  readonly expected?: string;
  /** What to do about it. */
  readonly fix?: string;
  readonly location?: Location;
}

/** Reads the line of a file for the excerpt; undefined where the file can't be read. */
export type LineReader = (file: string, line: number) => string | undefined;

/** Thrown once, with all problems of a run. */
export class SpecError extends Error {
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    const { shown, more } = shownOf(diagnostics);
    super([...shown.map((diagnostic) => formatDiagnostic(diagnostic)), ...more].join('\n'));
    this.name = 'SpecError';
  }
}

/** A failure of the tool or of the disk, not of the input: exit code 2. */
export class ToolError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ToolError';
  }
}

/** Errors stop a run, warnings are printed. */
export function severity(diagnostic: Diagnostic): 'error' | 'warning' {
  return codes[diagnostic.code].severity;
}

/** Longest part of a message: names and values of a platform may have any length. */
const longest = { place: 500, got: 300, sentence: 2000 };

/** `path: problem, got X; expected Y; fix`, in one line. */
export function message(diagnostic: Diagnostic): string {
  const { got, expected, fix } = diagnostic;
  const place = printable(placeText(diagnostic), longest.place);
  const problem = printable(diagnostic.problem, longest.sentence);
  const what = got === undefined ? problem : `${problem}, got ${printable(got, longest.got)}`;
  const parts = [what];
  if (expected !== undefined) parts.push(`expected ${printable(expected, longest.sentence)}`);
  if (fix !== undefined) parts.push(printable(fix, longest.sentence));
  return (place === '' ? '' : `${place}: `) + parts.join('; ');
}

/** `production, staging: Deployment shop/web: spec.replicas`, of a manifest `web: Job shop/migrate`, or the path in the spec. */
export function placeText({ object, path }: Pick<Diagnostic, 'object' | 'path'>): string {
  const { environments = [], app = '', title = '' } = object ?? {};
  return [environments.join(', '), app, title, path].filter((part) => part !== '').join(': ');
}

/** One diagnostic as text: position, code and message, then the line with a caret where a reader is given. */
export function formatDiagnostic(diagnostic: Diagnostic, readLine?: LineReader): string {
  const { location, code } = diagnostic;
  const where = location === undefined ? '' : `${positionText(location)}:${location.column} `;
  const head = `${where}${severity(diagnostic)} ${code}\n  ${message(diagnostic)}`;
  const line = location === undefined ? undefined : readLine?.(location.file, location.line);
  if (location === undefined || line === undefined || !isText(line)) return head;
  return `${head}\n${excerpt(line, location)}`;
}

/** `services/web.yaml:3`. A line of output that begins with two colons is a command to GitHub Actions. */
export function positionText({ file, line }: Pick<Location, 'file' | 'line'>): string {
  return `${file.startsWith('::') ? './' : ''}${printable(file)}:${line}`;
}

/** False for what a terminal can't show: binary files, other encodings. */
function isText(line: string): boolean {
  return !line.includes('\0') && !line.includes('\uFFFD');
}

/** Longest part of a line that an excerpt shows. */
const excerptWidth = 120;

function excerpt(line: string, location: Location): string {
  const start = Math.max(0, location.column - 1 - Math.floor(excerptWidth / 2));
  const shown = line
    .replace(/\r$/, '')
    .slice(start, start + excerptWidth)
    .replace(/\t/g, ' ');
  const before = Math.min(location.column - 1 - start, shown.length);
  const marked = shown.slice(before, before + (location.length ?? 1));
  const indent = printable(shown.slice(0, before)).length;
  const carets = Math.max(1, printable(marked).length);
  const gutter = String(location.line);
  return `  ${gutter} | ${printable(shown)}\n  ${' '.repeat(gutter.length)} | ${' '.repeat(indent)}${'^'.repeat(carets)}`;
}

/** Most problems of one file that text shows. */
const mostShown = 100;

/** What text shows of many problems, errors before warnings, and lines that count the rest of each file. */
export function shownOf(diagnostics: readonly Diagnostic[]): {
  readonly shown: readonly Diagnostic[];
  readonly more: readonly string[];
} {
  const shown = new Set<Diagnostic>();
  const counts = new Map<string, number>();
  const errors = diagnostics.filter((diagnostic) => severity(diagnostic) === 'error');
  const warnings = diagnostics.filter((diagnostic) => severity(diagnostic) === 'warning');
  for (const diagnostic of [...errors, ...warnings]) {
    const file = diagnostic.location?.file ?? '';
    const count = (counts.get(file) ?? 0) + 1;
    counts.set(file, count);
    if (count <= mostShown) shown.add(diagnostic);
  }
  const more = [...counts].flatMap(([file, count]) =>
    count <= mostShown ? [] : [`and ${count - mostShown} more${file === '' ? '' : ` in ${printable(file)}`}`],
  );
  return { shown: diagnostics.filter((diagnostic) => shown.has(diagnostic)), more };
}

/** By file, line, column, then text: the same order on every machine. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const key = (d: Diagnostic) => `${placeText(d)}\u0000${d.code}\u0000${d.problem}\u0000${d.got ?? ''}`;
  return [...diagnostics].sort(
    (a, b) =>
      byCodeUnit(a.location?.file ?? '', b.location?.file ?? '') ||
      (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
      (a.location?.column ?? 0) - (b.location?.column ?? 0) ||
      byCodeUnit(key(a), key(b)),
  );
}

/** A value as errors quote it: JSON, cut after 60 characters. */
export function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}
