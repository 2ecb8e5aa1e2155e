import { quote } from '../lib/diagnostics';
import type { Found, Rule, Spot, Token } from './yaml-spot';
import { placeOf, tokensOf } from './yaml-spot';

/** Quotes and brackets, which may open lines above the place where the parser gives up. */
export const quotesAndBrackets: readonly Rule[] = [
  escape,
  comment,
  openQuote,
  textAfterQuote,
  openBracket,
  closingBracket,
  inBrackets,
  textAfterValue,
];

function escape({ error, text, offset }: Spot): Found | undefined {
  if (error.code !== 'BAD_DQ_ESCAPE') return undefined;
  const got = text.slice(offset, offset + 2);
  const fix = 'write \\\\ for a backslash, or put the value in single quotes';
  return { problem: 'double quotes do not know this escape', got, fix, length: 2 };
}

function comment({ error, line, column }: Spot): Found | undefined {
  if (!error.message.startsWith('Comments must be separated')) return undefined;
  const at = line.indexOf('#', column);
  const fix = 'write a space before it, or put the whole value in quotes';
  return { problem: 'a # directly after a value', fix, column: at < 0 ? column : at };
}

/** Also one that another quote closes, some lines below. */
function openQuote(spot: Spot): Found | undefined {
  const { error, text, offset } = spot;
  const quoted = tokensOf(text).filter(({ type }) => type.endsWith('-quoted-scalar'));
  const last = error.message.startsWith('Missing closing')
    ? (quoted.find(({ source }) => source.length === 1 || source.at(-1) !== source.charAt(0)) ??
      quoted.at(-1))
    : quoted.find(({ start, source }) => {
        const gap = text.slice(start + source.length, offset);
        return source.includes('\n') && start <= offset && gap.trim() === '';
      });
  if (last === undefined) return undefined;
  return {
    ...placeOf(text, last.start),
    problem: 'a quote opens here and is not closed on its line',
    fix: `close it with ${last.source.charAt(0)} on the same line`,
  };
}

function textAfterQuote({ error, text, offset, rest }: Spot): Found | undefined {
  if (!/at node end$|^Unexpected .*quoted/.test(error.message)) return undefined;
  const before = text.slice(0, offset).trimEnd().at(-1);
  if (before !== '"' && before !== "'") return undefined;
  const fix =
    before === '"'
      ? 'put all of it in quotes, and write \\" for a quote inside'
      : "put all of it in quotes, and write '' for a quote inside";
  return { problem: 'there is text after the closing quote', got: quote(rest), fix };
}

const closes: Readonly<Record<string, string>> = { '[': ']', '{': '}' };

function openBracket({ error, text, offset, rest }: Spot): Found | undefined {
  if (!/^Flow (?:map|sequence)/.test(error.message)) return undefined;
  const open: Token[] = [];
  for (const token of tokensOf(text)) {
    if (token.start >= offset) break;
    if (/^flow-(?:seq|map)-start$/.test(token.type)) open.push(token);
    else if (/^flow-(?:seq|map)-end$/.test(token.type)) open.pop();
  }
  const last = open.at(-1);
  if (last === undefined) return undefined;
  const closing = closes[last.source] ?? '';
  if (/^[\]}]/.test(rest)) {
    return { problem: `${last.source} cannot be closed with ${rest.charAt(0)}`, fix: `write ${closing}` };
  }
  const fix = `write ${closing} where the ${closing === ']' ? 'list' : 'map'} ends`;
  return { ...placeOf(text, last.start), problem: `${last.source} is not closed`, fix };
}

function closingBracket({ error, rest }: Spot): Found | undefined {
  const bracket = rest.charAt(0);
  if (error.message.startsWith('Flow end indicator')) {
    const fix = `indent the line with ${bracket}`;
    return { problem: `${bracket} is not indented more than the key of what it closes`, fix };
  }
  if (!/^Unexpected flow-(?:seq|map)-end/.test(error.message)) return undefined;
  return { problem: `${bracket} closes nothing`, fix: `remove it, or open it with ${opens[bracket] ?? ''}` };
}

const opens: Readonly<Record<string, string>> = { ']': '[', '}': '{' };

function inBrackets({ error, rest }: Spot): Found | undefined {
  if (error.message.startsWith('Unexpected , in flow')) {
    return { problem: 'a comma without an entry before it', fix: 'remove one of the commas' };
  }
  if (error.code !== 'BLOCK_IN_FLOW' && !error.message.startsWith('Missing , ')) return undefined;
  const fix = 'write a comma after each entry, and put text with a colon and a space in quotes';
  return { problem: 'a comma is missing between two entries', got: quote(rest), fix };
}

function textAfterValue({ error, rest, text, offset }: Spot): Found | undefined {
  if (!error.message.endsWith('at node end')) return undefined;
  const before = text.slice(0, offset).trimEnd().at(-1) ?? '';
  if (before !== ']' && before !== '}') return undefined;
  const fix = 'remove it, or put the whole value in quotes';
  return { problem: `there is text after the closing ${before}`, got: quote(rest), fix };
}
