import type { JsonObject } from '../../lib/json';
import { nodeWarnings } from '../../output/node-changes';

const pool = (spec: JsonObject, metadata: JsonObject = {}, more: JsonObject = {}) => ({
  environment: 'production',
  object: {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name: 'shop-general' },
    spec: { template: { metadata, spec }, disruption: { budgets: [{ nodes: '10%' }] }, ...more },
  },
});
const old = {
  expireAfter: '720h',
  requirements: [{ key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] }],
};
const texts = (before: ReturnType<typeof pool>[], after: ReturnType<typeof pool>[]) =>
  nodeWarnings(before, after).map(({ code, path, problem, got }) => [code, path, problem, got]);

describe('a NodePool that was there', () => {
  it('replaces all its nodes when it gets a terminationGracePeriod', () => {
    expect(texts([pool(old)], [pool({ ...old, terminationGracePeriod: '24h' })])).toEqual([
      [
        'node-roll',
        'production: NodePool shop-general',
        'Karpenter replaces all nodes of the pool, 10% at a time, because its template changes',
        'terminationGracePeriod: 24h where nothing was',
      ],
    ]);
  });

  it.each([
    [
      'labels',
      pool(old),
      pool(old, { labels: { tier: 'batch' } }),
      'labels: {"tier":"batch"} where nothing was',
    ],
    ['its life', pool(old), pool({ ...old, expireAfter: '336h' }), 'expireAfter: 336h where 720h was'],
  ])('so it does for %s', (_title, before, after, got) => {
    expect(texts([before], [after]).map((text) => text[3])).toEqual([got]);
  });

  it.each([
    ['requirements', pool(old), pool({ ...old, requirements: [] })],
    ['limits', pool(old), pool(old, {}, { limits: { cpu: '64' } })],
    ['nothing', pool(old), pool(old)],
  ])('keeps them when %s changes', (_title, before, after) => {
    expect(texts([before], [after])).toEqual([]);
  });
});

it('a new NodePool, and one of another environment, replace nothing', () => {
  const next = pool({ ...old, terminationGracePeriod: '24h' });
  expect(texts([], [next])).toEqual([]);
  expect(texts([{ ...pool(old), environment: 'staging' }], [next])).toEqual([]);
});
