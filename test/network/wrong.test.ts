import type { Differences, MatrixOptions } from './matrix';
import { connection, differences } from './matrix';
import type { Fields, KubeObject } from './objects';
import { kubeDns, standIn } from './objects';

/** A shop: web → cart → store (in another namespace) and web → the office's partner; the office may reach web. */
const workloads: readonly KubeObject[] = [
  ...kubeDns,
  standIn('shop', 'web', { app: 'web' }, [{ name: 'http', port: 8080, protocol: 'TCP' }]),
  standIn('shop', 'cart', { app: 'cart' }, [
    { name: 'http', port: 8081, protocol: 'TCP' },
    { name: 'admin', port: 9090, protocol: 'TCP' },
  ]),
  standIn('data', 'store', { app: 'store' }, [{ name: 'tcp', port: 6379, protocol: 'TCP' }]),
  // Whom nobody asked in: one in a namespace of the shop's, one with the label of a caller elsewhere.
  standIn('shop', 'stray', { app: 'stray' }),
  standIn('other', 'cart', { app: 'cart' }),
];

const office = '203.0.113.9';
const guestOfOffice = '203.0.113.200';
const partner = '198.51.100.7';
const metadata = '169.254.169.254';
const options: MatrixOptions = {
  addresses: [office, guestOfOffice, partner, metadata],
  ports: [{ port: 443, protocol: 'TCP' }],
  namespaces: ['shop', 'data'],
};

const judged = ['shop/web', 'shop/cart', 'data/store'];
const wanted: ReadonlySet<string> = new Set([
  'shop/web → shop/cart:8081/TCP',
  'shop/cart → data/store:6379/TCP',
  `${office} → shop/web:8080/TCP`,
  `shop/web → ${partner}:443/TCP`,
  ...judged.flatMap((from) =>
    (['UDP', 'TCP'] as const).map((protocol) =>
      connection(from, 'kube-system/kube-dns', { port: 53, protocol }),
    ),
  ),
]);

const named = (name: string): Fields => ({ matchLabels: { 'kubernetes.io/metadata.name': name } });
const app = (name: string): Fields => ({ matchLabels: { app: name } });
const dns: Fields = {
  to: [{ namespaceSelector: named('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
  ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }],
};

/** The policies of the shop as they should be, by the name of whom they select. */
const right = {
  web: {
    podSelector: app('web'),
    policyTypes: ['Ingress', 'Egress'],
    ingress: [
      {
        from: [{ ipBlock: { cidr: '203.0.113.0/24', except: ['203.0.113.128/25'] } }],
        ports: [{ port: 'http' }],
      },
    ],
    egress: [
      dns,
      { to: [{ podSelector: app('cart') }], ports: [{ port: 'http' }] },
      { to: [{ ipBlock: { cidr: `${partner}/32` } }], ports: [{ port: 443 }] },
    ],
  },
  cart: {
    podSelector: app('cart'),
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: [{ podSelector: app('web') }], ports: [{ port: 'http' }] }],
    egress: [
      dns,
      { to: [{ namespaceSelector: named('data'), podSelector: app('store') }], ports: [{ port: 6379 }] },
    ],
  },
  store: {
    podSelector: app('store'),
    policyTypes: ['Ingress', 'Egress'],
    ingress: [
      { from: [{ namespaceSelector: named('shop'), podSelector: app('cart') }], ports: [{ port: 6379 }] },
    ],
    egress: [dns],
  },
  deny: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
} satisfies Record<string, Fields>;

function judge(changes: Readonly<Record<string, Fields>> = {}, pods = workloads): Differences {
  const policies = Object.entries({ ...right, ...changes }).map(([name, spec]): KubeObject => {
    const namespace = name === 'store' ? 'data' : 'shop';
    return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec };
  });
  return differences([...pods, ...policies], wanted, options);
}

it('the right set allows what is asked for and nothing else', () => {
  // 4 pods are judged: 16 pairs among them, 48 with 2 other pods and 4 addresses, each × 8 ports and 3 that nobody listens on.
  expect(judge()).toEqual({ open: [], closed: [], halves: [], evaluated: 704, allowed: 10, denied: 694 });
});

const tried = [53, 443, 6379, 8080, 8081, 9090, 9153, 19].map((port) => `${port}/TCP`);
const all = [...tried, '53/UDP', '19/UDP', '19/SCTP'];

interface Found {
  readonly open?: readonly string[];
  readonly closed?: readonly string[];
  readonly halves?: readonly string[];
}

it.each<[string, Readonly<Record<string, Fields>>, Found]>([
  [
    'namespaceSelector and podSelector as two peers instead of one',
    {
      store: {
        ...right.store,
        ingress: [
          {
            from: [{ namespaceSelector: named('shop') }, { podSelector: app('cart') }],
            ports: [{ port: 6379 }],
          },
        ],
      },
    },
    // Today both are kept from it by their own policies alone.
    { halves: ['shop/stray → data/store:6379/TCP (ingress)', 'shop/web → data/store:6379/TCP (ingress)'] },
  ],
  [
    'all namespaces instead of the caller’s',
    {
      store: {
        ...right.store,
        ingress: [{ from: [{ namespaceSelector: {}, podSelector: app('cart') }], ports: [{ port: 6379 }] }],
      },
    },
    { open: ['other/cart → data/store:6379/TCP'] },
  ],
  [
    'egress forgotten',
    { cart: { ...right.cart, egress: [dns] } },
    { closed: ['shop/cart → data/store:6379/TCP'] },
  ],
  [
    'a port too many, on both ends',
    {
      web: {
        ...right.web,
        egress: [
          ...right.web.egress.slice(0, 1),
          { to: [{ podSelector: app('cart') }] },
          ...right.web.egress.slice(2),
        ],
      },
      cart: {
        ...right.cart,
        ingress: [{ from: [{ podSelector: app('web') }], ports: [{ port: 8081, endPort: 9090 }] }],
      },
    },
    {
      open: ['shop/web → shop/cart:9090/TCP'],
      halves: all
        .filter((port) => port !== '8081/TCP' && port !== '9090/TCP')
        .map((port) => `shop/web → shop/cart:${port} (egress)`),
    },
  ],
  [
    'an empty podSelector instead of the caller',
    { cart: { ...right.cart, ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 'http' }] }] } },
    { halves: ['shop/cart → shop/cart:8081/TCP (ingress)', 'shop/stray → shop/cart:8081/TCP (ingress)'] },
  ],
  [
    'an ipBlock without its exception',
    {
      web: {
        ...right.web,
        ingress: [{ from: [{ ipBlock: { cidr: '203.0.113.0/24' } }], ports: [{ port: 'http' }] }],
      },
    },
    { open: [`${guestOfOffice} → shop/web:8080/TCP`] },
  ],
  [
    'everywhere instead of one address',
    {
      web: {
        ...right.web,
        egress: [
          ...right.web.egress.slice(0, 2),
          { to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 443 }] },
        ],
      },
    },
    { open: [metadata, office, guestOfOffice].map((address) => `shop/web → ${address}:443/TCP`) },
  ],
  [
    'policyTypes without Egress',
    { store: { ...right.store, policyTypes: ['Ingress'] } },
    {
      open: [
        ...['other/cart', office, guestOfOffice, partner, metadata].flatMap((to) =>
          all.map((port) => `data/store → ${to}:${port}`),
        ),
        ...all
          .filter((port) => !port.startsWith('53/'))
          .map((port) => `data/store → kube-system/kube-dns:${port}`),
      ],
      halves: ['shop/web', 'shop/cart', 'shop/stray', 'data/store'].flatMap((to) =>
        all.map((port) => `data/store → ${to}:${port} (egress)`),
      ),
    },
  ],
  [
    'names resolved over TCP alone',
    { cart: { ...right.cart, egress: [{ ...dns, ports: [{ port: 53 }] }, ...right.cart.egress.slice(1)] } },
    { closed: ['shop/cart → kube-system/kube-dns:53/UDP'] },
  ],
  [
    'a caller that is called otherwise',
    {
      cart: {
        ...right.cart,
        ingress: [{ from: [{ podSelector: app('website') }], ports: [{ port: 'http' }] }],
      },
    },
    { closed: ['shop/web → shop/cart:8081/TCP'] },
  ],
])('%s', (_name, changes, { open = [], closed = [], halves = [] }) => {
  expect(judge(changes)).toMatchObject({
    open: [...open].sort(),
    closed: [...closed].sort(),
    halves: [...halves].sort(),
  });
});

it('a named port that is another number in the pod', () => {
  const renamed = standIn('shop', 'cart', { app: 'cart' }, [
    { name: 'api', port: 8081, protocol: 'TCP' },
    { name: 'http', port: 9090, protocol: 'TCP' },
  ]);
  const pods = workloads.map((object) =>
    object.metadata.name === 'cart' && object.metadata.namespace === 'shop' ? renamed : object,
  );
  expect(judge({}, pods)).toMatchObject({
    open: ['shop/web → shop/cart:9090/TCP'],
    closed: ['shop/web → shop/cart:8081/TCP'],
    halves: [],
  });
});

describe('the comparison itself', () => {
  it('says of what is asked for between ends that are not there that it is closed', () => {
    const asked = new Set([...wanted, 'shop/web → shop/nobody:8080/TCP']);
    expect(differences(workloads, asked, options).closed).toEqual(['shop/web → shop/nobody:8080/TCP']);
  });

  it('without policies everything is open', () => {
    const found = differences(workloads, wanted, options);
    expect(found.open).toHaveLength(found.evaluated - wanted.size);
    expect(found.denied).toBe(0);
  });

  it('takes no port that somebody listens on for one that is not used', () => {
    const chargen = standIn('shop', 'old', {}, [{ port: 19, protocol: 'TCP' }]);
    expect(() => differences([chargen], new Set())).toThrow('somebody listens on 19/TCP');
  });

  it('takes no two workloads for one', () => {
    const twice = [standIn('shop', 'web', {}), standIn('shop', 'web', {})];
    expect(() => differences(twice, new Set())).toThrow('two workloads shop/web');
  });
});
