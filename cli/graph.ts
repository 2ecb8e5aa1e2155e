import { Pipeline } from '../app/pipeline';
import { closings } from '../charts/network/would-close';
import type { GraphRow } from '../charts/network/graph-rows';
import { everyService, graphRows, groupedRows, servicesByMode } from '../charts/network/graph-rows';
import { numbersOf } from '../model/flows/ports';
import type { PolicyPort } from '../model/types/flow';
import type { Environment } from '../model/types/environment';
import type { Network } from '../charts/network';
import { printable } from '../lib/printable';
import { positionText } from '../lib/diagnostics';
import { becauseText } from './reasons';
import type { Terminal } from './terminal';
import { exitCode, plural, problemsForJson, table } from './terminal';

export const graphFormats = ['table', 'mermaid', 'dot', 'json'] as const;

export interface GraphOptions {
  readonly platform: string;
  readonly environment: readonly string[];
  readonly format: (typeof graphFormats)[number];
  readonly wouldClose: boolean;
}

interface Networked extends Pick<Environment, 'name' | 'manifests'> {
  readonly network: Network;
}

/** Says who may talk to whom, on which port, and which line asks for it. */
export function graph({ platform, environment, format, wouldClose }: GraphOptions, to: Terminal): number {
  const { resolutions, warnings } = new Pipeline(platform).run(environment);
  const environments = resolutions.map(
    ({ environment: { name, manifests }, facts: { network } }): Networked => ({
      name,
      manifests,
      network,
    }),
  );
  if (format === 'json') {
    const graphs = environments.map((entry) => jsonOf(entry, wouldClose));
    to.out(JSON.stringify({ environments: graphs, problems: problemsForJson(warnings) }, undefined, 2));
    return exitCode.done;
  }
  const text = { table: tableOf, mermaid: mermaidOf, dot: dotOf }[format];
  for (const entry of environments) {
    to.out(wouldClose ? closingsText(entry) : text(entry, to));
  }
  return exitCode.done;
}

/** `8080`, `53/UDP`; nothing for every port. */
export function portsText(ports: readonly PolicyPort[]): string {
  const text = (port: PolicyPort) =>
    port.protocol === 'TCP' ? numbersOf(port) : `${numbersOf(port)}/${port.protocol}`;
  return ports.map(text).join(', ') || 'any';
}

function jsonOf({ name, network }: Networked, wouldClose: boolean): object {
  const { mode, engine, policies, denied } = network;
  const services = [...policies.values()].map((policy) => ({ name: policy.name, mode: policy.mode }));
  return {
    environment: name,
    mode,
    ...(engine === undefined ? {} : { engine: engine.id, notes: engine.notes }),
    defaultDeny: denied.map((namespace) => namespace.name),
    services,
    ...(wouldClose
      ? { wouldClose: [...closings(policies)] }
      : { connections: graphRows(network).map(rowForJson) }),
  };
}

function rowForJson({ from, to, ports, because, location }: GraphRow): object {
  return { from, to, ports, reason: becauseText(because), ...(location === undefined ? {} : { location }) };
}

function tableOf(environment: Networked, { colors }: Terminal): string {
  const { network, name, manifests } = environment;
  const more = manifests
    .filter(({ object }) => object.kind === 'NetworkPolicy')
    .map(({ object }) => object.metadata.name);
  const { engine, policies } = network;
  const rows = groupedRows(network).map(({ from, to, ports, because, location }) => [
    from,
    to,
    portsText(ports),
    becauseText(because),
    location === undefined ? '' : positionText(location),
  ]);
  const modes = servicesByMode(policies.values()).map(
    ({ mode, services }) =>
      `${mode}: ${services.length === policies.size ? 'every service' : services.join(', ')}`,
  );
  return [
    colors.out.bold(`# ${name}`),
    '',
    ...modes.map((line) => printable(line)),
    ...(engine === undefined ? [] : [`by ${engine.title}`, ...engine.notes]),
    ...(more.length === 0
      ? []
      : [printable(`beside these, policies of manifests/ apply: ${more.join(', ')}`)]),
    '',
    table([['from', 'to', 'ports', 'why', 'line'], ...rows]),
    '',
  ].join('\n');
}

function closingsText({ name, network }: Networked): string {
  const rows = [...closings(network.policies)].map(({ from, to, port }) => [
    from,
    to,
    port === undefined ? 'any' : portsText([port]),
  ]);
  const head = `# ${name}: ${plural(rows.length, 'connection')} open now that enforce would close`;
  return rows.length === 0
    ? `${head}\n`
    : [head, '', table([['from', 'to', 'port'], ...rows]), ''].join('\n');
}

/** Without what every service has, which would hide the rest. */
function arrows({ network }: Networked): GraphRow[] {
  const seen = new Set<string>();
  return groupedRows(network).filter(({ from, to, ports }) => {
    const key = `${from} ${to} ${portsText(ports)}`;
    if (from === everyService || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function mermaidOf(environment: Networked): string {
  const ids = new Map<string, string>();
  const node = (name: string) => {
    const known = ids.get(name);
    if (known !== undefined) return known;
    const id = `n${ids.size}`;
    ids.set(name, id);
    return `${id}["${printable(name).replaceAll('"', '#quot;')}"]`;
  };
  const lines = arrows(environment).map(
    ({ from, to, ports }) => `  ${node(from)} -->|${portsText(ports)}| ${node(to)}`,
  );
  return ['flowchart LR', `  %% ${environment.name}`, ...lines].join('\n');
}

function dotOf(environment: Networked): string {
  const lines = arrows(environment).map(
    ({ from, to, ports }) =>
      `  ${JSON.stringify(from)} -> ${JSON.stringify(to)} [label="${portsText(ports)}"];`,
  );
  return [`digraph ${JSON.stringify(environment.name)} {`, '  rankdir=LR;', ...lines, '}'].join('\n');
}
