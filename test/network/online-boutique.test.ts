import { askedIn, inputs, manifests, needsOf, optionsFor, publishedPolicies, surroundings } from './boutique';
import { differences } from './matrix';

// The manifests of Online Boutique are not part of this repository: INPUTS names the folder that has them.
const withInputs = inputs === undefined ? describe.skip : describe;

withInputs('Online Boutique’s own manifests', () => {
  it('need these connections', () => {
    const { dialled, exposed, unresolved } = needsOf(manifests());
    const lines = dialled.map(([from, to, { port, protocol }]) => `${from} → ${to}:${port}/${protocol}`);
    expect(lines.sort()).toEqual([
      'cartservice → redis-cart:6379/TCP',
      'checkoutservice → cartservice:7070/TCP',
      'checkoutservice → currencyservice:7000/TCP',
      // Its Service says 5000.
      'checkoutservice → emailservice:8080/TCP',
      'checkoutservice → paymentservice:50051/TCP',
      'checkoutservice → productcatalogservice:3550/TCP',
      'checkoutservice → shippingservice:50051/TCP',
      'frontend → adservice:9555/TCP',
      'frontend → cartservice:7070/TCP',
      'frontend → checkoutservice:5050/TCP',
      'frontend → currencyservice:7000/TCP',
      'frontend → productcatalogservice:3550/TCP',
      'frontend → recommendationservice:8080/TCP',
      'frontend → shippingservice:50051/TCP',
      'loadgenerator → frontend:8080/TCP',
      'recommendationservice → productcatalogservice:3550/TCP',
    ]);
    expect(exposed).toEqual([['frontend', { port: 8080, protocol: 'TCP' }]]);
    expect(unresolved).toEqual(['frontend SHOPPING_ASSISTANT_SERVICE_ADDR=shoppingassistantservice:80']);
  });
});

/** Kinds of ends, so that what is open can be counted. */
function kindOf(end: string): string {
  if (end === 'default/frontend') return 'frontend';
  if (end.startsWith('default/')) return 'its pods';
  return end.includes('/') ? 'other pods' : 'outside';
}

function row(line: string): string {
  const [, from = '', to = '', port = ''] = /^(.*) → (.*):(\d+\/\w+)$/.exec(line) ?? [];
  const caller = from.startsWith('default/') ? 'its pods' : kindOf(from);
  if (kindOf(to) !== 'frontend') return `${caller} → ${kindOf(to)}`;
  return `${caller} → frontend, ${port === '8080/TCP' ? 'where it listens' : 'where nobody listens'}`;
}

withInputs('Online Boutique’s published policies', () => {
  const found = () => {
    const asked = askedIn('default', needsOf(manifests()), ['kube-system/kube-dns']);
    const objects = [...manifests(), ...publishedPolicies(), ...surroundings];
    return differences(objects, asked, optionsFor('default'));
  };

  it('allow what its manifests need', () => {
    expect(found()).toMatchObject({ closed: [], evaluated: 6936, allowed: 2650, denied: 4286 });
  });

  it('leave this open without need', () => {
    const { open } = found();
    const counts: Record<string, number> = {};
    for (const line of open) counts[row(line)] = (counts[row(line)] ?? 0) + 1;
    // 12 pods of its own, 4 others, 7 addresses outside and 17 ports are tried; of its own, nobody has to reach frontend
    // but the load generator.
    expect(counts).toEqual({
      'its pods → frontend, where it listens': 11,
      'its pods → frontend, where nobody listens': 12 * 16,
      'other pods → frontend, where it listens': 4,
      'other pods → frontend, where nobody listens': 4 * 16,
      'outside → frontend, where nobody listens': 7 * 16,
      'its pods → outside': 12 * 7 * 17,
      'its pods → other pods': 12 * (4 * 17 - 2),
    });
    expect(open.filter((line) => row(line) === 'its pods → frontend, where it listens')).toEqual(
      [
        'adservice',
        'cartservice',
        'checkoutservice',
        'currencyservice',
        'emailservice',
        'frontend',
        'paymentservice',
        'productcatalogservice',
        'recommendationservice',
        'redis-cart',
        'shippingservice',
      ].map((from) => `default/${from} → default/frontend:8080/TCP`),
    );
  });
});
