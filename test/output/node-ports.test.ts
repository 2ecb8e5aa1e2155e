import type { JsonObject } from '../../lib/json';
import { nodePortWarnings } from '../../output/node-ports';

const service = (type: string, ...ports: JsonObject[]) => ({
  environment: 'production',
  object: {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { type, selector: { app: 'web' }, ports },
  },
});
const http = (nodePort?: number): JsonObject => ({
  name: 'http',
  port: 80,
  ...(nodePort === undefined ? {} : { nodePort }),
});

it.each([
  [
    'another number',
    service('NodePort', http(30080)),
    service('NodePort', http(30081)),
    'nodePort 30081 where 30080 was',
  ],
  [
    'another type',
    service('NodePort', http()),
    service('ClusterIP', http()),
    'type ClusterIP where NodePort was',
  ],
])('%s is a warning', (_name, before, after, got) => {
  expect(nodePortWarnings([before], [after])).toEqual([
    expect.objectContaining({
      code: 'removed-port',
      object: { environments: ['production'], title: 'Service shop/web' },
      path: '',
      got,
    }),
  ]);
});

it.each([
  ['the same number', service('NodePort', http(30080)), service('NodePort', http(30080))],
  ['a load balancer', service('NodePort', http(30080)), service('LoadBalancer', http(30080))],
  ['a number that the API server keeps', service('NodePort', http(30080)), service('NodePort', http())],
  [
    'the number under another name',
    service('NodePort', http(30080)),
    service('NodePort', { ...http(30080), name: 'web' }),
  ],
  ['a Service without any', service('ClusterIP', http()), service('ClusterIP', http())],
])('%s is none', (_name, before, after) => {
  expect(nodePortWarnings([before], [after])).toEqual([]);
});
