import type { CausedValue } from '../app/causes';
import { causedValues } from '../app/causes';
import { Pipeline } from '../app/pipeline';
import { didYouMean } from '../lib/nearest';
import type { Diagnostic } from '../lib/diagnostics';
import { SpecError, positionText } from '../lib/diagnostics';
import { printable } from '../lib/printable';
import type { Connection } from '../model/types/connection';
import { inlineYaml } from '../spec/describe-fields';
import { explainField } from './explain-field';
import { planText } from './plan';
import type { Terminal } from './terminal';
import { exitCode, problemsForJson } from './terminal';

type Colors = Terminal['colors']['out'];

export interface ExplainOptions {
  readonly platform: string;
  readonly environment: readonly string[];
  readonly json: boolean;
}

/** Explains `service/NAME`, or a field. */
export function explain(what: string, options: ExplainOptions, to: Terminal): number {
  const prefix = 'service/';
  if (what.startsWith(prefix)) explainService(what.slice(prefix.length), options, to);
  else explainField(what, options.json, to);
  return exitCode.done;
}

/** Explains what is rendered for a service and, value by value, which lines of the spec caused it. */
function explainService(name: string, { platform, environment, json }: ExplainOptions, to: Terminal): void {
  const { resolutions, source, warnings } = new Pipeline(platform).run(environment);
  if (!source.services.has(name)) throw new SpecError([unknownService(name, [...source.services.keys()])]);
  const explained = resolutions.map((resolution) => ({
    environment: resolution.environment.name,
    service: resolution.environment.services.get(name),
    facts: resolution.facts,
    values: causedValues(source, resolution, name),
    connections: resolution.environment.connections.filter(({ from }) => from === name),
  }));
  if (json) {
    const environments = explained.map(({ service, facts: _facts, ...rest }) => ({
      ...rest,
      capacity: service?.plan,
    }));
    to.out(JSON.stringify({ service: name, environments, problems: problemsForJson(warnings) }));
    return;
  }
  for (const { environment: title, service, facts, values, connections } of explained) {
    if (service !== undefined) to.out(`${to.colors.out.bold(`# ${title}`)}\n\n${planText(service, facts)}\n`);
    to.out(serviceText(values, to.colors.out));
    if (connections.length > 0)
      to.out(`${printable(`connects to ${connections.map(targetText).join(', ')}`)}\n`);
  }
}

function unknownService(name: string, known: readonly string[]): Diagnostic {
  const hint = didYouMean(name, known);
  const shown = known.slice(0, 20).join(', ');
  return {
    code: 'unknown-service',
    path: `service/${name}`,
    problem: 'no such service',
    expected:
      known.length > 20 ? `${shown} or one of ${known.length - 20} more` : shown || 'a file in services/',
    ...(hint === undefined ? {} : { fix: hint }),
  };
}

function serviceText(values: readonly CausedValue[], colors: Colors): string {
  const objects = new Map<string, CausedValue[]>();
  for (const entry of values) objects.set(entry.object, [...(objects.get(entry.object) ?? []), entry]);
  const texts = [...objects].map(([object, own]) => objectText(object, own, colors));
  return texts.join('\n\n') + '\n';
}

/** A line that caused every value caused the object: it is said once. */
function objectText(object: string, values: readonly CausedValue[], colors: Colors): string {
  const placesOf = (entry: CausedValue) => entry.causes.map(positionText);
  const [first, ...others] = values.map((entry) => new Set(placesOf(entry)));
  const common = [...(first ?? [])].filter((place) => others.every((places) => places.has(place)));
  const why = (places: readonly string[]) => colors.dim(`# ${[...new Set(places)].join(', ') || 'default'}`);
  const lines = values.map((entry) => {
    const places = placesOf(entry).filter((place) => !common.includes(place));
    return `  ${printable(`${entry.path}: ${inlineYaml(entry.value)}`)}  ${why(places)}`;
  });
  return [colors.bold(printable(object)) + (common.length === 0 ? '' : `  ${why(common)}`), ...lines].join(
    '\n',
  );
}

function targetText({ to }: Connection): string {
  switch (to.kind) {
    case 'service':
      return `${to.name} (${to.ports.map(({ name }) => name).join(', ')})`;
    case 'kube-apiserver':
      return to.kind;
    case 'data-service':
      return to.name;
    case 'url':
      return `${to.host}:${to.port}`;
    case 'cidr':
      return to.cidr;
  }
}
