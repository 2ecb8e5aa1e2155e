import type { Diagnostic } from '../lib/diagnostics';
import { pathText } from '../lib/path';
import { title } from '../lib/rendered';
import type { Path } from '../spec/layers';
import type { Report } from './schedules';
import type { PlainObject } from './plain-types';

/** The plain object that a finding is about, the field in it and its line. */
export function placeOfPlain(
  { app, object, locate }: Pick<PlainObject, 'app' | 'object' | 'locate'>,
  path: Path = [],
): Required<Pick<Diagnostic, 'object' | 'path' | 'location'>> {
  // The file is the same in each environment, so that none of them is named.
  const place = { environments: [], app, title: title(object) };
  return { object: place, path: pathText(path), location: locate(path) };
}

/** What reports problems about the fields of a plain object. */
export function plainReport(plain: PlainObject, problems: Diagnostic[]): Report {
  return (code, path, parts) => {
    problems.push({ code, ...placeOfPlain(plain, path), ...parts });
  };
}
