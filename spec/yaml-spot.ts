import type { YAMLError } from 'yaml';
import { CST, Lexer } from 'yaml';
import type { Diagnostic } from '../lib/diagnostics';

/** What a person did wrong, where the parser only knows what it did not expect. */
export interface Mistake extends Pick<Diagnostic, 'problem' | 'got' | 'expected' | 'fix'> {
  readonly code: 'yaml-syntax' | 'yaml-tab';
  /** Both begin at 0. */
  readonly row: number;
  readonly column: number;
  readonly length: number;
}

/** Where the parser gave up. */
export interface Spot {
  readonly error: YAMLError;
  readonly text: string;
  readonly rows: readonly string[];
  readonly offset: number;
  readonly row: number;
  readonly column: number;
  readonly line: string;
  /** The line from there on, without a comment or blanks at its end. */
  readonly rest: string;
}

export type Found = Partial<Mistake> & Pick<Mistake, 'problem'>;
export type Rule = (spot: Spot) => Found | undefined;

export function placeOf(text: string, offset: number): Pick<Mistake, 'row' | 'column'> {
  const before = text.slice(0, offset).split('\n');
  return { row: before.length - 1, column: (before.at(-1) ?? '').length };
}

export interface Token {
  readonly type: string;
  readonly source: string;
  readonly start: number;
}

/** What the lexer writes between the tokens of the text. */
const marks: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let start = 0;
  for (const source of new Lexer().lex(text)) {
    if (marks.has(source)) continue;
    tokens.push({ type: CST.tokenType(source) ?? '', source, start });
    start += source.length;
  }
  return tokens;
}
