import { eks, resolveWeb } from '../../support/resolved';

const edge =
  'edge: {domain: example.org, sourceRanges: [10.0.0.0/20], certificates: {all: {hosts: ["*.example.org"], arn: "arn:aws:acm:sa-east-1:111122223333:certificate/11112222-3333-4444-5555-666677778888"}}}\n';
const exposed = 'ports: {http: 8080}\nreplicas: 2\nexpose: www.example.org\n';

describe('pods wait for the load balancer by a label of the Namespace, which others make where it is shared', () => {
  it.each([
    ['nowhere', '{}', '{}', []],
    ['in the platform', '{shop: {shared: true}}', '{}', ['shop']],
    ['in the environment', '{}', '{shop: {shared: true}}', ['shop']],
    ['in the platform, but not in the environment', '{shop: {shared: true}}', '{shop: {shared: false}}', []],
    [
      'in the platform, while the environment says something else about it',
      '{shop: {shared: true}}',
      '{shop: {podSecurity: baseline}}',
      ['shop'],
    ],
    ['as another one', '{other: {shared: true}}', '{}', []],
  ])('%s', (_where, ofPlatform, ofEnvironment, expected) => {
    const { warnings } = resolveWeb(exposed, `${eks}${edge}namespaces: ${ofEnvironment}\n`, {
      'platform.yaml': `name: shop\nowner: web\nedition: 2026-11\nnamespaces: ${ofPlatform}\n`,
    });
    expect(warnings.map(({ code, got }) => [code, got])).toEqual(
      expected.map((name) => ['readiness-gate', name]),
    );
  });
});
