import type { Location } from '../../lib/diagnostics';
import type { Because } from '../../model/types/because';
import { subjectOf } from '../../model/flows/subject';
import type { Flow, PolicyPort } from '../../model/types/flow';
import type { Network, ServicePolicy } from './types';

/** One arrow of who may talk to whom. */
export interface GraphRow {
  readonly from: string;
  readonly to: string;
  readonly ports: readonly PolicyPort[];
  readonly because: Because;
  /** The line that asks for it. Undefined: it follows from the environment. */
  readonly location?: Location;
}

/** Every arrow once: what two services have between them stands in the policies of both. */
export function graphRows({ policies }: Network): GraphRow[] {
  return [...policies.values()].flatMap((policy) => [
    ...policy.ingress
      .filter((flow) => !isService(flow))
      .map((flow) => row(flow, flow.peer.name, policy.name)),
    ...policy.egress.map((flow) => row(flow, policy.name, flow.peer.name)),
  ]);
}

function isService({ peer }: Flow): boolean {
  return peer.kind === 'pods' && peer.service !== undefined;
}

function row({ ports, because, location }: Flow, from: string, to: string): GraphRow {
  return { from, to, ports, because, ...(location === undefined ? {} : { location }) };
}

/** What stands for each service of the environment. */
export const everyService = 'every service';

/** The same, with one row for what every service has, and for the ranges behind one name. */
export function groupedRows(network: Network): GraphRow[] {
  const services = network.policies.size;
  const rows = new Map<string, { row: GraphRow; from: Set<string> }>();
  for (const entry of graphRows(network)) {
    const shared = entry.location === undefined && network.policies.has(entry.from);
    const subject = shared ? '' : entry.from;
    const key = JSON.stringify([subject, entry.to, entry.ports, withoutSubject(entry.because, entry.from)]);
    const same = rows.get(key) ?? { row: entry, from: new Set<string>() };
    same.from.add(entry.from);
    rows.set(key, same);
  }
  return [...rows.values()].flatMap(({ row: entry, from }) => {
    if (services > 1 && from.size === services) return [{ ...entry, from: everyService }];
    return [...from].map((name) => ({ ...entry, from: name }));
  });
}

/** The same for all services of which it is said. */
function withoutSubject(because: Because, from: string): object {
  return subjectOf(because) === from ? { ...because, from: '', service: '' } : because;
}

/** Services by mode, the modes that some have. */
export function servicesByMode(
  policies: Iterable<ServicePolicy>,
): { readonly mode: string; readonly services: string[] }[] {
  const groups = new Map<string, string[]>();
  for (const { mode, name, hostNetwork } of policies) {
    const key = hostNetwork ? 'not covered, as in the network of their nodes' : mode;
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups].map(([mode, services]) => ({ mode, services }));
}
