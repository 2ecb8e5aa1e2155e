import type { JsonObject } from '../../lib/json';
import type { KubernetesObject } from '../../lib/rendered';
import { Cluster } from './cluster';

/**
 * Rules of the schema and the model are no stricter than the API server: it refuses what they refuse. Left out is what it
 * takes and what never works all the same, such as images that no runtime can read.
 */
type Row = readonly [title: string, object: KubernetesObject];

const cluster = new Cluster();
const metadata = { name: 'refused', namespace: 'default' };

function workload(
  kind: 'Deployment' | 'DaemonSet',
  pod: JsonObject,
  container: JsonObject,
  spec: JsonObject,
) {
  const labels = { app: 'refused' };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata,
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'main', image: 'acme/web:1', ...container }], ...pod },
      },
      ...spec,
    },
  };
}

const deployment = (title: string, spec: JsonObject): Row => [title, workload('Deployment', {}, {}, spec)];
const daemonSet = (title: string, spec: JsonObject): Row => [title, workload('DaemonSet', {}, {}, spec)];
const pod = (title: string, spec: JsonObject): Row => [title, workload('Deployment', spec, {}, {})];
const container = (title: string, fields: JsonObject): Row => [title, workload('Deployment', {}, fields, {})];
const variable = (title: string, valueFrom: JsonObject): Row =>
  container(title, { env: [{ name: 'A', valueFrom }] });
const resources = (title: string, fields: JsonObject): Row => container(title, { resources: fields });
const volume = (title: string, source: JsonObject): Row =>
  pod(title, { volumes: [{ name: 'data', ...source }] });
const projected = (title: string, source: JsonObject): Row =>
  volume(title, { projected: { sources: [source] } });
const mount = (title: string, fields: JsonObject): Row => [
  title,
  workload(
    'Deployment',
    { volumes: [{ name: 'data', emptyDir: {} }] },
    { volumeMounts: [{ name: 'data', mountPath: '/data', ...fields }] },
    {},
  ),
];
const toleration = (title: string, fields: JsonObject): Row => pod(title, { tolerations: [fields] });
const nodeTerm = (title: string, term: JsonObject): Row =>
  pod(title, {
    affinity: {
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } },
    },
  });
const podTerm = (title: string, term: JsonObject): Row =>
  pod(title, {
    affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } },
  });
const zone = 'topology.kubernetes.io/zone';
const spread = (title: string, fields: JsonObject): Row =>
  pod(title, {
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: zone, whenUnsatisfiable: 'ScheduleAnyway', ...fields },
    ],
  });
const service = (title: string, spec: JsonObject): Row => [
  title,
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { selector: { app: 'refused' }, ports: [{ name: 'http', port: 80 }], ...spec },
  },
];
const configMap = (title: string, fields: JsonObject): Row => [
  title,
  { apiVersion: 'v1', kind: 'ConfigMap', metadata, ...fields },
];
const job = (title: string, spec: JsonObject): Row => [
  title,
  {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata,
    spec: {
      template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'acme/job:1' }] } },
      ...spec,
    },
  },
];
const cronJob = (title: string, spec: JsonObject, template: JsonObject = {}): Row => {
  const [, { spec: jobSpec }] = job(title, template);
  return [
    title,
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata,
      spec: { schedule: '0 3 * * *', jobTemplate: { spec: jobSpec }, ...spec },
    },
  ];
};
const many = { completionMode: 'Indexed', completions: 100_001, parallelism: 1, backoffLimitPerIndex: 1 };
const claim = (title: string, spec: JsonObject): Row => [
  title,
  {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata,
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  },
];
const budget = (title: string, spec: JsonObject): Row => [
  title,
  {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata,
    spec: { selector: { matchLabels: { app: 'refused' } }, ...spec },
  },
];
const quota = (title: string, hard: JsonObject): Row => [
  title,
  { apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard } },
];
const autoscaler = (title: string, spec: JsonObject): Row => [
  title,
  {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata,
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'refused' },
      maxReplicas: 3,
      ...spec,
    },
  },
];

const described = (title: string, object: JsonObject): Row =>
  autoscaler(title, {
    metrics: [
      {
        type: 'Object',
        object: {
          describedObject: { apiVersion: 'v1', kind: 'Service', name: 'a', ...object },
          metric: { name: 'a' },
          target: { type: 'Value', value: '1' },
        },
      },
    ],
  });

const accepted: readonly Row[] = [
  deployment('a Deployment', { strategy: { rollingUpdate: { maxSurge: '150%', maxUnavailable: '100%' } } }),
  daemonSet('a DaemonSet', {}),
  variable('a variable', { fieldRef: { fieldPath: "metadata.annotations['a.b/c']" } }),
  resources('an extended resource', {
    requests: { 'nvidia.com/gpu': '1' },
    limits: { 'nvidia.com/gpu': '1' },
  }),
  mount('a mount', { subPath: 'a/b' }),
  projected('a projected volume', { serviceAccountToken: { path: 'a', expirationSeconds: 600 } }),
  toleration('a toleration', { key: 'a', value: 'b', effect: 'NoExecute', tolerationSeconds: 1 }),
  nodeTerm('a term', { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] }),
  podTerm('a term of pods', { labelSelector: {}, topologyKey: zone, matchLabelKeys: ['a'] }),
  spread('a spread', {}),
  service('a Service', {}),
  configMap('a key with one dot in front', { data: { '.a': 'b', 'a..': 'c' } }),
  variable('a divisor in other words', {
    resourceFieldRef: { resource: 'limits.memory', divisor: '1024Ki' },
  }),
  resources('huge pages', { limits: { cpu: '1', 'hugepages-2Mi': '4Mi' } }),
  volume('a driver', { csi: { driver: 'A-b.c' } }),
  podTerm('an empty selector', { labelSelector: {}, topologyKey: zone }),
  cronJob('the longest interval', { schedule: '@every 2562047h' }),
  pod('an address of IPv6', { hostAliases: [{ ip: '64:ff9b::1', hostnames: ['a'] }] }),
  configMap('a ConfigMap', { binaryData: { a: 'AAEC' } }),
  job('a Job', { completionMode: 'Indexed', completions: 1 }),
  claim('a claim', {}),
  budget('a budget', { maxUnavailable: '100%' }),
  quota('a quota', { 'requests.cpu': '1', 'count/jobs.batch': '1', 'requests.nvidia.com/gpu': '1' }),
  autoscaler('an autoscaler', {}),
];

const refused: readonly Row[] = [
  deployment('maxUnavailable above 100%', { strategy: { rollingUpdate: { maxUnavailable: '150%' } } }),
  daemonSet('maxSurge above 100% of a DaemonSet', {
    updateStrategy: { rollingUpdate: { maxSurge: '150%', maxUnavailable: 0 } },
  }),
  daemonSet('maxSurge of a DaemonSet beside the default maxUnavailable', {
    updateStrategy: { rollingUpdate: { maxSurge: 1 } },
  }),
  daemonSet('a DaemonSet that may do nothing', {
    updateStrategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } },
  }),
  deployment('a number that is no 32 bit number', { revisionHistoryLimit: 2 ** 31 }),
  budget('a budget above 100%', { maxUnavailable: '150%' }),
  variable('a field that is not there', { fieldRef: { fieldPath: 'metadata.nam' } }),
  variable('a label without its key', { fieldRef: { fieldPath: 'metadata.labels' } }),
  variable('a label with a bad key', { fieldRef: { fieldPath: "metadata.labels['a b']" } }),
  variable('a resource that is not there', { resourceFieldRef: { resource: 'foo.bar' } }),
  variable('an extended resource as variable', { resourceFieldRef: { resource: 'limits.nvidia.com/gpu' } }),
  variable('a divisor that is none of the units', {
    resourceFieldRef: { resource: 'limits.memory', divisor: '3Mi' },
  }),
  variable('a divisor of memory for a cpu', {
    resourceFieldRef: { resource: 'limits.cpu', divisor: '1Mi' },
  }),
  container('a prefix that no variable has', {
    envFrom: [{ prefix: 'A=', configMapRef: { name: 'a' } }],
  }),
  resources('a request for devices without a limit', { requests: { 'nvidia.com/gpu': '1' } }),
  resources('a request for devices below the limit', {
    requests: { 'nvidia.com/gpu': '1' },
    limits: { 'nvidia.com/gpu': '2' },
  }),
  resources('half a device', { requests: { 'a.com/b': '500m' }, limits: { 'a.com/b': '500m' } }),
  resources('a negative request', { requests: { cpu: '-1' } }),
  resources('a resource with a bad name', { requests: { 'bad name!': '1' } }),
  resources('a resource that is not there', { requests: { cpus: '1' } }),
  resources('an extended resource with a prefix of quotas', {
    requests: { 'requests.a.com/b': '1' },
    limits: { 'requests.a.com/b': '1' },
  }),
  resources('huge pages without cpu and memory', {
    requests: { 'hugepages-2Mi': '2Mi' },
    limits: { 'hugepages-2Mi': '2Mi' },
  }),
  resources('huge pages without a limit', { requests: { cpu: '1', 'hugepages-2Mi': '2Mi' } }),
  resources('huge pages of no size', {
    requests: { cpu: '1', 'hugepages-x': '2Mi' },
    limits: { 'hugepages-x': '2Mi' },
  }),
  quota('a quota of what is not there', { 'bad name!': '1' }),
  quota('a negative quota', { pods: '-1' }),
  quota('a quota of half a pod', { pods: '500m' }),
  container('two handlers of a hook', {
    lifecycle: { preStop: { exec: { command: ['a'] }, sleep: { seconds: 5 } } },
  }),
  container('no handler of a hook', { lifecycle: { preStop: {} } }),
  container('a sleep after the start that is longer than the grace period', {
    lifecycle: { postStart: { sleep: { seconds: 31 } } },
  }),
  container('no grace period of a probe', {
    livenessProbe: { exec: { command: ['a'] }, terminationGracePeriodSeconds: 0 },
  }),
  container('a header with a bad name', {
    livenessProbe: { httpGet: { path: '/', port: 1, httpHeaders: [{ name: 'a b', value: 'c' }] } },
  }),
  container('a user beyond 31 bits', { securityContext: { runAsUser: 2 ** 31 } }),
  container('a seccomp profile without its file', {
    securityContext: { seccompProfile: { type: 'Localhost' } },
  }),
  container('a seccomp file of another profile', {
    securityContext: { seccompProfile: { type: 'RuntimeDefault', localhostProfile: 'a' } },
  }),
  container('a seccomp file outside', {
    securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: '../a' } },
  }),
  container('an AppArmor profile without its name', {
    securityContext: { appArmorProfile: { type: 'Localhost' } },
  }),
  container('an AppArmor name of another profile', {
    securityContext: { appArmorProfile: { type: 'Unconfined', localhostProfile: 'a' } },
  }),
  container('privileged without escalation', {
    securityContext: { privileged: true, allowPrivilegeEscalation: false },
  }),
  container('CAP_SYS_ADMIN without escalation', {
    securityContext: { capabilities: { add: ['CAP_SYS_ADMIN'] }, allowPrivilegeEscalation: false },
  }),
  container('an unmasked /proc', { securityContext: { procMount: 'Unmasked' } }),
  pod('a probe of an init container', {
    initContainers: [{ name: 'init', image: 'acme/init:1', livenessProbe: { exec: { command: ['a'] } } }],
  }),
  pod('a hook of an init container', {
    initContainers: [
      { name: 'init', image: 'acme/init:1', lifecycle: { preStop: { exec: { command: ['a'] } } } },
    ],
  }),
  pod('a sysctl with a bad name', { securityContext: { sysctls: [{ name: 'a b', value: '1' }] } }),
  pod('a sysctl twice', {
    securityContext: {
      sysctls: [
        { name: 'kernel.shm_rmid_forced', value: '1' },
        { name: 'kernel.shm_rmid_forced', value: '0' },
      ],
    },
  }),
  pod('a sysctl of the network of the node', {
    hostNetwork: true,
    securityContext: { sysctls: [{ name: 'net.ipv4.tcp_syncookies', value: '1' }] },
  }),
  pod('a group beyond 31 bits', { securityContext: { fsGroup: 2 ** 31 } }),
  pod('processes of the node and of the pod', { hostPID: true, shareProcessNamespace: true }),
  pod('a port of the node that is not the container’s', {
    hostNetwork: true,
    containers: [{ name: 'a', image: 'a/b:1', ports: [{ containerPort: 80, hostPort: 81 }] }],
  }),
  pod('a port of the node twice', {
    containers: [
      {
        name: 'a',
        image: 'a/b:1',
        ports: [
          { containerPort: 80, hostPort: 81 },
          { containerPort: 82, hostPort: 81 },
        ],
      },
    ],
  }),
  pod('no nameserver', { dnsPolicy: 'None' }),
  pod('a nameserver that is no address', { dnsConfig: { nameservers: ['dns'] } }),
  pod('four nameservers', { dnsConfig: { nameservers: ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'] } }),
  pod('a search domain that is none', { dnsConfig: { searches: ['a b'] } }),
  pod('a DNS option without a name', { dnsConfig: { options: [{ name: '' }] } }),
  pod('a host alias that is no address', { hostAliases: [{ ip: '10.0.0', hostnames: ['a'] }] }),
  pod('a host alias that is no name', { hostAliases: [{ ip: '10.0.0.1', hostnames: ['a b'] }] }),
  toleration('Exists with a value', { key: 'a', operator: 'Exists', value: 'b' }),
  toleration('no key without Exists', { operator: 'Equal', value: 'b' }),
  toleration('a key that is none', { key: 'a b', operator: 'Exists' }),
  toleration('a value that is none', { key: 'a', value: 'b c' }),
  toleration('seconds of another effect', { key: 'a', effect: 'NoSchedule', tolerationSeconds: 5 }),
  toleration('seconds without an effect', { key: 'a', tolerationSeconds: 5 }),
  nodeTerm('In without values', { matchExpressions: [{ key: 'a', operator: 'In' }] }),
  nodeTerm('Exists with values', { matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] }),
  nodeTerm('Gt with two values', { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1', '2'] }] }),
  nodeTerm('a label key that is none', { matchExpressions: [{ key: 'a b', operator: 'Exists' }] }),
  nodeTerm('a label value that is none', {
    matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }],
  }),
  nodeTerm('another field of a node', {
    matchFields: [{ key: 'metadata.labels', operator: 'In', values: ['a'] }],
  }),
  nodeTerm('two names of a node', {
    matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a', 'b'] }],
  }),
  nodeTerm('that a field of a node exists', { matchFields: [{ key: 'metadata.name', operator: 'Exists' }] }),
  pod('no term', {
    affinity: {
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } },
    },
  }),
  pod('a weight above 100', {
    affinity: {
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 101, preference: { matchExpressions: [{ key: 'a', operator: 'Exists' }] } },
        ],
      },
    },
  }),
  podTerm('a topology key with a space', { labelSelector: {}, topologyKey: 'a b' }),
  podTerm('no topology key', { labelSelector: {}, topologyKey: '' }),
  podTerm('Gt of labels of pods', {
    labelSelector: { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] },
    topologyKey: zone,
  }),
  podTerm('In of pods without values', {
    labelSelector: { matchExpressions: [{ key: 'a', operator: 'In' }] },
    topologyKey: zone,
  }),
  podTerm('Exists of pods with values', {
    labelSelector: { matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] },
    topologyKey: zone,
  }),
  podTerm('a label key of pods that is none', {
    labelSelector: { matchLabels: { 'a b': 'c' } },
    topologyKey: zone,
  }),
  podTerm('a label value of pods that is none', {
    labelSelector: { matchLabels: { a: 'b c' } },
    topologyKey: zone,
  }),
  podTerm('a namespace that is none', { labelSelector: {}, topologyKey: zone, namespaces: ['A'] }),
  podTerm('label keys without a selector', { topologyKey: zone, matchLabelKeys: ['a'] }),
  podTerm('label keys in both lists', {
    labelSelector: {},
    topologyKey: zone,
    matchLabelKeys: ['a'],
    mismatchLabelKeys: ['a'],
  }),
  spread('minDomains of a soft spread', { minDomains: 2 }),
  spread('a label key of a spread that is none', { labelSelector: {}, matchLabelKeys: ['a b'] }),
  pod('a spread twice', {
    topologySpreadConstraints: [1, 2].map((maxSkew) => ({
      maxSkew,
      topologyKey: zone,
      whenUnsatisfiable: 'ScheduleAnyway',
    })),
  }),
  container('a port twice', {
    ports: [
      { name: 'a', containerPort: 80 },
      { name: 'b', containerPort: 80 },
    ],
  }),
  container('two mounts at one path', {
    volumeMounts: [
      { name: 'a', mountPath: '/a' },
      { name: 'a', mountPath: '/a' },
    ],
  }),
  pod('a Secret of a registry twice', { imagePullSecrets: [{ name: 'a' }, { name: 'a' }] }),
  pod('an address twice', {
    hostAliases: [
      { ip: '10.0.0.1', hostnames: ['a'] },
      { ip: '10.0.0.1', hostnames: ['b'] },
    ],
  }),
  mount('a sub-path that leads out', { subPath: '../x' }),
  mount('an absolute sub-path', { subPath: '/x' }),
  mount('a sub-path and an expression', { subPath: 'a', subPathExpr: 'b' }),
  mount('recursive without read-only', { recursiveReadOnly: 'Enabled' }),
  mount('recursive with propagation', {
    readOnly: true,
    recursiveReadOnly: 'Enabled',
    mountPropagation: 'HostToContainer',
  }),
  mount('propagation of an unprivileged container', { mountPropagation: 'Bidirectional' }),
  volume('an item with an absolute path', {
    configMap: { name: 'a', items: [{ key: 'a', path: '/b' }] },
  }),
  volume('an item that leads out', { secret: { secretName: 'a', items: [{ key: 'a', path: 'b/../..' }] } }),
  volume('an item with two dots in front', {
    secret: { secretName: 'a', items: [{ key: 'a', path: '..b' }] },
  }),
  volume('a negative limit', { emptyDir: { sizeLimit: '-1Gi' } }),
  volume('an unknown type of hostPath', { hostPath: { path: '/a', type: 'Folder' } }),
  volume('a driver that is none', { csi: { driver: 'a b' } }),
  projected('two sources in one', { configMap: { name: 'a' }, secret: { name: 'b' } }),
  projected('a token of five minutes', { serviceAccountToken: { path: 'a', expirationSeconds: 300 } }),
  projected('a token with an absolute path', { serviceAccountToken: { path: '/a' } }),
  projected('a field that no volume has', {
    downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'status.podIP' } }] },
  }),
  projected('an absolute path of a field', {
    downwardAPI: { items: [{ path: '/a', fieldRef: { fieldPath: 'metadata.name' } }] },
  }),
  service('ExternalName without a name', { type: 'ExternalName' }),
  service('ExternalName that is no name', { type: 'ExternalName', externalName: 'a b' }),
  service('nodePort of a ClusterIP', { ports: [{ port: 80, nodePort: 30080 }] }),
  service('nodePort twice', {
    type: 'NodePort',
    ports: [
      { name: 'a', port: 80, nodePort: 30080 },
      { name: 'b', port: 81, nodePort: 30080 },
    ],
  }),
  service('externalTrafficPolicy of a ClusterIP', { externalTrafficPolicy: 'Local' }),
  service('source ranges of a NodePort', { type: 'NodePort', loadBalancerSourceRanges: ['10.0.0.0/8'] }),
  service('source ranges that are none', { type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0'] }),
  service('loadBalancerClass of a NodePort', { type: 'NodePort', loadBalancerClass: 'a.b/c' }),
  service('loadBalancerClass that is none', { type: 'LoadBalancer', loadBalancerClass: 'a b' }),
  service('a headless NodePort', { type: 'NodePort', clusterIP: 'None' }),
  service('a headless LoadBalancer', { type: 'LoadBalancer', clusterIP: 'None' }),
  service('a headless ExternalName', { type: 'ExternalName', externalName: 'a.b', clusterIP: 'None' }),
  service('no ports', { ports: [] }),
  service('a port twice', {
    ports: [
      { name: 'a', port: 80 },
      { name: 'b', port: 80 },
    ],
  }),
  service('a timeout above a day', {
    sessionAffinity: 'ClientIP',
    sessionAffinityConfig: { clientIP: { timeoutSeconds: 86_401 } },
  }),
  service('an application protocol that is none', { ports: [{ port: 80, appProtocol: 'a b' }] }),
  configMap('a key with two dots in front', { data: { '..a': 'b' } }),
  variable('a key of a Secret with two dots in front', { secretKeyRef: { name: 'a', key: '..a' } }),
  variable('1024 as a divisor', { resourceFieldRef: { resource: 'limits.memory', divisor: '1024' } }),
  variable('an exponent as a divisor', { resourceFieldRef: { resource: 'limits.memory', divisor: '1e3' } }),
  resources('half a huge page', { limits: { cpu: '1', 'hugepages-2Mi': '3Mi' } }),
  resources('huge pages of size 0', { limits: { cpu: '1', 'hugepages-0Mi': '2Mi' } }),
  resources('a device with a name that is too long', { limits: { [`${'a'.repeat(245)}/b`]: '1' } }),
  volume('a driver with an empty part', { csi: { driver: 'a..b' } }),
  volume('a driver with a part that ends with a dash', { csi: { driver: 'a-.b' } }),
  nodeTerm('a name that no node has', {
    matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a-'] }],
  }),
  described('a group of two parts', { apiVersion: 'a/b/c' }),
  described('a kind that is a path', { kind: 'a/b' }),
  cronJob('an interval of more than 292 years', { schedule: '@every 2562048h' }),
  cronJob('a step beyond 63 bits', { schedule: '*/10000000000000000000 3 * * *' }),
  pod('an address of IPv4 in the form of IPv6', {
    hostAliases: [{ ip: '::ffff:1.2.3.4', hostnames: ['a'] }],
  }),
  pod('a nameserver of IPv4 in the form of IPv6', { dnsConfig: { nameservers: ['::ffff:102:304'] } }),
  service('source ranges of IPv4 in the form of IPv6', {
    type: 'LoadBalancer',
    loadBalancerSourceRanges: ['::ffff:a00:0/104'],
  }),
  pod('search domains of more than 2048 characters', {
    dnsConfig: {
      searches: Array.from({ length: 9 }, (_, index) => `${`${'a'.repeat(60)}.`.repeat(4)}b${index}`),
    },
  }),
  job('all exit codes', {
    podFailurePolicy: {
      rules: [{ action: 'FailJob', onExitCodes: { operator: 'NotIn', values: [...Array(256).keys()] } }],
    },
  }),
  volume('a source of a claim without its group', {
    ephemeral: {
      volumeClaimTemplate: {
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1Gi' } },
          dataSource: { kind: 'VolumeSnapshot', name: 'a' },
        },
      },
    },
  }),
  container('an AppArmor profile with a space in front', {
    securityContext: { appArmorProfile: { type: 'Localhost', localhostProfile: ' a' } },
  }),
  quota('a domain with an empty part', { 'a..b/c': '1' }),
  quota('a domain that begins with a dash', { '-a/b': '1' }),
  quota('a name that begins with a dash', { 'a/-b': '1' }),
  quota('half a Job', { 'count/jobs.batch': '500m' }),
  configMap('binary data that is not base64', { binaryData: { a: 'a b' } }),
  configMap('a key twice', { data: { a: 'b' }, binaryData: { a: 'AAEC' } }),
  job('Indexed without completions', { completionMode: 'Indexed', parallelism: 2 }),
  cronJob('Indexed in a CronJob without completions', {}, { completionMode: 'Indexed' }),
  job('many indexes without a bound of failures', many),
  job('many failures of many indexes', { ...many, maxFailedIndexes: 10_001 }),
  job('many indexes at a time', { ...many, maxFailedIndexes: 1, parallelism: 10_001 }),
  job('Indexed with too many at a time', {
    completionMode: 'Indexed',
    completions: 5,
    parallelism: 100_001,
  }),
  claim('no access mode', { accessModes: [] }),
  claim('a pod of its own beside another mode', { accessModes: ['ReadWriteOncePod', 'ReadWriteOnce'] }),
  claim('a size of nothing', { resources: { requests: { storage: '0' } } }),
  claim('a storage class that is none', { storageClassName: 'A b' }),
  autoscaler('a metric without a value', {
    metrics: [
      {
        type: 'External',
        external: { metric: { name: 'a' }, target: { type: 'Value', value: '0' } },
      },
    ],
  }),
  autoscaler('a metric of an object without a kind', {
    metrics: [
      {
        type: 'Object',
        object: {
          describedObject: { apiVersion: 'v1', kind: '', name: 'a' },
          metric: { name: 'a' },
          target: { type: 'Value', value: '1' },
        },
      },
    ],
  }),
  autoscaler('a metric with a bad name', {
    metrics: [
      {
        type: 'External',
        external: { metric: { name: 'a%b' }, target: { type: 'Value', value: '1' } },
      },
    ],
  }),
];

it.each(accepted)('%s that is right is taken', async (_title, object) => {
  const { status, body } = await cluster.apply(object, { dryRun: true });
  expect([status < 300, body['message']]).toEqual([true, undefined]);
});

/** Minor releases from which on the server refuses it: what is written today has to outlive an upgrade. */
const refusedFrom: Readonly<Record<string, number>> = {
  'an address of IPv4 in the form of IPv6': 36,
  'a nameserver of IPv4 in the form of IPv6': 36,
  'source ranges of IPv4 in the form of IPv6': 36,
};

it.each(refused)('%s is refused', async (title, object) => {
  const { status, body } = await cluster.apply(object, { dryRun: true });
  const [, minor = ''] = (await cluster.version()).split('.');
  if (Number.parseInt(minor, 10) < (refusedFrom[title] ?? 0)) {
    expect(status).toBeLessThan(300);
    return;
  }
  // What server-side apply cannot even merge or decode, such as a key twice in a list, is an error of its own.
  const broken = /duplicate|illegal base64/.test(String(body['message']));
  expect(broken ? [422, 500] : [422]).toContain(status);
});
