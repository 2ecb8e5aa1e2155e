import type { Files } from '../../support/platform';
import { base, diagnosticsOf, removePlatforms, writePlatform } from '../../support/platform';

afterEach(removePlatforms);

const hidden = 'ports: {http: 8080, admin: {port: 9000, servicePort: false}}\n';

/** Codes of what is wrong where `web` connects to a port of `cart` that its own Service does not have. */
function codes(cart: string, connects = '["cart:admin"]', more: Files = {}) {
  const files = {
    ...base,
    'services/web.yaml': `image: acme/web:1\nreplicas: 2\nconnects: ${connects}\n`,
    'services/cart.yaml': `image: acme/cart:1\nreplicas: 2\n${cart}`,
    ...more,
  };
  return diagnosticsOf(writePlatform(files)).map(({ code }) => code);
}

const plainService = (selector: string): Files => ({
  'manifests/all/cart/service.yaml': `apiVersion: v1\nkind: Service\nmetadata: {name: cart-admin}\nspec: {selector: {app.kubernetes.io/name: ${selector}}, ports: [{port: 9000}]}\n`,
});

it('a port that no Service leads to is refused', () => {
  expect(codes(hidden)).toEqual(['unreached-port']);
  expect(codes(hidden, '["cart:admin"]', plainService('web'))).toContain('unreached-port');
});

const reached: readonly (readonly [string, string, (string | undefined)?, Files?])[] = [
  ['of the Service', 'ports: {http: 8080, admin: 9000}\n'],
  ['of a further Service', `${hidden}extraServices: {cart-admin: {ports: {admin: 9000}}}\n`],
  ['of a headless Service', `${hidden}extraServices: {cart-pods: {headless: true}}\n`],
  ['of a member of a StatefulSet', `workload: StatefulSet\n${hidden}`],
  [
    'of the node',
    hidden.replace('false', 'false, hostPort: 9000'),
    undefined,
    {
      'environments/production.yaml':
        'provider: kubernetes\nnetworkPolicy: off\nnamespaces: {shop: {podSecurity: privileged}}\n',
    },
  ],
  ['of a plain Service', hidden, undefined, plainService('cart')],
  ['that the caller finds by the API server', hidden, '["cart:admin", kube-apiserver]'],
  [
    'of another service’s Service',
    `${hidden}podLabels: {tier: shop}\n`,
    undefined,
    {
      'services/front.yaml':
        'image: acme/front:1\nreplicas: 2\nports: {http: 8080}\npodLabels: {tier: shop}\nextraServices: {shop: {selector: {tier: shop}, ports: {admin: {port: 9000, targetPort: 9000}}}}\n',
    },
  ],
  ['that only the service itself calls', `${hidden}connects: ["cart:admin"]\n`, '[cart]'],
];

it.each(reached.map(([name, ...rest]) => ({ name, rest })))('a port $name is reached', ({ rest }) => {
  expect(codes(...rest)).not.toContain('unreached-port');
});
