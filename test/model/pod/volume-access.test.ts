import type { Files } from '../../support/platform';
import { base, diagnosticsOf, removePlatforms, writePlatform } from '../../support/platform';

afterEach(removePlatforms);

const mounted = 'volumes: {d: {persistentVolumeClaim: {claimName: data}, mountPath: /d}}\n';

/** A claim of `manifests/`, in the app of the service. */
const claim = (mode: string, { more = '', namespace = '' } = {}): Files => ({
  'manifests/all/web/claim.yaml': `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data${namespace}}\nspec: {accessModes: [${mode}], resources: {requests: {storage: 1Gi}}${more}}\n`,
});
const volume = (source: string): Files => ({
  'manifests/all/web/volume.yaml': `apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: disk}\nspec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], ${source}}\n`,
});

/** What is wrong about who shares the claim. */
function codes(service: string, files: Files): string[] {
  const all = {
    ...base,
    'environments/production.yaml': `${String(base['environments/production.yaml'])}zones: [a, b]\n`,
    'services/web.yaml': `image: acme/web:1\nports: {http: 8080}\n${service}`,
    ...files,
  };
  return diagnosticsOf(writePlatform(all)).flatMap(({ code }) => (code.endsWith('-access') ? [code] : []));
}

const own = (more = '') =>
  `volumes: {d: {claim: {storage: 1Gi, storageClassName: a${more}}, mountPath: /d}}\n`;
const group = 'podSecurityContext: {fsGroup: 10}\n';
const first = 'replicas: 1\nstrategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}\n';
const elsewhere: Files = {
  'platform.yaml': `${String(base['platform.yaml'])}existing: {persistentVolumeClaims: [data]}\n`,
};

it.each<[string, string, Files]>([
  ['of replicas', 'replicas: 3\n', claim('ReadWriteOnce')],
  [
    'of an autoscaler',
    'replicas: {min: 1, max: 2, cpu: 70}\nresources: {requests: {cpu: 1}}\n',
    claim('ReadWriteOnce'),
  ],
  ['of another autoscaler', 'replicas: external\n', claim('ReadWriteOnce')],
  ['of a rollout', 'replicas: 1\n', claim('ReadWriteOnce')],
  ['of one pod', 'replicas: 1\n', claim('ReadWriteOncePod')],
  [
    'in a namespace that is named',
    'namespace: own\nreplicas: 3\n',
    claim('ReadWriteOnce', { namespace: ', namespace: own' }),
  ],
  ['in the namespace of its app', 'namespace: own\nreplicas: 3\n', claim('ReadWriteOnce')],
  [
    'with a volume that a node attaches',
    'replicas: 3\n',
    {
      ...claim('ReadWriteOnce', { more: ', volumeName: disk' }),
      ...volume('csi: {driver: a, volumeHandle: b}'),
    },
  ],
])('a claim for one node is refused: %s', (_name, service, files) => {
  expect(codes(service + mounted, files)).toEqual(['volume-access']);
});

it.each<[string, string, Files]>([
  ['Recreate', 'replicas: 1\nstrategy: {type: Recreate}\n', claim('ReadWriteOnce')],
  ['the old pod goes first', first, claim('ReadWriteOnce')],
  ['shared', 'replicas: 3\n', claim('ReadWriteOnce, ReadWriteMany')],
  ['read by many', 'replicas: 3\n', claim('ReadOnlyMany')],
  ['one member', 'workload: StatefulSet\nreplicas: 1\n', claim('ReadWriteOnce')],
  ['a Job', 'workload: Job\n', claim('ReadWriteOnce')],
  ['one node', 'replicas: 3\nnodeSelector: {kubernetes.io/hostname: a}\n', claim('ReadWriteOnce')],
  [
    'one node for all of them',
    'replicas: 3\naffinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app.kubernetes.io/name: web}}}]}}\n',
    claim('ReadWriteOnce'),
  ],
  [
    'nobody attaches it',
    'replicas: 3\n',
    { ...claim('ReadWriteOnce', { more: ', volumeName: disk' }), ...volume('nfs: {server: a, path: /}') },
  ],
  ['of unknown modes, and Recreate', 'replicas: 1\nstrategy: {type: Recreate}\n', elsewhere],
  ['of unknown modes, on every node', 'workload: DaemonSet\n', elsewhere],
])('a claim is fine: %s', (_name, service, files) => {
  expect(codes(service + mounted, files)).toEqual([]);
});

it('a claim that is only read is not warned of where its modes are unknown', () => {
  expect(codes(`replicas: 3\n${mounted}`, elsewhere)).toEqual(['unknown-access']);
  expect(codes(`replicas: 3\n${mounted.replace('data}', 'data, readOnly: true}')}`, elsewhere)).toEqual([]);
});

it('a claim of its own is judged the same way', () => {
  expect(codes(`replicas: 1\n${group}${own()}`, {})).toEqual(['volume-access']);
  expect(codes(`${first}${group}${own()}`, {})).toEqual([]);
  expect(codes(`replicas: 3\n${group}${own(', accessModes: [ReadWriteMany]')}`, {})).toEqual([]);
  expect(codes(`workload: StatefulSet\nreplicas: 3\n${group}${own()}`, {})).toEqual([]);
});
