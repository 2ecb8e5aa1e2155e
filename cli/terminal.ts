import { createColors } from 'picocolors';
import type { Diagnostic, LineReader, SpecError } from '../lib/diagnostics';
import { formatDiagnostic, message, severity, shownOf } from '../lib/diagnostics';
import { printable, printableOutput } from '../lib/printable';
import { listFiles } from '../app/source';
import { diskFolder } from '../spec/source-folder';

/** Exit codes of every command. */
export const exitCode = { done: 0, invalid: 1, failure: 2 } as const;

type Colors = Omit<ReturnType<typeof createColors>, 'isColorSupported'>;

/** Where a command writes: standard output and standard error, replaced in tests. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Colours of standard output, and of standard error: each only where a person reads it. */
  readonly colors: { readonly out: Colors; readonly err: Colors };
}

interface Stream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** The library's own choice would colour a pipe wherever `CI` is set. */
function colorsOf(stream: Stream, environment: NodeJS.ProcessEnv): Colors {
  const refused = (environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb';
  return createColors(stream.isTTY === true && !refused);
}

/** The streams of a process. */
export function terminalOf(process: {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly env: NodeJS.ProcessEnv;
}): Terminal {
  const { stdout, stderr, env } = process;
  return {
    out: (text) => void stdout.write(`${printableOutput(text)}\n`),
    err: (text) => void stderr.write(`${printableOutput(text)}\n`),
    colors: { out: colorsOf(stdout, env), err: colorsOf(stderr, env) },
  };
}

/** Prints problems with the lines that caused them, and how many there are. */
export function printDiagnostics(to: Terminal, diagnostics: readonly Diagnostic[], root: string): void {
  const readLine = lineReader(root);
  const { shown, more } = shownOf(diagnostics);
  for (const diagnostic of shown) {
    const text = formatDiagnostic(diagnostic, readLine);
    const paint = severity(diagnostic) === 'error' ? to.colors.err.red : to.colors.err.yellow;
    const [head = '', ...rest] = text.split('\n');
    to.err(`${[paint(head), ...rest].join('\n')}\n`);
  }
  for (const line of more) to.err(`${line}\n`);
  const errors = diagnostics.filter((diagnostic) => severity(diagnostic) === 'error').length;
  const warnings = diagnostics.length - errors;
  const counts = [errors > 0 ? plural(errors, 'error') : '', warnings > 0 ? plural(warnings, 'warning') : ''];
  if (diagnostics.length > 0) to.err(counts.filter((text) => text !== '').join(', '));
}

/** Prints the errors that kept a command from its work, in the form that was asked for. */
export function reportErrors(
  to: Terminal,
  { diagnostics }: SpecError,
  { platform, json }: { readonly platform: string; readonly json: boolean },
): void {
  if (json) to.out(JSON.stringify({ problems: problemsForJson(diagnostics) }));
  else printDiagnostics(to, diagnostics, platform);
}

/** Says why a run failed that no change of the platform would fix. */
export function failure(to: Terminal, error: unknown): number {
  to.err(to.colors.err.red(printable(error instanceof Error ? error.message : String(error))));
  return exitCode.failure;
}

/** `problems` of every command with `--json`, whether it succeeds or not. */
export function problemsForJson(diagnostics: readonly Diagnostic[]) {
  return diagnostics.map((diagnostic) => ({
    ...diagnostic,
    severity: severity(diagnostic),
    message: message(diagnostic),
  }));
}

export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** Shows lines of what the loader read, and of nothing else: a link may lead out of the platform. */
function lineReader(root: string): LineReader {
  const folder = diskFolder(root);
  const files = new Map<string, string[]>();
  let read: ReadonlySet<string> | undefined;
  return (file, line) => {
    let lines = files.get(file);
    if (lines === undefined) {
      try {
        read ??= new Set(listFiles(folder).files.map(({ path }) => path));
        lines = read.has(file) ? folder.read(file).toString('utf8').split(/\r?\n/) : [];
      } catch {
        lines = [];
      }
      files.set(file, lines);
    }
    return lines[line - 1];
  };
}

/** Rows in columns, the first of which are their titles. */
export function table(texts: readonly (readonly string[])[]): string {
  const rows = texts.map((row) => row.map((cell) => printable(cell)));
  const widths = (rows[0] ?? []).map((_cell, column) =>
    rows.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), 0),
  );
  return rows
    .map(
      (row) =>
        `  ${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}`,
    )
    .join('\n');
}
