import { inOrder } from '../../app/order';

const row = (id: string, ...after: string[]) => ({ id, after });

it('each row comes after those that it reads, else in the written order', () => {
  const rows = [row('a', 'c'), row('b'), row('c', 'd'), row('d')];
  expect(inOrder(rows).map(({ id }) => id)).toEqual(['d', 'c', 'a', 'b']);
});

it.each([
  ['a circle', [row('a', 'b'), row('b', 'c'), row('c', 'a')], 'concerns read each other: a → b → c → a'],
  ['itself', [row('a', 'a')], 'concerns read each other: a → a'],
  ['what is not there', [row('a', 'b')], 'the concern a reads b, which is none'],
  ['an id twice', [row('a'), row('a')], 'two concerns have one id'],
])('%s stops the program', (_what, rows, message) => {
  expect(() => inOrder(rows)).toThrow(message);
});
