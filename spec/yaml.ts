import type { Document, Node, ParsedNode } from 'yaml';
import { LineCounter, isAlias, isMap, isScalar, isSeq, parseAllDocuments } from 'yaml';
import type { Code } from '../lib/codes';
import type { Diagnostic, Location } from '../lib/diagnostics';
import { quote } from '../lib/diagnostics';
import { decodeUtf8 } from '../lib/text';
import { deepestNesting, largestFile, tooDeep } from './yaml-limits';
import { locateNode, sourceText } from './yaml-locate';
import { firstMistake } from './yaml-mistakes';

/** One parsed YAML document that knows where each of its values stands. */
export interface SourceDocument {
  readonly file: string;
  /** Plain maps, lists and scalars. A written `null` is kept. */
  readonly data: unknown;
  /** The deepest node that exists along the path; an item of a list is also found by its text. */
  locate(path: readonly (string | number)[], target?: 'key' | 'value'): Location;
  /** The scalar there as the file spells it; undefined for maps and lists. */
  spelling(path: readonly (string | number)[]): string | undefined;
}

interface Reading {
  readonly documents: readonly SourceDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses a file of the spec: exactly one map. */
export function parseSpec(
  file: string,
  bytes: Buffer,
): { document?: SourceDocument; diagnostics: Diagnostic[] } {
  const { documents, diagnostics } = read(file, bytes, false);
  const document = documents[0];
  return { ...(document === undefined ? {} : { document }), diagnostics: [...diagnostics] };
}

/** Parses a file of `manifests/`: one or more maps. */
export function parseManifests(file: string, bytes: Buffer): Reading {
  return read(file, bytes, true);
}

function read(file: string, bytes: Buffer, several: boolean): Reading {
  const start: Location = { file, line: 1, column: 1 };
  const fail = (code: Code, rest: Omit<Diagnostic, 'code' | 'path' | 'location'>): Reading => ({
    documents: [],
    diagnostics: [{ code, path: '', ...rest, location: start }],
  });
  if (bytes.length > largestFile) {
    const got = `${(bytes.length / largestFile).toFixed(1)} MiB`;
    return fail('file-size', { problem: 'the file is too large', got, expected: 'at most 1 MiB' });
  }
  const text = decodeUtf8(bytes);
  if (text === undefined) {
    return fail('file-encoding', {
      problem: 'the file is not UTF-8',
      fix: 'save it as UTF-8 without other encodings',
    });
  }
  const deep = tooDeep(file, text);
  if (deep !== undefined) return { documents: [], diagnostics: [deep] };
  const lines = new LineCounter();
  const options = {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    version: '1.2',
    merge: false,
  } as const;
  const parsed = parseAllDocuments(text, options);
  const documents = Array.isArray(parsed)
    ? parsed.filter((document) => !isEmpty(document) || document.errors.length > 0)
    : [];
  if (documents.length === 0)
    return fail('file-empty', { problem: 'the file is empty', fix: 'fill it or remove it' });
  const reader = new Reader(file, text, lines, !several);
  if (documents.length > 1 && !several) reader.severalDocuments(documents[1]);
  return {
    documents: documents.map((document) => reader.document(document)),
    diagnostics: reader.diagnostics,
  };
}

/** An empty document: between two `---`, or a comment alone. */
function isEmpty({ contents }: Document.Parsed): boolean {
  return (
    contents === null || (isScalar(contents) && contents.value === null && (contents.source ?? '') === '')
  );
}

const textMeant = 'remove it, or put the value in quotes where text is meant';

/** Turns nodes into plain data and refuses what a spec must not use. */
class Reader {
  readonly diagnostics: Diagnostic[] = [];

  constructor(
    private readonly file: string,
    private readonly text: string,
    private readonly lines: LineCounter,
    private readonly layered: boolean,
  ) {}

  document(document: Document.Parsed): SourceDocument {
    this.syntaxError(document);
    this.directives(document);
    const { contents } = document;
    const broken = document.errors.length > 0;
    const data = broken ? undefined : this.value(contents, 0);
    if (!broken && !isMap(contents)) {
      this.report('invalid-type', contents, {
        problem: 'the file must hold a map',
        got: quote(data),
        expected: 'key: value',
      });
    }
    const { file, lines } = this;
    return {
      file,
      data,
      locate: (path, target = 'value') => locateNode(contents, path, target, file, lines),
      spelling: (path) => sourceText(contents, path),
    };
  }

  /** `%YAML 1.1` would turn `no` into a boolean, `%TAG` would rename tags. */
  private directives({ directives }: Document.Parsed): void {
    const version = directives.yaml.explicit === true ? `%YAML ${directives.yaml.version}` : undefined;
    const tags = Object.keys(directives.tags).filter((handle) => handle !== '!!');
    const [got] = [...(version === undefined ? [] : [version]), ...tags.map((handle) => `%TAG ${handle}`)];
    if (got === undefined) return;
    this.report('yaml-tag', undefined, { problem: 'directives are not supported', got, fix: 'remove it' });
  }

  severalDocuments(second: Document.Parsed | undefined): void {
    this.report('yaml-documents', second?.contents, {
      problem: 'more than one document in a file',
      fix: 'put each into a file of its own',
    });
  }

  private value(node: Node | null | undefined, depth: number): unknown {
    if (node === null || node === undefined) return null;
    if (depth > deepestNesting) {
      this.report('yaml-syntax', node, {
        problem: 'nested too deeply',
        expected: `at most ${deepestNesting} levels`,
      });
      return null;
    }
    if (isAlias(node)) {
      this.report('yaml-anchor', node, {
        problem: 'aliases are not supported',
        got: `*${node.source}`,
        fix: 'write the value out, or put it in quotes where text is meant',
      });
      return null;
    }
    this.properties(node);
    if (isMap(node)) return this.map(node.items as readonly Pair[], depth);
    if (isSeq(node)) return node.items.map((item) => this.item(item as Node, depth));
    return isScalar(node) ? this.scalar(node) : null;
  }

  private properties(node: Node): void {
    const { anchor, tag } = node as { anchor?: string; tag?: string };
    if (anchor !== undefined) {
      const got = `&${anchor}`;
      this.report('yaml-anchor', node, { problem: 'anchors are not supported', got, fix: textMeant });
    }
    if (tag !== undefined) {
      const got = tag.replace(/^tag:yaml\.org,2002:/, '!!');
      this.report('yaml-tag', node, { problem: 'tags are not supported', got, fix: textMeant });
    }
  }

  private item(item: Node | null, depth: number): unknown {
    if (isScalar(item) && item.value === null && item.source === '') {
      this.report('empty-value', item, { problem: 'an empty item in a list', fix: 'fill it or remove it' });
    }
    return this.value(item, depth + 1);
  }

  private map(pairs: readonly Pair[], depth: number): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    const seen = new Map<string, Node>();
    for (const { key, value } of pairs) {
      const name = this.key(key);
      if (name === undefined) continue;
      const first = seen.get(name);
      if (first !== undefined) {
        const line = this.position(first).line;
        this.report('yaml-duplicate-key', key, {
          problem: 'the key appears twice',
          got: name,
          fix: `it is already on line ${line}; remove one of them`,
        });
        continue;
      }
      seen.set(name, key as Node);
      if (value === null || (isScalar(value) && value.value === null && (value.source ?? '') === '')) {
        this.report('empty-value', key, {
          problem: `${name} has no value`,
          fix: this.layered
            ? 'fill it, remove it, or write null to remove what a weaker layer set'
            : 'fill it or remove it',
        });
      }
      result[name] = this.value(value, depth + 1);
    }
    return result;
  }

  private key(key: Node | null): string | undefined {
    if (isScalar(key)) this.properties(key);
    if (isScalar(key) && typeof key.value === 'string') {
      if (key.value === '<<' && key.type === 'PLAIN') {
        this.report('yaml-anchor', key, {
          problem: 'merge keys are not supported',
          got: '<<',
          fix: 'write the fields out',
        });
        return undefined;
      }
      if (key.value === '__proto__') {
        this.report('yaml-key', key, {
          problem: 'this key is not allowed',
          got: '__proto__',
          fix: 'rename it',
        });
        return undefined;
      }
      return key.value;
    }
    if (isAlias(key)) {
      const alias = `*${key.source}`;
      this.report('yaml-anchor', key, {
        problem: 'aliases are not supported',
        got: alias,
        fix: 'write the key out',
      });
      return undefined;
    }
    const got = isScalar(key) ? String(key.source) : 'a map or list';
    const fix =
      isScalar(key) && key.source !== ''
        ? `write it in quotes: "${String(key.source)}"`
        : 'write a name, or put it in quotes where {{ is text';
    this.report('yaml-key', key, { problem: 'keys must be strings', got, fix });
    return undefined;
  }

  private scalar(node: Node & { value?: unknown; source?: string }): unknown {
    const { value, source = '' } = node;
    if (typeof value !== 'number') return value;
    const odd = !Number.isFinite(value) || /^[-+]?0[xo\d]/.test(source);
    const inexact = Number.isInteger(value) && !Number.isSafeInteger(value);
    if (odd || inexact) {
      this.report('invalid-value', node, {
        problem: inexact ? 'the number has too many digits' : 'YAML parsers read this number differently',
        got: source,
        fix: `write it as a plain decimal number, or in quotes where text is meant: "${source}"`,
      });
    }
    return value;
  }

  private syntaxError(document: Document.Parsed): void {
    // Of a tag that nobody knows, `properties` speaks.
    const warnings = document.warnings.filter(({ code }) => code !== 'TAG_RESOLVE_FAILED');
    const found = firstMistake(this.text, document.errors.length > 0 ? document.errors : warnings);
    if (found === undefined) return;
    const { row, column, length, ...parts } = found;
    const location = { file: this.file, line: row + 1, column: column + 1, length };
    this.diagnostics.push({ ...parts, path: '', location });
  }

  private report(
    code: Code,
    node: Node | null | undefined,
    parts: Omit<Diagnostic, 'code' | 'path' | 'location'>,
  ): void {
    this.diagnostics.push({ code, path: '', ...parts, location: this.position(node) });
  }

  private position(node: Node | null | undefined): Location {
    const range = (node as ParsedNode | null | undefined)?.range;
    const start = this.at(range?.[0] ?? 0);
    return range === undefined ? start : { ...start, length: Math.max(1, range[1] - range[0]) };
  }

  private at(offset: number): Location {
    const { line, col } = this.lines.linePos(offset);
    return { file: this.file, line: Math.max(1, line), column: Math.max(1, col) };
  }
}

interface Pair {
  readonly key: Node | null;
  readonly value: Node | null;
}
