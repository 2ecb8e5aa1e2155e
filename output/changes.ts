import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { Diagnostic } from '../lib/diagnostics';
import { isObject, jsonEqual } from '../lib/json';
import { kindOf } from '../lib/kinds';
import type { KubernetesObject, RenderedObject } from '../lib/rendered';
import { address, placeOf } from '../lib/rendered';
import { differenceText } from './difference';
import { refusedPaths, fieldAt } from './immutable';
import { migration, serviceFieldOf } from './migrations';
import type { EnvironmentObject, FieldPlaces, Replaceable } from './environment-objects';
import { byIdentity, fieldLocation, identityIn, noPlaces } from './environment-objects';

/** What a new output does to the objects that were there. */
export interface Changes {
  readonly added: readonly EnvironmentObject[];
  readonly removed: readonly EnvironmentObject[];
  readonly changed: readonly EnvironmentObject[];
  /** Those of `changed` whose pods are replaced. */
  readonly restarted: readonly EnvironmentObject[];
}

/** The objects of files of an output folder, each once. */
export function readObjects(root: string, paths: readonly string[]): EnvironmentObject[] {
  const objects = paths.flatMap((path): EnvironmentObject[] => {
    if (!path.endsWith('.yaml') || path.endsWith('/kustomization.yaml')) return [];
    const object = readObject(join(root, path));
    return object === undefined ? [] : [{ environment: path.split('/')[0] ?? '', object }];
  });
  return [...byIdentity(objects).values()];
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
  before: readonly EnvironmentObject[],
  after: readonly RenderedObject[],
  replace: readonly string[],
  further: readonly Replaceable[] = [],
  places: FieldPlaces = noPlaces,
): { changes: Changes; diagnostics: Diagnostic[] } {
  const [olds, news] = [byIdentity(before), byIdentity(after)];
  const added: RenderedObject[] = [];
  const changed: RenderedObject[] = [];
  const restarted: RenderedObject[] = [];
  const problems = [...further];
  for (const rendered of after) {
    const { object } = rendered;
    const old = olds.get(identityIn(rendered))?.object;
    if (old === undefined) added.push(rendered);
    else if (!jsonEqual(old, object)) {
      changed.push(rendered);
      if (kindOf(object).rolls && !jsonEqual(fieldAt(old, 'spec.template'), fieldAt(object, 'spec.template')))
        restarted.push(rendered);
      problems.push(...immutableChanges(old, rendered, places));
    }
  }
  const removed = before.filter((entry) => !news.has(identityIn(entry)));
  return { changes: { added, removed, changed, restarted }, diagnostics: notAccepted(problems, replace) };
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
  const { object } = rendered;
  const named = address(object);
  return refusedPaths(old, object).map((path) => ({
    address: named,
    diagnostic: {
      code: 'immutable-change',
      ...placeOf(rendered, path),
      problem: 'the API server refuses this change',
      got: differenceText(fieldAt(old, path), fieldAt(object, path)),
      fix: migration(old, rendered, path),
      ...fieldLocation(rendered, [serviceFieldOf(path, object.kind)], places),
    },
  }));
}
