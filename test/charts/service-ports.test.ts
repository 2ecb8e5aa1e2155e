import { Pipeline } from '../../app/pipeline';
import { specOf } from '../support/resolved';
import { removePlatforms, renderWeb, writePlatform } from '../support/platform';

afterEach(removePlatforms);

const api = 'image: ghcr.io/acme/api:1.2.3\nports: {http: {port: 8080, servicePort: 80}}\n';

it.each([
  ['the VPC CNI', 'provider: eks\nzones: [sa-east-1a]\n'],
  ['Auto Mode', 'provider: eks\nnodes: auto-mode\n'],
  ['Cilium', 'provider: aks\n'],
])(
  'a Service of port 80 before pods of port 8080 is allowed on %s, by the port of the pods',
  (_title, on) => {
    const files = {
      'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\n',
      'environments/production.yaml': on,
      'services/api.yaml': api,
      'services/web.yaml': 'image: ghcr.io/acme/web:1.2.3\nports: {http: 8080}\nconnects: [api]\n',
    };
    const { apps, warnings } = new Pipeline(writePlatform(files)).run();
    expect(warnings).toEqual([]);
    expect(specOf(apps, 'Service', 'api')).toMatchObject({ ports: [{ port: 80, targetPort: 'http' }] });
    const ports = [{ port: 8080, protocol: 'TCP' }];
    const peer = (name: string) => [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': name } } }];
    expect(specOf<{ egress: object[] }>(apps, 'NetworkPolicy', 'web').egress).toContainEqual({
      to: peer('api'),
      ports,
    });
    expect(specOf<{ ingress: object[] }>(apps, 'NetworkPolicy', 'api').ingress).toEqual([
      { from: peer('web'), ports },
    ]);
  },
);

it('the headless Service of a StatefulSet has the ports of the pods, whatever those of the other are', () => {
  const sidecar = 'sidecars: {proxy: {image: "acme/proxy:1", ports: {proxy: 7000}}}\n';
  const apps = renderWeb(
    `workload: StatefulSet\nreplicas: 2\nimage: acme/db:1\nmainPort: sql\n${sidecar}ports:\n` +
      '  sql: {port: 5432, servicePort: 80}\n  front: {port: 5433, servicePort: 81, targetPort: proxy}\n' +
      '  back: {port: 5434, servicePort: 82, targetPort: 7000}\n  own: {port: 5435, servicePort: false}\n',
  );
  expect(specOf(apps, 'Service', 'web')).toMatchObject({ ports: [{ port: 80 }, { port: 81 }, { port: 82 }] });
  expect(specOf(apps, 'Service', 'web-headless')).toMatchObject({
    ports: [
      { name: 'sql', port: 5432, targetPort: 'sql' },
      { name: 'front', port: 7000, targetPort: 'proxy' },
    ],
  });
});
