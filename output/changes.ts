import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { Diagnostic } from '../lib/diagnostics';
import { isObject, jsonEqual } from '../lib/json';
import { kindOf } from '../lib/kinds';
import type { KubernetesObject, RenderedObject } from '../lib/rendered';
import { address, identity, title } from '../lib/rendered';
import { differenceText } from './difference';
import { refusedPaths, fieldAt } from './immutable';
import { migration, sourceOf } from './migrations';
import type { FieldPlaces, Replaceable } from './state';
import { fieldLocation, noPlaces } from './state';

/** What a new output does to the objects that were there. */
export interface Changes {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  /** Controllers whose pods are replaced. */
  readonly restarted: readonly string[];
}

/** The objects of files of an output folder, by `ENVIRONMENT identity`. */
export function readObjects(root: string, paths: readonly string[]): Map<string, KubernetesObject> {
  const objects = new Map<string, KubernetesObject>();
  for (const path of paths) {
    if (!path.endsWith('.yaml') || path.endsWith('/kustomization.yaml')) continue;
    const object = readObject(join(root, path));
    if (object !== undefined) objects.set(`${path.split('/')[0] ?? ''} ${identity(object)}`, object);
  }
  return objects;
}

/** Undefined for a file that was edited by hand until it held no object any more: it is written anew. */
function readObject(path: string): KubernetesObject | undefined {
  const document = parseDocument(readFileSync(path, 'utf8'));
  const object: unknown = document.errors.length > 0 ? undefined : document.toJS();
  const metadata = isObject(object) ? object['metadata'] : undefined;
  const complete =
    isObject(object) && typeof object['kind'] === 'string' && typeof object['apiVersion'] === 'string';
  return complete && isObject(metadata) && typeof metadata['name'] === 'string'
    ? (object as KubernetesObject)
    : undefined;
}

/**
 * Compares the objects of changed files. `replace` names objects (`KIND/NAMESPACE/NAME`) that are made anew; `further` are
 * errors that it lets pass as well.
 */
export function describeChanges(
  before: ReadonlyMap<string, KubernetesObject>,
  after: readonly RenderedObject[],
  replace: readonly string[],
  further: readonly Replaceable[] = [],
  places: FieldPlaces = noPlaces,
): { changes: Changes; diagnostics: Diagnostic[] } {
  const changes = {
    added: [] as string[],
    removed: [] as string[],
    changed: [] as string[],
    restarted: [] as string[],
  };
  const problems = [...further];
  const seen = new Set<string>();
  for (const rendered of after) {
    const { environment, object } = rendered;
    const key = `${environment} ${identity(object)}`;
    const name = `${environment}: ${title(object)}`;
    const old = before.get(key);
    seen.add(key);
    if (old === undefined) changes.added.push(name);
    else if (!jsonEqual(old, object)) {
      changes.changed.push(name);
      if (kindOf(object).rolls && !jsonEqual(fieldAt(old, 'spec.template'), fieldAt(object, 'spec.template')))
        changes.restarted.push(name);
      problems.push(...immutableChanges(old, rendered, places));
    }
  }
  for (const [key, object] of before) {
    if (!seen.has(key)) changes.removed.push(`${key.slice(0, key.indexOf(' '))}: ${title(object)}`);
  }
  return { changes, diagnostics: notAccepted(problems, replace) };
}

/** What `--replace` does not name, and names that it names for nothing. */
function notAccepted(problems: readonly Replaceable[], replace: readonly string[]): Diagnostic[] {
  const open = problems.filter((problem) => !replace.includes(problem.address));
  const unused = replace.filter((name) => problems.every((problem) => problem.address !== name));
  return [
    ...open.map(({ diagnostic }) => diagnostic),
    ...unused.map((name): Diagnostic => ({
      code: 'unknown-replace',
      path: '--replace',
      problem: 'names no such change',
      got: name,
      expected: 'KIND/NAMESPACE/NAME of an object whose change needs it',
      fix: correction(name, problems),
    })),
  ];
}

/** Capitals and namespaces are easily left out. */
function correction(name: string, problems: readonly Replaceable[]): string {
  const ends = (text: string) => {
    const [kind = '', ...others] = text.toLowerCase().split('/');
    return `${kind} ${others.at(-1) ?? ''}`;
  };
  const meant = problems.find((problem) => ends(problem.address) === ends(name));
  return meant === undefined
    ? 'leave it out: nothing of this object changes that would need it'
    : `write ${meant.address}`;
}

function immutableChanges(
  old: KubernetesObject,
  rendered: RenderedObject,
  places: FieldPlaces,
): Replaceable[] {
  const { environment, object } = rendered;
  const named = address(object);
  return refusedPaths(old, object).map((path) => ({
    address: named,
    diagnostic: {
      code: 'immutable-change',
      path: `${environment}: ${title(object)}: ${path}`,
      problem: 'the API server refuses this change',
      got: differenceText(fieldAt(old, path), fieldAt(object, path)),
      fix: migration(old, rendered, path),
      ...fieldLocation(rendered, [sourceOf(path, object.kind)], places),
    },
  }));
}
