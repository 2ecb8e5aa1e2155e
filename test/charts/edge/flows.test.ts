import { eks, resolveWeb } from '../../support/resolved';

const aws =
  'edge: {domain: example.org, sourceRanges: [10.0.0.0/20], certificates: {all: {hosts: ["*.example.org"], arn: "arn:aws:acm:sa-east-1:111122223333:certificate/11112222-3333-4444-5555-666677778888"}}}\n';
const envoy = 'edge: {domain: example.org, implementation: envoy-gateway, issuer: a}\n';
const exposed = 'ports: {http: 8080, admin: 9090}\nmainPort: http\nreplicas: 2\n';

const portsOf = (flows: readonly { readonly ports: readonly { readonly port: number }[] }[] = []) =>
  flows.map(({ ports }) => ports.map(({ port }) => port).join(' '));

it('a load balancer of the cloud reaches the port of a route, and that of its readiness', () => {
  const ingress = (probe: string) =>
    portsOf(
      resolveWeb(
        `${exposed}expose: www.example.org\nprobes: {path: /, port: ${probe}}\n`,
        `${eks}${aws}`,
      ).facts.network.policies.get('web')?.ingress,
    );
  expect(ingress('http')).toEqual(['8080']);
  expect(ingress('admin')).toEqual(['8080 9090']);
});

it.each([
  ['https://login.example.org/keys', '443'],
  ['https://login.example.org:8443/keys', '8443'],
])('the gateway reaches the keys of tokens at %s', (uri, port) => {
  const expose = `expose: {hosts: [www.example.org], auth: {jwt: {issuer: "https://login.example.org", jwksUri: "${uri}", audiences: [shop]}}}\n`;
  const { policies } = resolveWeb(`${exposed}${expose}`, `${eks}${envoy}`).facts.network;
  const outside = (policies.get('gateway')?.egress ?? []).filter(({ peer }) => peer.kind === 'range');
  expect(new Set(portsOf(outside))).toEqual(new Set([port]));
});

it.each([
  ['not where every pod does for itself', 'requests: 10, unit: second', 'edge: {domain', false],
  [
    'for all pods together',
    'requests: 10, unit: second, global: true',
    'edge: {globalRateLimit: true, domain',
    true,
  ],
])('the gateway reaches its server of limits where that counts: %s', (_where, limit, settings, isReached) => {
  const expose = `expose: {hosts: [www.example.org], rateLimit: {${limit}}}\n`;
  const environment = `${eks}${envoy.replace('edge: {domain', settings)}`;
  const { policies } = resolveWeb(`${exposed}${expose}`, environment).facts.network;
  const ports = portsOf(policies.get('gateway')?.egress).flatMap((text) => text.split(' '));
  expect(ports).toContain('18000');
  expect(ports.includes('8081')).toBe(isReached);
});
