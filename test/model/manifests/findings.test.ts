import { placeText } from '../../../lib/diagnostics';
import { base, diagnosticsOf, removePlatforms, web, writePlatform } from '../../support/platform';

afterEach(removePlatforms);

const pod = (spec: string) => `{containers: [{name: a, image: "acme/a:1"${spec}}]}`;

/** Findings about manifests, with what they are about as data and as text. */
const findings = (manifest: string) =>
  diagnosticsOf(
    writePlatform({
      ...base,
      'environments/production.yaml':
        'provider: eks\nzones: [sa-east-1a]\nnamespaces: {shop: {podSecurity: privileged}}\n',
      'environments/staging.yaml': 'provider: gke\nnamespaces: {shop: {podSecurity: privileged}}\n',
      'services/web.yaml': web,
      'manifests/all/tool/object.yaml': manifest,
    }),
  )
    .filter(({ location }) => location?.file === 'manifests/all/tool/object.yaml')
    .map((found) => ({ code: found.code, ...found.object, path: found.path, text: placeText(found) }));

it.each([
  [
    'short-grace',
    `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: ${pod(', lifecycle: {preStop: {sleep: {seconds: 60}}}')}\n`,
    'Pod a',
    'spec.containers[0].lifecycle.preStop',
  ],
  [
    'job-repeats',
    `apiVersion: batch/v1\nkind: Job\nmetadata: {name: a, namespace: shop}\nspec: {ttlSecondsAfterFinished: 5, template: {spec: ${pod('')}}}\n`,
    'Job shop/a',
    'spec.ttlSecondsAfterFinished',
  ],
  [
    'zone-limit',
    `apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: shop}\nspec: {nodeSelector: {topology.kubernetes.io/zone: b}, containers: []}\n`,
    'Pod shop/a',
    'spec.nodeSelector.topology.kubernetes.io/zone',
  ],
  [
    'moving-image',
    'apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: {name: a}\nspec: {amiSelectorTerms: [{alias: al2023@latest}]}\n',
    'EC2NodeClass a',
    'spec.amiSelectorTerms[0].alias',
  ],
  [
    'closed-port',
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a, namespace: shop}\nspec: {podSelector: {}, egress: [{to: [{podSelector: {}}], ports: [{port: 80, endPort: 90}]}]}\n',
    'NetworkPolicy shop/a',
    'spec.egress[0].ports[0].endPort',
  ],
  [
    'plain-pods-denied',
    `apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: shop}\nspec: ${pod('')}\n`,
    'Pod shop/a',
    '',
  ],
  [
    'manifest-exported',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: null}\n',
    'ConfigMap a',
    'metadata.namespace',
  ],
  [
    'manifest-secret',
    'apiVersion: v1\nkind: Secret\nmetadata: {name: a, namespace: shop}\nstringData: {a: b}\n',
    'Secret shop/a',
    '',
  ],
  [
    'system-namespace',
    'apiVersion: v1\nkind: Namespace\nmetadata: {name: kube-system}\n',
    'Namespace kube-system',
    '',
  ],
])('%s names the object of all environments and the field', (code, manifest, title, path) => {
  const found = findings(manifest);
  const text = ['tool', title, ...(path === '' ? [] : [path])].join(': ');
  expect(found).toContainEqual({ code, environments: [], app: 'tool', title, path, text });
});
