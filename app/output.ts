import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../lib/diagnostics';
import { SpecError, ToolError, sortDiagnostics } from '../lib/diagnostics';
import type { RenderedObject } from '../lib/rendered';
import type { Changes } from '../output/changes';
import { retentionWarnings } from '../output/claim-retention';
import { describeChanges, readObjects } from '../output/changes';
import { appFiles, fileNames } from '../output/files';
import { nodeWarnings } from '../output/node-changes';
import { nodePortWarnings } from '../output/node-ports';
import { portTransitions } from '../output/port-transitions';
import type { Leftover } from '../output/removals';
import { describeRemovals } from '../output/removals';
import { removedPortWarnings } from '../output/removed-ports';
import { replacedWorkloads } from '../output/replaced-workloads';
import type { EnvironmentObject, FieldPlaces, Replaceable } from '../output/environment-objects';
import { replicaTransitions } from '../output/replica-transitions';
import type { KnownOutput } from '../output/known-output';
import { whileLocked } from '../output/lock';
import type { OutputPlan } from '../output/writer';
import { planOutput, writeOutput } from '../output/writer';
import { fieldPlaces } from './field-places';
import type { RenderedApp, Rendering } from './pipeline';
import { portPlaces } from './port-places';

/** What a synthesis is to do with a rendering. */
export interface OutputOptions {
  /** Folder of the output. */
  readonly out: string;
  /** Environments that were asked for; without them all. */
  readonly environments: readonly string[];
  /** Compares only. */
  readonly check: boolean;
  /** `KIND/NAMESPACE/NAME` of objects whose immutable fields may change. */
  readonly replace: readonly string[];
  /**
   * `KIND/NAMESPACE/NAME` of claims, Namespaces, volumes, definitions and load balancers that may leave the output, or
   * `ENVIRONMENT/*`.
   * @default - none
   */
  readonly remove?: readonly string[];
  /**
   * What this process wrote before, which then need not be read.
   * @default - the folder is read
   */
  readonly known?: KnownOutput;
}

/** What was, or would be, written. */
export interface OutputResult {
  readonly plan: OutputPlan;
  readonly changes: Changes;
  /** What the change does to running pods beside what it says. */
  readonly warnings: readonly Diagnostic[];
  /** What was allowed to leave the output, and whether it stays in the cluster. */
  readonly left: readonly Leftover[];
}

/** Text of an app's folder; kept as long as its objects are the same. */
const texts = new WeakMap<RenderedApp, ReadonlyMap<string, string>>();

/** Path to text of all files of a rendering. */
export function outputFiles(apps: readonly RenderedApp[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const app of apps) {
    if (app.objects.length === 0) continue;
    let own = texts.get(app);
    if (own === undefined) {
      own = appFiles(app.objects);
      texts.set(app, own);
    }
    for (const [name, text] of own) files.set(`${app.environment}/${app.app}/${name}`, text);
  }
  return files;
}

type Rendered = Pick<Rendering, 'apps' | 'resolutions'> & Partial<Pick<Rendering, 'warnings'>>;

/**
 * Compares a rendering with the folder that is there and, unless it only checks, writes it.
 * @throws SpecError for a change that the API server would refuse, for data that leaves the output, and for a folder that is not Portolan's
 * @throws ToolError where another run writes to the folder
 */
export function output(rendering: Rendered, options: OutputOptions): OutputResult {
  if (options.check) return compareAndWrite(rendering, options);
  return whileLocked(options.out, (waited) => {
    if (waited) options.known?.verify();
    return compareAndWrite(rendering, options);
  });
}

function compareAndWrite(rendering: Rendered, options: OutputOptions): OutputResult {
  const { out, environments, check, replace, remove = [], known } = options;
  const files = outputFiles(rendering.apps);
  const scope = environments.length === 0 ? {} : { environments };
  const request = { root: out, files, ...scope, ...(known === undefined ? {} : { known }) };
  const plan = withDiskErrors(out, () => planOutput(request));
  const old = withDiskErrors(out, () => readObjects(out, existing(plan, out)));
  const after = changedObjects(rendering.apps, plan.written);
  const states = old.length === 0 ? undefined : statesOf(old, after, touchedApps(rendering.apps, plan));
  const places = fieldPlaces(rendering.resolutions);
  const lost = states === undefined ? [] : refusedTransitions(states, rendering.resolutions, places);
  const { changes, diagnostics } = describeChanges(old, after, replace, lost, places);
  const { left, diagnostics: removed } = describeRemovals(
    old,
    after,
    remove,
    rendering.apps.flatMap((app) => app.objects),
  );
  const refused = [...diagnostics, ...removed];
  if (refused.length > 0) throw new SpecError(sortDiagnostics([...refused, ...(rendering.warnings ?? [])]));
  const warnings =
    states === undefined
      ? []
      : sortDiagnostics([
          ...replicaTransitions(states.before, states.present, places),
          ...nodeWarnings(states.before, states.present),
          ...removedPortWarnings(states.before, states.present),
          ...nodePortWarnings(states.before, states.present),
          ...retentionWarnings(states.before, states.present),
        ]);
  if (!check) writeOutput(request, plan);
  return { plan, changes, warnings, left };
}

/** Apps of which a file changes: all workloads of a service are in one. */
function touchedApps(apps: readonly RenderedApp[], plan: OutputPlan): RenderedApp[] {
  const folders = new Set(
    [...plan.written, ...plan.removed].map((path) => path.slice(0, path.lastIndexOf('/'))),
  );
  return apps.filter((app) => folders.has(`${app.environment}/${app.app}`));
}

interface States {
  readonly before: readonly EnvironmentObject[];
  readonly present: readonly EnvironmentObject[];
}

/** What would leave callers without pods for a while. */
function refusedTransitions(
  { before, present }: States,
  resolutions: Rendering['resolutions'],
  places: FieldPlaces,
): Replaceable[] {
  const ports = () => portPlaces(resolutions);
  return [...replacedWorkloads(before, present), ...portTransitions(before, present, ports, places)];
}

/** The objects of the folder as they were, and as they will be: those whose files stay were the same. */
function statesOf(
  old: readonly EnvironmentObject[],
  changed: RenderedApp['objects'],
  apps: readonly RenderedApp[],
): States {
  const anew = new Set<RenderedObject>(changed);
  const environments = new Set(old.map(({ environment }) => environment));
  const present = apps.filter((app) => environments.has(app.environment)).flatMap((app) => app.objects);
  const kept = present.filter((rendered) => !anew.has(rendered));
  return { before: [...old, ...kept], present };
}

function existing(plan: OutputPlan, out: string): string[] {
  return [...plan.written.filter((path) => exists(out, path)), ...plan.removed];
}

function exists(out: string, path: string): boolean {
  return statSync(join(out, path), { throwIfNoEntry: false }) !== undefined;
}

/** The objects of apps of which at least one file changes. */
function changedObjects(apps: readonly RenderedApp[], written: readonly string[]): RenderedApp['objects'] {
  const folders = new Set(written.map((path) => path.slice(0, path.lastIndexOf('/'))));
  const paths = new Set(written);
  return apps
    .filter((app) => folders.has(`${app.environment}/${app.app}`))
    .flatMap((app) =>
      [...fileNames(app.objects)].flatMap(([name, rendered]) =>
        paths.has(`${app.environment}/${app.app}/${name}`) ? [rendered] : [],
      ),
    );
}

function withDiskErrors<T>(out: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof SpecError || error instanceof ToolError) throw error;
    throw new ToolError(`can't read ${out}: ${(error as Error).message}`, { cause: error });
  }
}
