import fc from 'fast-check';
import { compareObjects } from '../../compare/compare';
import { deviations } from '../../compare/rules';
import type { JsonObject } from '../../lib/json';
import { isObject } from '../../lib/json';
import type { KubernetesObject } from '../../lib/rendered';
import { at, deployment, losses, ours, service, theirs } from './objects';

describe('the same thing written in two ways is held', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['a default that is written', { imagePullPolicy: 'IfNotPresent', tty: false }, {}],
    [
      'quantities',
      { resources: { requests: { cpu: '1000m', memory: '1024Mi' } } },
      { resources: { requests: { cpu: 1, memory: '1Gi' } } },
    ],
    [
      'quantities in other units',
      { resources: { limits: { cpu: 2, memory: 134217728, 'ephemeral-storage': '1e9' } } },
      { resources: { limits: { cpu: '2000m', memory: '128Mi', 'ephemeral-storage': '1G' } } },
    ],
    [
      'limits without requests',
      { resources: { requests: { cpu: '1' }, limits: { cpu: '1' } } },
      { resources: { limits: { cpu: '1' } } },
    ],
    ['nulls and empties', { env: [], volumeMounts: null, command: null, resources: {} }, {}],
    ['an empty variable', { env: [{ name: 'A' }] }, { env: [{ name: 'A', value: '' }] }],
    [
      'capabilities in small letters',
      { securityContext: { capabilities: { drop: ['all'] } } },
      { securityContext: { capabilities: { drop: ['ALL'] } } },
    ],
    ['numbers among arguments', { args: ['-p', 80] }, { args: ['-p', '80'] }],
    [
      'a probe of a named port',
      { readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 10 } },
      { readinessProbe: { tcpSocket: { port: 'http' } } },
    ],
    [
      'mounts in another order',
      {
        volumeMounts: [
          { name: 'a', mountPath: '/a' },
          { name: 'b', mountPath: '/b' },
        ],
      },
      {
        volumeMounts: [
          { name: 'b', mountPath: '/b' },
          { name: 'a', mountPath: '/a', readOnly: false },
        ],
      },
    ],
  ])('%s', (_name, manifest, rendering) => {
    expect(losses([deployment(manifest)], [deployment(rendering)])).toEqual([]);
  });

  it('an account under its deprecated name', () => {
    const pod = (fields: JsonObject) => deployment({}, theirs, fields);
    expect(losses([pod({ serviceAccount: 'a' })], [pod({ serviceAccountName: 'a' })])).toEqual([]);
    expect(
      losses([pod({ serviceAccount: 'a', serviceAccountName: 'b' })], [pod({ serviceAccountName: 'b' })]),
    ).toEqual([]);
    expect(losses([pod({ serviceAccount: 'a' })], [pod({})])).toEqual([
      'different spec.template.spec.serviceAccountName "a" "default"',
    ]);
  });

  it('an identity that the pod gives to its container', () => {
    const manifest = deployment({ securityContext: { runAsUser: 1000 } });
    const rendering = deployment({}, theirs, { securityContext: { runAsUser: 1000 } });
    expect(losses([manifest], [rendering])).toEqual([]);
    expect(losses([manifest], [deployment()])).toEqual([`missing ${at}.securityContext.runAsUser 1000`]);
  });

  it('a Service that names the port of its pods', () => {
    expect(losses([deployment(), service(theirs, 8080)], [deployment(), service(theirs, 'http')])).toEqual(
      [],
    );
  });

  it('an emptyDir that says more', () => {
    const volume = (emptyDir: JsonObject) => deployment({}, theirs, { volumes: [{ name: 'tmp', emptyDir }] });
    expect(losses([volume({})], [volume({ sizeLimit: '1Gi' })])).toEqual([]);
    expect(losses([volume({ medium: 'Memory' })], [volume({})])).toEqual([
      'different spec.template.spec.volumes[tmp].emptyDir.medium "Memory" ""',
    ]);
  });
});

describe('what is lost is found', () => {
  it.each<[string, JsonObject, JsonObject, string[]]>([
    ['an image', { image: 'acme/web:2' }, {}, [`different ${at}.image "acme/web:2" "acme/web:1"`]],
    [
      'another quantity',
      { resources: { limits: { memory: '128M' } } },
      { resources: { limits: { memory: '128Mi' } } },
      [`different ${at}.resources.limits.memory "128M" "128Mi"`],
    ],
    [
      'a variable',
      { env: [{ name: 'A', value: 'x' }] },
      {},
      [`missing ${at}.env[A].name "A"`, `missing ${at}.env[A].value "x"`],
    ],
    [
      'a default that does not hold',
      { imagePullPolicy: 'IfNotPresent' },
      { imagePullPolicy: 'Always' },
      [`different ${at}.imagePullPolicy "IfNotPresent" "Always"`],
    ],
    [
      'the order of variables',
      {
        env: [
          { name: 'A', value: 'x' },
          { name: 'B', value: 'y' },
        ],
      },
      {
        env: [
          { name: 'B', value: 'y' },
          { name: 'C', value: 'z' },
          { name: 'A', value: 'x' },
        ],
      },
      [`different ${at}.env#order ["A","B"] ["B","C","A"]`],
    ],
    [
      'the order of arguments',
      { args: ['a', 'b'] },
      { args: ['b', 'a'] },
      [`different ${at}.args ["a","b"] ["b","a"]`],
    ],
    [
      'the name of the only container',
      { name: 'server' },
      {},
      ['different spec.template.spec.containers[server].name "server" "web"'],
    ],
  ])('%s', (_name, manifest, rendering, found) => {
    expect(losses([deployment(manifest)], [deployment(rendering)])).toEqual(found);
  });

  it('a toleration of two with one key and effect', () => {
    const taint = (value: string) => ({ key: 'pool', operator: 'Equal', value, effect: 'NoSchedule' });
    const tolerations = (...values: string[]) =>
      deployment({}, theirs, { tolerations: values.map((value) => taint(value)) });
    expect(losses([tolerations('a', 'b')], [tolerations('b')])).toEqual(
      ['key "pool"', 'operator "Equal"', 'value "a"', 'effect "NoSchedule"'].map(
        (field) => `missing spec.template.spec.tolerations[pool/a/NoSchedule].${field}`,
      ),
    );
    const twice = deployment({}, theirs, {
      tolerations: [taint('a'), { ...taint('a'), operator: 'Exists' }],
    });
    expect(losses([twice], [tolerations('a')])).toHaveLength(4);
  });

  it('an object that is not rendered, field by field', () => {
    const { objects, coverage } = compareObjects([service(theirs)], []);
    expect(objects[0]?.findings.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'missing spec.selector.app',
      'missing spec.ports[80].port',
      'missing spec.ports[80].targetPort',
    ]);
    expect(coverage).toBe(0);
  });

  it('nothing where the rendering only adds', () => {
    const { total, addedObjects } = compareObjects(
      [deployment()],
      [deployment({ workingDir: '/app' }), service(theirs)],
    );
    expect([total.added, total.missing, total.different]).toEqual([1, 0, 0]);
    expect(addedObjects).toEqual(['Service web']);
  });

  it('another version of an API', () => {
    const old = { ...deployment(), apiVersion: 'apps/v1beta2' };
    expect(losses([old], [deployment()])).toEqual(['different apiVersion "apps/v1beta2" "apps/v1"']);
  });
});

describe('named deviations', () => {
  it('labels-and-selectors explains labels and selectors of controllers', () => {
    expect(losses([deployment()], [deployment({}, ours)])).toEqual(
      ['metadata.labels.app', 'spec.selector.matchLabels.app', 'spec.template.metadata.labels.app'].map(
        (path) => `missing ${path} "web" [labels-and-selectors]`,
      ),
    );
  });

  it('labels-and-selectors explains a Service only where it still selects the same workloads', () => {
    const manifests = [deployment(), service(theirs)];
    const explained = (selector: Record<string, string>) =>
      losses(manifests, [deployment({}, ours), service(selector)]).filter((line) =>
        line.includes('spec.selector.app '),
      );
    expect(explained(ours)).toEqual(['missing spec.selector.app "web" [labels-and-selectors]']);
    expect(explained({ 'app.kubernetes.io/name': 'other' })).toEqual(['missing spec.selector.app "web"']);
  });

  const labelled = (own: Record<string, string>, pod: Record<string, string> = own): KubernetesObject[] => {
    const object = deployment({}, theirs);
    const spec = object['spec'] as JsonObject;
    const template = { ...(spec['template'] as JsonObject), metadata: { labels: { ...theirs, ...pod } } };
    return [{ ...object, metadata: { name: 'web', labels: own }, spec: { ...spec, template } }];
  };
  const policy = (podSelector: JsonObject): KubernetesObject => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'web' },
    spec: { podSelector },
  });
  const matching = (matchLabels: Record<string, string>) => policy({ matchLabels });
  const open = (manifests: readonly KubernetesObject[], rendering: readonly KubernetesObject[]) =>
    losses(manifests, rendering).filter((line) => line.includes('labels.') && !line.endsWith(']'));

  it.each([
    ['that speaks to a webhook', { 'azure.workload.identity/use': 'true' }],
    ['that speaks to a mesh', { 'sidecar.istio.io/inject': 'false' }],
    ['that a Prometheus selects by', { release: 'prom' }],
    ['of a release', { 'app.kubernetes.io/version': '1.2.3' }],
    ['that groups', { tier: 'backend' }],
  ])('labels-and-selectors explains no label %s', (_name, labels) => {
    expect(open(labelled(labels), labelled({}))).toHaveLength(2);
    const service_ = { ...service(theirs), metadata: { name: 'web', labels } };
    expect(open([service_], [service(theirs)])).toHaveLength(1);
  });

  it('labels-and-selectors explains a label that manifests select by, but none of a domain of its own', () => {
    const tier = { tier: 'backend' };
    expect(open([...labelled(tier), matching(tier)], labelled({}))).toEqual([]);
    const among = policy({ matchExpressions: [{ key: 'tier', operator: 'In', values: ['backend', 'db'] }] });
    expect(open([...labelled(tier), among], labelled({}))).toEqual([]);
    expect(open([...labelled({ tier: 'web' }), among], labelled({}))).toHaveLength(2);
    const identity = { 'azure.workload.identity/use': 'true' };
    expect(open([...labelled(identity), matching(identity)], labelled({}))).toHaveLength(2);
  });

  it('labels-and-selectors explains the labels that Portolan and Helm write about themselves', () => {
    const helm = {
      'app.kubernetes.io/name': 'shop',
      'app.kubernetes.io/instance': 'release',
      'app.kubernetes.io/managed-by': 'Helm',
      'helm.sh/chart': 'shop-1.2.3',
      heritage: 'Helm',
    };
    expect(open(labelled(helm), labelled(ours))).toEqual([]);
  });

  it('labels-and-selectors explains no label that the rendering still selects by', () => {
    const tier = { tier: 'backend' };
    const manifests = [...labelled({}, tier), matching(tier)];
    expect(open(manifests, [...labelled({}), matching(tier)])).toEqual([
      'missing spec.template.metadata.labels.tier "backend"',
    ]);
    expect(open(manifests, [...labelled({}), matching({ ...tier, app: 'other' })])).toEqual([]);
    const rule: KubernetesObject = {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { name: 'web' },
      spec: { host: 'web', subsets: [{ name: 'a', labels: tier }] },
    };
    expect(open([...manifests, rule], [...labelled({}), rule])).toHaveLength(1);
  });

  it('labels-and-selectors explains no selector of volumes', () => {
    const claim = (spec: JsonObject): KubernetesObject => ({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data' },
      spec,
    });
    expect(
      losses([claim({ selector: { matchLabels: theirs } })], [claim({ storageClassName: 'a' })]),
    ).toEqual(['missing spec.selector.matchLabels.app "web"']);
  });

  it('labels-and-selectors explains no other field', () => {
    expect(losses([deployment({ workingDir: '/app' })], [deployment()])).toEqual([
      `missing ${at}.workingDir "/app"`,
    ]);
  });

  it('namespace', () => {
    const inside = (namespace: string) => ({ ...service(theirs), metadata: { name: 'web', namespace } });
    expect(losses([inside('a')], [inside('b')])).toEqual([
      'different metadata.namespace "a" "b" [namespace]',
    ]);
    expect(losses([inside('a')], [inside('b'), inside('a')])).toEqual([]);
  });

  it('secret-values, where the rendering refers to the Secret, and never shows a value', () => {
    const secret: KubernetesObject = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'api' },
      data: { token: 'aHVudGVyMg==' },
    };
    const env = [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'api', key: 'token' } } }];
    expect(losses([secret], [deployment({ env })])).toEqual(['missing data.token "…" [secret-values]']);
    expect(losses([secret], [deployment()])).toEqual(['missing data.token "…"']);
  });

  it('secret-values, where a variable refers to a Secret instead of a literal or a ConfigMap', () => {
    const literal = { env: [{ name: 'TOKEN', value: 'hunter2' }] };
    const key = { name: 'api', key: 'token' };
    const config = {
      env: [{ name: 'TOKEN', valueFrom: { configMapKeyRef: key } }],
      envFrom: [{ configMapRef: { name: 'api' } }],
    };
    const secret = {
      env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: key } }],
      envFrom: [{ secretRef: { name: 'api' } }],
    };
    const map: KubernetesObject = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'api' },
      data: { token: 'hunter2' },
    };
    expect(losses([deployment(literal)], [deployment(secret)])).toEqual([
      `missing ${at}.env[TOKEN].value "hunter2" [secret-values]`,
    ]);
    expect(losses([deployment(config), map], [deployment(secret)])).toEqual([
      `missing ${at}.env[TOKEN].valueFrom.configMapKeyRef.name "api" [secret-values]`,
      `missing ${at}.env[TOKEN].valueFrom.configMapKeyRef.key "token" [secret-values]`,
      `missing ${at}.envFrom[0].configMapRef.name "api" [secret-values]`,
      'missing data.token "…" [secret-values]',
    ]);
    expect(losses([deployment(literal)], [deployment({ env: [{ name: 'TOKEN', value: 'other' }] })])).toEqual(
      [`different ${at}.env[TOKEN].value "hunter2" "other"`],
    );
    const other = { envFrom: [{ secretRef: { name: 'other' } }] };
    expect(losses([deployment({ envFrom: config.envFrom })], [deployment(other)])).toEqual([
      `missing ${at}.envFrom[0].configMapRef.name "api"`,
    ]);
  });

  it('are not needed for a Job, which is found by its name without the hash', () => {
    const job = (name: string): KubernetesObject => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name },
      spec: { backoffLimit: 2 },
    });
    expect(losses([job('migrate')], [job('migrate-0123abcd')])).toEqual([]);
    expect(losses([job('migrate')], [job('migrate-other')])).toEqual(['missing spec.backoffLimit 2']);
  });

  it('have a reason each', () => {
    for (const reason of Object.values(deviations)) expect(reason).toMatch(/^[A-Z].*\.$/);
  });
});

describe('properties', () => {
  const scalar = fc.oneof(
    fc.string({ minLength: 1, maxLength: 8 }),
    fc.boolean(),
    fc.integer({ min: 1, max: 99 }),
  );
  const spec = fc.dictionary(
    fc.stringMatching(/^[a-z]{1,6}$/),
    fc.oneof(
      scalar,
      fc.array(scalar, { minLength: 1, maxLength: 3 }),
      fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), scalar, { minKeys: 1, maxKeys: 3 }),
    ),
    { minKeys: 1, maxKeys: 5 },
  );
  const custom = (fields: JsonObject): KubernetesObject => ({
    apiVersion: 'acme.dev/v1',
    kind: 'Widget',
    metadata: { name: 'a' },
    spec: fields,
  });

  it('an object holds itself', () => {
    fc.assert(
      fc.property(spec, (fields) => {
        const { coverage, unexplained, total } = compareObjects([custom(fields)], [custom(fields)]);
        expect([coverage, unexplained, total.added]).toEqual([1, 0, 0]);
      }),
    );
  });

  it('a field that is taken away is found, and nothing else', () => {
    fc.assert(
      fc.property(spec, (fields) => {
        const [name = ''] = Object.keys(fields);
        const { [name]: taken, ...rest } = fields;
        const { total } = compareObjects([custom(fields)], [custom(rest)]);
        const leaves = Array.isArray(taken) ? taken.length : isObject(taken) ? Object.keys(taken).length : 1;
        expect([total.missing > 0, total.missing <= leaves, total.different]).toEqual([true, true, 0]);
      }),
    );
  });
});

describe('timings of a probe that the manifest leaves to the API', () => {
  const get = { httpGet: { path: '/healthz', port: 8080 } };
  const found = (kind: string, manifest: JsonObject, rendering: JsonObject) =>
    losses(
      [deployment({ [`${kind}Probe`]: { ...get, ...manifest } })],
      [deployment({ [`${kind}Probe`]: { ...get, ...rendering } })],
    );

  it('are different where the container is restarted earlier', () => {
    expect(found('startup', { failureThreshold: 6 }, { failureThreshold: 6, periodSeconds: 2 })).toEqual([
      `different ${at}.startupProbe.periodSeconds 10 2`,
    ]);
    expect(found('liveness', {}, { failureThreshold: 1 })).toEqual([
      `different ${at}.livenessProbe.failureThreshold 3 1`,
    ]);
    expect(found('liveness', { timeoutSeconds: 5 }, { timeoutSeconds: 5, initialDelaySeconds: 1 })).toEqual([
      `different ${at}.livenessProbe.initialDelaySeconds 0 1 [probe-patience]`,
    ]);
    expect(found('readiness', {}, { failureThreshold: 6, timeoutSeconds: 2 })).toEqual([
      `different ${at}.readinessProbe.failureThreshold 3 6`,
      `different ${at}.readinessProbe.timeoutSeconds 1 2`,
    ]);
  });

  it('are explained where it is restarted later', () => {
    expect(found('liveness', { periodSeconds: 10 }, { failureThreshold: 6, periodSeconds: 10 })).toEqual([
      `different ${at}.livenessProbe.failureThreshold 3 6 [probe-patience]`,
    ]);
    expect(found('startup', {}, { periodSeconds: 2, failureThreshold: 150 })).toEqual([
      `different ${at}.startupProbe.periodSeconds 10 2 [probe-patience]`,
      `different ${at}.startupProbe.failureThreshold 3 150 [probe-patience]`,
    ]);
    expect(found('liveness', {}, { timeoutSeconds: 3 })).toEqual([
      `different ${at}.livenessProbe.timeoutSeconds 1 3 [probe-patience]`,
    ]);
  });

  it('are held where they are the same, and added with a probe that is added', () => {
    expect(found('startup', {}, { periodSeconds: 10, failureThreshold: 3 })).toEqual([]);
    const { total } = compareObjects(
      [deployment({})],
      [deployment({ startupProbe: { ...get, periodSeconds: 2 } })],
    );
    expect([total.different, total.added]).toEqual([0, 3]);
  });

  it('count as fields, so that what is held is right', () => {
    const manifest = deployment({ livenessProbe: get });
    const { total } = compareObjects(
      [manifest],
      [deployment({ livenessProbe: { ...get, failureThreshold: 1 } })],
    );
    const same = compareObjects([manifest], [manifest]).total;
    expect([total.held, total.different, total.fields]).toEqual([same.held, 1, same.fields + 1]);
  });
});
