import { oddRanges } from '../lib/printable';
import type { Json, JsonObject } from '../lib/json';

/** Keys that stand first, by what holds them; all other keys follow by code unit. */
const firstKeys = {
  object: ['apiVersion', 'kind', 'metadata', 'type', 'immutable', 'data', 'binaryData', 'stringData', 'spec'],
  metadata: ['name', 'namespace', 'labels', 'annotations'],
  container: ['name', 'image', 'command', 'args'],
  item: ['name'],
  none: [],
} as const satisfies Record<string, readonly string[]>;

type Holder = keyof typeof firstKeys;

const containerLists: ReadonlySet<string> = new Set(['containers', 'initContainers', 'ephemeralContainers']);

/**
 * One object as YAML: block style, one way to write each value, so that equal objects give equal bytes.
 * What is written reads back as the same value with YAML 1.1 and with YAML 1.2.
 */
export function emitYaml(value: JsonObject): string {
  const keys = orderedKeys(value, 'object');
  return keys.length === 0 ? '{}\n' : mapLines(value, keys, '', '');
}

function orderedKeys(value: JsonObject, holder: Holder): string[] {
  const keys = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort();
  const first: readonly string[] = firstKeys[holder];
  if (!first.some((key) => keys.includes(key))) return keys;
  return [...first.filter((key) => keys.includes(key)), ...keys.filter((key) => !first.includes(key))];
}

/** The lines of a map that is not empty. `lead` is what stands before its first key: the indent, or `- `. */
function mapLines(value: JsonObject, keys: readonly string[], indent: string, lead: string): string {
  let text = '';
  let start = lead;
  for (const key of keys) {
    const entry = value[key];
    if (entry === undefined) continue;
    const written = scalarKey(key);
    const head = written.length > longestKey ? `${start}? ${written}\n${indent}:` : `${start}${written}:`;
    text += head + entryText(entry, key, indent);
    start = indent;
  }
  return text;
}

/** What follows the colon of a key, with its line end. */
function entryText(entry: Json, key: string, indent: string): string {
  if (typeof entry !== 'object' || entry === null) return ` ${scalar(entry, indent)}\n`;
  const deeper = `${indent}  `;
  if (isList(entry)) {
    return entry.length === 0
      ? ' []\n'
      : `\n${listLines(entry, deeper, deeper, containerLists.has(key) ? 'container' : 'item')}`;
  }
  const keys = orderedKeys(entry, key === 'metadata' ? 'metadata' : 'none');
  return keys.length === 0 ? ' {}\n' : `\n${mapLines(entry, keys, deeper, deeper)}`;
}

function listLines(list: readonly Json[], indent: string, lead: string, holder: Holder): string {
  let text = '';
  let start = lead;
  for (const item of list) {
    text += itemText(item, indent, `${start}- `, holder);
    start = indent;
  }
  return text;
}

function itemText(item: Json, indent: string, lead: string, holder: Holder): string {
  if (typeof item !== 'object' || item === null) return `${lead}${scalar(item, indent)}\n`;
  const deeper = `${indent}  `;
  if (isList(item)) return item.length === 0 ? `${lead}[]\n` : listLines(item, deeper, lead, 'item');
  const keys = orderedKeys(item, holder);
  return keys.length === 0 ? `${lead}{}\n` : mapLines(item, keys, deeper, lead);
}

/** Array.isArray does not narrow a readonly array. */
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** YAML wants a key of more than 1,024 characters announced by `? `. */
const longestKey = 1000;

/** `indent` is that of the map or list that holds the scalar. */
function scalar(value: string | number | boolean | null, indent: string): string {
  if (typeof value === 'string') return stringText(value, indent);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean' || value === null) return String(value);
  throw new TypeError(`a ${typeof value} can't be written as YAML`);
}

/** As in JSON, but with the point that YAML 1.1 wants before an exponent: `1e+21` is a string there. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`${value} can't be written as YAML`);
  const text = JSON.stringify(value);
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}

/**
 * Strings that no reader takes for anything else. They begin with a letter (options: after one or two dashes),
 * and a space or colon stands only before a character that gives it no meaning.
 */
const plainText =
  /^-{0,2}[A-Za-z_/$(](?:[\w./@%+=~^*&!|<>?;,()[\]{}"'$\\-]|[ :](?=[\w./@%+=~^*&!|<>?;,()[\]{}"'$\\-]))*$/;

/** Strings that begin with a digit, as `100m` and `10.0.0.0/8`: some character must be one no number or date has. */
const plainQuantity = /^(?=.*[g-hj-mq-suvwyG-HJ-MQ-SU-WY/%])\d[\w./%-]*$/;

const plainKey = /^[A-Za-z_/][\w./-]*$/;

/** Words that some reader takes for a boolean, null or a number, in whatever case. */
const specialWord = /^-{0,2}(?:y|n|yes|no|on|off|true|false|null|inf|infinity|nan|e[-+]?[\d_]+)$/i;

const hiddenInQuotes = new RegExp(`[${oddRanges}]`, 'gu');
const hiddenInBlock = new RegExp(`[\\0-\\x08\\x0b-\\x1f${oddRanges}]`, 'u');

function isPlain(text: string): boolean {
  return (plainText.test(text) || plainQuantity.test(text)) && !specialWord.test(text);
}

function scalarKey(key: string): string {
  return plainKey.test(key) && !specialWord.test(key) ? key : quoted(key);
}

function stringText(text: string, indent: string): string {
  if (isPlain(text)) return text;
  return text.includes('\n') && fitsBlock(text) ? blockText(text, `${indent}  `) : quoted(text);
}

/** JSON's escapes are YAML's too, short of pairs of surrogates, which JSON leaves as characters. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(hiddenInQuotes, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\U${code.padStart(8, '0')}`;
  });
}

/** Blanks at the end of a line can't be seen, and editors take them away: such text is quoted. */
function fitsBlock(text: string): boolean {
  return !/[ \t]$/m.test(text) && /[^\n]/.test(text) && !hiddenInBlock.test(text);
}

/** A literal block, whose content is indented by `indent`. */
function blockText(text: string, indent: string): string {
  // a reader takes the indent from the first line, unless it is told
  const indicator = /^\s/.test(text) ? '2' : '';
  const chomping = !text.endsWith('\n') ? '-' : text.endsWith('\n\n') ? '+' : '';
  const body = chomping === '-' ? text : text.slice(0, -1);
  return `|${indicator}${chomping}\n${body.replace(/^(?!$)/gm, indent)}`;
}
