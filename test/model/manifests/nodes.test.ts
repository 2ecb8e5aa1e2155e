import { base, diagnosticsOf, removePlatforms, writePlatform } from '../../support/platform';

afterEach(removePlatforms);

const zone = 'topology.kubernetes.io/zone';
const affinity = (...terms: readonly (readonly string[] | undefined)[]) => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: terms.map((values) => ({
        matchExpressions: [
          values === undefined
            ? { key: 'kubernetes.io/arch', operator: 'In', values: ['arm64'] }
            : { key: zone, operator: 'In', values },
        ],
      })),
    },
  },
});
const pod = (spec: object) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'tool', namespace: 'shop' },
  spec: { containers: [{ name: 'tool', image: 'acme/tool:1' }], ...spec },
});
const nodeClass = (alias: string) => ({
  apiVersion: 'karpenter.k8s.aws/v1',
  kind: 'EC2NodeClass',
  metadata: { name: 'own' },
  spec: { amiSelectorTerms: [{ alias }] },
});
const claim = (spec: object) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', namespace: 'shop' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
});

function codesOf(manifest: object, service = '', claimField = '{claimName: data}'): string[] {
  return diagnosticsOf(
    writePlatform({
      ...base,
      'environments/production.yaml':
        'provider: eks\nzones: [sa-east-1a, sa-east-1b]\nexisting: {persistentVolumeClaims: [data]}\n',
      'services/web.yaml': `image: ghcr.io/acme/web:1.2.3\nports: {http: 8080}\nreplicas: 1\nvolumes: {data: {persistentVolumeClaim: ${claimField}, mountPath: /data}}\n${service}`,
      'manifests/all/web/object.yaml': JSON.stringify(manifest),
    }),
  )
    .map(({ code }) => code)
    .filter((code) => ['zone-limit', 'unknown-zone', 'moving-image', 'volume-group'].includes(code));
}

describe('plain pods and zones', () => {
  it.each<[string, object, string[]]>([
    ['a zone that is not there', { nodeSelector: { [zone]: 'sa-east-1d' } }, ['zone-limit']],
    ['only zones that are not there', { affinity: affinity(['a'], ['b']) }, ['zone-limit']],
    ['a zone that is there', { nodeSelector: { [zone]: 'sa-east-1a' } }, []],
    ['one zone of two that is there', { affinity: affinity(['brazilsouth-1', 'sa-east-1a']) }, []],
    ['another term whose zone is there', { affinity: affinity(['a'], ['sa-east-1b']) }, []],
    ['another term without zones', { affinity: affinity(['a'], undefined) }, []],
    ['no zone', {}, []],
  ])('a pod that asks for %s', (_title, spec, codes) => {
    expect(codesOf(pod(spec))).toEqual(codes);
  });
});

it.each([
  ['al2023@latest', ['moving-image']],
  ['al2023@v20261108', []],
  ['windows2022@latest', []],
])('a plain EC2NodeClass with %s', (alias, codes) => {
  expect(codesOf(nodeClass(alias))).toEqual(codes);
});

describe('a claim in manifests/ that a service mounts', () => {
  it('needs a group', () => {
    expect(codesOf(claim({}))).toEqual(['volume-group']);
  });

  it.each<[string, object, string]>([
    ['it is shared', { accessModes: ['ReadWriteMany'] }, ''],
    ['its volume is there', { volumeName: 'pv-data' }, ''],
    ['it is copied', { dataSource: { kind: 'VolumeSnapshot', name: 'a' } }, ''],
    ['the group is declined', {}, 'podSecurityContext: {fsGroup: null}\n'],
    ['the group is written', {}, 'podSecurityContext: {fsGroup: 7}\n'],
    ['the pods are root', {}, 'podSecurityContext: {runAsUser: 0, runAsNonRoot: false}\n'],
  ])('needs none where %s', (_title, spec, service) => {
    expect(codesOf(claim(spec), service)).toEqual([]);
  });

  it.each(['{claimName: data, readOnly: true}', '{claimName: other}'])('needs none for %s', (field) => {
    expect(codesOf(claim({}), '', field)).toEqual([]);
  });
});
