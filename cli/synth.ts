import { Pipeline } from '../app/pipeline';
import type { Rendering } from '../app/pipeline';
import { output } from '../app/output';
import type { Diagnostic } from '../lib/diagnostics';
import { placeText } from '../lib/diagnostics';
import { placeOf } from '../lib/rendered';
import { inlineCode, printable } from '../lib/printable';
import type { KnownOutput } from '../output/known-output';
import type { OutputResult } from '../app/output';
import type { Terminal } from './terminal';
import { exitCode, plural, printDiagnostics, problemsForJson } from './terminal';

export interface SynthOptions {
  readonly platform: string;
  readonly out: string;
  readonly environment: readonly string[];
  readonly check: boolean;
  readonly replace: readonly string[];
  readonly remove: readonly string[];
  readonly summary: 'text' | 'markdown' | 'json';
}

/** Renders a platform once and says what that did. */
export function synth(
  options: SynthOptions,
  to: Terminal,
  kept: { readonly pipeline: Pipeline; readonly known?: KnownOutput } = {
    pipeline: new Pipeline(options.platform),
  },
): number {
  const { pipeline, ...known } = kept;
  const start = performance.now();
  const rendering = pipeline.run(options.environment);
  const { out, environment: environments, check, replace, remove } = options;
  const result = output(rendering, { out, environments, check, replace, remove, ...known });
  const warnings = [...rendering.warnings, ...result.warnings];
  if (options.summary !== 'json') printDiagnostics(to, warnings, options.platform);
  const milliseconds = Math.round(performance.now() - start);
  to.out(
    summaries[options.summary](facts(rendering, result, warnings, milliseconds, options), to.colors.out),
  );
  const differs = result.plan.written.length + result.plan.removed.length > 0;
  return check && differs ? exitCode.invalid : exitCode.done;
}

interface Facts {
  readonly environments: number;
  readonly apps: number;
  readonly objects: number;
  readonly written: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly milliseconds: number;
  readonly check: boolean;
  readonly out: string;
  /** Environments whose nodes nothing tells apart, so that pods run on any of them. */
  readonly uniform: readonly string[];
  /** As `production: Deployment shop/web`. */
  readonly changes: Readonly<Record<keyof OutputResult['changes'], readonly string[]>>;
  /** Those that change and restart no pods. */
  readonly quiet: readonly string[];
  readonly left: OutputResult['left'];
  readonly paths: readonly string[];
  readonly warnings: readonly Diagnostic[];
}

function facts(
  rendering: Rendering,
  { plan, changes, left }: OutputResult,
  warnings: readonly Diagnostic[],
  milliseconds: number,
  options: SynthOptions,
): Facts {
  const restarted = new Set(changes.restarted);
  const names = (objects: OutputResult['changes']['changed']) =>
    objects.map((entry) => placeText(placeOf(entry)));
  return {
    environments: rendering.resolutions.length,
    apps: rendering.apps.length,
    objects: rendering.apps.reduce((sum, app) => sum + app.objects.length, 0),
    written: plan.written.length,
    unchanged: plan.unchanged.length,
    removed: plan.removed.length,
    milliseconds,
    check: options.check,
    out: options.out,
    uniform: rendering.resolutions.flatMap(({ environment: { name, nodes } }) =>
      nodes.capacity === undefined ? [name] : [],
    ),
    changes: {
      added: names(changes.added),
      removed: names(changes.removed),
      changed: names(changes.changed),
      restarted: names(changes.restarted),
    },
    quiet: names(changes.changed.filter((entry) => !restarted.has(entry))),
    left,
    paths: [...plan.written, ...plan.removed],
    warnings,
  };
}

type Colors = Terminal['colors']['out'];

const summaries: Record<SynthOptions['summary'], (facts: Facts, colors: Colors) => string> = {
  text: textSummary,
  markdown: markdownSummary,
  json: ({ paths, warnings, quiet: _quiet, ...rest }) =>
    JSON.stringify({ ...rest, differing: paths, problems: problemsForJson(warnings) }),
};

/** How many names a list shows before it only counts. */
const shown = 20;

function textSummary(all: Facts, colors: Colors): string {
  return [
    ...changeLines(all, colors),
    ...leftLines(all).map((line) => colors.yellow(printable(line))),
    ...uniformLines(all),
    `${colors.bold(all.out)}: ${figures(all)}`,
  ].join('\n');
}

function figures(all: Facts): string {
  const { environments, apps, objects, written, unchanged, removed, milliseconds, check } = all;
  const size = `${plural(environments, 'environment')}, ${plural(apps, 'app')}, ${plural(objects, 'object')}`;
  const verb = check ? 'would write' : 'written';
  const files = `${verb} ${written}, unchanged ${unchanged}, ${check ? 'would remove' : 'removed'} ${removed}`;
  return `${size}; files: ${files}; ${milliseconds} ms`;
}

function changeLines({ changes, quiet }: Facts, colors: Colors): string[] {
  return [
    ...section('added', changes.added, colors.green, '+'),
    ...section('removed', changes.removed, colors.red, '-'),
    ...section('restarts pods of', changes.restarted, colors.yellow, '↻'),
    ...section('changed', quiet, colors.cyan, '~'),
  ];
}

/** What a removal means for what is lost with it, and the command that ends what stays. */
function leftLines({ left }: Facts): string[] {
  return left.map(({ environment, object, stays, content, command, usedBy, claims }) => {
    const own = claims === undefined ? undefined : `the claims of ${object} (${claims.join(', ')})`;
    const [what, verb, pronoun] = own === undefined ? [object, 'is', 'it'] : [own, 'are', 'them'];
    if (!stays) return `${environment}: ${what} ${verb} deleted with ${content} when this is applied`;
    const ending =
      usedBy === undefined
        ? `to delete ${pronoun} with ${content}: ${command ?? ''}`
        : `do not delete ${pronoun}, unless in another cluster: used by ${usedBy}`;
    return `${environment}: ${what} ${own === undefined ? 'stays' : 'stay'} in the cluster; ${ending}`;
  });
}

function uniformLines({ uniform }: Facts): string[] {
  if (uniform.length === 0) return [];
  return [
    `${bounded(uniform).join(', ')}: capacity uniform, pods run on any node without a taint; nodes: {onDemand: …, spot: …} names labels that tell them apart`,
  ];
}

function section(
  title: string,
  names: readonly string[],
  paint: (text: string) => string,
  sign: string,
): string[] {
  return bounded(names).map((name) => paint(`${sign} ${title} ${printable(name)}`));
}

/** The first names, and how many more there are. */
function bounded(names: readonly string[]): string[] {
  const more = names.length - shown;
  return more > 0 ? [...names.slice(0, shown), `${more} more`] : [...names];
}

/** Short enough for a comment on GitHub, which holds 65,536 characters. */
function markdownSummary(all: Facts): string {
  const { changes, out } = all;
  const rows: [string, readonly string[]][] = [
    ['Objects added', changes.added],
    ['Objects removed', changes.removed],
    ['Pods restarted', changes.restarted],
    ['Objects changed', changes.changed],
  ];
  const table = rows.map(([title, names]) => `| ${title} | ${names.length} |`);
  const details = rows.flatMap(([title, names]) =>
    names.length === 0
      ? []
      : [`\n**${title}**\n`, ...bounded(names.map(inlineCode)).map((name) => `- ${name}`)],
  );
  const notes = [...bounded(leftLines(all).map(inlineCode)), ...uniformLines(all)].map((line) => `\n${line}`);
  const head = [`**${out}**: ${figures(all)}\n`, '| Change | Count |', '| --- | --- |'];
  return [...head, ...table, ...details, ...notes].join('\n');
}
