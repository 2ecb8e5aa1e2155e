import { message } from '../../lib/diagnostics';
import { withPruneGuard } from '../../lib/prune-guards';
import type { JsonObject } from '../../lib/json';
import type { KubernetesObject, RenderedObject } from '../../lib/rendered';
import { describeRemovals } from '../../output/removals';

const object = (kind: string, name: string, more: JsonObject = {}, apiVersion = 'v1'): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name, ...(/^(Namespace|PersistentVolume)$/.test(kind) ? {} : { namespace: 'shop' }) },
  ...more,
});
const withGuards = (kind: string, name: string): KubernetesObject => {
  const plain = object(kind, name);
  return { ...plain, metadata: { ...plain.metadata, annotations: withPruneGuard() } };
};
const set = (templates: readonly string[], more: JsonObject = {}): KubernetesObject => {
  const volumeClaimTemplates = templates.map((name) => ({ metadata: { name } }));
  return object('StatefulSet', 'db', { spec: { volumeClaimTemplates, ...more } }, 'apps/v1');
};

function removals(
  before: readonly KubernetesObject[],
  after: readonly KubernetesObject[],
  ...remove: readonly string[]
) {
  const old = before.map((entry) => ({ environment: 'production', object: entry }));
  const rendered = after.map((entry): RenderedObject => ({
    environment: 'production',
    app: 'web',
    object: entry,
    causes: [],
  }));
  const { left, diagnostics } = describeRemovals(old, rendered, remove);
  return { left, problems: diagnostics.map((found) => `${found.code}: ${message(found)}`) };
}

const claim = withGuards('PersistentVolumeClaim', 'data');
const service = (type: string, more: JsonObject = {}) =>
  object('Service', 'edge', { spec: { type, ...more } });
const definition = object('CustomResourceDefinition', 'things.example.org', {}, 'apiextensions.k8s.io/v1');

describe('what leaves the output with data is an error', () => {
  it('a claim that the guards keep: it stays, and the command that deletes it is named', () => {
    expect(removals([claim], []).problems).toEqual([
      "removed-data: production: PersistentVolumeClaim shop/data: it leaves the output, but stays in the cluster with its data: its annotations keep Argo CD and Flux from deleting it; undo the change, or accept it: run synth --remove PersistentVolumeClaim/shop/data (--remove 'production/*' for all of production); where nobody needs it any more, kubectl delete pvc data -n shop deletes it with its data",
    ]);
  });

  it('a plain claim without guards: it would be deleted', () => {
    expect(removals([object('PersistentVolumeClaim', 'data')], []).problems).toEqual([
      "removed-data: production: PersistentVolumeClaim shop/data: it leaves the output, and Argo CD and Flux delete it with its data, where they prune; undo the change, or guard it first as docs/output.md says, and remove it once that is applied, or accept it: run synth --remove PersistentVolumeClaim/shop/data (--remove 'production/*' for all of production)",
    ]);
  });

  it('a Namespace, without the advice to delete what others use', () => {
    expect(removals([withGuards('Namespace', 'shop')], []).problems).toEqual([
      "removed-data: production: Namespace shop: it leaves the output, but stays in the cluster with everything in it: its annotations keep Argo CD and Flux from deleting it; undo the change, or accept it: run synth --remove Namespace/shop (--remove 'production/*' for all of production); where nobody needs it any more, kubectl delete namespace shop deletes it with everything in it",
    ]);
  });

  it('the claims of a StatefulSet, which goes itself', () => {
    expect(removals([set(['data'])], []).problems).toEqual([
      "removed-data: production: StatefulSet shop/db: the StatefulSet leaves the output; the claims that were made of data stay in the cluster with their data: nothing deletes them; undo the change, or accept it: run synth --remove StatefulSet/shop/db (--remove 'production/*' for all of production); where nobody needs them any more, kubectl get pvc -n shop -o name | grep -E '/data-db-[0-9]+$' | xargs kubectl delete -n shop deletes them with their data",
    ]);
  });

  it('the address of a load balancer', () => {
    expect(removals([service('LoadBalancer')], [service('ClusterIP')]).problems).toEqual([
      "removed-data: production: Service shop/edge: it is no longer of type LoadBalancer, and the cluster deletes its load balancer, whose address callers and DNS records have; undo the change, or accept it: run synth --remove Service/shop/edge (--remove 'production/*' for all of production)",
    ]);
  });

  it.each([
    [
      'a renamed claim',
      [claim],
      [withGuards('PersistentVolumeClaim', 'files')],
      'PersistentVolumeClaim shop/data',
    ],
    ['a Namespace', [withGuards('Namespace', 'shop')], [], 'Namespace shop'],
    ['a volume', [object('PersistentVolume', 'disk')], [], 'PersistentVolume disk'],
    ['a definition', [definition], [], 'CustomResourceDefinition shop/things.example.org'],
    ['a load balancer', [service('LoadBalancer')], [], 'Service shop/edge'],
    [
      'a load balancer that becomes a plain Service',
      [service('LoadBalancer')],
      [service('ClusterIP')],
      'Service shop/edge',
    ],
    ['a StatefulSet with claims', [set(['data'])], [], 'StatefulSet shop/db'],
    ['a claim template', [set(['data', 'wal'])], [set(['data'])], 'StatefulSet shop/db'],
    [
      'a Deployment in place of a StatefulSet',
      [set(['data'])],
      [object('Deployment', 'db')],
      'StatefulSet shop/db',
    ],
  ])('%s', (_name, before, after, title) => {
    const { problems, left } = removals(before, after);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`removed-data: production: ${title}: `);
    expect(left).toEqual([]);
  });

  it.each([
    ['a claim that changes', [claim], [object('PersistentVolumeClaim', 'data')]],
    ['a StatefulSet without claims', [set([])], []],
    ['a StatefulSet with a further claim', [set(['data'])], [set(['data', 'wal'])]],
    ['a Deployment', [object('Deployment', 'web', {}, 'apps/v1')], []],
    ['a Service', [service('ClusterIP')], []],
    ['a Service that gets a load balancer', [service('ClusterIP')], [service('LoadBalancer')]],
    ['a load balancer with other ports', [service('LoadBalancer')], [service('LoadBalancer', { ports: [] })]],
    ['a Service of Knative', [{ ...service('LoadBalancer'), apiVersion: 'serving.knative.dev/v1' }], []],
    ['a custom Namespace', [object('Namespace', 'shop', {}, 'example.org/v1')], []],
  ])('but not %s', (_name, before, after) => {
    expect(removals(before, after)).toEqual({ left: [], problems: [] });
  });
});

const gateway = (className: string): KubernetesObject =>
  object('Gateway', 'edge', { spec: { gatewayClassName: className } }, 'gateway.networking.k8s.io/v1');
const ingress = (name: string, className?: string, group?: string): KubernetesObject => {
  const plain = object('Ingress', name, {}, 'networking.k8s.io/v1');
  const annotations = group === undefined ? {} : { 'alb.ingress.kubernetes.io/group.name': group };
  return {
    ...plain,
    metadata: { ...plain.metadata, annotations },
    spec: className === undefined ? {} : { ingressClassName: className },
  };
};

describe('a public entry point that leaves', () => {
  it.each([
    [
      'a Gateway',
      [gateway('eg')],
      [],
      'Gateway shop/edge: it leaves the output, and Argo CD and Flux delete it with its load balancer',
    ],
    [
      'a Gateway of another class',
      [gateway('alb')],
      [gateway('eg')],
      'Gateway shop/edge: its class is now eg where alb was, and the cluster deletes its load balancer',
    ],
    [
      'a renamed Gateway',
      [gateway('eg')],
      [{ ...gateway('eg'), metadata: { name: 'new', namespace: 'shop' } }],
      'Gateway shop/edge: it leaves',
    ],
    ['an Ingress with a load balancer', [ingress('web', 'alb')], [], 'Ingress shop/web: it leaves'],
    ['an Ingress of the default class', [ingress('web')], [], 'Ingress shop/web: it leaves'],
    [
      'an Ingress of another class',
      [ingress('web', 'alb')],
      [ingress('web', 'nginx')],
      'Ingress shop/web: its class is now nginx',
    ],
    [
      'the last Ingress of a group',
      [ingress('web', 'alb', 'all')],
      [ingress('api', 'alb', 'other')],
      'Ingress shop/web: it leaves',
    ],
  ])('%s takes its address along', (_name, before, after, text) => {
    const { problems } = removals(before, after);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`removed-data: production: ${text}`);
  });

  it.each([
    [
      'a Gateway that changes',
      [gateway('eg')],
      [{ ...gateway('eg'), metadata: { name: 'edge', namespace: 'shop', labels: { a: 'b' } } }],
    ],
    ["an Ingress behind its controller's load balancer", [ingress('web', 'nginx')], []],
    ['an Ingress of a group that stays', [ingress('web', 'alb', 'all')], [ingress('api', 'alb', 'all')]],
    ['an Ingress that names the class it had by default', [ingress('web')], [ingress('web', 'nginx')]],
    ['an Ingress that no longer names its class', [ingress('web', 'alb')], [ingress('web')]],
    ['a Gateway of Istio', [object('Gateway', 'edge', {}, 'networking.istio.io/v1')], []],
  ])('but not %s', (_name, before, after) => {
    expect(removals(before, after).problems).toEqual([]);
  });
});

describe('claims of members that a StatefulSet loses', () => {
  const scaled = (replicas: number | undefined, whenScaled = 'Delete', more: JsonObject = {}) =>
    set(['data', 'wal'], {
      persistentVolumeClaimRetentionPolicy: { whenScaled },
      ...(replicas === undefined ? {} : { replicas }),
      ...more,
    });

  it('are deleted where the policy says so', () => {
    expect(removals([scaled(5)], [scaled(3)]).problems).toEqual([
      "removed-data: production: StatefulSet shop/db: replicas go from 5 to 3, and Kubernetes deletes the claims data-db-3, data-db-4, wal-db-3, wal-db-4 with their data, as whenScaled: Delete in its persistentVolumeClaimRetentionPolicy says; undo the change, or set whenScaled: Retain in the same commit, which keeps them, or accept it: run synth --remove StatefulSet/shop/db (--remove 'production/*' for all of production)",
    ]);
    expect(removals([scaled(5)], [scaled(4)], 'StatefulSet/shop/db')).toEqual({
      problems: [],
      left: [
        {
          environment: 'production',
          object: 'StatefulSet shop/db',
          stays: false,
          content: 'their data',
          claims: ['data-db-4', 'wal-db-4'],
        },
      ],
    });
  });

  it.each([
    ['with a policy that is new', scaled(5, 'Retain'), scaled(4)],
    ['with other ordinals', scaled(2), scaled(2, 'Delete', { ordinals: { start: 1 } })],
    ['of many', scaled(90), scaled(3)],
  ])('%s', (_name, before, after) => {
    const [problem = '', ...others] = removals([before], [after]).problems;
    expect(others).toEqual([]);
    expect(problem).toContain('Kubernetes deletes the claims data-db-');
    expect(problem.length).toBeLessThan(600);
  });

  it.each([
    ['that are retained', scaled(5), scaled(3, 'Retain')],
    ['of a set that grows', scaled(3), scaled(5)],
    ['where an autoscaler sets the number', scaled(undefined), scaled(3)],
    [
      'without claims',
      set([], { replicas: 5 }),
      set([], { replicas: 3, persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } }),
    ],
  ])('but not %s', (_name, before, after) => {
    expect(removals([before], [after]).problems).toEqual([]);
  });
});

describe('what is still used has no command that deletes it', () => {
  const elsewhere = (entry: KubernetesObject) => ({
    environment: 'live',
    app: 'web',
    object: entry,
    causes: [],
  });
  const only = (before: KubernetesObject, all: readonly RenderedObject[], ...remove: string[]) =>
    describeRemovals([mine(before)], [], remove, all);
  const pod = object('Pod', 'web', { spec: { volumes: [{ persistentVolumeClaim: { claimName: 'data' } }] } });
  const mine = (entry: KubernetesObject) => ({ ...elsewhere(entry), environment: 'production' });

  it.each([
    [
      'a Namespace with objects',
      withGuards('Namespace', 'shop'),
      [mine(pod), mine(service('ClusterIP'))],
      'production (Pod shop/web and 1 more)',
    ],
    [
      'a Namespace of another environment',
      withGuards('Namespace', 'shop'),
      [elsewhere(withGuards('Namespace', 'shop'))],
      'live',
    ],
    ['a claim of another environment', claim, [elsewhere(claim)], 'live'],
    ['a claim that a pod mounts', claim, [mine(pod)], 'production (Pod shop/web)'],
    ['a StatefulSet of another environment', set(['data']), [elsewhere(set(['data']))], 'live'],
  ])('%s', (_name, before, all, user) => {
    const [problem] = only(before, all).diagnostics;
    expect(problem?.fix).toMatch(
      /do not delete (it|them) afterwards, unless in another cluster: .* still needs (it|them)$/,
    );
    expect(problem?.fix).toContain(user);
    expect(JSON.stringify(problem)).not.toContain('kubectl');
    const [left] = only(before, all, 'production/*').left;
    expect(left).toMatchObject({ stays: true, usedBy: user });
    expect(left).not.toHaveProperty('command');
  });

  it('other namespaces, names and claims are no use', () => {
    const all = [
      mine({ ...pod, metadata: { name: 'web', namespace: 'tools' } }),
      mine(withGuards('Namespace', 'tools')),
    ];
    expect(only(claim, all).diagnostics[0]?.fix).toContain('kubectl delete pvc data -n shop');
    expect(only(withGuards('Namespace', 'shop'), all).diagnostics[0]?.fix).toContain(
      'kubectl delete namespace shop',
    );
  });
});

it('a Namespace stays without what is pruned', () => {
  const problems = removals(
    [withGuards('Namespace', 'shop'), object('Certificate', 'a'), object('Service', 'b')],
    [],
  ).problems;
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(
    'it leaves the output, but stays in the cluster without what leaves the output with it (Certificate, Service): its annotations keep',
  );
});

describe('until --remove allows it', () => {
  it.each(['PersistentVolumeClaim/shop/data', 'production/*'])('as %s, which says what stays', (name) => {
    expect(removals([claim], [], name)).toEqual({
      problems: [],
      left: [
        {
          environment: 'production',
          object: 'PersistentVolumeClaim shop/data',
          stays: true,
          content: 'its data',
          command: 'kubectl delete pvc data -n shop',
        },
      ],
    });
  });

  it('and says what is deleted', () => {
    expect(removals([object('PersistentVolume', 'disk')], [], 'PersistentVolume/disk').left).toEqual([
      {
        environment: 'production',
        object: 'PersistentVolume disk',
        stays: false,
        content: 'its data, unless it is to be retained',
      },
    ]);
    const retention = { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } };
    expect(removals([set(['data'], retention)], [], 'StatefulSet/shop/db').left).toEqual([
      {
        environment: 'production',
        object: 'StatefulSet shop/db',
        stays: false,
        content: 'their data',
        claims: ['data'],
      },
    ]);
  });

  it('claims of templates by their names, however many there are', () => {
    const commands = (before: KubernetesObject, after: readonly KubernetesObject[]) =>
      removals([before], after, 'StatefulSet/shop/db').left.map(({ command }) => command);
    expect(commands(set(['data', 'wal']), [])).toEqual([
      "kubectl get pvc -n shop -o name | grep -E '/(data|wal)-db-[0-9]+$' | xargs kubectl delete -n shop",
    ]);
    expect(commands(set(['data', 'wal']), [set(['data'])])).toEqual([
      "kubectl get pvc -n shop -o name | grep -E '/wal-db-[0-9]+$' | xargs kubectl delete -n shop",
    ]);
  });

  it('no other', () => {
    expect(removals([claim], [], 'PersistentVolumeClaim/shop/other', 'staging/*').problems).toEqual([
      expect.stringContaining('removed-data'),
      expect.stringContaining('unknown-remove: --remove: no claim'),
      expect.stringContaining('got staging/*'),
    ]);
  });
});
