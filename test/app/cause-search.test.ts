import fc from 'fast-check';
import type { Path } from '../../app/cause-search';
import { causeIn } from '../../app/cause-search';

const names = Array.from({ length: 1000 }, (_, index) => `K${index}`);
const env = Object.fromEntries(names.map((name) => [name, 'v']));

/** A finding that goes as soon as one of these paths is not there. */
function explainedBy(causes: readonly (readonly [string, number])[]) {
  const asked: (readonly Path[])[] = [];
  const rankWithout = (paths: readonly Path[]) => {
    asked.push(paths);
    const gone = (cause: string) => paths.some((path) => `${cause}.`.startsWith(`${path.join('.')}.`));
    const ranks = causes.filter(([cause]) => gone(cause)).map(([, rank]) => rank);
    return ranks.length === 0 ? undefined : Math.max(...ranks);
  };
  return { asked, rankWithout };
}

it.each(names.filter((_, index) => index % 111 === 0))(
  'finds %s among 1,000 entries in few steps',
  (name) => {
    const { asked, rankWithout } = explainedBy([[`env.${name}`, 0]]);
    const value = { image: 'a:1', ports: { http: 8080 }, env, resources: {} };
    expect(causeIn(value, rankWithout)).toEqual({ path: ['env', name], rank: 0 });
    expect(asked.length).toBeLessThanOrEqual(2 * Math.log2(names.length) + 10);
  },
);

it('prefers the line without which all else stays, wherever it is', () => {
  const { rankWithout } = explainedBy([
    ['image', 3],
    ['ports', 2],
    ['service.labels.a', 0],
  ]);
  const value = { image: 'a:1', ports: { http: 1 }, replicas: 2, service: { labels: { a: 'x', b: 'y' } } };
  expect(causeIn(value, rankWithout)).toEqual({ path: ['service', 'labels', 'a'], rank: 0 });
});

it('names an entry that explains it second best, inside of a map that explains it best', () => {
  const ranks = { context: 0, user: 3, nonRoot: 1 };
  const rankWithout = (paths: readonly Path[]) =>
    Math.max(-1, ...paths.map((path) => ranks[path.at(-1) as keyof typeof ranks]));
  expect(causeIn({ context: { user: 0, nonRoot: false } }, rankWithout)).toEqual({
    path: ['context', 'nonRoot'],
    rank: 0,
  });
});

it('names the map where no entry of it explains the finding alone', () => {
  const rankWithout = (paths: readonly Path[]) => {
    const texts = paths.map((path) => path.join('.'));
    return texts.includes('env') || (texts.includes('env.A') && texts.includes('env.B')) ? 0 : undefined;
  };
  expect(causeIn({ image: 'a:1', env: { A: '1', B: '2' } }, rankWithout)).toEqual({ path: ['env'], rank: 0 });
});

it('finds nothing where nothing explains it', () => {
  expect(causeIn({ image: 'a:1', env }, () => undefined)).toBeUndefined();
});

it('finds a single cause in any tree', () => {
  const { tree } = fc.letrec((tie) => ({
    tree: fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.oneof(fc.constant(1), tie('tree')), {
      minKeys: 1,
      maxKeys: 6,
    }),
  }));
  const leaves = (value: unknown, path: string[]): string[][] =>
    typeof value === 'object' && value !== null && Object.keys(value).length > 0
      ? Object.entries(value).flatMap(([key, entry]) => leaves(entry, [...path, key]))
      : [path];
  fc.assert(
    fc.property(tree, fc.nat(), (value, pick) => {
      const all = leaves(value, []);
      const path = all[pick % all.length] ?? [];
      const { rankWithout } = explainedBy([[path.join('.'), 0]]);
      expect(causeIn(value, rankWithout)).toEqual({ path, rank: 0 });
    }),
    { seed: Number(process.env['SEED'] ?? 20261127), numRuns: 300 },
  );
});
