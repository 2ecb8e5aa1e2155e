import type { Diagnostic } from '../lib/diagnostics';

/** Larger files are no specs. */
export const largestFile = 1024 * 1024;
/** Deeper nesting is no spec either, and would exhaust the stack. */
export const deepest = 64;

/** The text of a UTF-8 file; undefined for other encodings. */
export function decode(bytes: Buffer): string | undefined {
  // UTF-16 and binary files are full of zero bytes; text has none.
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Counts what opens a level before the parser, which recurses, sees it. */
export function tooDeep(file: string, text: string): Diagnostic | undefined {
  let flow = 0;
  let line = 1;
  for (let index = 0; index < text.length; index++) {
    const char = text[index];
    if (char === '\n') line++;
    else if (char === '[' || char === '{') flow++;
    else if (char === ']' || char === '}') flow = Math.max(0, flow - 1);
    // Text in block scalars may hold brackets; a thousand unclosed ones is no text.
    if (flow > 1000) return nesting(file, line);
  }
  const dashes = /^[ \t]*(?:[-?] ){400}/m.exec(text);
  if (dashes !== null) return nesting(file, text.slice(0, dashes.index).split('\n').length);
  return undefined;
}

function nesting(file: string, line: number): Diagnostic {
  const expected = `at most ${deepest} levels`;
  return {
    code: 'yaml-syntax',
    path: '',
    problem: 'nested too deeply',
    expected,
    location: { file, line, column: 1 },
  };
}
