import type { RenderedObject } from '../../lib/rendered';
import { appFiles, fileNames, holdsObjectNamedSo } from '../../output/files';

function rendered(apiVersion: string, kind: string, name: string, namespace?: string): RenderedObject {
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }) };
  return { environment: 'production', app: 'web', object: { apiVersion, kind, metadata }, causes: [] };
}

const names = (objects: readonly RenderedObject[]) => [...fileNames(objects).keys()];

describe('names of files', () => {
  it('are kind and name where that tells the objects apart', () => {
    expect(
      names([rendered('v1', 'Service', 'web', 'shop'), rendered('apps/v1', 'Deployment', 'web', 'shop')]),
    ).toEqual(['service-web.yaml', 'deployment-web.yaml']);
  });

  it('get the namespace where kind and name repeat', () => {
    expect(names([rendered('v1', 'ConfigMap', 'a', 'x'), rendered('v1', 'ConfigMap', 'a', 'y')])).toEqual([
      'configmap-x-a.yaml',
      'configmap-y-a.yaml',
    ]);
  });

  it('get the API group where the namespace repeats, too', () => {
    expect(
      names([rendered('v1', 'Service', 'a', 'x'), rendered('serving.knative.dev/v1', 'Service', 'a', 'x')]),
    ).toEqual(['service--x-a.yaml', 'service-serving.knative.dev-x-a.yaml']);
  });

  it('differ on file systems that ignore case, and never hide an object', () => {
    const found = names([rendered('v1', 'ConfigMap', 'A', 'x'), rendered('v1', 'ConfigMap', 'a', 'x')]);
    expect(new Set(found.map((name) => name.toLowerCase())).size).toBe(2);
    expect(names([rendered('v1', 'ConfigMap', 'a'), rendered('v1', 'ConfigMap', 'a')])).toHaveLength(2);
  });

  it('are cut where a file system takes no more, and differ still', () => {
    const long = (end: string) => rendered('v1', 'ConfigMap', `${'a'.repeat(240)}${end}`, 'shop');
    const found = names([long('x'), long('y')]);
    expect(new Set(found).size).toBe(2);
    for (const name of found) expect(name.length).toBeLessThan(240);
  });

  it('hold nothing that a file system does not take', () => {
    expect(names([rendered('rbac.authorization.k8s.io/v1', 'ClusterRole', 'system:reader/../x')])).toEqual([
      'clusterrole-system_reader_.._x.yaml',
    ]);
  });
});

it('a kustomization lists the files in sorted order', () => {
  const files = appFiles([
    rendered('v1', 'Service', 'web', 'shop'),
    rendered('apps/v1', 'Deployment', 'web', 'shop'),
  ]);
  expect([...files.keys()]).toEqual(['service-web.yaml', 'deployment-web.yaml', 'kustomization.yaml']);
  expect(files.get('kustomization.yaml')).toBe(`apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - deployment-web.yaml
  - service-web.yaml
`);
});

it('a file is known by its name and its text together', () => {
  const objects = [
    rendered('v1', 'Service', 'web', 'shop'),
    rendered('serving.knative.dev/v1', 'Service', 'web', 'shop'),
    rendered('rbac.authorization.k8s.io/v1', 'ClusterRole', 'a:b'),
    rendered('v1', 'ConfigMap', 'a'.repeat(253), 'shop'),
  ];
  const files = [...appFiles(objects)].filter(([name]) => name !== 'kustomization.yaml');
  expect(files.filter(([name, text]) => !holdsObjectNamedSo(name, text))).toEqual([]);
  expect(holdsObjectNamedSo('deployment-web.yaml', files[0]?.[1] ?? '')).toBe(false);
});
