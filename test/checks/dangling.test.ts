import type { CheckContext } from '../../checks';
import { runChecks } from '../../checks';
import { message } from '../../lib/diagnostics';
import type { JsonObject } from '../../lib/json';
import type { KubernetesObject } from '../../lib/rendered';
import { context, deployment, namespace, rendered, service } from './objects';
import { ingress, scaler } from './two-in-one-cases';

const { existing } = context;

function found(plain: KubernetesObject, other: Partial<CheckContext> = {}): string[] {
  const all = [namespace, deployment(), service()].map((object) => rendered(object));
  const objects = [...all, rendered(plain, 'web', true)];
  return runChecks(objects, { ...context, ...other })
    .filter(({ code }) => code === 'missing-reference')
    .map((problem) => message(problem));
}

const to = (backend: JsonObject) => ({ ...ingress, spec: { defaultBackend: { service: backend } } });
const route = (ref: JsonObject): KubernetesObject => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { rules: [{ backendRefs: [ref] }] },
});

const place = 'production: Ingress shop/web: spec.defaultBackend.service';

it('a backend that is not there is found, unless others make it', () => {
  const wrong = to({ name: 'wbe', port: { number: 80 } });
  expect(found(wrong)).toEqual([
    `${place}: there is no Service of this name in shop, got wbe; write the name of one that is rendered, or name it under existing.services`,
  ]);
  expect(found(wrong, { existing: { ...existing, services: new Set(['wbe']) } })).toEqual([]);
  expect(found(wrong, { complete: false })).toEqual([]);
});

it('a port that the Service does not have is found', () => {
  expect(found(to({ name: 'web', port: { number: 8080 } }))).toEqual([
    `${place}: the Service web has no such port, got 8080; expected http (80); write one of its ports`,
  ]);
  expect(found(route({ name: 'web', port: 81 }))).toHaveLength(1);
});

it.each<[string, KubernetesObject]>([
  ['a port by its name', to({ name: 'web', port: { name: 'http' } })],
  ['a port by its number', to({ name: 'web', port: { number: 80 } })],
  ['a route', route({ name: 'web', port: 80 })],
  ['a backend of another kind', route({ kind: 'Backend', group: 'gateway.envoyproxy.io', name: 'api' })],
  [
    'an action of the AWS Load Balancer Controller',
    to({ name: 'redirect', port: { name: 'use-annotation' } }),
  ],
])('%s is fine', (_what, object) => {
  expect(found(object)).toEqual([]);
});

it('an autoscaler without its target is found, unless others make that', () => {
  expect(found(scaler('old', { name: 'api' }))).toEqual([
    'production: HorizontalPodAutoscaler shop/old: spec.scaleTargetRef: there is no Deployment of this name in shop, got api; write the name of one that is rendered, or name it under existing',
  ]);
  expect(found(scaler('old', { kind: 'StatefulSet', name: 'db' }))).toHaveLength(1);
  expect(
    found(scaler('old', { name: 'api' }), { existing: { ...existing, deployments: new Set(['api']) } }),
  ).toEqual([]);
  expect(
    found(scaler('old', { kind: 'StatefulSet', name: 'db' }), {
      existing: { ...existing, statefulSets: new Set(['db']) },
    }),
  ).toEqual([]);
  // An operator's own.
  expect(found(scaler('old', { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'api' }))).toEqual(
    [],
  );
});
