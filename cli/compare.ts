import { Pipeline } from '../app/pipeline';
import { compareObjects } from '../compare/compare';
import { readManifests } from '../compare/read';
import { deviations } from '../compare/rules';
import type { Comparison, Finding, ObjectComparison } from '../compare/types';
import { quote } from '../lib/diagnostics';
import { printable } from '../lib/printable';
import type { Terminal } from './terminal';
import { exitCode, plural, problemsForJson } from './terminal';

export interface CompareOptions {
  readonly platform: string;
  readonly environment: string;
  readonly json: boolean;
}

/** Says whether the rendering of an environment holds everything that existing manifests say. */
export function compare(manifests: readonly string[], options: CompareOptions, to: Terminal): number {
  const wanted = readManifests(manifests);
  const { apps, warnings } = new Pipeline(options.platform).run([options.environment]);
  const rendering = apps.flatMap((app) => app.objects.map(({ object }) => object));
  const comparison = compareObjects(wanted, rendering);
  const asJson = () => JSON.stringify({ ...comparison, problems: problemsForJson(warnings) }, undefined, 2);
  to.out(options.json ? asJson() : textOf(comparison, to.colors.out));
  return comparison.unexplained === 0 ? exitCode.done : exitCode.invalid;
}

type Colors = Terminal['colors']['out'];

function textOf(comparison: Comparison, colors: Colors): string {
  const { objects, addedObjects, total, coverage } = comparison;
  return [
    ...objects.flatMap((entry) => objectLines(entry, colors)),
    ...(addedObjects.length === 0 ? [] : [printable(`only in the rendering: ${addedObjects.join(', ')}`)]),
    ...explanations(objects),
    `${colors.bold(`coverage ${percent(coverage)}`)}: ${total.held} of ${plural(total.fields, 'field')} in ${plural(objects.length, 'object')} held, ` +
      `${total.explained} explained, ${total.missing} missing, ${total.different} different; ${total.added} added`,
  ].join('\n');
}

function objectLines(
  { title, counterpart, counts, coverage, findings }: ObjectComparison,
  colors: Colors,
): string[] {
  const open = findings.filter(({ kind, rule }) => kind !== 'added' && rule === undefined);
  const sign = open.length === 0 ? colors.green('✓') : colors.red('✗');
  const added = findings.filter(({ kind }) => kind === 'added').map(({ path }) => path);
  return [
    `${sign} ${printable(title)}: ${counts.held} of ${counts.fields}, ${percent(coverage)}${counterpart === undefined ? ', not rendered' : ''}`,
    ...open.map((finding) => findingLine(finding, colors)),
    ...(added.length === 0 ? [] : [colors.dim(`    ${printable(`added: ${added.join(', ')}`)}`)]),
  ];
}

function findingLine({ kind, path, expected, isDefault, actual }: Finding, colors: Colors): string {
  const wanted = `${quote(expected)}${isDefault === true ? ' by default' : ''}`;
  const text = kind === 'missing' ? wanted : `${wanted}, rendered ${quote(actual)}`;
  return colors.red(`    ${printable(`${kind} ${path}: ${text}`)}`);
}

function explanations(objects: readonly ObjectComparison[]): string[] {
  const findings = objects.flatMap((entry) => entry.findings);
  return Object.entries(deviations).flatMap(([rule, reason]) => {
    const count = findings.filter((finding) => finding.rule === rule).length;
    return count === 0 ? [] : [`explained by ${rule}: ${plural(count, 'field')}. ${reason}`];
  });
}

/** Never rounds up to 100: that would say that nothing is lost. */
function percent(share: number): string {
  return `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
}
