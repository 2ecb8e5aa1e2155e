import { selectorMatches } from '../../../lib/label-selectors';
import type { Selector } from '../../../model/types/flow';
import { selectorIndex } from '../../../model/selectors/selector-index';

const count = 200;
const numbers = Array.from({ length: count }, (_, index) => index);
const labelsOf = (index: number) => ({ 'part-of': 'shop', name: `s${index}`, tier: `t${index % 3}` });

const selectors: readonly Selector[] = [
  ...numbers.map((index) => ({ matchLabels: { 'part-of': 'shop', name: `s${index}` } })),
  {},
  { matchLabels: {} },
  { matchLabels: { tier: 't1' } },
  { matchLabels: { 'part-of': 'shop', tier: 't2' } },
  { matchLabels: { tier: 't1', name: 's3' } },
  { matchExpressions: [{ key: 'name', operator: 'In', values: ['s1', 's2'] }] },
  { matchLabels: { tier: 't0' }, matchExpressions: [{ key: 'name', operator: 'DoesNotExist' }] },
];

/** In two namespaces, and in none. */
const everywhere = selectors.flatMap((selector) => [
  { namespace: 'shop', selector },
  { namespace: 'pay', selector },
  { namespace: undefined, selector },
]);

it('finds what asking each selector finds', () => {
  const index = selectorIndex(everywhere, (entry) => entry);
  for (const labels of [...numbers.map(labelsOf), {}, { name: 's3' }, { tier: 't0' }]) {
    for (const namespace of ['shop', 'pay', 'none']) {
      const found = index(namespace, labels);
      const asked = everywhere.filter(
        (entry) => entry.namespace === namespace && selectorMatches(entry.selector, labels),
      );
      expect(new Set(found)).toEqual(new Set(asked));
      expect(found).toHaveLength(asked.length);
    }
  }
});

it('asks few selectors, whatever label most of them have', () => {
  let asked = 0;
  const entries = numbers.map((index) => ({
    namespace: 'shop',
    selector: {
      get matchLabels() {
        asked++;
        return { 'part-of': 'shop', name: `s${index}` };
      },
    },
  }));
  const index = selectorIndex(entries, (entry) => entry);
  asked = 0;
  for (const number of numbers) index('shop', labelsOf(number));
  expect(asked).toBe(count);
});
