import { CST, Lexer } from 'yaml';
import type { Diagnostic } from '../lib/diagnostics';

/** Specs are smaller. */
export const largestFile = 1024 * 1024;
/** Deeper nesting does not occur in specs, and would exhaust the stack. */
export const deepestNesting = 64;

/** Counts what opens a level before the parser, which recurses, sees it. */
export function tooDeep(file: string, text: string): Diagnostic | undefined {
  if (!mayBeDeep(text)) return undefined;
  let flow = 0;
  let block = 0;
  let line = 1;
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    if (type === 'flow-seq-start' || type === 'flow-map-start') flow++;
    else if (type === 'flow-seq-end' || type === 'flow-map-end') flow = Math.max(0, flow - 1);
    else if (type === 'seq-item-ind' || type === 'explicit-key-ind') block++;
    else if (type === 'newline') block = 0;
    if (flow > mostFlow || block >= mostBlock) return nesting(file, line);
    line += token.split('\n').length - 1;
  }
  return undefined;
}

const mostFlow = 1000;
const mostBlock = 400;

/** Text may hold as many brackets and dashes: the lexer, which takes its time, then tells it from structure. */
function mayBeDeep(text: string): boolean {
  let flow = 0;
  for (const char of text) {
    if (char === '[' || char === '{') flow++;
    else if (char === ']' || char === '}') flow = Math.max(0, flow - 1);
    if (flow > mostFlow) return true;
  }
  return /^[ \t]*(?:[-?] ){400}/m.test(text);
}

function nesting(file: string, line: number): Diagnostic {
  const expected = `at most ${deepestNesting} levels`;
  return {
    code: 'yaml-syntax',
    path: '',
    problem: 'nested too deeply',
    expected,
    location: { file, line, column: 1 },
  };
}
