import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { outputFiles } from '../app/output';
import type { Rendering } from '../app/pipeline';
import { parseCidr } from '../lib/cidr';
import type { Peer, PolicyPort } from '../model/types/flow';
import type { ServicePolicy } from '../charts/network/types';
import type { Resolution } from '../app/resolve';
import type { Network } from '../charts/network';
import type { Environment } from '../model/types/environment';
import type { Verdict } from './judging';
import { ask, main } from './judging';

/**
 * Asks np-guard's `nca`, taken from PATH, which connections the rendered policies of platforms allow, and compares its answer
 * with the graph, pair by pair and port by port: `second-opinion.ts PLATFORM...`. What nca does not decide is left out: pods
 * of one workload among each other, IPv6, and policies of an engine's own.
 */
type Pairs = Map<string, Set<string>>;

/** Each port of a range by itself, as nca lists them; without ports a flow has all of them. */
function portTexts(ports: readonly PolicyPort[]): string[] {
  if (ports.length === 0) return ['all'];
  return ports.flatMap(({ port, endPort = port, protocol }) =>
    Array.from({ length: endPort - port + 1 }, (_, index) => `${port + index}/${protocol}`),
  );
}

function add(pairs: Pairs, from: string, to: string, ports: readonly string[]): void {
  const key = `${from} -> ${to}`;
  pairs.set(key, new Set([...(pairs.get(key) ?? []), ...ports]));
}

/** What nca is asked about: an environment as its files lie in `dist/`. */
function answerOf(rendering: Rendering, { name }: Environment): string {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-nca-'));
  try {
    for (const [path, text] of outputFiles(rendering.apps.filter((app) => app.environment === name))) {
      if (path.endsWith('kustomization.yaml')) continue;
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const out = join(folder, 'answer.txt');
    const options = ['--connectivity', '-r', join(folder, name), '-o', 'txt_no_fw_rules', '-f', out];
    ask('nca', options, 'pip install network-config-analyzer');
    return readFileSync(out, 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The end of a line of nca: a workload, an address, or a range of addresses. */
type End = { readonly workload: string } | { readonly first: bigint; readonly last: bigint };

interface Line {
  readonly from: End;
  readonly to: End;
  readonly ports: readonly string[] | 'all';
}

function linesOf(answer: string): Line[] {
  return answer
    .split('\n')
    .filter((line) => line.includes(' => '))
    .flatMap((line) => {
      const [ends = '', text = ''] = line.split(' : ');
      const [sources = '', targets = ''] = ends.split(' => ');
      const ports = portsOf(text);
      return endsOf(sources).flatMap((from) => endsOf(targets).map((to) => ({ from, to, ports })));
    });
}

/** A workload, or ranges one after the other; those of IPv6 are left out. */
function endsOf(text: string): End[] {
  const workload = /^(\S+\/[^[]+)\[\w+\]$/.exec(text)?.[1];
  if (workload !== undefined) return [{ workload }];
  return text
    .split(',')
    .map((range) => range.trim())
    .filter((range) => !range.includes(':'))
    .map((range) => {
      const [first = '', last = first] = range.split('-');
      return { first: addressOf(first), last: addressOf(last) };
    });
}

function addressOf(text: string): bigint {
  const parsed = parseCidr(`${text}/32`);
  if (parsed === undefined) throw new Error(`nca says something that is not understood: ${text}`);
  return parsed.address;
}

/** `{protocols:TCP, UDP,dst_ports:53}`, several of them, or everything. */
function portsOf(text: string): readonly string[] | 'all' {
  if (text.startsWith('All connections')) return 'all';
  const groups = [...text.matchAll(/\{protocols:([A-Z, ]+?),dst_ports:([^}]+)\}/g)];
  if (groups.length === 0) throw new Error(`nca says something that is not understood: ${text}`);
  return groups.flatMap(([, protocols = '', ports = '']) => {
    const numbers = ports.split(',').flatMap(numbersOf);
    return protocols.split(',').flatMap((protocol) => numbers.map((port) => `${port}/${protocol.trim()}`));
  });
}

/** `80`, or `80-81`. */
function numbersOf(text: string): number[] {
  const [first = 0, last = first] = text.split('-').map(Number);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

const controllers = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'Job']);

/** Namespace and name of the controllers of each service: the name of a Job has a hash. */
function workloadsByService(rendering: Rendering, { name, services }: Environment): Map<string, string[]> {
  const own = rendering.apps.filter(({ environment, app }) => environment === name && services.has(app));
  return new Map(
    own.map(({ app, objects }) => [
      app,
      objects.flatMap(({ object: { kind, metadata } }) =>
        controllers.has(kind) ? [`${metadata.namespace ?? ''}/${metadata.name}`] : [],
      ),
    ]),
  );
}

/** Pairs of workloads of services, and of workloads and addresses at the edges of every range. */
function compare(
  network: Network,
  workloads: ReadonlyMap<string, readonly string[]>,
  answer: string,
): { pairs: number; problems: string[] } {
  const covered = [...network.policies.values()].filter(({ mode }) => mode === 'enforce');
  const own = new Set(covered.flatMap(({ name }) => workloads.get(name) ?? []));
  const probes = new Map(
    covered
      .flatMap(({ ingress, egress }) => [...ingress, ...egress].flatMap(({ peer }) => edgesOf(peer)))
      .map((edge) => [String(edge), edge]),
  );
  const [wanted, said]: [Pairs, Pairs] = [new Map(), new Map()];
  for (const policy of covered) {
    addBetween(wanted, policy, workloads);
    for (const workload of workloads.get(policy.name) ?? []) {
      for (const address of probes.values()) addOutside(wanted, policy, workload, address);
    }
  }
  for (const line of linesOf(answer)) addSaid(said, line, own, [...probes.values()]);
  return {
    pairs: own.size * (own.size - 1) + 2 * own.size * probes.size,
    problems: differences(wanted, said),
  };
}

function addBetween(
  wanted: Pairs,
  { name, egress }: ServicePolicy,
  workloads: ReadonlyMap<string, readonly string[]>,
): void {
  for (const { peer, ports } of egress) {
    if (peer.kind !== 'pods' || peer.service === undefined) continue;
    for (const from of workloads.get(name) ?? []) {
      for (const to of workloads.get(peer.service) ?? []) {
        if (from !== to) add(wanted, from, to, portTexts(ports));
      }
    }
  }
}

function addOutside(
  wanted: Pairs,
  { ingress, egress }: ServicePolicy,
  workload: string,
  address: bigint,
): void {
  for (const { peer, ports } of ingress) {
    if (holds(peer, address)) add(wanted, `address ${address}`, workload, portTexts(ports));
  }
  for (const { peer, ports } of egress) {
    if (holds(peer, address)) add(wanted, workload, `address ${address}`, portTexts(ports));
  }
}

/** A line of nca, as far as it is about workloads of services, and addresses that are looked at. */
function addSaid(
  said: Pairs,
  { from, to, ports }: Line,
  own: ReadonlySet<string>,
  probes: readonly bigint[],
): void {
  const names = (end: End): string[] => {
    if ('workload' in end) return own.has(end.workload) ? [end.workload] : [];
    return probes
      .filter((address) => end.first <= address && address <= end.last)
      .map((address) => `address ${address}`);
  };
  if (!('workload' in from) && !('workload' in to)) return;
  for (const source of names(from)) {
    for (const target of names(to))
      if (source !== target) add(said, source, target, ports === 'all' ? ['all'] : ports);
  }
}

function differences(wanted: Pairs, said: Pairs): string[] {
  return [...new Set([...wanted.keys(), ...said.keys()])].flatMap((pair) => {
    const [ours, theirs] = [wanted, said].map((pairs) => [...(pairs.get(pair) ?? [])].sort().join(' '));
    return ours === theirs
      ? []
      : [`${pair}: the graph says ${ours || 'nothing'}, nca ${theirs || 'nothing'}`];
  });
}

/** Addresses right inside and right outside of a range and of its exceptions. */
function edgesOf(peer: Peer): bigint[] {
  if (peer.kind !== 'range') return [];
  return [peer.cidr, ...peer.except].flatMap((cidr) => {
    const range = parseCidr(cidr);
    if (range?.family !== 4) return [];
    const last = range.address + (1n << BigInt(32 - range.prefix)) - 1n;
    return [range.address - 1n, range.address, last, last + 1n].filter(
      (edge) => edge >= 0n && edge < 1n << 32n,
    );
  });
}

function holds(peer: Peer, address: bigint): boolean {
  if (peer.kind === 'everyone') return true;
  if (peer.kind !== 'range') return false;
  const inside = (cidr: string) => {
    const range = parseCidr(cidr);
    if (range?.family !== 4) return false;
    const bits = BigInt(32 - range.prefix);
    return address >> bits === range.address >> bits;
  };
  return inside(peer.cidr) && !peer.except.some(inside);
}

function judge(rendering: Rendering, { environment, facts: { network } }: Resolution): Verdict | undefined {
  if (![...network.policies.values()].some(({ mode }) => mode === 'enforce')) return undefined;
  const workloads = workloadsByService(rendering, environment);
  const { pairs, problems } = compare(network, workloads, answerOf(rendering, environment));
  return { summary: `${pairs} pairs, ${problems.length} on which nca differs`, problems };
}

main(judge);
