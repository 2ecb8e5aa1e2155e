import { Pipeline } from '../../app/pipeline';
import { specOf } from '../support/resolved';
import { removePlatforms, writePlatform } from '../support/platform';

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
