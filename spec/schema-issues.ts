import type { z } from 'zod';
import type { Diagnostic } from '../lib/diagnostics';
import { quote } from '../lib/diagnostics';
import { didYouMean } from '../lib/nearest';
import { pathText, valueAt } from '../lib/path';
import { inlineYaml } from './describe-fields';
import type { Path } from './layers';
import { exampleAt, fieldsAt } from './schema-walk';
import type { SourceDocument } from './yaml';

type Issue = z.core.$ZodIssue;

/** Says what is wrong in the words of the spec, at the place in the file. */
export function describeIssues(
  issues: readonly Issue[],
  schema: z.ZodType,
  document: SourceDocument,
): Diagnostic[] {
  return issues.flatMap((issue) => describe(issue, [], schema, document));
}

function describe(issue: Issue, base: Path, schema: z.ZodType, document: SourceDocument): Diagnostic[] {
  const path = [...base, ...issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownField(key, path, schema, document));
    case 'invalid_union':
      return describeUnion(issue, path, schema, document);
    case 'invalid_key': {
      const expected = issue.issues[0]?.message ?? 'another key';
      return [
        {
          code: 'invalid-value',
          path: pathText(path),
          problem: 'invalid key',
          got: quote(path.at(-1)),
          expected,
          location: document.locate(path, 'key'),
        },
      ];
    }
    default:
      return [plainIssue(issue, path, schema, document)];
  }
}

function unknownField(key: string, path: Path, schema: z.ZodType, document: SourceDocument): Diagnostic {
  const known = [...new Set(fieldsAt(schema, path))];
  const hint = didYouMean(key, known);
  return {
    code: 'unknown-field',
    path: pathText([...path, key]),
    problem: 'unknown field',
    got: quote(key),
    ...(hint === undefined && known.length > 0 && known.length <= 12 ? { expected: known.join(', ') } : {}),
    fix: hint ?? 'remove it, or see docs/reference.md for the fields there are',
    location: document.locate([...path, key], 'key'),
  };
}

/** The branch that understood most of the value speaks; if none did, all say what they expect. */
function describeUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  schema: z.ZodType,
  document: SourceDocument,
): Diagnostic[] {
  const value = valueAt(document.data, path);
  const fitting = issue.errors.filter((branch) => branch.every((entry) => !isRootTypeIssue(entry)));
  if (fitting.length > 0) {
    const best = fitting.reduce((a, b) => (unknownKeys(b) < unknownKeys(a) ? b : a));
    // Of a map that no branch knows, what is missing in the nearest one does not matter.
    const unknown = best.filter((entry) => entry.code === 'unrecognized_keys');
    return (unknown.length > 0 ? unknown : best).flatMap((entry) => describe(entry, path, schema, document));
  }
  const expected = [...new Set(issue.errors.flat().map((entry) => expectation(entry)))].join(' or ');
  return [typeIssue(value, expected, path, schema, document)];
}

function unknownKeys(branch: readonly Issue[]): number {
  return branch.reduce((sum, entry) => sum + (entry.code === 'unrecognized_keys' ? entry.keys.length : 1), 0);
}

function isRootTypeIssue(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
}

function plainIssue(issue: Issue, path: Path, schema: z.ZodType, document: SourceDocument): Diagnostic {
  const value = valueAt(document.data, path);
  const expected = expectation(issue);
  if (value === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value')) {
    return {
      code: 'missing-field',
      path: pathText(path),
      problem: 'required field is not set',
      expected,
      location: document.locate(path),
    };
  }
  if (issue.code === 'invalid_type') {
    if (typeof value === typeOf(issue.expected)) return valueIssue(issue, value, expected, path, document);
    return typeIssue(value, expected, path, schema, document);
  }
  return valueIssue(issue, value, expected, path, document);
}

function typeIssue(
  value: unknown,
  expected: string,
  path: Path,
  schema: z.ZodType,
  document: SourceDocument,
): Diagnostic {
  const wantsString = expected.split(' or ').includes('a string');
  const scalar = typeof value === 'number' || typeof value === 'boolean';
  // What YAML made of `1.10` is another text than what was meant.
  const spelling = scalar ? (document.spelling(path) ?? String(value)) : quote(value);
  const example = exampleAt(schema, path);
  const fix =
    wantsString && scalar
      ? `write it in quotes: "${spelling}"`
      : example === undefined
        ? undefined
        : `write it like ${String(path.at(-1))}: ${inlineYaml(example)}`;
  return {
    code: 'invalid-type',
    path: pathText(path),
    problem: 'wrong type',
    got: value === null ? 'null' : `${nameOf(value)} ${spelling}`,
    expected,
    ...(fix === undefined ? {} : { fix }),
    location: document.locate(path),
  };
}

function valueIssue(
  issue: Issue,
  value: unknown,
  expected: string,
  path: Path,
  document: SourceDocument,
): Diagnostic {
  const options = issue.code === 'invalid_value' ? issue.values.map(String) : [];
  const said: unknown = issue.code === 'custom' ? issue.params?.['fix'] : undefined;
  const near = typeof value === 'string' ? didYouMean(value, options) : undefined;
  const hint = typeof said === 'string' ? said : near;
  return {
    code: 'invalid-value',
    path: pathText(path),
    problem: 'invalid value',
    got: quote(value),
    expected,
    ...(hint === undefined ? {} : { fix: hint }),
    location: document.locate(path),
  };
}

const typeNames: Record<string, string> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
};

function typeOf(expected: string): string {
  return expected === 'int' ? 'number' : expected;
}

function expectation(issue: Issue): string {
  // Where the schema names what is meant, quotes alone would not help.
  const named = issue.code === 'invalid_type' && issue.expected === 'string';
  if (named && !issue.message.startsWith('Invalid input')) return issue.message;
  if (issue.code === 'invalid_type') return typeNames[issue.expected] ?? issue.expected;
  if (issue.code === 'invalid_value') return issue.values.map((value) => String(value)).join(', ');
  return issue.message;
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'object' ? 'map' : typeof value;
}
