import type { JsonObject } from '../../lib/json';
import { resolveWeb } from '../support/resolved';
import { deployment, findings } from './objects';
import { binding, labelled } from './two-in-one-cases';

it.each<[string, JsonObject]>([
  ['a label that the pods have', labelled("metadata.labels['app']")],
  ['a label of the controller', labelled("metadata.labels['pod-template-hash']")],
  ['a label of Kubernetes', labelled("metadata.labels['topology.kubernetes.io/zone']")],
  ['another field', labelled('status.podIP')],
])('a variable may be of %s', (_what, variable) => {
  expect(findings([deployment({ container: { env: [variable] } })])).toEqual([]);
});

it('a variable of an annotation that is not there is found', () => {
  expect(
    findings([deployment({ container: { env: [labelled("metadata.annotations['note']")] } })]),
  ).toHaveLength(1);
});

const token = { name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } };

it.each<[string, JsonObject]>([
  ['with a token', {}],
  ['with a token of their own', { automountServiceAccountToken: false, volumes: [token] }],
  ['of another account', { automountServiceAccountToken: false, serviceAccountName: 'other' }],
])('a binding is fine for pods %s', (_what, pod) => {
  const found = findings([deployment({ pod }), binding], {}, true);
  expect(found.filter((text) => text.startsWith('no-token'))).toEqual([]);
});

describe('a service that connects to the API server', () => {
  const codes = (more: string) =>
    resolveWeb(
      `ports: {http: 8080}\nconnects: [kube-apiserver]\n${more}`,
      'provider: eks\negress: {kubeApiServer: {cidrs: [10.0.0.1/32]}}\n',
    ).warnings.map(({ code }) => code);

  it('is told that it has no token', () => {
    expect(codes('')).toContain('no-token');
  });

  it.each([
    'automountServiceAccountToken: true\n',
    'automountServiceAccountToken: false\n',
    'volumes: {token: {projected: {sources: [{serviceAccountToken: {path: token}}]}, mountPath: /var/run/token}}\n',
  ])('%s says it is meant so', (more) => {
    expect(codes(more)).not.toContain('no-token');
  });
});
