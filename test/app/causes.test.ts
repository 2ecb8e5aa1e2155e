import { schemas } from '../../app/schema';
import { join } from 'node:path';
import { causedValues, writtenWithoutEffect } from '../../app/causes';
import { Pipeline } from '../../app/pipeline';
import { base, removePlatforms, web, writePlatform } from '../support/platform';
import { missingFields } from '../support/written';

afterEach(removePlatforms);

const everyField = new Pipeline(join(__dirname, '../fixtures/every-field')).run();
const [resolution] = everyField.resolutions;
if (resolution === undefined) throw new Error('nothing is rendered');

describe('nothing that is written is dropped', () => {
  // The rest is checked against it.
  const notRendered = /^availability\.target$|^expose\.public$/;

  it.each([...resolution.services.keys()])('each line of %s changes its objects', (name) => {
    expect(writtenWithoutEffect(resolution, name).filter((path) => !notRendered.test(path))).toEqual([]);
  });

  it('the fixture has every field of a service', () => {
    const written = [...resolution.services.values()].flatMap(({ context }) =>
      context.layered.layers.map((layer) => layer.data),
    );
    // Parts that have the same schema and the same code as one that is covered, and what needs a cloud.
    const covered =
      /^(?:initContainers|sidecars|containers)\.NAME\.|^probes\.(?:port$|startup|readiness|liveness)|^extraServices\.NAME\.|^affinity\.\w+\.|\.matchExpressions|^lifecycle\.(?:postStart|preStop)\.|^serviceAccount\.identity$/;
    expect(missingFields(schemas.service, written, covered)).toEqual([]);
  });
});

describe('causes', () => {
  const files = {
    ...base,
    'platform.yaml':
      'name: shop\nowner: web\nedition: 2026-11\ndefaults:\n  resources: {requests: {memory: 64Mi}}\n',
    'environments/production.yaml':
      'provider: kubernetes\nnetworkPolicy: off\nservices:\n  web: {replicas: 4}\n',
    'services/web.yaml':
      'image: ghcr.io/acme/web:1.2.3\nports: {http: 8080}\nreplicas: 3\nenv: {A: x, B: y}\n',
  };

  function causes(more: Record<string, string> = {}): Map<string, string> {
    const { source, resolutions } = new Pipeline(writePlatform({ ...files, ...more })).run();
    const [only] = resolutions;
    const values = only === undefined ? [] : causedValues(source, only, 'web');
    return new Map(
      values.map(({ object, path, causes: places }) => [
        `${object} ${path}`,
        [...new Set(places.map(({ file, line }) => `${file}:${line}`))].join(', '),
      ]),
    );
  }

  it('each line of a profile is the cause of its own value alone', () => {
    const profile = causes({
      'services/web.yaml':
        'image: ghcr.io/acme/web:1.2.3\nports: {http: 8080}\nreplicas: 3\npodSecurityContext:\n  appArmorProfile:\n    type: Localhost\n    localhostProfile: web\n',
    });
    const at = 'Deployment web spec.template.spec.securityContext.appArmorProfile';
    expect(profile.get(`${at}.localhostProfile`)).toBe('services/web.yaml:7');
  });

  it('a drain behind a Service of manifests/ has none in the environment', () => {
    const behind = causes({
      'environments/production.yaml': 'provider: kubernetes\nnetworkPolicy: off\nzones: [a, b]\n',
      'services/web.yaml':
        'image: ghcr.io/acme/web:1.2.3\nports: {http: 8080}\nreplicas: 3\nservice: false\n',
      'manifests/all/web/service.yaml':
        'apiVersion: v1\nkind: Service\nmetadata: {name: front}\nspec: {selector: {app.kubernetes.io/name: web}, ports: [{port: 8080}]}\n',
    });
    const sleep = 'Deployment web spec.template.spec.containers[web].lifecycle.preStop.sleep.seconds';
    expect(behind.get(sleep)).toBeDefined();
    expect(behind.get(sleep)).not.toContain('environments/');
  });

  it.each([
    ['Deployment web spec.replicas', 'environments/production.yaml:4', 'the strongest layer alone'],
    [
      'Deployment web spec.template.spec.containers[web].image',
      'services/web.yaml:1',
      'a field that is required',
    ],
    [
      'Deployment web spec.template.spec.containers[web].resources.limits.memory',
      'platform.yaml:5',
      'a derived value',
    ],
    [
      'Deployment web spec.template.spec.containers[web].env[B].value',
      'services/web.yaml:4',
      'an entry of a list',
    ],
    [
      'Deployment web spec.template.spec.containers[web].readinessProbe.tcpSocket.port',
      'services/web.yaml:2',
      'a derived handler',
    ],
    ['Deployment web metadata.namespace', 'platform.yaml:1', 'a setting of the platform'],
    ['Deployment web spec.strategy.rollingUpdate.maxUnavailable', '', 'a default'],
    [
      'Service web spec.ports[8080].appProtocol',
      'services/web.yaml:2',
      'an object that is there because of it',
    ],
  ])('%s: %j (%s)', (value, place) => {
    expect(causes().get(value)).toBe(place);
  });

  describe('of an environment that extends another', () => {
    const found = causes({
      'environments/base.yaml':
        'provider: kubernetes\nnetworkPolicy: off\nnodes: {spot: {labels: {pool: cheap}}}\nzones: [a, b, c]\noperators: [vertical-pod-autoscaler]\n',
      'environments/production.yaml': 'extends: base\n',
      'services/web.yaml': `${web}replicas: 3\ncapacity: spot\nvpa: {}\n`,
    });
    const pod = 'Deployment web spec.template.spec';
    const term = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0]';

    it.each([
      [
        `${pod}.${term}.matchExpressions[pool].key`,
        'services/web.yaml:4, environments/base.yaml:1, environments/base.yaml:3',
        'its nodes',
      ],
      [
        `${pod}.topologySpreadConstraints[topology.kubernetes.io/zone/ScheduleAnyway].maxSkew`,
        'environments/base.yaml:4',
        'its zones',
      ],
      ['VerticalPodAutoscaler web spec.targetRef.name', 'services/web.yaml:5', 'a map that says no more'],
      [
        `${pod}.tolerations[node.kubernetes.io/not-ready/NoExecute].tolerationSeconds`,
        '',
        'an entry of a list by its key',
      ],
    ])('%s: %j (%s)', (value, place) => {
      expect(found.get(value)).toBe(place);
    });
  });

  it.each([
    ['egress[0].to[0].ipBlock.cidr', 2, 'nodes, of which all concerns know'],
    ['egress[1].ports[4317].port', 3, 'a setting that one concern reads'],
  ])('of a policy are lines of the environment: %s by line %d (%s)', (path, line) => {
    const found = causes({
      'environments/production.yaml': 'provider: eks\nnodes: auto-mode\ntelemetry: {namespace: telemetry}\n',
    });
    expect(found.get(`NetworkPolicy web spec.${path}`)).toBe(`environments/production.yaml:${line}`);
  });

  it('are the port that drains, and the file of the base where the provider is written', () => {
    const found = causes({
      'environments/base.yaml': '# where it runs\nprovider: eks\n',
      'environments/production.yaml': 'extends: base\n',
      'services/web.yaml': `${web}capacity: spot\n`,
    });
    expect(
      found.get('Deployment web spec.template.spec.containers[web].lifecycle.preStop.sleep.seconds'),
    ).toBe('services/web.yaml:2, environments/base.yaml:2');
  });

  it('name the strongest of several layers that say the same', () => {
    const found = causes({
      'environments/production.yaml':
        'provider: kubernetes\nnetworkPolicy: off\nservices:\n  web:\n    replicas: 3\n    env: {B: z}\n',
    });
    expect(found.get('Deployment web spec.template.spec.containers[web].env[B].name')).toBe(
      'environments/production.yaml:6',
    );
    expect(found.get('Deployment web spec.replicas')).toBe('environments/production.yaml:5');
  });
});
