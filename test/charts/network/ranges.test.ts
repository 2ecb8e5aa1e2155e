import { Pipeline } from '../../../app/pipeline';
import { portsText } from '../../../cli/graph';
import { decideConnection } from '../../../charts/network/connection-decisions';
import { removePlatforms, web, writePlatform } from '../../support/platform';
import { resolveWeb } from '../../support/resolved';

afterEach(removePlatforms);

const calico = 'provider: kubernetes\nnetworkPolicy: {engine: calico}\n';
const cilium = 'provider: aks\nnetworkPolicy: {engine: cilium}\negress: {hostPolicies: true}\n';
const http = 'ports: {http: 8080}\n';

function policyOf(kind: string, connects: string, environment = calico) {
  const files = {
    'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\n',
    'environments/production.yaml': environment,
    'services/web.yaml': `${web}connects: ${connects}\n`,
  };
  const objects = new Pipeline(writePlatform(files)).run().apps.flatMap((app) => app.objects);
  return objects.find(({ object }) => object.kind === kind && object.metadata.name === 'web')?.object['spec'];
}

describe('a range of ports', () => {
  it.each([
    '{10.0.0.0/8: {ports: [30000-32767]}}',
    '{10.0.0.0/8: {ports: [{port: 30000, endPort: 32767}]}}',
    '["10.0.0.0/8:30000-32767"]',
    '["tcp://10.0.0.0:30000-32767"]',
  ])('%s is one rule with endPort', (connects) => {
    const cidr = connects.includes('tcp') ? '10.0.0.0/32' : '10.0.0.0/8';
    expect(policyOf('NetworkPolicy', connects)).toMatchObject({
      egress: expect.arrayContaining([
        {
          to: [{ ipBlock: expect.objectContaining({ cidr }) as unknown }],
          ports: [{ protocol: 'TCP', port: 30000, endPort: 32767 }],
        },
      ]) as unknown,
    });
  });

  it('of a host is one of the engine’s own policy', () => {
    expect(policyOf('CiliumNetworkPolicy', '["udp://media.example.org:10000-20000"]', cilium)).toMatchObject({
      egress: expect.arrayContaining([
        {
          toFQDNs: [{ matchName: 'media.example.org' }],
          toPorts: [{ ports: [{ port: '10000', endPort: 20000, protocol: 'UDP' }] }],
        },
      ]) as unknown,
    });
  });

  it('and a port behind an address range mean those ports alone', () => {
    const { facts } = resolveWeb(`${http}connects: ["10.0.0.0/8:443", "192.0.2.0/24:5000-5010"]\n`, calico);
    const flows = facts.network.policies.get('web')?.egress ?? [];
    const texts = flows.flatMap(({ peer, ports }) =>
      peer.kind === 'range' ? [`${peer.cidr} ${portsText(ports)}`] : [],
    );
    expect(texts).toEqual(['10.0.0.0/8 443', '192.0.2.0/24 5000-5010']);
  });

  it('answers can for each of its ports', () => {
    const { environment, facts } = resolveWeb(`${http}connects: ["10.0.0.0/8:30000-32767"]\n`, calico);
    const known = { ...environment, network: facts.network };
    const allowed = (port: string) =>
      decideConnection(known, { from: 'web', to: '10.1.2.3', port })?.map((decision) => decision.allowed);
    expect(['29999', '30000', '31000', '32767', '32768'].map(allowed)).toEqual([
      [false],
      [true],
      [true],
      [true],
      [false],
    ]);
  });
});
