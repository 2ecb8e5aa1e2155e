import type { Concern, Unmet } from '../../charts/concern';

/** Judged by `npm run types`: an unused `@ts-expect-error` does not compile. */
type Decides = Concern<'ports', { readonly count: number }>;
type Reads<Facts extends object> = Concern<'sum', string, Facts>;

it('what a concern reads is what another one decides, or it does not compile', () => {
  const fits: [Unmet<Decides | Reads<{ readonly ports: { readonly count: number } }>>] extends [never]
    ? 'fits'
    : never = 'fits';
  const otherFacts: Unmet<Decides | Reads<{ readonly ports: { readonly count: string } }>> = 'sum';
  const noSuchRow: Unmet<Decides | Reads<{ readonly port: object }>> = 'sum';
  // @ts-expect-error -- the row that decides is not the one that is wrong
  const wrongRow: Unmet<Decides | Reads<{ readonly port: object }>> = 'ports';
  expect([fits, otherFacts, noSuchRow, wrongRow]).toEqual(['fits', 'sum', 'sum', 'ports']);
});
