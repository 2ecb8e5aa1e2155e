import fc from 'fast-check';
import type { PodPort } from './objects';

/** What a service of a random platform is, as plain data: its YAML and what it asks for are both made of this. */
export interface RandomPort extends PodPort {
  readonly name: string;
  readonly servicePort?: number;
}

export interface RandomService {
  readonly name: string;
  readonly namespace: string;
  /** None for a CronJob, which only calls. */
  readonly ports: readonly RandomPort[];
  /** The main port, and whether the service says so itself. */
  readonly main?: { readonly port: RandomPort; readonly written: boolean };
  readonly mode?: 'off' | 'observe' | 'enforce';
  /** A floor of on-demand replicas: two workloads. */
  readonly floor: boolean;
  /** The pods have a label that some `accepts` are about. */
  readonly isNginx: boolean;
  /** By name of the service that is called. */
  readonly calls: ReadonlyMap<string, Call>;
  readonly asList: boolean;
  readonly data: readonly (keyof typeof dataServices)[];
  readonly ranges: readonly (keyof typeof ranges)[];
  readonly accepts: readonly Accept[];
}

export interface Call {
  readonly main: boolean;
  readonly ports: readonly { readonly port: RandomPort; readonly byNumber: boolean }[];
}

/** Who may call from outside the platform; without ports on the main port. */
export interface Accept {
  readonly who: (typeof callers)[number];
  readonly ports: readonly { readonly port: RandomPort; readonly byNumber: boolean }[];
}

export interface RandomPlatform {
  readonly services: readonly RandomService[];
  /** Namespaces that belong to others too. */
  readonly shared: readonly string[];
  /** Namespaces of ours with the label that a namespaceSelector asks for. */
  readonly labelled: readonly string[];
}

export const namespaces = ['shop', 'pay', 'data'] as const;

export const dataServices = {
  postgres: { port: 5432, cidr: '10.20.0.0/24' },
  redis: { port: 6379, cidr: '10.21.0.0/24' },
} as const;

/** Ranges that `connects` names, with the port. */
export const ranges = { '198.51.100.0/24': 443, '2001:db8:5::/48': 8443 } as const;

const nginx = { matchLabels: { app: 'nginx' } };
const operators = { matchLabels: { team: 'operators' } };

/** The forms of `accepts`, without ports. */
export const callers = [
  { podSelector: nginx },
  { namespace: 'ingress-nginx', podSelector: nginx },
  { namespace: 'ingress-nginx' },
  { namespace: 'pay', podSelector: nginx },
  { namespaceSelector: operators, podSelector: nginx },
  { namespaceSelector: operators },
  { cidrs: ['203.0.113.0/24'] },
  { cidrs: ['203.0.113.0/24', '2001:db8:1::/48'] },
] as const;

const somePort = fc.record({
  name: fc.constantFrom('http', 'grpc', 'admin', 'metrics', 'dns', 'feed'),
  port: fc.constantFrom(53, 80, 8080, 9090),
  protocol: fc.constantFrom('TCP' as const, 'TCP' as const, 'TCP' as const, 'UDP' as const),
  differs: fc.boolean(),
});

/** What a service is before the others are known: numbers stand for some of those. */
const shape = fc.record({
  namespace: fc.constantFrom(...namespaces, 'shop'),
  isCronJob: fc.nat(7).map((number) => number === 0),
  ports: fc.uniqueArray(somePort, { minLength: 1, maxLength: 3, selector: ({ name }) => name }),
  mode: fc.constantFrom(undefined, undefined, undefined, undefined, undefined, 'enforce', 'observe', 'off'),
  floor: fc.nat(4).map((number) => number === 0),
  isNginx: fc.nat(4).map((number) => number === 0),
  saysMain: fc.boolean(),
  calls: fc.array(
    fc.record({
      to: fc.nat(),
      main: fc.boolean(),
      ports: fc.array(fc.nat(), { maxLength: 2 }),
      byNumber: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  asList: fc.boolean(),
  data: fc.subarray(Object.keys(dataServices) as (keyof typeof dataServices)[]),
  ranges: fc.subarray(Object.keys(ranges) as (keyof typeof ranges)[]),
  accepts: fc.array(
    fc.record({
      who: fc.constantFrom(...callers),
      ports: fc.array(fc.nat(), { maxLength: 2 }),
      byNumber: fc.boolean(),
    }),
    { maxLength: 2 },
  ),
});

type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never;

export const platforms: fc.Arbitrary<RandomPlatform> = fc
  .record({
    shapes: fc.array(shape, { minLength: 2, maxLength: 8 }),
    shared: fc.subarray(['pay', 'data']),
    labelled: fc.subarray([...namespaces]),
  })
  .map(({ shapes, shared, labelled }) => {
    const ports = shapes.map(portsOf);
    const services = shapes.map((one, index) => serviceOf(one, index, ports));
    const used = new Set(services.map(({ namespace }) => namespace));
    return {
      services,
      shared: shared.filter((name) => used.has(name)),
      // The Namespace of others is not rendered, so that its labels are theirs.
      labelled: labelled.filter((name) => used.has(name) && !shared.includes(name)),
    };
  });

/** Ports that no number and protocol has twice, and never `metrics` alone: it would be the main port. */
function portsOf({ ports, isCronJob }: Shape): RandomPort[] {
  if (isCronJob) return [];
  const seen = new Set<string>();
  const own = ports.flatMap(({ name, port, protocol: drawn, differs }, index): RandomPort[] => {
    const protocol = name === 'metrics' ? 'TCP' : drawn;
    const key = `${port}/${protocol}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ name, port, protocol, ...(differs ? { servicePort: 1000 + index } : {}) }];
  });
  const [only] = own;
  return only !== undefined && own.length === 1
    ? [{ ...only, name: only.name === 'metrics' ? 'http' : only.name }]
    : own;
}

function mainOf(ports: readonly RandomPort[], saysMain: boolean): RandomService['main'] {
  const [first, ...more] = ports.filter(({ name }) => name !== 'metrics');
  if (first === undefined) return undefined;
  const derived =
    ports.find(({ name }) => name === 'http') ??
    ports.find(({ name }) => name === 'grpc') ??
    (ports.length === 1 ? first : undefined);
  if (derived !== undefined && !saysMain) return { port: derived, written: false };
  return { port: more.at(-1) ?? first, written: true };
}

/** Some ports of a service, by number only where that says which. */
function chosen(ports: readonly RandomPort[], numbers: readonly number[], byNumber: boolean): Call['ports'] {
  const positions = [...new Set(numbers.map((number) => number % ports.length))];
  return positions.flatMap((position) => {
    const port = ports[position];
    if (port === undefined) return [];
    const isUnique = ports.filter((other) => other.port === port.port).length === 1;
    return [{ port, byNumber: byNumber && isUnique }];
  });
}

function serviceOf(one: Shape, index: number, all: readonly (readonly RandomPort[])[]): RandomService {
  const ports = all[index] ?? [];
  const main = mainOf(ports, one.saysMain);
  const calls = new Map<string, Call>();
  for (const { to, main: wanted, ports: numbers, byNumber } of one.calls) {
    const target = to % all.length;
    const theirs = all[target] ?? [];
    const some = theirs.length === 0 ? [] : chosen(theirs, numbers, byNumber);
    if (theirs.length > 0) calls.set(nameAt(target), { main: wanted || some.length === 0, ports: some });
  }
  return {
    name: nameAt(index),
    namespace: one.namespace,
    ports,
    ...(main === undefined ? {} : { main }),
    ...(one.mode === undefined ? {} : { mode: one.mode }),
    floor: one.floor && !one.isCronJob,
    isNginx: one.isNginx,
    calls,
    asList: one.asList,
    data: one.data,
    // A range needs its ports, which the short form has no place for.
    ranges: one.asList ? [] : one.ranges,
    accepts:
      ports.length === 0
        ? []
        : one.accepts.map(({ who, ports: numbers, byNumber }) => ({
            who,
            ports: chosen(ports, numbers, byNumber),
          })),
  };
}

function nameAt(index: number): string {
  return ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta'][index] ?? `number-${index}`;
}
