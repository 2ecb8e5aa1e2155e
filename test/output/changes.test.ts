import { message, placeText } from '../../lib/diagnostics';
import type { JsonObject } from '../../lib/json';
import type { KubernetesObject, RenderedObject } from '../../lib/rendered';
import { placeOf } from '../../lib/rendered';
import { describeChanges } from '../../output/changes';

function object(
  apiVersion: string,
  kind: string,
  fields: JsonObject,
  namespace: string | null = 'shop',
): KubernetesObject {
  return {
    apiVersion,
    kind,
    metadata: { name: 'web', ...(namespace === null ? {} : { namespace }) },
    ...fields,
  };
}

function describe_(
  before: readonly KubernetesObject[],
  after: readonly KubernetesObject[],
  replace: readonly string[] = [],
) {
  const old = before.map((entry) => ({ environment: 'production', object: entry }));
  const rendered = after.map((entry): RenderedObject => ({
    environment: 'production',
    app: 'web',
    object: entry,
    causes: [{ file: 'services/web.yaml', line: 1, column: 1 }],
  }));
  const { changes, diagnostics } = describeChanges(old, rendered, replace);
  const names = (objects: typeof changes.removed) => objects.map((entry) => placeText(placeOf(entry)));
  const { added, removed, changed, restarted } = changes;
  return {
    changes: {
      added: names(added),
      removed: names(removed),
      changed: names(changed),
      restarted: names(restarted),
    },
    problems: diagnostics.map((found) => `${found.code}: ${message(found)}`),
  };
}

const deployment = (spec: JsonObject) => object('apps/v1', 'Deployment', { spec });

describe('what a change does', () => {
  it('names what is added, removed and changed', () => {
    const before = [deployment({ replicas: 1 }), object('v1', 'ConfigMap', { data: { a: 'b' } })];
    const after = [deployment({ replicas: 2 }), object('v1', 'Service', {})];
    expect(describe_(before, after).changes).toEqual({
      added: ['production: Service shop/web'],
      removed: ['production: ConfigMap shop/web'],
      changed: ['production: Deployment shop/web'],
      restarted: [],
    });
  });

  it('names controllers whose pods restart, and no other', () => {
    const template = (image: string) => ({ replicas: 1, template: { spec: { containers: [{ image }] } } });
    expect(describe_([deployment(template('a:1'))], [deployment(template('a:2'))]).changes.restarted).toEqual(
      ['production: Deployment shop/web'],
    );
    expect(
      describe_([deployment(template('a:1'))], [deployment({ ...template('a:1'), replicas: 3 })]).changes
        .restarted,
    ).toEqual([]);
  });

  it('the order of keys is no change', () => {
    const { changes } = describe_([deployment({ a: 1, b: 2 })], [deployment({ b: 2, a: 1 })]);
    expect(changes.changed).toEqual([]);
  });
});

/** Kind by kind, what the API server lets nobody change. */
const immutable: readonly (readonly [string, KubernetesObject, KubernetesObject])[] = [
  [
    'spec.selector',
    deployment({ selector: { matchLabels: { a: 'b' } } }),
    deployment({ selector: { matchLabels: { a: 'c' } } }),
  ],
  [
    'spec.selector',
    object('apps/v1', 'DaemonSet', { spec: { selector: { a: 'b' } } }),
    object('apps/v1', 'DaemonSet', { spec: { selector: { a: 'c' } } }),
  ],
  ...(['selector', 'serviceName', 'podManagementPolicy', 'volumeClaimTemplates'] as const).map((field) => {
    const set = (value: string) => object('apps/v1', 'StatefulSet', { spec: { [field]: value } });
    return [`spec.${field}`, set('a'), set('b')] as const;
  }),
  [
    'spec.template',
    object('batch/v1', 'Job', { spec: { template: 'a' } }),
    object('batch/v1', 'Job', { spec: { template: 'b' } }),
  ],
  [
    'spec.clusterIP',
    object('v1', 'Service', { spec: { clusterIP: 'None' } }),
    object('v1', 'Service', { spec: {} }),
  ],
  [
    'spec.storageClassName',
    object('v1', 'PersistentVolumeClaim', { spec: { storageClassName: 'a' } }),
    object('v1', 'PersistentVolumeClaim', { spec: { storageClassName: 'b' } }),
  ],
  [
    'value',
    object('scheduling.k8s.io/v1', 'PriorityClass', { value: 1 }, null),
    object('scheduling.k8s.io/v1', 'PriorityClass', { value: 2 }, null),
  ],
  [
    'roleRef',
    object('rbac.authorization.k8s.io/v1', 'RoleBinding', { roleRef: 'a' }),
    object('rbac.authorization.k8s.io/v1', 'RoleBinding', { roleRef: 'b' }),
  ],
  [
    'provisioner',
    object('storage.k8s.io/v1', 'StorageClass', { provisioner: 'a' }, null),
    object('storage.k8s.io/v1', 'StorageClass', { provisioner: 'b' }, null),
  ],
  [
    'spec.loadBalancerClass',
    object('v1', 'Service', { spec: { type: 'LoadBalancer', loadBalancerClass: 'a' } }),
    object('v1', 'Service', { spec: { type: 'LoadBalancer' } }),
  ],
  [
    'spec.ipFamilies',
    object('v1', 'Service', { spec: { ipFamilies: ['IPv4', 'IPv6'] } }),
    object('v1', 'Service', { spec: { ipFamilies: ['IPv6', 'IPv4'] } }),
  ],
  [
    'spec.controller',
    object('networking.k8s.io/v1', 'IngressClass', { spec: { controller: 'a' } }, null),
    object('networking.k8s.io/v1', 'IngressClass', { spec: { controller: 'b' } }, null),
  ],
  [
    'spec.scopes',
    object('v1', 'ResourceQuota', { spec: { scopes: ['BestEffort'] } }),
    object('v1', 'ResourceQuota', { spec: {} }),
  ],
  [
    'spec.podFailurePolicy',
    object('batch/v1', 'Job', { spec: { podFailurePolicy: { rules: [] } } }),
    object('batch/v1', 'Job', { spec: {} }),
  ],
  [
    'spec.template.spec.nodeClassRef.kind',
    object(
      'karpenter.sh/v1',
      'NodePool',
      { spec: { template: { spec: { nodeClassRef: { kind: 'a' } } } } },
      null,
    ),
    object(
      'karpenter.sh/v1',
      'NodePool',
      { spec: { template: { spec: { nodeClassRef: { kind: 'b' } } } } },
      null,
    ),
  ],
  [
    'spec',
    object('v1', 'Pod', { spec: { containers: [{ name: 'a', image: 'a:1' }] } }),
    object('v1', 'Pod', { spec: { containers: [{ name: 'b', image: 'a:1' }] } }),
  ],
  [
    'data',
    object('v1', 'ConfigMap', { immutable: true, data: { a: 'b' } }),
    object('v1', 'ConfigMap', { immutable: true, data: { a: 'c' } }),
  ],
];

it.each(immutable)(
  'a change of %s is refused, and let pass where --replace names it',
  (path, before, after) => {
    const { kind, metadata } = after;
    const { problems } = describe_([before], [after]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`web: ${path}: the API server refuses this change, got `);
    const name = [kind, metadata.namespace, 'web'].filter((part) => part !== undefined).join('/');
    expect(problems[0]).toContain(`run synth --replace ${name}`);
    expect(describe_([before], [after], [name]).problems).toEqual([]);
  },
);

it('the text of a refused change says what to do', () => {
  const [, before, after] = immutable[0] ?? [];
  if (before === undefined || after === undefined) throw new Error('no case');
  expect(describe_([before], [after]).problems).toEqual([
    'immutable-change: production: Deployment shop/web: spec.selector: the API server refuses this change, got {"matchLabels":{"a":"c"}} where {"matchLabels":{"a":"b"}} was; undo it, or delete the object in the cluster once this is merged with kubectl delete --cascade=orphan, so that its pods stay until the new one has its own, and run synth --replace Deployment/shop/web',
  ]);
});

it('of a long value the text shows what differs', () => {
  const set = (templates: JsonObject[]) =>
    object('apps/v1', 'StatefulSet', { spec: { volumeClaimTemplates: templates } });
  const template = (name: string, storage: string, more: JsonObject = {}): JsonObject => ({
    metadata: { name, labels: { 'app.kubernetes.io/name': 'web', team: 'web' } },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } }, ...more },
  });
  const textOf = (before: JsonObject[], after: JsonObject[]) =>
    /refuses this change, got (.*?); undo it/.exec(
      describe_([set(before)], [set(after)]).problems[0] ?? '',
    )?.[1];
  expect(textOf([template('data', '10Gi')], [template('data', '20Gi')])).toBe(
    '[0].spec.resources.requests.storage "20Gi" where "10Gi" was',
  );
  expect(textOf([template('data', '10Gi')], [template('data', '10Gi', { storageClassName: 'fast' })])).toBe(
    '[0].spec.storageClassName "fast" where nothing was',
  );
  expect(textOf([template('data', '10Gi')], [template('files', '20Gi', { storageClassName: 'fast' })])).toBe(
    '[0].metadata.name "files" where "data" was, [0].spec.resources.requests.storage "20Gi" where "10Gi" was, and 1 more',
  );
  expect(textOf([template('data', '10Gi'), template('wal', '1Gi')], [template('data', '10Gi')])).toMatch(
    /^\[1\] nothing where \{"metadata":\{"name":"wal".*\.\.\. was$/,
  );
  const config = (text: string) => object('v1', 'ConfigMap', { immutable: true, data: { text } });
  const [problem] = describe_([config(`${'a'.repeat(80)}b`)], [config(`${'a'.repeat(80)}c`)]).problems;
  expect(problem).toContain('got text "...aaaaaaaaaaaaaaac" where "...aaaaaaaaaaaaaaab" was');
});

it.each<[string, KubernetesObject, KubernetesObject]>([
  [
    'the class of a Service that is no load balancer any more',
    object('v1', 'Service', { spec: { type: 'LoadBalancer', loadBalancerClass: 'a' } }),
    object('v1', 'Service', { spec: { type: 'ClusterIP' } }),
  ],
  [
    'the address of a Service that becomes a name',
    object('v1', 'Service', { spec: { clusterIP: 'None' } }),
    object('v1', 'Service', { spec: { type: 'ExternalName', externalName: 'example.org' } }),
  ],
  [
    'the order of scopes',
    object('v1', 'ResourceQuota', { spec: { scopes: ['BestEffort', 'NotTerminating'] } }),
    object('v1', 'ResourceQuota', { spec: { scopes: ['NotTerminating', 'BestEffort'] } }),
  ],
  [
    'the image of a Pod',
    object('v1', 'Pod', { spec: { containers: [{ name: 'a', image: 'a:1' }] } }),
    object('v1', 'Pod', { spec: { containers: [{ name: 'a', image: 'a:2' }] } }),
  ],
])('%s may change', (_what, before, after) => {
  expect(describe_([before], [after])).toMatchObject({
    problems: [],
    changes: { changed: [expect.stringContaining('shop/web')] },
  });
});

it('a claim may grow, but not shrink', () => {
  const claim = (storage: string) =>
    object('v1', 'PersistentVolumeClaim', { spec: { resources: { requests: { storage } } } });
  expect(describe_([claim('1Gi')], [claim('2000Mi')]).problems).toEqual([]);
  expect(describe_([claim('2Gi')], [claim('1900Mi')]).problems).toHaveLength(1);
});

it('--replace that names no refused change is an error', () => {
  const same = deployment({ replicas: 1 });
  expect(describe_([same], [same], ['Deployment/shop/web']).problems).toEqual([
    'unknown-replace: --replace: names no such change, got Deployment/shop/web; expected KIND/NAMESPACE/NAME of an object whose change needs it; leave it out: nothing of this object changes that would need it',
  ]);
});

it.each(['deployment/shop/web', 'Deployment/web', 'deployment/web'])('--replace %s is corrected', (name) => {
  const [, before, after] = immutable[0] ?? [];
  if (before === undefined || after === undefined) throw new Error('no case');
  const { problems } = describe_([before], [after], [name]);
  expect(problems).toHaveLength(2);
  expect(problems[1]).toContain('; write Deployment/shop/web');
});

it('of a claim the data moves to a second one, since the first keeps its name', () => {
  const claim = (storage: string) =>
    object('v1', 'PersistentVolumeClaim', { spec: { resources: { requests: { storage } } } });
  expect(describe_([claim('10Gi')], [claim('5Gi')]).problems).toEqual([
    'immutable-change: production: PersistentVolumeClaim shop/web: spec.resources.requests.storage: the API server refuses this change, got "5Gi" where "10Gi" was; undo it, or keep the data: add a second volume with the new values, copy the data there, and then remove this one with synth --remove PersistentVolumeClaim/shop/web; where the data may go, run synth --replace PersistentVolumeClaim/shop/web and kubectl delete pvc web -n shop once this is merged',
  ]);
});

describe('the claims of a StatefulSet that is made anew', () => {
  const template = (name: string, storage: string, more: JsonObject = {}): JsonObject => ({
    metadata: { name },
    spec: { resources: { requests: { storage } }, ...more },
  });
  const set = (...volumeClaimTemplates: JsonObject[]) =>
    object('apps/v1', 'StatefulSet', { spec: { volumeClaimTemplates } });
  const ending = (before: KubernetesObject, after: KubernetesObject) =>
    describe_([before], [after]).problems[0]?.split('run synth --replace StatefulSet/shop/web')[1];

  it('keep their size until they are patched', () => {
    expect(ending(set(template('data', '10Gi')), set(template('data', '20Gi')))).toBe(
      '; claims of data that exist keep 10Gi until each is patched, where its StorageClass has allowVolumeExpansion: kubectl patch pvc data-web-ORDINAL -n shop -p \'{"spec":{"resources":{"requests":{"storage":"20Gi"}}}}\'',
    );
  });

  it.each([
    ['20Gi', '10Gi', {}, '; claims of data that exist keep 20Gi, since none can shrink'],
    ['10Gi', '10Gi', { storageClassName: 'fast' }, '; claims of data that exist stay as they are'],
  ])('stay as they are from %s to %s', (was, will, more, text) => {
    expect(ending(set(template('data', was)), set(template('data', will, more)))).toBe(text);
  });

  it('do not exist of a template that is new', () => {
    const data = template('data', '10Gi');
    expect(ending(set(data), set(data, template('wal', '1Gi')))).toBe('');
  });
});

it('a service that takes over a live controller may keep its selector', () => {
  const selected = (matchLabels: JsonObject, labels = {}): KubernetesObject => {
    const plain = deployment({ selector: { matchLabels } });
    return { ...plain, metadata: { ...plain.metadata, labels } };
  };
  const ours = selected({ 'app.kubernetes.io/name': 'web' }, { 'portolan.dev/team': 'web' });
  const [problem] = describe_([selected({ app: 'tool' })], [ours]).problems;
  expect(problem).toContain(
    '; undo it, or keep it: write selector: {app: "tool"} in the service, or delete the object',
  );
  expect(describe_([ours], [selected({ app: 'tool' })]).problems[0]).not.toContain('write selector');
});
