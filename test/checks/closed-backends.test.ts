import { runChecks } from '../../checks';
import type { JsonObject } from '../../lib/json';
import type { KubernetesObject } from '../../lib/rendered';
import { context, deployment, namespace, policyWith, rendered, service } from './objects';
import { ingress } from './two-in-one-cases';

/** Where it is found that nothing of `manifests/` gets through; `own` objects are rendered by us. */
function found(own: readonly KubernetesObject[], plain: readonly KubernetesObject[]): string[] {
  const all = [
    ...[namespace, deployment(), service(), ...own].map((object) => rendered(object)),
    ...plain.map((object) => rendered(object, 'web', true)),
  ];
  return runChecks(all, context)
    .filter(({ code }) => code === 'closed-backend')
    .map(({ object, path, got }) => `${object?.title ?? ''} ${path} ${got ?? ''}`);
}

const policy = (...ingressRules: readonly JsonObject[]) =>
  policyWith({ policyTypes: ['Ingress', 'Egress'], ingress: [...ingressRules] });
const closed = policy();
const at = 'spec.rules[0].http.paths[0].backend.service';

const route = (kind: string, backend: JsonObject): KubernetesObject => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind,
  metadata: { name: 'web', namespace: 'shop' },
  spec: { rules: [{ backendRefs: [backend] }] },
});

it('an Ingress to pods that let in nobody is found', () => {
  expect(found([closed], [ingress])).toEqual([`Ingress shop/web ${at} web:http`]);
});

it('also by its default backend, a route, and a Service of another type', () => {
  const defaultBackend = { service: { name: 'web', port: { number: 80 } } };
  const balancer = service({ type: 'LoadBalancer', ports: [{ port: 443, targetPort: 8080 }] }, 'outside');
  expect(
    found(
      [closed],
      [{ ...ingress, spec: { defaultBackend } }, route('HTTPRoute', { name: 'web', port: 80 }), balancer],
    ),
  ).toEqual([
    'Ingress shop/web spec.defaultBackend.service web:80',
    'HTTPRoute shop/web spec.rules[0].backendRefs[0] web:80',
    'Service shop/outside spec.ports[0] outside:443',
  ]);
});

const inNamespace = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});

it.each<[string, KubernetesObject[]]>([
  ['no policy covers the pods', []],
  ['the policy is for Egress alone', [policyWith({ policyTypes: ['Egress'] })]],
  ['everybody is let in', [policy({})]],
  ['everybody is let in on the port', [policy({ ports: [{ port: 8080, protocol: 'TCP' }] })]],
  ['a range with the port is open', [policy({ ports: [{ port: 8000, endPort: 9000 }] })]],
  ['an address is let in', [policy({ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] })]],
  ['a namespace of others is let in', [policy({ from: [inNamespace('ingress-nginx')] })]],
  [
    'namespaces of others may be meant by their labels',
    [policy({ from: [{ namespaceSelector: { matchLabels: { team: 'edge' } } }] })],
  ],
  [
    'pods of ours that are not rendered are let in',
    [policy({ from: [{ podSelector: { matchLabels: { app: 'nginx' } } }] })],
  ],
  ['another policy lets somebody in', [closed, policyWith({ ingress: [{}] }, 'open')]],
])('nothing is found where %s', (_what, policies) => {
  expect(found(policies, [ingress])).toEqual([]);
});

it.each<[string, KubernetesObject]>([
  [
    'only pods of the platform are let in',
    policy({ from: [{ podSelector: { matchLabels: { app: 'web' } } }] }),
  ],
  [
    'only pods of the platform, by their namespace',
    policy({ from: [{ ...inNamespace('shop'), podSelector: {} }] }),
  ],
  [
    'somebody is let in on another port',
    policy({ ports: [{ port: 9000 }], from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }),
  ],
])('it is found where %s', (_what, own) => {
  expect(found([own], [ingress])).toHaveLength(1);
});

it('nothing is said of Services that are not rendered, of other kinds of backends, and of policies of an engine', () => {
  const cilium = { ...closed, apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy' };
  expect(found([closed], [route('HTTPRoute', { name: 'api', port: 80 })])).toEqual([]);
  expect(found([closed], [route('HTTPRoute', { kind: 'Backend', name: 'web' })])).toEqual([]);
  expect(found([closed], [ingress, cilium])).toEqual([]);
});
