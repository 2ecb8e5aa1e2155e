import type { KubernetesObject } from '../../lib/rendered';
import { Pipeline } from '../../app/pipeline';
import { eks, resolveWeb } from '../support/resolved';
import {
  base,
  objectOf,
  problemsOf,
  removePlatforms,
  renderWeb,
  web,
  writePlatform,
} from '../support/platform';

afterEach(removePlatforms);

interface PodSpec {
  readonly containers: readonly Record<string, unknown>[];
  readonly initContainers?: readonly Record<string, unknown>[];
  readonly volumes?: readonly Record<string, unknown>[];
}

function podOf(object: KubernetesObject): PodSpec {
  return (object['spec'] as unknown as { template: { spec: PodSpec } }).template.spec;
}

const deploymentOf = (text: string, more = {}) => objectOf(renderWeb(text, more), 'Deployment');
const containerOf = (text: string) => podOf(deploymentOf(text)).containers[0];
const quotaOf = (text: string, more = {}) =>
  (objectOf(renderWeb(text, more), 'ResourceQuota')['spec'] as { hard: unknown }).hard;

describe('probes', () => {
  const probes = (text: string) => {
    const { startupProbe, readinessProbe, livenessProbe } = containerOf(`image: acme/web:1\n${text}`) ?? {};
    return { startupProbe, readinessProbe, livenessProbe };
  };
  const tcp = { tcpSocket: { port: 'http' } };

  it('without a word: startup and readiness ask the main port, nothing kills the container', () => {
    expect(probes('ports: {http: 8080}\n')).toEqual({
      startupProbe: { ...tcp, periodSeconds: 2, failureThreshold: 150 },
      readinessProbe: tcp,
      livenessProbe: undefined,
    });
  });

  it('one handler serves all three, and liveness waits longest', () => {
    const httpGet = { path: '/healthz', port: 'http' };
    expect(probes('ports: {http: 8080}\nprobes: {path: /healthz}\n')).toEqual({
      startupProbe: { httpGet, periodSeconds: 2, failureThreshold: 150 },
      readinessProbe: { httpGet },
      livenessProbe: { httpGet, failureThreshold: 6 },
    });
  });

  it('each may have its own, and false is none', () => {
    expect(
      probes(
        'ports: {grpc: 9000}\nprobes: {grpc: true, startup: false, liveness: {path: /live, port: 8081}}\n',
      ),
    ).toEqual({
      startupProbe: undefined,
      readinessProbe: { grpc: { port: 9000 } },
      livenessProbe: { httpGet: { path: '/live', port: 8081 } },
    });
    expect(probes('ports: {http: 8080}\nprobes: false\n')).toEqual({});
  });

  it('a CronJob and a service without ports have none that nobody wrote', () => {
    expect(probes('replicas: 1\n')).toEqual({});
  });
});

describe('main port', () => {
  const readiness = (ports: string) => {
    const { readinessProbe } = containerOf(`image: acme/web:1\nports: ${ports}\n`) ?? {};
    return (readinessProbe as { tcpSocket: { port: string } }).tcpSocket.port;
  };

  it('is http, else grpc, else the only one', () => {
    expect(readiness('{grpc: 1, http: 2}')).toBe('http');
    expect(readiness('{metrics: 1, grpc: 2}')).toBe('grpc');
    expect(readiness('{amqp: 1}')).toBe('amqp');
  });

  it.each([
    ['the port of the same name', 'ports: {app: 3000}\nservice: {ports: {front: 80}}\n'],
    ['the port of the same number', 'ports: {app: 3000}\nservice: {ports: {web: 15001}}\n'],
    ['a port of another Service', 'ports: {app: 3000}\nextraServices: {public: {ports: {front: 80}}}\n'],
    ['targetPort of ports', 'ports: {app: {port: 3000, targetPort: front}}\n'],
  ])('may be a port of a sidecar that %s leads to', (_name, service) => {
    const proxy = 'sidecars: {proxy: {image: "acme/proxy:1", ports: {front: 15001}}}\nmainPort: front\n';
    const main = resolveWeb(proxy + service, eks).environment.services.get('web')?.mainPort;
    expect(main).toMatchObject({ name: 'front', port: 15001 });
  });

  it('may be a port of a proxy in front, which the main container is not probed on', () => {
    const front = 'containers: {nginx: {image: "acme/nginx:1", ports: {front: 8080}}}\nmainPort: front\n';
    const service = 'service: {ports: {http: {port: 80, targetPort: front}}}\n';
    const { environment } = resolveWeb(`ports: {app: 3000}\n${front}${service}`, eks, {
      'services/caller.yaml': 'image: acme/caller:1\nreplicas: 2\nconnects: [web]\n',
    });
    expect(environment.connections.map(({ to }) => to)).toMatchObject([
      { kind: 'service', name: 'web', ports: [{ port: 8080 }] },
    ]);
    const containers = environment.services.get('web')?.workloads[0]?.pod.containers;
    expect(containers?.map(({ probes }) => probes.readiness)).toEqual([
      { tcpSocket: { port: 'app' } },
      undefined,
    ]);
  });
});

describe('resources', () => {
  const resources = (text: string) => containerOf(`${web}resources: ${text}\n`)?.['resources'];

  it('a memory limit equals the request, and a CPU limit is nobody’s guess', () => {
    expect(resources('{requests: {cpu: 100m, memory: 128Mi}}')).toEqual({
      requests: { cpu: '100m', memory: '128Mi' },
      limits: { memory: '128Mi' },
    });
    expect(resources('{requests: {memory: 128Mi}, limits: {memory: 1024Mi, cpu: 1000m}}')).toEqual({
      requests: { memory: '128Mi' },
      limits: { memory: '1Gi', cpu: '1' },
    });
    expect(resources('{requests: {cpu: 0.5}}')).toEqual({ requests: { cpu: '500m' } });
  });
});

describe('replicas and rollout', () => {
  const spec = (text: string) => deploymentOf(`${web}${text}`)['spec'] as Record<string, unknown>;

  it('two replicas, none of which is taken away before its successor is ready', () => {
    expect(spec('')).toMatchObject({
      replicas: 2,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
    });
  });

  it('zero replicas are rendered, and Recreate has no surge', () => {
    expect(spec('replicas: 0\nstrategy: {type: Recreate}\n')).toMatchObject({
      replicas: 0,
      strategy: { type: 'Recreate' },
    });
  });
});

describe('volumes', () => {
  const mounts = (text: string) => {
    const pod = podOf(deploymentOf(`${web}${text}`));
    return { mounts: pod.containers[0]?.['volumeMounts'], volumes: pod.volumes };
  };

  it('/tmp is writable, unless something else is mounted there', () => {
    expect(mounts('')).toEqual({
      mounts: [{ name: 'writable-tmp', mountPath: '/tmp' }],
      volumes: [{ name: 'writable-tmp', emptyDir: {} }],
    });
    expect(mounts('volumes: {scratch: {emptyDir: {sizeLimit: 1024Mi}, mountPath: /tmp}}\n')).toEqual({
      mounts: [{ name: 'scratch', mountPath: '/tmp' }],
      volumes: [{ name: 'scratch', emptyDir: { sizeLimit: '1Gi' } }],
    });
  });

  it('paths that read alike get names of their own', () => {
    const { volumes } = mounts('writable: [/a/b, /a-b]\n');
    const names = (volumes ?? []).map(({ name }) => name);
    expect(names).toEqual(['writable-a-b', expect.stringMatching(/^writable-a-b-[0-9a-f]{8}$/)]);
  });

  it('keys of one Secret share a volume, and one with another mode has its own', () => {
    expect(
      mounts(
        'writable: []\nsecrets:\n  /a: {secret: s.x, key: a}\n  /b: {secret: s.x, key: b}\n  /c: {secret: s.x, key: c, mode: "0400"}\n',
      ),
    ).toEqual({
      mounts: [
        { name: 'secret-s-x', mountPath: '/a', subPath: 'a', readOnly: true },
        { name: 'secret-s-x', mountPath: '/b', subPath: 'b', readOnly: true },
        { name: 'secret-s-x-400', mountPath: '/c', subPath: 'c', readOnly: true },
      ],
      volumes: [
        { name: 'secret-s-x', secret: { secretName: 's.x' } },
        { name: 'secret-s-x-400', secret: { secretName: 's.x', defaultMode: 0o400 } },
      ],
    });
  });

  it('files become one ConfigMap, mounted one by one, and their content restarts the pods', () => {
    const text = (content: string) => `${web}files: {/etc/a.ini: "${content}", /etc/b/a.ini: y}\n`;
    const apps = renderWeb(text('x'));
    expect(objectOf(apps, 'ConfigMap', 'web-files')['data']).toEqual({
      'etc_a.ini': 'x',
      'etc_b_a.ini': 'y',
    });
    const checksum = (content: string) =>
      JSON.stringify(
        (deploymentOf(text(content))['spec'] as { template: { metadata: object } }).template.metadata,
      );
    expect(checksum('x')).toBe(checksum('x'));
    expect(checksum('x')).not.toBe(checksum('z'));
  });

  it('an immutable ConfigMap has its content in its name, and everything that refers to it follows', () => {
    const text = (value: string) =>
      `${web}configMaps: {fixed: {data: {a: ${value}}, immutable: true}}\nenv: {A: {config: fixed, key: a}}\nenvFrom: [{config: fixed}]\n` +
      'volumes:\n  one: {configMap: {name: fixed}}\n  two: {projected: {sources: [{configMap: {name: fixed}}]}}\n';
    const name = (value: string) => objectOf(renderWeb(text(value)), 'ConfigMap').metadata.name;
    expect(name('x')).toMatch(/^fixed-[0-9a-f]{8}$/);
    expect(name('x')).not.toBe(name('z'));
    const pod = JSON.stringify(podOf(deploymentOf(text('x'))));
    expect(pod.split(`"name":"${name('x')}"`)).toHaveLength(5);
    expect(pod).not.toContain('"name":"fixed"');
  });

  it('a StatefulSet gets templates and a governing Service', () => {
    const apps = renderWeb(
      `${web}workload: StatefulSet\nreplicas: 3\npodSecurityContext: {fsGroup: 1000}\nvolumes: {data: {claim: {storage: 1024Mi}, mountPath: /data}}\n`,
    );
    const set = objectOf(apps, 'StatefulSet')['spec'] as Record<string, unknown>;
    expect(set['serviceName']).toBe('web-headless');
    expect(set['volumeClaimTemplates']).toEqual([
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
    ]);
    expect(objectOf(apps, 'Service', 'web-headless')['spec']).toMatchObject({
      clusterIP: 'None',
      publishNotReadyAddresses: true,
    });
  });

  it('claim templates may have the labels of a live StatefulSet, which cannot change', () => {
    const labels = { 'app.kubernetes.io/name': 'postgresql', 'app.kubernetes.io/instance': 'shop' };
    const apps = renderWeb(
      `${web}workload: StatefulSet\nreplicas: 3\npodSecurityContext: {fsGroup: 1000}\nvolumes: {data: {claim: {storage: 1Gi, labels: ${JSON.stringify(labels)}}, mountPath: /data}}\n`,
    );
    expect(objectOf(apps, 'StatefulSet')['spec']).toMatchObject({
      volumeClaimTemplates: [{ metadata: { name: 'data', labels } }],
    });
  });

  it('a claim on a Deployment of one that is recreated is a PersistentVolumeClaim', () => {
    const apps = renderWeb(
      `${web}replicas: 1\nstrategy: {type: Recreate}\npodSecurityContext: {fsGroup: 1000}\nvolumes: {data: {claim: {storage: 1Gi}, mountPath: /data}}\n`,
    );
    expect(objectOf(apps, 'PersistentVolumeClaim').metadata.name).toBe('web-data');
  });
});

describe('quota', () => {
  const requests = 'resources: {requests: {cpu: 100m, memory: 100Mi}}\n';

  it('is the sum of all pods at their most, and a fifth more, on the next step', () => {
    // 3 replicas, 1 that a rollout adds, 3 that still end: 7 pods of 100m and 100Mi.
    expect(quotaOf(`${web}replicas: 3\n${requests}`)).toEqual({
      pods: '10',
      'requests.cpu': '1',
      'requests.memory': '1Gi',
      'limits.memory': '1Gi',
      services: '2',
      'services.loadbalancers': '0',
      persistentvolumeclaims: '0',
    });
  });

  it('leaves out what some container does not state, and never limits CPU', () => {
    const hard = quotaOf(`${web}resources: {requests: {cpu: 100m}, limits: {cpu: "1"}}\n`) as Record<
      string,
      string
    >;
    expect(Object.keys(hard).filter((name) => /cpu|memory/.test(name))).toEqual(['requests.cpu']);
  });

  it('has room for what the platform reserves', () => {
    const environment = {
      'environments/production.yaml':
        'provider: kubernetes\nnetworkPolicy: off\nquota: {reserve: {pods: "10", requests.cpu: "1", count/jobs.batch: "5"}}\n',
    };
    expect(quotaOf(`${web}replicas: 3\n${requests}`, environment)).toMatchObject({
      pods: '20',
      'requests.cpu': '2',
      'count/jobs.batch': '5',
    });
  });

  it('counts the largest init container where that is more', () => {
    const init =
      'initContainers: {big: {image: "acme/big:1", resources: {requests: {cpu: 1, memory: 1Gi}}}}\n';
    expect(quotaOf(`${web}replicas: 1\n${requests}${init}`)).toMatchObject({ 'requests.cpu': '5' });
  });

  it.each([
    [
      'quota: false',
      { 'environments/production.yaml': 'provider: kubernetes\nnetworkPolicy: off\nquota: false\n' },
    ],
    [
      'a shared namespace',
      { 'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\nnamespaces: {shop: {shared: true}}\n' },
    ],
  ])('there is none with %s', (_name, more) => {
    expect(() => quotaOf(web, more)).toThrow('no ResourceQuota');
  });
});

describe('the graph of connections', () => {
  it('knows services, data services, URLs and CIDRs, and cycles are fine', () => {
    const files = {
      ...base,
      'environments/production.yaml':
        'provider: kubernetes\nnetworkPolicy: off\ndataServices: {db: {host: db, port: 5432, cidrs: [10.0.0.0/24]}}\n',
      'services/web.yaml': `${web}connects: {api: true, "api:admin": true, db: true, "https://example.org": true, 10.1.0.0/16: {ports: [443]}}\n`,
      'services/api.yaml': 'image: acme/api:1\nports: {http: 80, admin: 81}\nconnects: [web]\n',
    };
    const [resolution] = new Pipeline(writePlatform(files)).run().resolutions;
    const http = (port: number) => ({ name: 'http', port, protocol: 'TCP' });
    const stripped = resolution?.environment.connections.map(({ location, ...rest }) => [
      location?.line,
      rest,
    ]);
    expect(stripped).toEqual([
      [3, { from: 'api', to: { kind: 'service', name: 'web', ports: [http(8080)] } }],
      [3, { from: 'web', to: { kind: 'service', name: 'api', ports: [http(80)] } }],
      [3, { from: 'web', to: { kind: 'service', name: 'api', ports: [{ ...http(81), name: 'admin' }] } }],
      [3, { from: 'web', to: { kind: 'data-service', name: 'db' } }],
      [
        3,
        {
          from: 'web',
          to: {
            kind: 'url',
            url: 'https://example.org',
            host: 'example.org',
            port: 443,
            protocol: 'TCP',
            cidrs: [],
          },
        },
      ],
      [
        3,
        {
          from: 'web',
          to: {
            kind: 'cidr',
            cidr: '10.1.0.0/16',
            written: '10.1.0.0/16',
            ports: [{ port: 443, protocol: 'TCP' }],
          },
        },
      ],
    ]);
  });

  it('an environment drops one with null', () => {
    const files = {
      ...base,
      'environments/production.yaml':
        'provider: kubernetes\nnetworkPolicy: off\nservices: {web: {connects: {"https://a.example": null}}}\n',
      'services/web.yaml': `${web}connects: ["https://a.example", "https://b.example"]\n`,
    };
    const [resolution] = new Pipeline(writePlatform(files)).run().resolutions;
    expect(resolution?.environment.connections.map(({ to }) => (to.kind === 'url' ? to.host : ''))).toEqual([
      'b.example',
    ]);
  });
});

describe('names and labels', () => {
  it('selectors are the name and the instance, and a Service selects by name alone', () => {
    const apps = renderWeb(web);
    const selector = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': 'web' };
    expect(objectOf(apps, 'Deployment')['spec']).toMatchObject({ selector: { matchLabels: selector } });
    expect(objectOf(apps, 'Service')['spec']).toMatchObject({
      selector: { 'app.kubernetes.io/name': 'web' },
    });
  });

  it('the selector of a live controller is kept, and its pods carry both', () => {
    const object = deploymentOf(`${web}selector: {app: web}\n`);
    expect(object['spec']).toMatchObject({
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web', 'app.kubernetes.io/name': 'web' } } },
    });
  });

  it.each([
    { 'app.kubernetes.io/name': 'webapp' },
    { 'app.kubernetes.io/name': 'webapp', 'app.kubernetes.io/instance': 'release' },
  ])('a live controller may be selected by the recommended labels: %j', (selector) => {
    const apps = renderWeb(
      `${web}selector: ${JSON.stringify(selector)}\npodLabels: {app.kubernetes.io/name: webapp}\n`,
      {
        'environments/production.yaml': 'provider: kubernetes\nnetworkPolicy: {engine: calico}\n',
        'services/caller.yaml': 'image: ghcr.io/acme/caller:1\nreplicas: 2\nconnects: [web]\n',
      },
    );
    const ours = { 'app.kubernetes.io/name': 'web' };
    expect(objectOf(apps, 'Deployment', 'web')).toMatchObject({
      metadata: { labels: ours },
      spec: { selector: { matchLabels: selector }, template: { metadata: { labels: selector } } },
    });
    expect(objectOf(apps, 'Service', 'web')).toMatchObject({
      metadata: { labels: ours },
      spec: { selector },
    });
    const spec = (kind: string, name: string) => objectOf(apps, kind, name)['spec'];
    expect(spec('PodDisruptionBudget', 'web')).toMatchObject({ selector: { matchLabels: selector } });
    expect(spec('NetworkPolicy', 'web')).toMatchObject({ podSelector: { matchLabels: selector } });
    expect(JSON.stringify(spec('NetworkPolicy', 'caller'))).toContain(
      JSON.stringify({ podSelector: { matchLabels: selector } }),
    );
  });

  it('the team is the folder, else the owner, else what the service says', () => {
    const team = (files: Record<string, string>) =>
      objectOf(new Pipeline(writePlatform({ ...base, ...files })).run().apps, 'Deployment').metadata.labels?.[
        'portolan.dev/team'
      ];
    expect(team({ 'services/web.yaml': web })).toBe('web');
    expect(team({ 'services/red/web.yaml': web })).toBe('red');
    expect(team({ 'services/red/web.yaml': `${web}team: blue\n` })).toBe('blue');
  });

  it('a Job’s name ends in a hash of its template', () => {
    const name = (image: string) =>
      objectOf(renderWeb(`workload: Job\nimage: ${image}\n`), 'Job').metadata.name;
    expect(name('acme/a:1')).toMatch(/^web-[0-9a-f]{8}$/);
    expect(name('acme/a:1')).toBe(name('acme/a:1'));
    expect(name('acme/a:1')).not.toBe(name('acme/a:2'));
  });

  it('objects that come to one name are an error', () => {
    const db = 'image: postgres:18.1\nworkload: StatefulSet\nreplicas: 3\nports: {tcp-pg: 5432}\n';
    expect(problemsOf({ ...base, 'services/db.yaml': db, 'services/db-headless.yaml': web })).toBe(
      'services/db.yaml:2:11 error duplicate-object\n' +
        '  production: Service shop/db-headless: rendered twice, got one in db-headless and one in db; rename or remove one of them\n' +
        '  2 | workload: StatefulSet\n    |           ^^^^^^^^^^^',
    );
  });
});

it('names that JavaScript knows are names like any other', () => {
  const apps = renderWeb(
    'image: acme/web:1\nports: {constructor: 80}\nnamespace: constructor\nenv: {constructor: a}\nlabels: {constructor: b}\n',
  );
  expect((objectOf(apps, 'Service')['spec'] as { ports: unknown }).ports).toEqual([
    { name: 'constructor', port: 80, targetPort: 'constructor' },
  ]);
  expect(objectOf(apps, 'Namespace').metadata.name).toBe('constructor');
});

describe('appProtocol', () => {
  const ports = (provider: string, service = web) =>
    (
      objectOf(
        renderWeb(`${service}service: {type: LoadBalancer}\n`, {
          'environments/production.yaml': `provider: ${provider}\n`,
        }),
        'Service',
      )['spec'] as { ports: unknown }
    ).ports;

  it('is left out of a load balancer that would take it for an order to probe /', () => {
    expect(ports('eks')).toEqual([{ name: 'http', port: 8080, targetPort: 'http', appProtocol: 'http' }]);
    expect(ports('aks')).toEqual([{ name: 'http', port: 8080, targetPort: 'http' }]);
  });

  it('stands wherever a person wrote it', () => {
    const written = 'image: acme/web:1\nports: {http: {port: 80, appProtocol: https}}\n';
    expect(ports('aks', written)).toEqual([
      { name: 'http', port: 80, targetPort: 'http', appProtocol: 'https' },
    ]);
  });
});

describe('plain manifests', () => {
  const manifest =
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: extra}\ndata: {a: b}\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: reader}\n';

  it('join the app of their name or make a new one, with the namespace that is missing', () => {
    const apps = renderWeb(web, {
      'manifests/all/web/a.yaml': manifest,
      'manifests/production/other/b.yaml': manifest
        .replaceAll('extra', 'more')
        .replaceAll('reader', 'writer'),
    });
    expect(apps.map(({ app }) => app)).toEqual(['namespaces', 'platform', 'web', 'other']);
    expect(objectOf(apps, 'ConfigMap', 'extra').metadata).toEqual({ name: 'extra', namespace: 'shop' });
    expect(objectOf(apps, 'ClusterRole', 'writer').metadata).toEqual({ name: 'writer' });
  });

  it('may hold several documents, of which some are empty', () => {
    const text =
      '---\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\n# nothing\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n---\n';
    const apps = renderWeb(web, { 'manifests/all/extra/a.yaml': text });
    expect(
      apps.find(({ app }) => app === 'extra')?.objects.map(({ object }) => object.metadata.name),
    ).toEqual(['a', 'b']);
  });

  it('have canonical quantities where the kind is Kubernetes’ own', () => {
    const claim =
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: c}\nspec: {resources: {requests: {storage: 1024Mi}}}\n';
    const limits =
      'apiVersion: v1\nkind: LimitRange\nmetadata: {name: l}\nspec: {limits: [{type: Pod, max: {cpu: 1000m}}]}\n';
    const text = 'data: {divisor: 1000m, requests: 1024Mi}\n';
    const config = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m, labels: {sizeLimit: 1000m}}\n${text}`;
    const custom =
      'apiVersion: acme.dev/v1\nkind: Widget\nmetadata: {name: w}\nspec: {limits: {cpu: 1000m}}\n';
    const apps = renderWeb(web, {
      'manifests/all/extra/a.yaml': [claim, limits, config, custom].join('---\n'),
    });
    expect(objectOf(apps, 'PersistentVolumeClaim')['spec']).toEqual({
      resources: { requests: { storage: '1Gi' } },
    });
    expect(objectOf(apps, 'LimitRange', 'l')['spec']).toEqual({
      limits: [{ type: 'Pod', max: { cpu: '1' } }],
    });
    expect(objectOf(apps, 'ConfigMap', 'm')).toMatchObject({
      metadata: { labels: { sizeLimit: '1000m' } },
      data: { divisor: '1000m', requests: '1024Mi' },
    });
    expect(objectOf(apps, 'Widget')['spec']).toEqual({ limits: { cpu: '1000m' } });
  });

  it('lose no field that nobody knows', () => {
    const custom =
      'apiVersion: acme.dev/v1\nkind: Widget\nmetadata: {name: w, namespace: shop}\nspec: {constructor: a, empty: {}, list: [], none: null, deep: {__x: 1}}\n';
    const object = objectOf(renderWeb(web, { 'manifests/all/widgets/w.yaml': custom }), 'Widget');
    expect(object['spec']).toEqual({ constructor: 'a', empty: {}, list: [], none: null, deep: { __x: 1 } });
  });
});
