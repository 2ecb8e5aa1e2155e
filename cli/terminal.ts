import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pc from 'picocolors';
import type { Diagnostic, LineReader } from '../lib/diagnostics';
import { formatDiagnostic, severity } from '../lib/diagnostics';

/** Exit codes of every command. */
export const exitCode = { done: 0, invalid: 1, failure: 2 } as const;

/** Where a command writes: standard output and standard error, replaced in tests. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
}

export const terminal: Terminal = {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
};

/** Prints problems with the lines that caused them, and how many there are. */
export function printDiagnostics(to: Terminal, diagnostics: readonly Diagnostic[], root: string): void {
  const readLine = lineReader(root);
  for (const diagnostic of diagnostics) {
    const text = formatDiagnostic(diagnostic, readLine);
    const paint = severity(diagnostic) === 'error' ? pc.red : pc.yellow;
    const [head = '', ...rest] = text.split('\n');
    to.err(`${[paint(head), ...rest].join('\n')}\n`);
  }
  const errors = diagnostics.filter((diagnostic) => severity(diagnostic) === 'error').length;
  const warnings = diagnostics.length - errors;
  const counts = [errors > 0 ? plural(errors, 'error') : '', warnings > 0 ? plural(warnings, 'warning') : ''];
  if (diagnostics.length > 0) to.err(counts.filter((text) => text !== '').join(', '));
}

export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function lineReader(root: string): LineReader {
  const files = new Map<string, string[]>();
  return (file, line) => {
    let lines = files.get(file);
    if (lines === undefined) {
      try {
        lines = readFileSync(join(root, file), 'utf8').split(/\r?\n/);
      } catch {
        lines = [];
      }
      files.set(file, lines);
    }
    return lines[line - 1];
  };
}
