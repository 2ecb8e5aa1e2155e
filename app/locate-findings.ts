import type { CheckContext } from '../checks';
import { runChecks } from '../checks';
import type { Diagnostic, Location } from '../lib/diagnostics';
import { severity } from '../lib/diagnostics';
import { pathIn } from '../lib/path';
import type { RenderedObject } from '../lib/rendered';
import { title } from '../lib/rendered';
import type { Resolution } from './resolve';
import { resolveService } from '../model/resolve-service';
import { renderService } from './collect';
import type { Cause, Path } from './cause-search';
import { causeIn } from './cause-search';
import { withoutEntries } from './layer-variants';

/** Finding a line renders its service some dozens of times: enough services for what a person fixes at once. */
const mostServices = 20;

/**
 * Points what the checks found to the line of the spec without which it would not be there, or to the line of a plain
 * manifest; a check itself knows only the service, or the document.
 */
export function locateFindings(
  found: readonly Diagnostic[],
  resolution: Resolution,
  objects: readonly RenderedObject[],
  context: CheckContext,
): Diagnostic[] {
  const owners = new Map(objects.map(({ object, app }) => [title(object), app]));
  const byService = new Map<string, Diagnostic[]>();
  const places = new Map<Diagnostic, Location>();
  const { manifests } = resolution.environment;
  for (const finding of found) {
    const written = manifests.find(({ location }) => isSamePlace(location, finding.location));
    if (written !== undefined) {
      places.set(finding, written.locate(pathIn(written.object, finding.path)));
      continue;
    }
    const app = owners.get(finding.object?.title ?? '');
    if (app === undefined || !resolution.services.has(app)) continue;
    byService.set(app, [...(byService.get(app) ?? []), finding]);
  }
  for (const [name, own] of [...byService].slice(0, mostServices)) {
    locateInService(name, own, resolution, objects, context, places);
  }
  return found.map((finding) => {
    const location = places.get(finding);
    return location === undefined ? finding : { ...finding, location };
  });
}

/** A check knows of a plain object where its document begins. */
function isSamePlace(a: Location, b: Location | undefined): boolean {
  return a.file === b?.file && a.line === b.line && a.column === b.column;
}

/** Without positions in lists: those of the others move when an entry is removed. */
const keyOf = ({ code, object, path, problem, got = '' }: Diagnostic) =>
  `${code} ${object?.title ?? ''} ${path.replace(/\[\d+\]/g, '[]')} ${problem} ${got}`;

/**
 * How well a line explains a finding, 0 best: the object stays without it; it stays, but the service has an error that it
 * did not have; nothing can be rendered without it, and the finding is about a field of its name; the object is not there
 * without it; nothing can be rendered without it.
 */
type Rank = 0 | 1 | 2 | 3 | 4;

/** What is left of a service without some of its lines. */
interface Left {
  readonly findings: ReadonlySet<string>;
  /** Titles of its objects. Undefined where nothing can be rendered. */
  readonly objects: ReadonlySet<string> | undefined;
  readonly hasNewErrors: boolean;
}

function locateInService(
  name: string,
  findings: readonly Diagnostic[],
  resolution: Resolution,
  objects: readonly RenderedObject[],
  context: CheckContext,
  places: Map<Diagnostic, Location>,
): void {
  const present = resolution.services.get(name);
  if (present === undefined) return;
  const { settings, layered, diagnostics } = present.context;
  const { layers } = layered;
  const others = objects.filter(({ app, plain }) => app !== name || plain === true);
  const before = errorsOf([...diagnostics, ...resolution.whatIf({ changed: present }).problems]);
  const leftWithout = (index: number, paths: readonly Path[]): Left => {
    const changed = withoutEntries(layers, index, paths);
    const other = changed === undefined ? undefined : resolveService(name, changed, settings);
    if (other?.service === undefined) return { findings: new Set(), objects: undefined, hasNewErrors: true };
    const { problems, ...decided } = resolution.whatIf({ changed: other });
    const own = renderService(decided, name);
    return {
      findings: new Set(runChecks([...others, ...own], context, undefined, own).map(keyOf)),
      objects: new Set(own.map(({ object }) => title(object))),
      hasNewErrors: [...errorsOf([...other.context.diagnostics, ...problems])].some(
        (key) => !before.has(key),
      ),
    };
  };
  const searches = [...layers.entries()].reverse().map(([index, layer]) => {
    const known = new Map<string, Left>();
    const left = (paths: readonly Path[]) => {
      const key = JSON.stringify(paths);
      const found = known.get(key) ?? leftWithout(index, paths);
      known.set(key, found);
      return found;
    };
    return { layer, left };
  });
  for (const finding of findings) {
    let strongest: Cause | undefined;
    for (const { layer, left } of searches) {
      const cause = causeIn(layer.data, (paths) => rankOf(finding, paths, left(paths)));
      if (cause === undefined || (strongest?.rank ?? 5) <= cause.rank) continue;
      strongest = cause;
      places.set(finding, layer.document.locate([...layer.base, ...cause.path]));
    }
  }
}

function errorsOf(diagnostics: readonly Diagnostic[]): ReadonlySet<string> {
  return new Set(
    diagnostics.flatMap((found) => (severity(found) === 'error' ? [`${found.code} ${found.path}`] : [])),
  );
}

/** Undefined where the finding is there without the lines, too. */
function rankOf(
  finding: Diagnostic,
  paths: readonly Path[],
  { findings, objects, hasNewErrors }: Left,
): Rank | undefined {
  if (findings.has(keyOf(finding))) return undefined;
  if (objects?.has(finding.object?.title ?? '') === true) return hasNewErrors ? 1 : 0;
  if (objects !== undefined) return 3;
  return paths.some((path) => finding.path.endsWith(`.${path.at(-1) ?? ''}`)) ? 2 : 4;
}
