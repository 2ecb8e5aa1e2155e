import fc from 'fast-check';
import { SpecError } from '../../../lib/diagnostics';
import type { Json } from '../../../lib/json';
import { removePlatforms, renderWeb } from '../../support/platform';

const seed = Number(process.env['SEED'] ?? 20261127);

afterEach(removePlatforms);

/** Everything that says how many pods there are. */
interface Scale {
  readonly replicas: string;
  readonly onDemand: number;
}

const number = fc.integer({ min: 1, max: 40 });
const replicas = fc.oneof(
  number.map(String),
  fc
    .record({ min: number, more: number, cpu: fc.integer({ min: 20, max: 75 }), handover: fc.boolean() })
    .map(
      ({ min, more, cpu, handover }) =>
        `{min: ${min}, max: ${min + more}, cpu: ${cpu}${handover ? `, handover: ${min + 1}` : ''}}`,
    ),
);
const scale: fc.Arbitrary<Scale> = fc.record({ replicas, onDemand: number });

const providers = [
  'provider: eks\nnodes: karpenter\nzones: [sa-east-1a, sa-east-1b, sa-east-1c]\n',
  'provider: gke\n',
  'provider: aks\nzones: [brazilsouth-1]\n',
  'provider: kubernetes\nnetworkPolicy: off\n',
];
const kinds = [
  'capacity: onDemand\n',
  'capacity: spot\n',
  'capacity: uniform\n',
  'split',
  'workload: StatefulSet\nvolumes: {data: {claim: {storage: 1Gi, storageClassName: fast}, mountPath: /data}}\npodSecurityContext: {fsGroup: 1000}\n',
  'availability: {zoneSpread: none}\n',
  'availability: {evictAfter: 60, priority: critical}\n',
];

/** The pod template of each workload of a service, as text. Undefined where the service is refused. */
function templates(provider: string, kind: string, { replicas: count, onDemand }: Scale) {
  const own = kind === 'split' ? `capacity: {onDemand: ${onDemand}}\n` : kind;
  const service = `image: ghcr.io/acme/web:1\nports: {http: 8080}\nresources: {requests: {cpu: 100m, memory: 64Mi}}\nreplicas: ${count}\n${own}`;
  try {
    const apps = renderWeb(service, { 'environments/production.yaml': provider });
    const objects = apps.flatMap((app) => app.objects.map(({ object }) => object));
    return new Map(
      objects
        .filter(({ kind: of }) => of === 'Deployment' || of === 'StatefulSet')
        .map(({ metadata, spec }) => [
          metadata.name,
          JSON.stringify((spec as Readonly<Record<string, Json>>)['template']),
        ]),
    );
  } catch (error) {
    if (error instanceof SpecError) return undefined;
    throw error;
  } finally {
    removePlatforms();
  }
}

it(`no change of min, max, replicas or onDemand changes a pod template (SEED=${seed})`, () => {
  let compared = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...providers),
      fc.constantFrom(...kinds),
      scale,
      scale,
      (provider, kind, one, other) => {
        const [before, after] = [templates(provider, kind, one), templates(provider, kind, other)];
        if (before === undefined || after === undefined) return;
        compared++;
        expect(after).toEqual(before);
      },
    ),
    { seed, numRuns: 250 },
  );
  expect(compared).toBeGreaterThan(100);
});

it('from one replica to two is no exception', () => {
  for (const provider of providers) {
    const [one, two] = ['1', '2'].map((count) =>
      templates(provider, 'availability: {}\n', { replicas: count, onDemand: 1 }),
    );
    expect(one?.get('web')).toBeDefined();
    expect(two).toEqual(one);
  }
});

it('the on-demand workload of a split service has the template of the unsplit one', () => {
  const [provider = ''] = providers;
  const whole = templates(provider, 'capacity: onDemand\n', { replicas: '6', onDemand: 1 });
  const split = templates(provider, 'split', { replicas: '6', onDemand: 2 });
  expect([...(split?.keys() ?? [])]).toEqual(['web', 'web-spot']);
  expect(split?.get('web')).toBe(whole?.get('web'));
});
