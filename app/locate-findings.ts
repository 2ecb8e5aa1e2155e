import type { CheckContext } from '../checks';
import { runChecks } from '../checks';
import type { Diagnostic, Location } from '../lib/diagnostics';
import { pathIn } from '../lib/path';
import type { RenderedObject } from '../lib/rendered';
import { title } from '../lib/rendered';
import type { Resolution } from '../model/resolve';
import { resolveService } from '../model/services';
import { renderService } from './collect';
import { pathsOf, without } from './variants';

/** Finding the line means rendering a service once for each of its lines: enough for what a person mends at once. */
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
  const owners = new Map(objects.map((rendered) => [objectPath(rendered), rendered.app]));
  const byService = new Map<string, Diagnostic[]>();
  const places = new Map<Diagnostic, Location>();
  const { plain } = resolution.environment;
  for (const finding of found) {
    const written = plain.find(({ location }) => isSamePlace(location, finding.location));
    if (written !== undefined) {
      const at = finding.path.split(': ').slice(2).join(': ');
      places.set(finding, written.locate(pathIn(written.object, at)));
      continue;
    }
    const app = owners.get(objectPathOf(finding));
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

/** How findings about an object begin. */
export function objectPath({ environment, object }: RenderedObject): string {
  return `${environment}: ${title(object)}`;
}

/** The same of a finding. */
export function objectPathOf({ path }: Diagnostic): string {
  return path.split(': ').slice(0, 2).join(': ');
}

/** Without positions in lists: those of the others move when an entry is taken away. */
const keyOf = ({ code, path, problem, got = '' }: Diagnostic) =>
  `${code} ${path.replace(/\[\d+\]/g, '[]')} ${problem} ${got}`;

/**
 * How well a line explains a finding, 0 best: the object stays without it; nothing can be rendered without it, and the
 * finding is about a field of its name; the object is not there without it; nothing can be rendered without it.
 */
type Rank = 0 | 1 | 2 | 3;

function locateInService(
  name: string,
  findings: readonly Diagnostic[],
  resolution: Resolution,
  objects: readonly RenderedObject[],
  context: CheckContext,
  places: Map<Diagnostic, Location>,
): void {
  const layered = resolution.services.get(name)?.context;
  if (layered === undefined) return;
  const { layers } = layered.layered;
  const others = objects.filter(({ app, plain }) => app !== name || plain === true);
  const ranks = new Map<Diagnostic, Rank>();
  for (const [index, layer] of [...layers.entries()].reverse()) {
    for (const path of pathsOf(layer.data)) {
      const changed = without(layers, index, path);
      const other = changed === undefined ? undefined : resolveService(name, changed, layered.settings);
      const { service } = other ?? {};
      const own =
        other === undefined || service === undefined
          ? []
          : renderService(resolution.altered({ changed: other }).environment, service);
      const left = new Set(runChecks([...others, ...own], context, undefined, own).map(keyOf));
      const present = new Set(own.map(objectPath));
      for (const finding of findings.filter((entry) => !left.has(keyOf(entry)))) {
        const object = objectPathOf(finding);
        const named =
          finding.path
            .split(': ')
            .at(2)
            ?.endsWith(`.${path.at(-1) ?? ''}`) === true;
        const rank: Rank = present.has(object) ? 0 : service !== undefined ? 2 : named ? 1 : 3;
        if ((ranks.get(finding) ?? 4) <= rank) continue;
        ranks.set(finding, rank);
        places.set(finding, layer.document.locate([...layer.base, ...path]));
      }
    }
  }
}
