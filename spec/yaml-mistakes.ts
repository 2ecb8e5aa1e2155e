import type { YAMLError } from 'yaml';
import { quote } from '../lib/diagnostics';
import { plainRows, indentMistake, indentOf, isContent, spaces } from './yaml-indent';
import { quotesAndBrackets } from './yaml-brackets';
import type { Found, Mistake, Rule, Spot } from './yaml-spot';

/** The first mistake of a document: what follows it is its consequence. */
export function firstMistake(text: string, errors: readonly YAMLError[]): Mistake | undefined {
  const error = errors.reduce<YAMLError | undefined>(
    (first, other) => (first === undefined || other.pos[0] < first.pos[0] ? other : first),
    undefined,
  );
  if (error === undefined) return undefined;
  const spot = spotOf(text, error);
  const found = rules.map((rule) => rule(spot)).find((entry) => entry !== undefined) ?? unknown(spot);
  const length = found.length ?? (found.got === undefined ? 1 : spot.rest.length);
  return { code: 'yaml-syntax', row: spot.row, column: spot.column, ...found, length: Math.max(1, length) };
}

function spotOf(text: string, error: YAMLError): Spot {
  // Not below the last line: an error at the end is one of the line before.
  const end = text.trimEnd().length;
  const offset = Math.min(error.pos[0], end);
  const rows = plainRows(text);
  const before = text.slice(0, offset).split('\n');
  const row = before.length - 1;
  const column = (before[row] ?? '').length;
  const line = rows[row] ?? '';
  const rest = line
    .slice(column)
    .replace(/\s#.*$/, '')
    .trim();
  return { error, text, rows, offset, row, column, line, rest };
}

const rules: readonly Rule[] = [
  tab,
  oddBlank,
  oldLineEnds,
  conflictMark,
  template,
  firstLine,
  directive,
  reservedStart,
  ...quotesAndBrackets,
  blockHeader,
  blockText,
  colonInValue,
  missingColon,
  mixed,
  indentation,
];

function tab({ error, line, row }: Spot): Found | undefined {
  const column = /^ *\t/.exec(line)?.[0].length;
  if (error.code !== 'TAB_AS_INDENT' && column === undefined) return undefined;
  const problem = 'a tab is used for indentation';
  return { code: 'yaml-tab', problem, fix: 'indent with spaces', row, column: (column ?? 1) - 1 };
}

/** What the web and word processors put in the place of a space. */
function oddBlank({ rows, row }: Spot): Found | undefined {
  for (const near of [row, row + 1]) {
    const found = /^[ \t]*([\u00a0\u2000-\u200b\u202f\u3000])/.exec(rows[near] ?? '');
    if (found === null) continue;
    const got = `U+${(found[1] ?? '').charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    const problem = 'the line is indented with a character that only looks like a space';
    return { problem, got, fix: 'indent with spaces', row: near, column: found[0].length - 1, length: 1 };
  }
  return undefined;
}

function oldLineEnds({ rows }: Spot): Found | undefined {
  const row = rows.findIndex((line) => line.includes('\r'));
  if (row < 0) return undefined;
  return {
    problem: 'a line ends with a carriage return alone',
    fix: 'save the file with LF or CRLF line ends',
    row,
    column: (rows[row] ?? '').indexOf('\r'),
  };
}

function conflictMark({ rows }: Spot): Found | undefined {
  const row = rows.findIndex((line) => /^<{7}(?: |$)/.test(line));
  if (row < 0) return undefined;
  const fix = 'keep one side, and remove the lines <<<<<<<, ======= and >>>>>>>';
  return { problem: 'a merge conflict is not resolved', fix, row, column: 0 };
}

function template({ line }: Spot): Found | undefined {
  const column = line.search(/\{\{|\{%|<%/);
  if (column < 0) return undefined;
  const got = quote(line.trim());
  return { problem: 'templates are not supported', got, fix: 'write the YAML that it would make', column };
}

/** A space before the first key ends the document at the second. */
function firstLine({ rows, row }: Spot): Found | undefined {
  const start = startOf(rows, row);
  const first = rows.findIndex((line, index) => index >= start && isContent(line));
  const indent = indentOf(rows[first] ?? '');
  const second = rows.findIndex((line, index) => index > first && isContent(line) && indentOf(line) < indent);
  if (first < 0 || second < 0 || second > row) return undefined;
  const other = indentOf(rows[second] ?? '');
  return {
    problem: `line ${first + 1} is indented by ${spaces(indent)}, and line ${second + 1} ${other === 0 ? 'is not' : `by ${spaces(other)}`}`,
    fix: 'start all keys of a map in the same column',
    row: first,
    column: 0,
    length: indent,
  };
}

/** The row where the document begins that holds this one. */
function startOf(rows: readonly string[], row: number): number {
  for (let at = row; at > 0; at--) if (/^---(?:\s|$)/.test(rows[at] ?? '')) return at + 1;
  return 0;
}

function directive({ error, rows, row }: Spot): Found | undefined {
  if (error.code !== 'BAD_DIRECTIVE' && !error.message.startsWith('Missing directives-end')) return undefined;
  const at = rows.findIndex((line, index) => index <= row && line.startsWith('%'));
  return {
    problem: 'a line cannot start with %',
    fix: 'put the key in quotes',
    row: Math.max(0, at),
    column: 0,
  };
}

function reservedStart({ error, rest }: Spot): Found | undefined {
  if (error.code !== 'BAD_SCALAR_START' && error.code !== 'BAD_ALIAS') return undefined;
  const problem = `a value cannot start with ${rest.charAt(0)}`;
  return { problem, got: quote(rest), fix: `put it in quotes: ${inQuotes(rest)}` };
}

function blockHeader({ error, line }: Spot): Found | undefined {
  if (!/^Block scalar header|^Not a YAML token/.test(error.message)) return undefined;
  const found = /[|>].*$/.exec(line);
  if (found === null) return undefined;
  const sign = found[0].charAt(0);
  return {
    problem: `a value that starts with ${sign} has its text on the next lines`,
    got: quote(found[0]),
    fix: `write the text below, or put the value in quotes: ${inQuotes(found[0])}`,
    column: found.index,
    length: found[0].length,
  };
}

function blockText({ rows, row, line }: Spot): Found | undefined {
  const above = rows.slice(0, row).findLastIndex((other) => other.trim() !== '');
  const key = rows[above] ?? '';
  if (!/:\s+[|>][-+\d]{0,2}\s*(?:#.*)?$/.test(key) || indentOf(line) > indentOf(key)) return undefined;
  return {
    problem: `the text that line ${above + 1} announces is not indented`,
    expected: `more than ${spaces(indentOf(key))}`,
    column: 0,
  };
}

function colonInValue({ error, rest }: Spot): Found | undefined {
  if (error.code !== 'BLOCK_AS_IMPLICIT_KEY' || !/^[^[{"'].*?:(?:\s|$)/.test(rest)) return undefined;
  if (rest.startsWith('- ')) return undefined;
  const fix = `put it in quotes: ${inQuotes(rest)}`;
  return { problem: 'the value holds a colon and a space', got: quote(rest), fix };
}

/** A list and a map cannot share their lines. */
function mixed({ rows, row, line }: Spot): Found | undefined {
  const above = rows
    .slice(0, row)
    .findLastIndex((other) => isContent(other) && indentOf(other) <= indentOf(line));
  const before = rows[above] ?? '';
  if (above < 0 || indentOf(before) !== indentOf(line)) return undefined;
  const item = isItem(line);
  if (item === isItem(before)) return undefined;
  const got = quote(line.trim());
  const [what, other] = item ? ['an item of a list', 'keys of a map'] : ['a key of a map', 'items of a list'];
  return {
    problem: `${what} is among ${other}`,
    got,
    fix: `indent it as what it belongs to; line ${above + 1} is in the same column`,
    column: indentOf(line),
    length: line.trim().length,
  };
}

const isItem = (line: string) => /^\s*-(?:\s|$)/.test(line);

function indentation({ error, rows, row, column }: Spot): Found | undefined {
  const own = indentMistake(rows, row, startOf(rows, row));
  if (own !== undefined && column <= indentOf(rows[row] ?? '')) return own;
  if (error.code !== 'BLOCK_AS_IMPLICIT_KEY') return own;
  const next = rows.findIndex((line, index) => index > row && isContent(line));
  return next < 0 ? undefined : indentMistake(rows, next, startOf(rows, row));
}

function missingColon({ error, rest }: Spot): Found | undefined {
  if (!/^Implicit (?:map )?keys need/.test(error.message) || /^-\s|:(?:\s|$)/.test(rest)) return undefined;
  const joined = /^([\w./-]+):(\S.*)$/.exec(rest);
  if (joined !== null) {
    const fix = `write ${joined[1] ?? ''}: ${joined[2] ?? ''}`;
    return { problem: 'a space is missing after the colon', got: quote(rest), fix };
  }
  const fix = 'write key: value, with a colon and a space after the key';
  return { problem: 'a colon is missing after the key', got: quote(rest), fix };
}

function unknown({ rest }: Spot): Found {
  const fix = 'check the indentation, the colons and the quotes of this line and of the one before';
  return {
    problem: 'the text is not valid YAML from here on',
    ...(rest === '' ? {} : { got: quote(rest) }),
    fix,
  };
}

/** In single quotes where double quotes would need escapes. */
function inQuotes(text: string): string {
  return /["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
}
