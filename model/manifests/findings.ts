import type { Diagnostic } from '../../lib/diagnostics';
import { pathText } from '../../lib/path';
import { title } from '../../lib/rendered';
import type { Path } from '../../spec/layers';
import type { FieldReport } from '../workload/schedules';
import type { ManifestObject } from '../types/manifest';

/** The plain object that a finding is about, the field in it and its line. */
export function placeInManifest(
  { app, object, locate }: Pick<ManifestObject, 'app' | 'object' | 'locate'>,
  path: Path = [],
): Required<Pick<Diagnostic, 'object' | 'path' | 'location'>> {
  // The file is the same in each environment, so that none of them is named.
  const place = { environments: [], app, title: title(object) };
  return { object: place, path: pathText(path), location: locate(path) };
}

/** What reports problems about the fields of a plain object. */
export function manifestReport(manifest: ManifestObject, problems: Diagnostic[]): FieldReport {
  return (code, path, parts) => {
    problems.push({ code, ...placeInManifest(manifest, path), ...parts });
  };
}
