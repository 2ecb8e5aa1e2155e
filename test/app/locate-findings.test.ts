import type * as Services from '../../model/resolve-service';
import { resolveService } from '../../model/resolve-service';
import { base, diagnosticsOf, removePlatforms, web, writePlatform } from '../support/platform';

jest.mock('../../model/resolve-service', () => {
  const actual = jest.requireActual<typeof Services>('../../model/resolve-service');
  return { ...actual, resolveService: jest.fn(actual.resolveService) };
});

afterEach(removePlatforms);

/** `file:line:column code` of what is found. */
function places(service: string, more: Record<string, string> = {}): string[] {
  const files = {
    ...base,
    'environments/staging.yaml': 'provider: eks\nnetworkPolicy: {engine: cilium}\n',
    'services/web.yaml': service,
    ...more,
  };
  return diagnosticsOf(writePlatform(files)).map(
    ({ code, object, location }) =>
      `${location?.file ?? ''}:${location?.line ?? 0}:${location?.column ?? 0} ${code} ${object?.environments.join(', ') ?? ''}`,
  );
}

const both = 'production, staging';

describe('a finding of a check points to the line that caused it', () => {
  it.each([
    ['an image', 'image: nginx\nports: {http: 80}\n', '1:8 image-unpinned'],
    ['the image of a CronJob', 'workload: CronJob\nschedule: "@daily"\nimage: nginx\n', '3:8 image-unpinned'],
    ['the image of a sidecar', `${web}sidecars:\n  proxy: {image: proxy}\n`, '4:18 image-unpinned'],
    ['one variable of several', `${web}env: {A: b, PASSWORD: hunter2}\n`, '3:23 secret-literal'],
    ['a mount', `${web}volumeMounts: [{name: none, mountPath: /x}]\n`, '3:15 missing-reference'],
    ['an account', `${web}serviceAccount: nobody\n`, '3:17 missing-reference'],
    ['a setting of security', `${web}hostNetwork: true\n`, '3:14 pod-security'],
    [
      'one of two settings that need each other',
      `${web}initContainers: {i: {image: "a:1", securityContext: {runAsUser: 0, runAsNonRoot: false}}}\n`,
      '3:65 pod-security',
      '3:82 pod-security',
    ],
    [
      'a request',
      `${web}resources: {requests: {memory: 2Gi}, limits: {memory: 1Gi}}\n`,
      '3:32 request-over-limit',
    ],
    [
      'a selector of a Service',
      `${web}service: {ports: {http: 8080}, selector: {a: b}}\n`,
      '3:46 selector-mismatch',
    ],
  ])('%s', (_name, service, ...expected) => {
    expect(places(service)).toEqual(expected.map((place) => `services/web.yaml:${place} ${both}`));
  });

  it('in the defaults of the platform', () => {
    const platform = 'name: shop\nowner: web\nedition: 2026-11\ndefaults:\n  hostPID: true\n';
    expect(places(web, { 'platform.yaml': platform })).toEqual([`platform.yaml:5:12 pod-security ${both}`]);
  });

  it('in the defaults, where the service only keeps its own container from it', () => {
    const platform =
      'name: shop\nowner: web\nedition: 2026-11\ndefaults:\n  podSecurityContext: {runAsUser: 0}\n';
    expect(places(`${web}securityContext: {runAsUser: 100}\n`, { 'platform.yaml': platform })).toEqual([
      `platform.yaml:5:35 pod-security ${both}`,
    ]);
  });

  it('in the one environment that sets it', () => {
    const staging = 'provider: eks\nservices:\n  web: {image: "acme/web:latest"}\n';
    expect(places(web, { 'environments/staging.yaml': staging })).toEqual([
      'environments/staging.yaml:3:16 image-unpinned staging',
    ]);
  });

  const other =
    'apiVersion: v1\nkind: Service\nmetadata: {name: other}\nspec:\n  selector: {app: nothing}\n  ports: [{port: 80}]\n';

  it.each([
    ['web', 'the app of a service'],
    ['extra', 'an app of its own'],
  ])('in a plain manifest of %s (%s)', (app) => {
    expect(places(web, { [`manifests/all/${app}/b.yaml`]: other })).toEqual([
      `manifests/all/${app}/b.yaml:5:13 selector-mismatch ${both}`,
    ]);
  });

  it('in the second document of a plain manifest, at an entry of a list', () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: x}\nspec:\n  containers:\n    - {name: a, image: "acme/a:1"}\n    - {name: b, image: nginx}\n';
    const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n';
    expect(places(web, { 'manifests/production/web/b.yaml': `${config}---\n${pod}` })).toContain(
      'manifests/production/web/b.yaml:11:24 image-unpinned production',
    );
  });
});

it('renders a service with 1,000 lines a few times, not once a line', () => {
  const renders = () => jest.mocked(resolveService).mock.calls.length;
  const lines = Array.from({ length: 1000 }, (_, index) => `  K${index}: v\n`);
  lines.splice(700, 0, '  PASSWORD: hunter2\n');
  const before = renders();
  expect(places(`${web}env:\n${lines.join('')}`)).toEqual([
    `services/web.yaml:704:13 secret-literal ${both}`,
  ]);
  expect(renders() - before).toBeLessThan(100);
});
