/**
 * Characters that readers refuse, change, or that a reviewer can't see: controls, other line ends, odd spaces,
 * marks that reverse the text, tags, lone surrogates. A fixed list: Unicode's own classes change with Node.
 */
export const oddRanges = [
  ['\\x7f', '\\xa0'], // delete, further controls, no-break space
  ['\\xad'],
  ['\\u034f'],
  ['\\u061c'],
  ['\\u115f', '\\u1160'],
  ['\\u1680'],
  ['\\u17b4', '\\u17b5'],
  ['\\u180b', '\\u180f'],
  ['\\u2000', '\\u200f'],
  ['\\u2028', '\\u202f'],
  ['\\u205f', '\\u206f'],
  ['\\u3000'],
  ['\\u3164'],
  ['\\ud800', '\\udfff'],
  ['\\ufeff'],
  ['\\uffa0'],
  ['\\ufff0', '\\uffff'],
  ['\\u{e0000}', '\\u{e0fff}'],
]
  .map((range) => range.join('-'))
  .join('');

/** `##vso[…]` and `##[…]` are commands to some CI systems, wherever in a line they are. */
const command = '##(?=\\w*\\[)';
const hidden = new RegExp(`[\\0-\\x1f${oddRanges}]|${command}`, 'gu');
/** Also colours, which only the command line itself writes, and a carriage return, which goes back in the line. */
const hiddenInOutput = new RegExp(`(?!\\x1b\\[\\d+m)[\\0-\\x09\\x0b-\\x1f${oddRanges}]|${command}`, 'gu');

/**
 * Text of a platform as one line of a terminal, a log or Markdown: nothing in it moves the cursor, begins a line or
 * reverses what follows.
 */
export function printable(text: string, most = Infinity): string {
  const cut = text.length > most ? `${text.slice(0, most - 3)}...` : text;
  return cut.replace(hidden, escaped);
}

/** Whole output, whose lines and colours are ours. Stays the same JSON: escapes are those of its strings. */
export function printableOutput(text: string): string {
  return text.replace(hiddenInOutput, escaped);
}

/** Within backticks of Markdown, which nothing in it may close. */
export function inlineCode(text: string): string {
  return `\`${printable(text).replaceAll('`', '\\u0060')}\``;
}

/** Two escapes for a character of two units, as in JSON. */
function escaped(found: string): string {
  if (found === '##') return '#\\u0023';
  let text = '';
  for (let at = 0; at < found.length; at++) {
    text += `\\u${found.charCodeAt(at).toString(16).padStart(4, '0')}`;
  }
  return text;
}
