import { compareObjects } from '../../compare/compare';
import type { KubernetesObject } from '../../lib/rendered';

const route = (spec: object): KubernetesObject =>
  ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'web' },
    spec,
  }) as KubernetesObject;

const short = route({
  parentRefs: [{ name: 'shop' }],
  rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
});

it('what the Gateway API fills in is no difference', () => {
  const whole = route({
    parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'shop' }],
    rules: [
      {
        matches: [{ path: { type: 'PathPrefix', value: '/' } }],
        backendRefs: [{ group: '', kind: 'Service', name: 'web', port: 80, weight: 1 }],
      },
    ],
  });
  expect(compareObjects([whole], [short]).unexplained).toBe(0);
});

it.each([
  ['another Gateway', { parentRefs: [{ name: 'other' }] }],
  [
    'another path',
    { rules: [{ matches: [{ path: { value: '/api' } }], backendRefs: [{ name: 'web', port: 80 }] }] },
  ],
  ['another weight', { rules: [{ backendRefs: [{ name: 'web', port: 80, weight: 9 }] }] }],
])('%s is one', (_what, spec) => {
  expect(compareObjects([route(spec)], [short]).unexplained).toBeGreaterThan(0);
});
