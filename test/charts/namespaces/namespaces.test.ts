import { withPruneGuard } from '../../../lib/prune-guards';
import { base, objectOf, removePlatforms, renderWeb, web } from '../../support/platform';

afterEach(removePlatforms);

const platform = (namespaces: string) => ({
  'platform.yaml': `name: shop\nowner: web\nedition: 2026-11\nnamespaces: ${namespaces}\n`,
});
const guards = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
};
const storage = 'volumes: {data: {claim: {storage: 1Gi}, mountPath: /data}}\n';
const single =
  'replicas: 1\nstrategy: {type: Recreate}\navailability: {disruptionBudget: false}\npodSecurityContext: {runAsUser: 1000, fsGroup: 1000}\n';

describe('a shared namespace', () => {
  it.each(['shop', 'kube-system', 'cert-manager', 'default'])(
    '%s gets only the objects of the service',
    (name) => {
      const service = `${web}replicas: 2\nnamespace: ${name}\nresources: {requests: {cpu: 100m, memory: 128Mi}}\n`;
      const environment = 'provider: kubernetes\nnodes: {}\nnetworkPolicy: {engine: calico}\n';
      const apps = renderWeb(service, {
        ...platform(`{${name}: {shared: true}}`),
        'environments/production.yaml': environment,
      });
      const objects = apps.flatMap((app) => app.objects);
      expect(objects.filter(({ app }) => app !== 'web')).toEqual([]);
      expect(objects.map(({ object }) => object.kind).sort()).toEqual([
        'Deployment',
        'NetworkPolicy',
        'PodDisruptionBudget',
        'Service',
        'ServiceAccount',
      ]);
    },
  );

  it('is that of an operator whose Namespace is in manifests/, for services too', () => {
    const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: cert-manager}\n';
    const render = (platformText = '{}') =>
      renderWeb(`${web}replicas: 2\nnamespace: cert-manager\n`, {
        ...platform(platformText),
        'environments/production.yaml': 'provider: kubernetes\nnetworkPolicy: {engine: calico}\n',
        'manifests/all/cert-manager/ns.yaml': namespace,
      });
    const objects = render().flatMap((app) => app.objects);
    expect(objects.filter(({ app }) => app !== 'web').map(({ object }) => object)).toEqual([
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'cert-manager' } },
    ]);
    // What is written about it is meant.
    expect(() => render('{cert-manager: {podSecurity: baseline}}')).toThrow('system-namespace');
  });

  it('of an operator is a free one where plain manifests make it', () => {
    const operator = (kind: string, more: string) => `apiVersion: v1\nkind: ${kind}\nmetadata: {${more}}\n`;
    const apps = renderWeb(web, {
      'manifests/all/keda/a.yaml': operator('Namespace', 'name: keda'),
      'manifests/all/keda/b.yaml': operator('ConfigMap', 'name: extra, namespace: keda'),
    });
    expect(objectOf(apps, 'Namespace', 'keda').metadata.annotations).toBeUndefined();
  });
});

it('a namespace that a concern needs is judged as those of services are', () => {
  const files = {
    'platform.yaml': 'name: gke-managed-shop\nowner: web\nedition: 2026-11\n',
    'environments/production.yaml':
      'provider: gke\nedge: {domain: example.org, issuer: a, implementation: envoy-gateway}\n',
  };
  const render = (more: string) => renderWeb(`${web}namespace: shop\n${more}`, files);
  expect(() => render('')).not.toThrow();
  expect(() => render('expose: www.example.org\n')).toThrow(
    'the namespace gke-managed-shop-gateway is for the pods of',
  );
});

describe('a label by which pods wait for the load balancer', () => {
  const ready = 'elbv2.k8s.aws/pod-readiness-gate-inject';
  const edge =
    'edge: {domain: example.org, sourceRanges: [10.0.0.0/20], certificates: {all: {hosts: ["*.example.org"], arn: "arn:aws:acm:sa-east-1:111122223333:certificate/11112222-3333-4444-5555-666677778888"}}}\n';
  const labelsOf = (name: string, namespaces = '{}') => {
    const apps = renderWeb(`${web}expose: www.example.org\n`, {
      ...platform(namespaces),
      'environments/production.yaml': `provider: eks\n${edge}`,
      'services/api.yaml': `${web}namespace: apis\n`,
    });
    return objectOf(apps, 'Namespace', name).metadata.labels;
  };

  it('is on the namespaces of exposed services alone', () => {
    expect(labelsOf('shop')).toMatchObject({ [ready]: 'enabled' });
    expect(labelsOf('apis')).not.toHaveProperty([ready]);
    expect(labelsOf('shop-gateway')).not.toHaveProperty([ready]);
  });

  it('is as it is written, where somebody writes it', () => {
    const written = `{shop: {labels: {${ready}: disabled, tier: front}}}`;
    expect(labelsOf('shop', written)).toMatchObject({ [ready]: 'disabled', tier: 'front' });
  });
});

describe('the Pod Security level of a namespace', () => {
  it.each([
    ['restricted', 'restricted'],
    // Whoever lowers a level still sees what the strict one would refuse.
    ['baseline', 'restricted'],
    ['privileged', 'privileged'],
  ])('%s is enforced, and warnings follow %s', (enforce, strict) => {
    const namespace = objectOf(renderWeb(web, platform(`{shop: {podSecurity: ${enforce}}}`)), 'Namespace');
    const levels = Object.entries(namespace.metadata.labels ?? {}).flatMap(([name, value]) => {
      const [, mode] = /^pod-security\.kubernetes\.io\/(\w+)$/.exec(name) ?? [];
      return mode === undefined ? [] : [[mode, value]];
    });
    expect(Object.fromEntries(levels)).toEqual({ enforce, audit: strict, warn: strict });
  });
});

describe('what holds data is guarded against Argo CD and Flux', () => {
  it('a Namespace, whatever else is written about it', () => {
    const written = (annotations: string) =>
      objectOf(renderWeb(web, platform(`{shop: {annotations: ${annotations}}}`)), 'Namespace').metadata
        .annotations;
    expect(written('{}')).toEqual(guards);
    expect(written('{argocd.argoproj.io/sync-options: "Validate=false, Prune=confirm"}')).toEqual({
      ...guards,
      'argocd.argoproj.io/sync-options': 'Validate=false,Prune=confirm,Delete=false',
    });
    expect(written('{kustomize.toolkit.fluxcd.io/prune: enabled}')).toEqual({
      ...guards,
      'kustomize.toolkit.fluxcd.io/prune': 'enabled',
    });
  });

  it('a claim of ours, but not the template of a StatefulSet, which may not change', () => {
    const claim = objectOf(renderWeb(`${web}${single}${storage}`), 'PersistentVolumeClaim');
    expect(claim.metadata.annotations).toEqual(guards);
    const set = `${web}workload: StatefulSet\nreplicas: 1\npodSecurityContext: {fsGroup: 1000}\n${storage}`;
    const { spec } = objectOf(renderWeb(set), 'StatefulSet') as unknown as {
      spec: { volumeClaimTemplates: { metadata: object }[] };
    };
    expect(spec.volumeClaimTemplates.map(({ metadata }) => metadata)).toEqual([{ name: 'data' }]);
  });

  it('a plain claim is as it was written', () => {
    const plain =
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n';
    const apps = renderWeb(web, { ...base, 'services/web.yaml': web, 'manifests/all/web/a.yaml': plain });
    expect(objectOf(apps, 'PersistentVolumeClaim').metadata).toEqual({ name: 'data', namespace: 'shop' });
  });

  it.each([
    ['karpenter.sh/v1', 'NodePool'],
    ['cilium.io/v2', 'CiliumClusterwideNetworkPolicy'],
    ['storage.k8s.io/v1', 'StorageClass'],
  ])('a plain object of %s that has no namespace gets none: %s', (apiVersion, kind) => {
    const plain = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: all}\nspec: {}\n`;
    const apps = renderWeb(web, { 'manifests/all/web/a.yaml': plain });
    expect(objectOf(apps, kind).metadata).toEqual({ name: 'all' });
  });

  it('once', () => {
    expect(withPruneGuard(withPruneGuard({}))).toEqual(guards);
  });
});
