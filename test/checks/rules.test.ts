import { rules, runChecks } from '../../checks';
import type { CheckContext } from '../../checks';
import { placeText } from '../../lib/diagnostics';
import type { JsonObject } from '../../lib/json';
import type { KubernetesObject } from '../../lib/rendered';
import {
  annotated,
  container,
  context,
  deny,
  deployment,
  findings,
  inWave,
  namespace,
  podSpec,
  policy,
  policyWith,
  preSync,
  rendered,
  service,
} from './objects';
import { twoInOneCases } from './two-in-one-cases';

interface Case {
  readonly objects: readonly KubernetesObject[];
  readonly context?: Partial<CheckContext>;
  readonly plain?: true;
  readonly found: readonly string[];
}

const at = 'production: Deployment shop/web: spec.template.spec';
const first = `${at}.containers[0]`;

function configMap(data: Record<string, string>): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'shop' }, data };
}

function withMetadata(metadata: JsonObject): KubernetesObject {
  const object = deployment();
  return { ...object, metadata: { ...object.metadata, ...metadata } };
}

const withSettings = deployment({ container: { envFrom: [{ configMapRef: { name: 'settings' } }] } });
const withClaim = (name = 'web') =>
  deployment({
    name,
    spec: { selector: { matchLabels: { app: name } } },
    labels: { app: name },
    pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] },
  });
const claim: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', namespace: 'shop' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};
const hook = (value: string) => ({ 'argocd.argoproj.io/hook': value, 'argocd.argoproj.io/sync-wave': '-5' });
const inTools = (name: string) => ({ name, namespace: 'tools' });
const baseline: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'tools', labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
};

/** Objects that break one rule each, and the whole text of what is found. */
const cases: Readonly<Record<string, Case>> = {
  ...twoInOneCases,
  'one object twice': {
    objects: [configMap({}), configMap({})],
    found: [
      'duplicate-object: production: ConfigMap shop/settings: rendered twice, got one in web and one in web; rename or remove one of them',
    ],
  },
  'a Service whose name begins with a digit': {
    objects: [deployment(), { ...service(), metadata: { name: '1web', namespace: 'shop' } }],
    found: [
      'invalid-object-name: production: Service shop/1web: metadata.name: not a valid name for a Service, got "1web"; expected lowercase letters, digits and -, a letter first, at most 63; rename it',
    ],
  },
  'a Deployment with a name too long for a label': {
    objects: [withMetadata({ name: 'w'.repeat(64) })],
    found: [
      `invalid-object-name: production: Deployment shop/${'w'.repeat(64)}: metadata.name: not a valid name for a Deployment, got "${'w'.repeat(56)}...; expected a DNS name of at most 63 characters; rename it`,
    ],
  },
  'a label value with a space': {
    objects: [withMetadata({ labels: { owner: 'the team' } })],
    found: [
      'invalid-label: production: Deployment shop/web: metadata.labels.owner: no value for a label, got "the team"; expected a string of at most 63 letters, digits, -, _ and .; shorten or rename it',
    ],
  },
  'a label key with two slashes, and a number as annotation': {
    objects: [withMetadata({ labels: { 'a/b/c': 'x' }, annotations: { weight: 5 } })],
    found: [
      'invalid-label: production: Deployment shop/web: metadata.labels: no key for a label, got "a/b/c"; shorten or rename it',
      'invalid-label: production: Deployment shop/web: metadata.annotations.weight: no value for an annotation, got 5; expected a string; shorten or rename it',
    ],
  },
  'a ConfigMap that is not there': {
    objects: [deployment({ container: { envFrom: [{ configMapRef: { name: 'settings' } }] } })],
    found: [
      `missing-reference: ${first}.envFrom[0]: there is no ConfigMap of this name, got settings; render it, or name it under existing`,
    ],
  },
  'a Secret that nobody declared': {
    objects: [
      deployment({
        container: { env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'api', key: 'token' } } }] },
      }),
    ],
    found: [
      `missing-reference: ${first}.env[0]: there is no Secret of this name, got api; render it, or name it under existing`,
    ],
  },
  'a ServiceAccount that is not there': {
    objects: [deployment({ pod: { serviceAccountName: 'robot' } })],
    found: [
      `missing-reference: ${at}.serviceAccountName: there is no ServiceAccount of this name, got robot; render it, or name it under existing`,
    ],
  },
  'a workload in a wave before its ConfigMap': {
    objects: [inWave('-1', withSettings), configMap({})],
    found: [
      'sync-wave: production: Deployment shop/web: metadata.annotations.argocd.argoproj.io/sync-wave: Argo CD waits until wave -1 is healthy before it applies wave 0, where ConfigMap shop/settings is: the pods need it, so the first sync never ends, got -1; remove it, or write a wave of at least 0: within a wave Argo CD applies what pods need before the workloads',
    ],
  },
  'a workload in a wave before its NetworkPolicy': {
    objects: [inWave('1', deployment()), inWave('2', policy), deny],
    found: [
      'sync-wave: production: Deployment shop/web: metadata.annotations.argocd.argoproj.io/sync-wave: Argo CD waits until wave 1 is healthy before it applies wave 2, where NetworkPolicy shop/web is: the pods need it, so the first sync never ends, got 1; remove it, or write a wave of at least 2: within a wave Argo CD applies what pods need before the workloads',
    ],
  },
  'a claim in a wave before the only pods that mount it': {
    objects: [inWave('1', withClaim()), claim],
    found: [
      'hook-order: production: PersistentVolumeClaim shop/data: metadata: Argo CD waits until the claim is bound before it applies Deployment shop/web, which comes in a later wave or phase; most storage classes of clouds bind a claim only once a pod mounts it, so the first sync never ends, got wave 0; remove the wave or the hook from Deployment shop/web, or use a storage class with volumeBindingMode: Immediate',
    ],
  },
  'a plain workload in a wave before its ConfigMap': {
    plain: true,
    objects: [withSettings, inWave('5', configMap({}))],
    found: [
      'hook-order: production: Deployment shop/web: metadata.annotations: Argo CD waits until wave 0 is healthy before it applies wave 5, where ConfigMap shop/settings is: the pods need it, so the first sync never ends, got argocd.argoproj.io/sync-wave 5 of ConfigMap shop/settings; remove argocd.argoproj.io/sync-wave from ConfigMap shop/settings, or give this workload a wave of at least 5',
    ],
  },
  'a plain PreSync hook before its ConfigMap': {
    plain: true,
    objects: [annotated({ 'argocd.argoproj.io/hook': 'PreSync' }, withSettings), configMap({})],
    found: [
      'hook-order: production: Deployment shop/web: metadata.annotations.argocd.argoproj.io/hook: Argo CD runs PreSync hooks before it applies ConfigMap shop/settings, which the pods need: in a new cluster, or under a new name, it does not exist yet and the hook waits forever, got PreSync; make ConfigMap shop/settings a PreSync hook too, in the same wave or an earlier one, if only hooks use it, or use initContainers',
    ],
  },
  'a plain hook of Helm before its claim': {
    plain: true,
    objects: [annotated({ 'helm.sh/hook': 'pre-install' }, withClaim()), claim],
    found: [
      'hook-order: production: Deployment shop/web: metadata.annotations.helm.sh/hook: Argo CD runs PreSync hooks before it applies PersistentVolumeClaim shop/data, which the pods need: in a new cluster, or under a new name, it does not exist yet and the hook waits forever, got pre-install; make the workload a Sync hook, or use initContainers',
    ],
  },
  'a plain PreSync hook in a wave before that of its ConfigMap': {
    plain: true,
    objects: [annotated(hook('PreSync'), withSettings), annotated(preSync, configMap({}))],
    found: [
      'hook-order: production: Deployment shop/web: metadata.annotations.argocd.argoproj.io/sync-wave: Argo CD waits until wave -5 is healthy before it applies wave 0, where ConfigMap shop/settings is: the pods need it, so the first sync never ends, got -5; remove it, or write a wave of at least 0: within a wave Argo CD applies what pods need before the workloads',
    ],
  },
  'a plain workload whose ConfigMap is a PostSync hook': {
    plain: true,
    objects: [withSettings, annotated({ 'argocd.argoproj.io/hook': 'PostSync' }, configMap({}))],
    found: [
      'hook-order: production: Deployment shop/web: metadata: Argo CD runs PostSync hooks once everything else is healthy, and ConfigMap shop/settings is one: the pods need it, so the first sync never ends, got argocd.argoproj.io/hook PostSync of ConfigMap shop/settings; remove argocd.argoproj.io/hook from ConfigMap shop/settings',
    ],
  },
  'a plain container as root where its pod forbids root, in a baseline namespace': {
    plain: true,
    objects: [
      baseline,
      { ...deployment({ container: { securityContext: { runAsUser: 0 } } }), metadata: inTools('web') },
    ],
    found: [
      'conflicting-fields: production: Deployment tools/web: spec.template.spec.containers[0].securityContext.runAsUser: the container web never starts: runAsUser is 0, which is root, and runAsNonRoot is true, got 0; write runAsNonRoot: false next to it, or a user other than 0',
    ],
  },
  'a plain headless Service with another port than its pods': {
    plain: true,
    objects: [
      deployment(),
      service({
        clusterIP: 'None',
        ports: [
          { name: 'http', port: 80, targetPort: 'http' },
          { name: 'alt', port: 81, targetPort: 8080 },
        ],
      }),
    ],
    found: [
      "headless-port: production: Service shop/web: spec.ports[0].port: callers of a headless Service call the pods themselves, which listen on port 8080, got 80; write the pods' port here, which is what callers use, or remove clusterIP: None",
      "headless-port: production: Service shop/web: spec.ports[1].port: callers of a headless Service call the pods themselves, which listen on port 8080, got 81; write the pods' port here, which is what callers use, or remove clusterIP: None",
    ],
  },
  'a mount without a volume': {
    objects: [deployment({ container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] } })],
    found: [
      `missing-reference: ${first}.volumeMounts[0]: there is no volume of this name, got data; write the name of a volume from \`volumes\`, or add it there`,
    ],
  },
  'a namespace that nobody renders': {
    objects: [{ ...configMap({}), metadata: { name: 'settings', namespace: 'elsewhere' } }],
    found: [
      'missing-reference: production: ConfigMap elsewhere/settings: metadata.namespace: the namespace is not rendered, got elsewhere; name it under namespaces, with shared: true if others make it',
    ],
  },
  'a controller that does not select its own pods': {
    objects: [deployment({ labels: { app: 'other' } })],
    found: [
      "selector-mismatch: production: Deployment shop/web: spec.selector: the controller's own pods lack these labels, got app=web; make the labels of the pods and the selector agree",
    ],
  },
  'a Service without pods': {
    objects: [service()],
    found: [
      'selector-mismatch: production: Service shop/web: spec.selector: no pods have these labels, got app=web; make the labels of the pods and the selector agree',
    ],
  },
  'a Service port that no container has': {
    objects: [deployment(), service({ ports: [{ name: 'http', port: 80, targetPort: 'https' }] })],
    found: [
      'selector-mismatch: production: Service shop/web: spec.ports[0].targetPort: no container of these pods has this port, got https; add it to ports of the service',
    ],
  },
  'a number that no container declares, while 0 is none': {
    objects: [
      deployment(),
      service({ ports: [{ name: 'http', port: 80, targetPort: 9000 }] }),
      service({ ports: [{ name: 'http', port: 8080, targetPort: 0 }] }, 'zero'),
    ],
    found: [
      'selector-mismatch: production: Service shop/web: spec.ports[0].targetPort: no container of these pods has this port, got 9000; add it to ports of the service',
    ],
  },
  'two controllers over the same pods': {
    objects: [deployment(), deployment({ name: 'web-canary' })],
    found: [
      'selector-overlap: production: Deployment shop/web: spec.selector: selects pods of another controller, got Deployment web-canary; give one of them another selector',
      'selector-overlap: production: Deployment shop/web-canary: spec.selector: selects pods of another controller, got Deployment web; give one of them another selector',
    ],
  },
  'a variable that appears twice': {
    objects: [
      deployment({
        container: {
          env: [
            { name: 'A', value: '1' },
            { name: 'A', value: '2' },
          ],
        },
      }),
    ],
    found: [`duplicate-env: ${first}.env[1]: the variable appears twice, got A; remove one of them`],
  },
  'a variable used before it is defined, and one that is nowhere': {
    objects: [
      deployment({
        container: {
          env: [
            { name: 'URL', value: 'http://$(HOST)/$(PATH_)' },
            { name: 'HOST', value: 'x' },
            { name: 'LITERAL', value: '$$(HOST)' },
          ],
        },
      }),
    ],
    found: [
      `undefined-variable: ${first}.env[0].value: a variable is used before it is defined, got $(HOST) in URL; define it before, or write $$(VAR) for the text itself`,
      `undefined-variable: ${first}.env[0].value: a variable is not defined, got $(PATH_) in URL; define it before, or write $$(VAR) for the text itself`,
    ],
  },
  'a quantity in another form': {
    objects: [deployment({ container: { resources: { requests: { cpu: '1000m' } } } })],
    found: [
      `quantity-format: ${first}.resources.requests.cpu: not in its canonical form, got "1000m"; expected 1; write it as expected`,
    ],
  },
  'no quantity at all': {
    objects: [deployment({ container: { resources: { limits: { memory: 'lots' } } } })],
    found: [
      `quantity-format: ${first}.resources.limits.memory: no quantity, got "lots"; expected a quantity such as 250m or 512Mi; write it as expected`,
    ],
  },
  'a request above its limit': {
    objects: [
      deployment({ container: { resources: { requests: { memory: '1Gi' }, limits: { memory: '512Mi' } } } }),
    ],
    found: [
      `request-over-limit: ${first}.resources.requests.memory: more than the limit, got 1Gi; expected at most 512Mi; raise the limit or lower the request`,
    ],
  },
  'amounts that nobody means': {
    objects: [
      deployment({
        container: { resources: { requests: { cpu: '500', memory: '512m', 'nvidia.com/gpu': '512' } } },
      }),
    ],
    found: [
      `unlikely-amount: ${first}.resources.requests.cpu: this amount is not plausible, got "500"; expected less than 256 cores, such as 500m or 2; 500 means 500 cores; did you mean 500m?`,
      `unlikely-amount: ${first}.resources.requests.memory: this amount is not plausible, got "512m"; expected at least 4Mi; 512m means 0.512 bytes; did you mean 512Mi?`,
    ],
  },
  'an image without a tag': {
    objects: [deployment({ container: { image: 'localhost:5000/web' } })],
    found: [
      `image-unpinned: ${first}.image: the image is not pinned, got "localhost:5000/web"; expected a tag other than latest, or a digest; write a version tag or a digest`,
    ],
  },
  'an image from elsewhere': {
    objects: [deployment({ container: { image: 'nginx:1.29' } })],
    context: { registries: ['ghcr.io/acme/'] },
    found: [
      `image-registry: ${first}.image: the registry is not allowed, got "nginx:1.29"; expected ghcr.io/acme/; mirror the image, or add its registry and path to registries in platform.yaml`,
    ],
  },
  'a variable that looks like a secret, whose value is not shown': {
    objects: [deployment({ container: { env: [{ name: 'DB_PASSWORD', value: 'hunter2' }] } })],
    found: [
      `secret-literal: ${first}.env[0]: the value of DB_PASSWORD looks like a secret; keep it in a Secret of the cluster and refer to it: {secret: NAME, key: KEY}`,
    ],
  },
  'a password in a URL in a ConfigMap': {
    objects: [configMap({ url: 'postgres://app:hunter2@db/app' })],
    found: [
      'secret-literal: production: ConfigMap shop/settings: data.url: the value of url looks like a secret; keep it in a Secret of the cluster and refer to it: {secret: NAME, key: KEY}',
    ],
  },
  'secrets under other names, and in a connection string': {
    objects: [
      configMap({
        SECRET_KEY_BASE: 'x1',
        AUTH_KEY: 'x2',
        db: 'Host=pg;Username=u;Password=p',
        SECRET_NAME: 'web',
      }),
    ],
    found: ['SECRET_KEY_BASE', 'AUTH_KEY', 'db'].map(
      (key) =>
        `secret-literal: production: ConfigMap shop/settings: data.${key}: the value of ${key} looks like a secret; keep it in a Secret of the cluster and refer to it: {secret: NAME, key: KEY}`,
    ),
  },
  'a Secret with values': {
    objects: [{ ...configMap({}), kind: 'Secret', stringData: { a: 'b' }, data: undefined }],
    found: [
      'manifest-secret: production: Secret shop/settings: stringData: a Secret with values; create it in the cluster, and name it in existing.secrets',
    ],
  },
  'an object above 256 KiB': {
    objects: [configMap({ text: 'ä'.repeat(140_000) })],
    found: [
      'object-size: production: ConfigMap shop/settings: the object is too large, got 274 KiB; expected at most 256 KiB; split it, or load the data from object storage',
    ],
  },
};

it('objects that keep every rule are left in peace', () => {
  expect(findings([deployment(), service()])).toEqual([]);
});

it('a plain Service may reach a port that no container declares', () => {
  const undeclared = service({ ports: [{ name: 'http', port: 80, targetPort: 9000 }] });
  const all = [namespace, deployment()].map((object) => rendered(object));
  expect(runChecks([...all, { ...rendered(undeclared), plain: true }], context)).toEqual([]);
});

const cronJob: KubernetesObject = {
  ...annotated({ 'argocd.argoproj.io/sync-wave': '-5' }, withSettings),
  kind: 'CronJob',
  spec: { jobTemplate: { spec: withSettings['spec'] ?? null } },
};

it.each<[string, KubernetesObject[]]>([
  ['a later wave', [inWave('3', withSettings), configMap({}), policy, deny]],
  ['a claim that pods of its own wave mount as well', [withClaim(), inWave('1', withClaim('backup')), claim]],
  ['a claim of a later wave with its pods', [inWave('1', withClaim()), inWave('1', claim)]],
  ['one wave for all', [inWave('-3', withSettings), inWave('-3', configMap({}))]],
  ['a wave that is no number', [inWave('first', withSettings), configMap({})]],
  [
    'a policy for other pods',
    [
      deployment({ labels: { app: 'web' } }),
      inWave('2', policyWith({ podSelector: { matchLabels: { app: 'api' } }, egress: [{}] })),
      deny,
    ],
  ],
  [
    'a hook among the others',
    [annotated({ 'argocd.argoproj.io/hook': 'Sync' }, withSettings), configMap({})],
  ],
  ['a hook after the sync', [annotated(hook('PostSync'), withSettings), configMap({})]],
  ['a hook of a failed sync', [annotated(hook('SyncFail'), withSettings), configMap({})]],
  ['a CronJob, which starts nothing at once', [cronJob, configMap({})]],
  [
    'what a PreSync hook brings',
    [
      withSettings,
      annotated({ 'argocd.argoproj.io/hook': 'PreSync', 'argocd.argoproj.io/sync-wave': '5' }, configMap({})),
    ],
  ],
  [
    'a PreSync hook whose ConfigMap is one too, in its wave',
    [annotated(preSync, withSettings), annotated(preSync, configMap({})), annotated(preSync, policy), deny],
  ],
  [
    'a policy for all pods of the namespace',
    [deployment(), inWave('2', policyWith({ podSelector: {}, egress: [{}] })), deny],
  ],
  [
    'a PreSync hook whose ConfigMap is one too, in an earlier wave',
    [annotated(preSync, withSettings), annotated(hook('PreSync'), configMap({}))],
  ],
])('waves of Argo CD may have %s', (_name, objects) => {
  expect(findings(objects)).toEqual([]);
  expect(findings(objects, {}, true)).toEqual([]);
});

it.each<[string, KubernetesObject[]]>([
  ['a user other than root', [deployment({ container: { securityContext: { runAsUser: 7 } } })]],
  [
    'root where it may be root',
    [deployment({ container: { securityContext: { runAsUser: 0, runAsNonRoot: false } } })],
  ],
])('a plain pod in a baseline namespace may have %s', (_name, objects) => {
  const all = objects.map((object) => ({ ...object, metadata: inTools('web') }));
  expect(findings([baseline, ...all], {}, true)).toEqual([]);
});

it.each([
  [{ port: 8080 }],
  [{ port: 8080, targetPort: 'http' }],
  [{ port: 8080, targetPort: 0 }],
  [{ port: 80, targetPort: 'unknown' }],
])('a headless Service may have %j', (port) => {
  const found = findings([deployment(), service({ clusterIP: 'None', ports: [port] })], {}, true);
  expect(found.filter((text) => text.startsWith('headless-port'))).toEqual([]);
});

it.each(Object.entries(cases))('finds %s', (_name, { objects, context: other, plain, found }) => {
  expect(findings(objects, other, plain)).toEqual(found);
});

/** What breaks the restricted level of Pod Security, and the words for it. */
const podCases: readonly (readonly [string, { container?: JsonObject; pod?: JsonObject }, string])[] = [
  ['host network', { pod: { hostNetwork: true } }, `${at}.hostNetwork: hostNetwork is not allowed`],
  [
    'a hostPath volume',
    { pod: { volumes: [{ name: 'x', hostPath: { path: '/' } }] } },
    `${at}.volumes[0]: hostPath volumes are not allowed`,
  ],
  [
    'an NFS volume',
    { pod: { volumes: [{ name: 'x', nfs: { server: 's', path: '/' } }] } },
    `${at}.volumes[0]: the volume type is not allowed, got nfs`,
  ],
  [
    'an unsafe sysctl',
    {
      pod: {
        securityContext: { ...podSpec.securityContext, sysctls: [{ name: 'kernel.msgmax', value: '1' }] },
      },
    },
    `${at}.securityContext.sysctls: the sysctl is not allowed, got kernel.msgmax`,
  ],
  [
    'a privileged container',
    { container: { securityContext: { ...container.securityContext, privileged: true } } },
    `${first}.securityContext.privileged: privileged is not allowed`,
  ],
  [
    'privilege escalation',
    { container: { securityContext: { ...container.securityContext, allowPrivilegeEscalation: true } } },
    `${first}.securityContext.allowPrivilegeEscalation: must be false`,
  ],
  [
    'capabilities that are kept',
    { container: { securityContext: { allowPrivilegeEscalation: false } } },
    `${first}.securityContext.capabilities.drop: must contain ALL`,
  ],
  [
    'a capability that is added',
    {
      container: {
        securityContext: { ...container.securityContext, capabilities: { drop: ['ALL'], add: ['CHOWN'] } },
      },
    },
    `${first}.securityContext.capabilities.add: only NET_BIND_SERVICE may be added, got CHOWN`,
  ],
  [
    'a host port',
    { container: { ports: [{ containerPort: 1, hostPort: 1 }] } },
    `${first}.ports[0].hostPort: host ports are not allowed`,
  ],
  [
    'a pod that may be root',
    { pod: { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } } },
    `${first}.securityContext.runAsNonRoot: must be true`,
  ],
  [
    'no seccomp profile',
    { pod: { securityContext: { runAsNonRoot: true } } },
    `${first}.securityContext.seccompProfile: must be RuntimeDefault or Localhost`,
  ],
  [
    'an unconfined AppArmor profile',
    {
      container: {
        securityContext: { ...container.securityContext, appArmorProfile: { type: 'Unconfined' } },
      },
    },
    `${first}.securityContext.appArmorProfile: an unconfined appArmorProfile is not allowed`,
  ],
];

it.each(podCases)('Pod Security restricted refuses %s', (_name, parts, text) => {
  const found = findings([deployment(parts)]);
  expect(found).toEqual([
    expect.stringContaining(`pod-security: ${text}; change it, or write namespaces: {shop:`),
  ]);
});

it('Pod Security restricted refuses user 0; of a service that forbids root too, the model says more', () => {
  const found = (runAsNonRoot: boolean, plain?: boolean) => {
    const securityContext = { ...container.securityContext, runAsUser: 0, runAsNonRoot };
    const object = deployment({ container: { securityContext } });
    return runChecks([rendered(namespace), { ...rendered(object), ...(plain ? { plain } : {}) }], context)
      .map((finding) => `${placeText(finding)}: ${finding.problem}`)
      .filter((text) => text.includes('user 0'));
  };
  const refused = [`${first}.securityContext.runAsUser: user 0 is not allowed`];
  expect(found(false)).toEqual(refused);
  expect(found(true, true)).toEqual(refused);
  expect(found(true)).toEqual([]);
});

it('Pod Security baseline lets pass what only restricted refuses', () => {
  const lower: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
  };
  const objects = [
    lower,
    deployment({ pod: { securityContext: {} } }),
    deployment({ pod: { hostPID: true }, name: 'b' }),
  ];
  const codes = runChecks(
    objects.map((object) => rendered(object)),
    context,
  ).filter(({ code }) => code === 'pod-security');
  expect(codes.map(placeText)).toEqual(['production: Deployment shop/b: spec.template.spec.hostPID']);
});

it('Pod Security says which level a namespace needs, and where it is written', () => {
  const fixes = (object: KubernetesObject, plain: boolean) =>
    runChecks([{ ...rendered(namespace), plain }, rendered(object)], context).map(({ fix }) => fix);
  const setting = (level: string) =>
    `change it, or write namespaces: {shop: {podSecurity: ${level}}} in the environment or platform`;
  const open = { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } };
  expect(fixes(deployment({ pod: open }), false)).toEqual([setting('baseline')]);
  expect(fixes(deployment({ pod: { ...open, hostPID: true } }), false)).toEqual([
    setting('privileged'),
    setting('privileged'),
  ]);
  expect(fixes(deployment({ pod: open }), true)).toEqual([
    'change it, or set the label pod-security.kubernetes.io/enforce: baseline of the Namespace shop',
  ]);
});

it('every rule has a case that it finds', () => {
  const found = Object.values(cases).flatMap((entry) =>
    entry.found.map((text) => text.slice(0, text.indexOf(':'))),
  );
  // Those need objects of ours and plain ones together, or have a table of their own.
  const elsewhere = ['pod-security', 'closed-backend'];
  const missing = rules.map(({ id }) => id).filter((id) => ![...found, ...elsewhere].includes(id));
  expect(missing).toEqual([]);
});

it('a finding points to the line of the spec that caused the object', () => {
  const [found] = runChecks([rendered(deployment({ container: { image: 'web' } }))], context).filter(
    ({ code }) => code === 'image-unpinned',
  );
  expect(found?.location).toEqual({ file: 'services/web.yaml', line: 1, column: 1 });
});
