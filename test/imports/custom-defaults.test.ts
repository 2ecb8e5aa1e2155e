import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withCustomDefaults } from '../../imports/defaults';
import { defaultsTable, renderedKinds } from '../../tools/custom-defaults';

const gateway = 'gateway.networking.k8s.io/v1';
const specOf = (apiVersion: string, kind: string, spec: object) =>
  (withCustomDefaults(apiVersion, kind, { spec }) as { spec: object }).spec;

const prefix = { path: { type: 'PathPrefix', value: '/' } };

it.each<[string, string, string, object, object]>([
  [
    'in the items of lists',
    gateway,
    'HTTPRoute',
    { parentRefs: [{ name: 'shop' }], rules: [{ matches: [{}], backendRefs: [{ name: 'web', port: 80 }] }] },
    {
      parentRefs: [{ group: gateway.split('/')[0], kind: 'Gateway', name: 'shop' }],
      rules: [
        {
          matches: [prefix],
          backendRefs: [{ group: '', kind: 'Service', name: 'web', port: 80, weight: 1 }],
        },
      ],
    },
  ],
  ['a whole list', gateway, 'HTTPRoute', { rules: [{}] }, { rules: [{ matches: [prefix] }] }],
  [
    'inside of what a default made',
    gateway,
    'HTTPRoute',
    { hostnames: ['a.b'] },
    { hostnames: ['a.b'], rules: [{ matches: [prefix] }] },
  ],
  [
    'inside of a map that a default made',
    'karpenter.sh/v1',
    'NodePool',
    { template: { spec: {} } },
    {
      template: { spec: { expireAfter: '720h' } },
      disruption: {
        consolidateAfter: '0s',
        consolidationPolicy: 'WhenEmptyOrUnderutilized',
        budgets: [{ nodes: '10%' }],
      },
    },
  ],
  [
    'in the values of a map',
    'gateway.envoyproxy.io/v1alpha1',
    'EnvoyProxy',
    { logging: {}, telemetry: { tracing: { customTags: { a: { literal: { value: 'x' } } } } } },
    {
      logging: { level: { default: 'warn' } },
      telemetry: { tracing: { customTags: { a: { type: 'Literal', literal: { value: 'x' } } } } },
    },
  ],
])('defaults are filled in %s', (_where, apiVersion, kind, spec, expected) => {
  expect(specOf(apiVersion, kind, spec)).toMatchObject(expected);
});

it('what is written stays, a default of a map that is not there makes none, and the input is left as it is', () => {
  const spec = Object.freeze({
    addresses: [{ type: 'Hostname', value: 'a.b' }],
    listeners: [{ name: 'http' }],
  });
  expect(specOf(gateway, 'Gateway', spec)).toEqual({
    addresses: [{ type: 'Hostname', value: 'a.b' }],
    listeners: [{ name: 'http', allowedRoutes: { namespaces: { from: 'Same' } } }],
  });
  expect(specOf('acme.example/v1', 'Widget', {})).toEqual({});
});

it('another version of a kind has the same', () => {
  expect(specOf('gateway.networking.k8s.io/v1beta1', 'HTTPRoute', { rules: [{}] })).toEqual({
    rules: [{ matches: [prefix] }],
  });
});

const table = readFileSync(join(__dirname, '..', '..', 'imports', 'defaults.json'), 'utf8');

it('the table covers every custom kind that is rendered, or says that it has no definition of it', () => {
  const { definitions, without } = JSON.parse(table) as { definitions: object; without: string[] };
  expect([...Object.keys(definitions), ...without].sort()).toEqual(renderedKinds());
});

const folder = process.env['CRDS'];
// Without CRDS there are no definitions to compare with.
(folder === undefined ? it.skip : it)('the table is what the definitions in CRDS say', () => {
  expect(table).toBe(defaultsTable(folder ?? ''));
});
