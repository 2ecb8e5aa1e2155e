import { z } from 'zod';
import type { AnyConcern } from '../../charts/concern';
import { concern } from '../../charts/concern';
import { decideEnvironment } from '../../app/fold';
import { loadFrom } from '../../app/source';
import type { Connection } from '../../model/types/connection';
import type { Flow } from '../../model/types/flow';
import type { ResolvedService } from '../../model/context';
import { resolveKernel } from '../../model/kernel';
import { layerOf } from '../../model/system-workload';
import { memoryFolder } from '../../spec/source-folder';

const source = loadFrom(
  memoryFolder(
    new Map([
      ['platform.yaml', 'name: shop\nowner: web\nedition: 2026-11\n'],
      ['environments/production.yaml', 'provider: eks\n'],
      ['services/web.yaml', 'image: acme/web:1\nports: {http: 8080}\nconnects: [api]\n'],
      ['services/api.yaml', 'image: acme/api:1\nports: {http: 8080}\nconnects: ["https://a.example"]\n'],
    ]),
  ),
);

function decided(rows: readonly AnyConcern[], asked?: string) {
  const { kernel, problems } = resolveKernel(source, 'production', new Map());
  if (kernel === undefined) throw new Error('nothing is resolved');
  const scope = { ...kernel, problems, decisions: new WeakMap() };
  const before = decideEnvironment(scope, undefined, rows);
  return asked === undefined
    ? before
    : decideEnvironment({ ...scope, asked: new Set([asked]) }, before, rows);
}

const facts = (rows: readonly AnyConcern[], asked?: string): unknown => decided(rows, asked).facts;

/** Runs a workload that is written as `more` says. */
const running = (folder: string, more: object = {}) =>
  concern<string>()({
    id: 'runs',
    folders: [folder],
    fields: { service: { traced: z.boolean() } },
    resolve: () => 'runs',
    workloads: (_, { chain }) => [
      {
        name: 'collector',
        layers: [layerOf(chain, ['telemetry'], { image: 'acme/collector:1', replicas: 1, ...more })],
        causes: [],
      },
    ],
  });

const flowTo = (name: string): Flow => ({
  peer: { kind: 'pods', name },
  ports: [],
  because: { kind: 'platform', what: 'it is there' },
});

function subjectOf(resolved: ResolvedService | undefined) {
  if (resolved?.service === undefined) throw new Error('nothing is resolved');
  return { context: resolved.context, service: resolved.service };
}

const runsWith = (more: object = {}) => running('collector', more);

describe('two passes', () => {
  const seen = (id: string) =>
    concern<readonly string[]>()({
      id,
      resolve: ({ services }) => [...services.keys()],
      conclude: ({ running: all }, first = []) => [first.join(' '), [...all.keys()].join(' ')],
      charts: { service: () => [] },
    });

  it('the first sees services, the second all that runs', () => {
    expect(facts([running('collector'), seen('looks')])).toEqual({
      runs: 'runs',
      looks: ['api web', 'api web collector'],
    });
  });

  it('what the platform runs is a service of the environment that nobody wrote', () => {
    const { environment } = decided([running('collector')]);
    expect([...environment.services.keys()]).toEqual(['api', 'web']);
    expect([...environment.systemServices].map(([name, { isRendered }]) => [name, isRendered])).toEqual([
      ['collector', true],
    ]);
  });

  it('Secrets of what the platform runs are known to all', () => {
    const env = { TOKEN: { secret: 'mail', key: 'token' } };
    expect(decided([runsWith({ env })]).environment.secretRefs.map(({ secret }) => secret)).toEqual(['mail']);
  });

  it('flows are those of all that runs, connections those of its workloads as well', () => {
    const port = { name: 'http', port: 8080, protocol: 'TCP' } as const;
    const calls: Connection = { from: 'collector', to: { kind: 'service', name: 'api', ports: [port] } };
    const row: AnyConcern = {
      ...runsWith(),
      connections: () => [calls],
      flows:
        (_facts, { running: all }) =>
        () => ({ egress: [...all.keys()].map(flowTo) }),
    };
    const sees = concern<unknown>()({
      id: 'sees',
      conclude: ({ contributors, connections, running: all }) => [
        ...contributors.flatMap((contributor) =>
          (contributor(subjectOf(all.get('web'))).egress ?? []).map(({ peer }) => peer.name),
        ),
        ...connections.map(({ from, to }) => `${from} ${to.kind === 'service' ? to.name : ''}`),
      ],
    });
    expect(facts([row, sees])).toMatchObject({
      sees: ['api', 'web', 'collector', 'api ', 'web api', 'collector api'],
    });
  });
});

it('what a concern adds to pods by its facts is what runs', () => {
  const adds = concern<string>()({
    id: 'adds',
    resolve: () => 'front',
    pods: (tier, { context }) => (context.name === 'web' ? { labels: { tier } } : undefined),
    conclude: ({ running: all }) =>
      [...all]
        .map(([name, { service }]) => `${name} ${service?.workloads[0]?.podLabels['tier'] ?? ''}`)
        .join(),
  });
  const { environment, facts: known } = decided([adds]);
  expect(environment.services.get('web')?.workloads[0]?.podLabels).toMatchObject({ tier: 'front' });
  expect(known).toEqual({ adds: 'api ,web front' });
});

describe('an error that a concern finds', () => {
  const judges = (name: string) =>
    concern<undefined>()({
      id: 'judges',
      conclude({ perService }) {
        perService((context) => {
          if (context.name === name) context.report('hook', [], { problem: 'it is wrong' });
        });
        return undefined;
      },
    });

  it('refuses the service, but no service where it is about what the platform runs', () => {
    expect([...decided([runsWith(), judges('web')]).refused]).toEqual(['web']);
    expect([...decided([runsWith(), judges('collector')]).refused]).toEqual([]);
  });
});

it('a concern gets the facts of those that it names', () => {
  const reads = concern<string, { readonly says: string }>()({
    id: 'reads',
    after: ['says'],
    resolve: (_, { says }) => `${says}!`,
  });
  const says = concern<string>()({ id: 'says', resolve: () => 'hello' });
  expect(facts([says, reads])).toEqual({ says: 'hello', reads: 'hello!' });
});

it('flows are in the order of the list, whoever reads whose facts', () => {
  const flowing = (id: string, ...after: string[]): AnyConcern => ({
    id,
    after,
    resolve: () => id,
    flows: () => () => ({ ingress: [{ peer: anybody, ports: [], because: { kind: 'platform', what: id } }] }),
  });
  const anybody = { kind: 'everyone', name: 'anybody' } as const;
  const seen: unknown[] = [];
  const sees: AnyConcern = {
    id: 'sees',
    conclude: ({ contributors, services }) => {
      const web = services.get('web');
      if (web?.service === undefined) return;
      const member = { context: web.context, service: web.service };
      seen.push(...contributors.map((flows) => flows(member).ingress?.[0]?.because));
    },
  };
  decided([flowing('late', 'early'), flowing('early'), sees]);
  expect(seen).toEqual([
    { kind: 'platform', what: 'late' },
    { kind: 'platform', what: 'early' },
  ]);
});

it('facts that a concern did not ask for stop the program', () => {
  const reads = concern<string, { readonly says: string }>()({ id: 'reads', resolve: (_, { says }) => says });
  const says = concern<string>()({ id: 'says', resolve: () => 'hello' });
  expect(() => facts([says, reads])).toThrow('the concern reads reads says, but its after does not list it');
});

it('facts of the second pass are not there in the first', () => {
  const late = concern<string>()({ id: 'late', conclude: () => 'hello' });
  const reads = concern<string, { readonly late: string }>()({
    id: 'reads',
    after: ['late'],
    resolve: (_, { late: word }) => word,
  });
  expect(() => facts([late, reads])).toThrow(
    'the concern reads reads late in the first pass, which is decided in the second',
  );
});

it.each([
  ['flows', { flows: () => () => ({}) }],
  ['pods', { pods: () => undefined }],
  ['workloads', { workloads: () => [] }],
  ['connections', { connections: () => [] }],
  ['requires', { requires: () => [] }],
])('%s without facts of the first pass stop the program', (part, row) => {
  expect(() => facts([{ id: 'late', conclude: () => '', ...row }])).toThrow(
    `the concern late has ${part}, so it needs resolve`,
  );
});

it('a workload in a folder that is not its concern’s stops the program', () => {
  expect(() => facts([running('other')])).toThrow('collector is none of the folders of the concern runs');
});

it('a workload that would lead to a further one stops the program', () => {
  expect(() => facts([running('collector', { traced: true })])).toThrow(
    'collector writes traced, by which the concern runs would run a further workload',
  );
});

it('Secrets and namespaces that concerns need are known to all', () => {
  const secret = { kind: 'Secret', namespace: 'shop', secret: 'token', optional: false } as const;
  const needs = concern<undefined>()({ id: 'needs', resolve: () => undefined, requires: () => [secret] });
  expect(decided([needs]).environment.secretRefs).toEqual([secret]);
});

describe('what is asked for again', () => {
  const counted = (part: object) => {
    let runs = 0;
    const row: AnyConcern = { id: 'counts', resolve: () => ++runs, ...part };
    return facts([row], 'web');
  };

  it('is decided by concerns of services, and by nobody else', () => {
    expect(counted({ charts: { service: () => [] } })).toEqual({ counts: 2 });
    expect(counted({ flows: () => () => ({}) })).toEqual({ counts: 2 });
    expect(counted({ pods: () => undefined })).toEqual({ counts: 2 });
    expect(counted({ workloads: () => [] })).toEqual({ counts: 2 });
    expect(counted({ charts: { platform: () => [] } })).toEqual({ counts: 1 });
  });

  it('reads of the others what they decided before', () => {
    const says: AnyConcern = { id: 'says', resolve: () => 'hello' };
    const reads = concern<string, { readonly says: string }>()({
      id: 'reads',
      after: ['says'],
      conclude: (_whole, _facts, others) => `${others.says}!`,
      charts: { service: () => [] },
    });
    expect(facts([says, reads], 'web')).toEqual({ says: 'hello', reads: 'hello!' });
  });

  it('reads of those that decide again what they decided now', () => {
    let runs = 0;
    const charts = { service: () => [] };
    const counts: AnyConcern = { id: 'counts', resolve: () => ++runs, charts };
    const reads = concern<number, { readonly counts: number }>()({
      id: 'reads',
      after: ['counts'],
      resolve: (_, others) => others.counts,
      charts,
    });
    expect(facts([counts, reads], 'web')).toEqual({ counts: 2, reads: 2 });
  });

  it('has the connections of the service and of its callers', () => {
    const row: AnyConcern = {
      id: 'sees',
      conclude: ({ connections }) => connections.map(({ from }) => from),
      charts: { service: () => [] },
    };
    expect(facts([row], 'api')).toEqual({ sees: ['api', 'web'] });
    expect(facts([row], 'web')).toEqual({ sees: ['web'] });
    expect(decided([row], 'web').environment.connections).toHaveLength(2);
  });

  it('is decided of what the platform runs, too', () => {
    const row: AnyConcern = {
      id: 'sees',
      conclude: ({ perService }) => [...perService(({ name }) => name).keys()],
      charts: { service: () => [] },
    };
    expect(facts([runsWith(), row], 'web')).toMatchObject({ sees: ['web', 'collector'] });
  });
});
