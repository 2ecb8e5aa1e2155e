import { message } from '../../lib/diagnostics';
import { guarded } from '../../lib/guards';
import type { JsonObject } from '../../lib/json';
import type { KubernetesObject, RenderedObject } from '../../lib/rendered';
import { identity } from '../../lib/rendered';
import { describeRemovals } from '../../output/removals';

const object = (kind: string, name: string, more: JsonObject = {}, apiVersion = 'v1'): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name, ...(/^(Namespace|PersistentVolume)$/.test(kind) ? {} : { namespace: 'shop' }) },
  ...more,
});
const withGuards = (kind: string, name: string): KubernetesObject => {
  const plain = object(kind, name);
  return { ...plain, metadata: { ...plain.metadata, annotations: guarded() } };
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
  const old = new Map(before.map((entry) => [`production ${identity(entry)}`, entry]));
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
        templates: ['data'],
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
